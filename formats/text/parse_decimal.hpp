// SPDX-License-Identifier: MIT
// formats/text/parse_decimal.hpp - decimal texts compared digit by digit, so exactly.

#pragma once

#include <cstdint>
#include <string_view>

namespace bview {

/// The digits of an unsigned decimal text, read as 0.ddd... x 10^exponent with a first
/// digit that is not zero. The text is well-formed: "12", ".5", "1.e+3".
class Decimal {
 public:
  explicit Decimal(std::string_view text);

  [[nodiscard]] std::int64_t exponent() const { return exponent_; }
  [[nodiscard]] bool done() const { return digits_.empty(); }

  /// The next digit; zeros without end behind the last.
  char next();

 private:
  std::string_view digits_;
  std::int64_t exponent_;
};

/// Below, equal or above 0 as `a` is less than, equal to or greater than `b`; neither is
/// zero.
[[nodiscard]] int compare(Decimal a, Decimal b);

}  // namespace bview
