// SPDX-License-Identifier: MIT
// formats/parts/shipped_catalogues.hpp - the texts of formats/catalogues/*.toml, which CMake puts
// into the program: nothing has to be found when it runs.

#pragma once

#include <span>
#include <string_view>

namespace bview {

struct ShippedText {
  std::string_view name;
  std::string_view text;
};

/// In the order of their names.
[[nodiscard]] std::span<const ShippedText> shipped_catalogue_texts();

}  // namespace bview
