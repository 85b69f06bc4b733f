// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <bview/core/utf8.hpp>

#include "tests/support/values.hpp"

namespace bview::utf8 {
namespace {

/// One row of RFC 3629, section 4: the bytes that may stand at each place.
struct Sequence {
  std::size_t size;
  std::array<std::array<std::uint8_t, 2>, 4> ranges;
};
constexpr Sequence kSequences[] = {
    {1, {{{0x00, 0x7f}}}},
    {2, {{{0xc2, 0xdf}, {0x80, 0xbf}}}},
    {3, {{{0xe0, 0xe0}, {0xa0, 0xbf}, {0x80, 0xbf}}}},
    {3, {{{0xe1, 0xec}, {0x80, 0xbf}, {0x80, 0xbf}}}},
    {3, {{{0xed, 0xed}, {0x80, 0x9f}, {0x80, 0xbf}}}},
    {3, {{{0xee, 0xef}, {0x80, 0xbf}, {0x80, 0xbf}}}},
    {4, {{{0xf0, 0xf0}, {0x90, 0xbf}, {0x80, 0xbf}, {0x80, 0xbf}}}},
    {4, {{{0xf1, 0xf3}, {0x80, 0xbf}, {0x80, 0xbf}, {0x80, 0xbf}}}},
    {4, {{{0xf4, 0xf4}, {0x80, 0x8f}, {0x80, 0xbf}, {0x80, 0xbf}}}},
};

std::size_t slow_size(std::string_view text) {
  for (const Sequence& sequence : kSequences) {
    bool fits = text.size() >= sequence.size;
    for (std::size_t k = 0; fits && k < sequence.size; ++k) {
      const auto byte = static_cast<std::uint8_t>(text[k]);
      fits = byte >= sequence.ranges[k][0] && byte <= sequence.ranges[k][1];
    }
    if (fits) return sequence.size;
  }
  return 0;
}

std::string encoded(char32_t code) {
  std::array<char, 4> text{};
  const char* const end = encode(code, text.data());
  return std::string(text.data(), static_cast<std::size_t>(end - text.data()));
}

TEST_CASE("a text of up to four bytes begins with a character if RFC 3629 says so") {
  // The ends of every range that matters.
  constexpr std::uint8_t kBytes[] = {0x00, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf,
                                     0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xec, 0xed, 0xee,
                                     0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xf8, 0xff};
  const auto grow = [&](const auto& self, std::string& text) -> void {
    const Decoded found = decode(text);
    const std::size_t want = slow_size(text);
    const bool same =
        found.size == want && (want == 0 || encoded(found.code) == text.substr(0, want));
    if (!same) FAIL_CHECK(testing::to_hex(text) << " gives " << found.size << " bytes");
    if (text.size() == 4) return;
    for (const std::uint8_t byte : kBytes) {
      text.push_back(static_cast<char>(byte));
      self(self, text);
      text.pop_back();
    }
  };
  std::string empty;
  grow(grow, empty);
}

TEST_CASE("every code point is read as it was written, whatever stands behind it") {
  for (char32_t code = 0; code <= 0x10ffff; ++code) {
    if (code >= 0xd800 && code <= 0xdfff) continue;
    const std::string text = encoded(code);
    for (const Decoded& found : {decode(text), decode(text + "\x80")}) {
      const bool same = found.code == code && found.size == text.size();
      if (!same)
        FAIL_CHECK(static_cast<std::uint32_t>(code) << " became " << testing::to_hex(text));
    }
  }
}

TEST_CASE("the bytes of some characters") {
  struct Row {
    char32_t code;
    const char* hex;
  };
  // python3 -c 'print(chr(<code>).encode().hex())'
  const Row rows[] = {{0x24, "24"},       {0x7f, "7f"},          {0x80, "c280"},
                      {0x7ff, "dfbf"},    {0x800, "e0a080"},     {0x20ac, "e282ac"},
                      {0xffff, "efbfbf"}, {0x10000, "f0908080"}, {0x10ffff, "f48fbfbf"}};
  for (const Row& row : rows) CHECK(testing::to_hex(encoded(row.code)) == row.hex);
}

TEST_CASE("control characters are those of C0 and C1, and DEL") {
  for (char32_t code = 0; code < 0x200; ++code) {
    const bool control = code <= 0x1f || code == 0x7f || (code >= 0x80 && code <= 0x9f);
    if (is_control(code) != control) FAIL_CHECK(static_cast<std::uint32_t>(code));
  }
}

}  // namespace
}  // namespace bview::utf8
