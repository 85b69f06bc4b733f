// SPDX-License-Identifier: MIT
// formats/text/quad_text.hpp - IEEE binary128 and decimal digits, exactly.
//
// Reading rounds once, half to even. The shortest digits are wide_decimal.hpp's.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <bview/core/wide_float.hpp>

namespace bview {

/// 0.d1d2d3... x 10^point.
struct QuadDigits {
  std::string digits;
  int point;
};

/// The digits of a number that is neither 0 nor infinite nor NaN, without its sign, rounded half to
/// even to `behind_point` digits behind the point, or, if `scientific`, behind the first digit.
/// There are no digits where nothing is left.
[[nodiscard]] QuadDigits rounded_digits(float128 value, int behind_point, bool scientific);

/// The number nearest to an unsigned decimal text, or to a hexadecimal one with 0x in front.
/// Both are well-formed. Nothing where it is too large.
[[nodiscard]] std::optional<float128> nearest_quad(std::string_view text);

/// The number nearest to an integer.
[[nodiscard]] float128 quad_of(uint128 value);

}  // namespace bview
