// SPDX-License-Identifier: MIT
// app/column_options.hpp - columns that --fields works out.

#pragma once

#include <bview/formats/questions/question.hpp>

#include "app/options.hpp"
#include "app/session.hpp"

namespace bview {

/// Puts them into the request, with the fields among them, where there are any.
/// \throws Error{Errc::BadUsage} for a form that cannot show them.
void take_columns(const Options& options, const Asked& asked, ViewRequest& request);

}  // namespace bview
