// SPDX-License-Identifier: MIT
// formats/text/float_text.hpp - floats as text, as Python's repr writes them.
//
// The digits are the shortest that read back to the same value at the float's own
// width, and among those the nearest to it. Their layout is repr's: 0.1, 1.0,
// 1e-05, 1e+16; nan, inf, -inf.

#pragma once

#include <cstddef>

#include <bview/core/wide_float.hpp>
#include <bview/formats/text/small_float_text.hpp>

namespace bview {

/// Longest shortest text: sign, 36 digits (of a binary128), point, e-4966.
inline constexpr std::size_t kMaxFloatText = 64;

char* write_float(char* to, float value);
char* write_float(char* to, double value);
char* write_float(char* to, long double value);
char* write_float(char* to, ibm32 value);
char* write_float(char* to, ibm64 value);
char* write_float(char* to, float80 value);
char* write_float(char* to, float128 value);

/// With `precision` digits after the point, fixed or with an exponent as repr would
/// choose. Takes at most kMaxFloatText + precision characters.
char* write_float(char* to, float value, int precision);
char* write_float(char* to, double value, int precision);
char* write_float(char* to, long double value, int precision);
char* write_float(char* to, float128 value, int precision);

}  // namespace bview
