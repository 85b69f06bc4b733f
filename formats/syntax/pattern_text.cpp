// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <bview/core/quote.hpp>
#include <bview/formats/syntax/pattern_text.hpp>
#include <bview/formats/syntax/scanner.hpp>
#include <bview/formats/text/parse_integer.hpp>

namespace bview {
namespace {

constexpr std::string_view kAnyDigit = "?_";

/// Half a byte.
struct Nibble {
  unsigned value;
  unsigned mask;
};

Nibble nibble_in(Scanner& text) {
  if (text.sees(kAnyDigit)) {
    text.skip(1);
    return {0, 0};
  }
  const unsigned value = digit_value(text.peek());
  if (value == 16) {
    text.fail(text.at(), fmt::format("{} is no hex digit, and no '?' or '_', which are any digit",
                                     quoted(text.rest().substr(0, 1))));
  }
  text.skip(1);
  return {value, 15};
}

std::byte byte_of(unsigned high, unsigned low) { return static_cast<std::byte>(high << 4U | low); }

}  // namespace

BytePattern byte_pattern_in(std::string_view text) {
  BytePattern result;
  Scanner scanner("byte pattern", text);
  for (scanner.skip_space(); !scanner.done(); scanner.skip_space()) {
    const std::size_t begin = scanner.at();
    const Nibble high = nibble_in(scanner);
    if (scanner.done() || scanner.sees(" \t\n\r\v\f")) {
      scanner.fail(begin, "a byte is two digits: 0a, or ?? for any byte");
    }
    const Nibble low = nibble_in(scanner);
    result.value.push_back(byte_of(high.value, low.value));
    result.mask.push_back(byte_of(high.mask, low.mask));
  }
  if (result.size() == 0) scanner.fail(text.size(), "here bytes are missing: de ad ?? 4_");
  return result;
}

}  // namespace bview
