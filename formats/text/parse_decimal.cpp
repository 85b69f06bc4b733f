// SPDX-License-Identifier: MIT

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <system_error>

#include <bview/formats/text/parse_decimal.hpp>
#include <bview/formats/text/parse_integer.hpp>

namespace bview {
namespace {

/// Of "e-5"; one that no number of digits could make up for becomes +-2^62.
std::int64_t written_exponent(std::string_view text) {
  if (text.empty()) return 0;
  text.remove_prefix(1);
  const bool negative = take_sign(text);
  std::int64_t exponent = 0;
  const auto status = std::from_chars(text.data(), text.data() + text.size(), exponent).ec;
  constexpr std::int64_t kFar = std::int64_t{1} << 62;
  if (status != std::errc{} || exponent > kFar) exponent = kFar;
  return negative ? -exponent : exponent;
}

}  // namespace

Decimal::Decimal(std::string_view text) {
  const std::size_t mark = std::min(text.find_first_of("eE"), text.size());
  digits_ = text.substr(0, mark);
  const std::size_t point = std::min(digits_.find('.'), digits_.size());
  const std::size_t first = std::min(digits_.find_first_not_of("0."), digits_.size());
  const auto whole = static_cast<std::int64_t>(point) - static_cast<std::int64_t>(first);
  exponent_ = (whole < 0 ? whole + 1 : whole) + written_exponent(text.substr(mark));
  digits_.remove_prefix(first);
}

char Decimal::next() {
  if (digits_.starts_with('.')) digits_.remove_prefix(1);
  if (digits_.empty()) return '0';
  const char digit = digits_.front();
  digits_.remove_prefix(1);
  return digit;
}

int compare(Decimal a, Decimal b) {
  if (a.exponent() != b.exponent()) return a.exponent() < b.exponent() ? -1 : 1;
  while (!a.done() || !b.done()) {
    const int difference = a.next() - b.next();
    if (difference != 0) return difference;
  }
  return 0;
}

}  // namespace bview
