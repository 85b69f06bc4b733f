// SPDX-License-Identifier: MIT
// app/dialect_options.hpp - how rows are written that are not the usual tsv or csv.

#pragma once

#include <string_view>

#include <bview/formats/text/row_dialect.hpp>

#include "app/options.hpp"

namespace bview {

/// What --delimiter, --decimal, --null, --crlf and --bom ask for; `form` is tsv or csv.
/// \throws Error{Errc::BadUsage} where cells could not be told from what lies between them.
[[nodiscard]] RowDialect dialect_of(const Options& options, std::string_view form);

/// Whether one of them is given.
[[nodiscard]] bool has_dialect(const Options& options);

}  // namespace bview
