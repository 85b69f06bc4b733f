// SPDX-License-Identifier: MIT
// app/explore/typed_view.hpp - options of a view that is typed, or chosen, while one is shown.

#pragma once

#include <string>

#include "app/options.hpp"

namespace bview {

/// The same file by a format; or, where the text begins with '-', by other options instead of those
/// there were. Nothing: plain bytes.
[[nodiscard]] Options view_typed(const Options& before, const std::string& text);

/// The same file, as one of its parts says.
[[nodiscard]] Options view_of_part(const Options& before, const std::string& name);

}  // namespace bview
