// SPDX-License-Identifier: MIT
// formats/text/parse_complex.hpp - the two parts of a complex number's text.

#pragma once

#include <string_view>

namespace bview {

/// Each part is the text of a float.
struct ComplexText {
  std::string_view re = "0";
  std::string_view im = "0";
};

/// Takes 1.0+2.0j apart, and 2j, 3, -j, (1+2j), as Python's complex() does. A text that
/// is no complex number gives parts that are no floats.
[[nodiscard]] ComplexText split_complex(std::string_view text);

}  // namespace bview
