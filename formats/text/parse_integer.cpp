// SPDX-License-Identifier: MIT

#include <bview/formats/text/parse_integer.hpp>

namespace bview::detail {
namespace {

struct PrefixedBase {
  char letter;  ///< behind a zero, in either case
  unsigned value;
};
constexpr PrefixedBase kPrefixedBases[] = {{'x', 16}, {'o', 8}, {'b', 2}};

/// Steps over a prefix such as 0x, and gives the base of the digits behind it.
unsigned take_base(std::string_view& text) {
  if (text.size() < 2 || text[0] != '0') return 10;
  for (const PrefixedBase& base : kPrefixedBases) {
    if (text[1] != base.letter && text[1] != base.letter - 'a' + 'A') continue;
    text.remove_prefix(2);
    return base.value;
  }
  return 10;
}

}  // namespace

std::optional<IntegerText> read_any_integer(std::string_view text) {
  constexpr uint128 kMost = ~uint128{0};
  IntegerText read;
  read.negative = take_sign(text);
  const unsigned base = take_base(text);
  if (text.empty()) return std::nullopt;
  for (const char c : text) {
    const unsigned digit = digit_value(c);
    if (digit >= base) return std::nullopt;
    const bool may_overflow = read.magnitude >> 120U != 0;
    if (may_overflow && read.magnitude > (kMost - digit) / base) read.fits = false;
    read.magnitude = read.magnitude * base + digit;
  }
  return read;
}

}  // namespace bview::detail
