// SPDX-License-Identifier: MIT
// app/explore/typed_view.hpp - options of a view that is typed, or chosen, while one is shown.

#pragma once

#include <string>

#include "app/explore/document.hpp"
#include "app/explore/items.hpp"
#include "app/options.hpp"

namespace bview {

/// The same file by a format; or, where the text begins with '-', by other options instead of those
/// there were. Nothing: plain bytes.
[[nodiscard]] Options view_typed(const Options& before, const std::string& text);

/// The same file, as one of its parts says.
[[nodiscard]] Options view_of_part(const Options& before, const std::string& name);

/// A field of an item on a line: its name, type, place and value, how that is stored, its bytes.
[[nodiscard]] std::string field_line(const Document& document, const ItemField& field,
                                     std::int64_t offset);

}  // namespace bview
