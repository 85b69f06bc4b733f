// SPDX-License-Identifier: MIT
// formats/comparison/tolerance.hpp - how far numbers may be apart that count as equal.
//
// a is as good as b where |a - b| <= absolute + relative * |b|, as numpy.isclose has it. Integers
// and readings that show decimals are compared exactly, and never become doubles.

#pragma once

#include <string_view>

#include <bview/core/public.hpp>
#include <bview/core/reading.hpp>
#include <bview/core/storage.hpp>

namespace BVIEW_PUBLIC bview {

struct Tolerance {
  Ratio relative{};
  Ratio absolute{};
  bool given = false;  ///< either of them
};

/// A tolerance as it is typed: a decimal number, 0 or more.
/// \throws Error{Errc::BadValue}
[[nodiscard]] Ratio parse_tolerance(std::string_view text);

[[nodiscard]] bool is_within(const Tolerance& tolerance, const Ratio& a, const Ratio& b);

/// The same of floats, in the arithmetic of their type. Infinities are close to themselves alone,
/// and a NaN to nothing.
[[nodiscard]] bool is_within(const Tolerance& tolerance, double a, double b);
[[nodiscard]] bool is_within(const Tolerance& tolerance, long double a, long double b);

/// And of complex numbers: what is between them is a distance.
[[nodiscard]] bool is_within(const Tolerance& tolerance, const Complex<long double>& a,
                             const Complex<long double>& b);

}  // namespace bview
