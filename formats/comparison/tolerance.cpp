// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <cmath>

#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/comparison/tolerance.hpp>
#include <bview/formats/text/datum.hpp>

namespace bview {
namespace {

template <class Float>
bool is_close(const Tolerance& tolerance, Float distance, Float size) {
  const auto absolute = static_cast<Float>(approximate(tolerance.absolute));
  const auto relative = static_cast<Float>(approximate(tolerance.relative));
  return std::isfinite(size) && distance <= absolute + relative * size;
}

template <class Float>
bool are_close(const Tolerance& tolerance, Float a, Float b) {
  return a == b || is_close(tolerance, std::abs(a - b), std::abs(b));
}

Ratio magnitude(Ratio number) {
  number.numerator.negative = false;
  return number;
}

}  // namespace

Ratio parse_tolerance(std::string_view text) {
  const auto number = ratio_in(text);
  if (number && !number->numerator.negative) return *number;
  throw Error(Errc::BadValue, fmt::format("a tolerance is a decimal number, 0 or more, as 0.01 or "
                                          "1e-9, not {}",
                                          quoted(text)));
}

bool is_within(const Tolerance& tolerance, const Ratio& a, const Ratio& b) {
  const auto distance = added(a, negated(b));
  const auto part = multiplied(tolerance.relative, magnitude(b));
  const auto most = part ? added(tolerance.absolute, *part) : std::nullopt;
  if (distance && most) return compare(magnitude(*distance), *most) <= 0;
  return are_close(tolerance, approximate(a), approximate(b));
}

bool is_within(const Tolerance& tolerance, double a, double b) {
  return are_close(tolerance, a, b);
}

bool is_within(const Tolerance& tolerance, long double a, long double b) {
  return are_close(tolerance, a, b);
}

bool is_within(const Tolerance& tolerance, const Complex<long double>& a,
               const Complex<long double>& b) {
  if (a.re == b.re && a.im == b.im) return true;
  return is_close(tolerance, std::hypot(a.re - b.re, a.im - b.im), std::hypot(b.re, b.im));
}

}  // namespace bview
