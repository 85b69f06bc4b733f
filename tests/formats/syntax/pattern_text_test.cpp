// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <array>
#include <string>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/formats/syntax/pattern_text.hpp>

#include "tests/support/errors.hpp"

namespace bview {
namespace {

using testing::code_of;
using testing::message_of;

std::string hex(const std::vector<std::byte>& bytes) {
  std::string result;
  for (const std::byte byte : bytes) result += fmt::format("{:02x}", static_cast<unsigned>(byte));
  return result;
}

}  // namespace

TEST_CASE("a byte pattern is two digits a byte, of which some may be anything") {
  struct Row {
    const char* text;
    const char* value;
    const char* mask;
  };
  for (const Row& row : {
           Row{"7f 45 4c 46", "7f454c46", "ffffffff"},
           Row{"7f454C46", "7f454c46", "ffffffff"},
           Row{" \t00\nfF ", "00ff", "ffff"},
           Row{"de ad ?? ef", "dead00ef", "ffff00ff"},
           Row{"4_", "40", "f0"},
           Row{"_4 ?4 4?", "040440", "0f0ff0"},
           Row{"__", "00", "00"},
           Row{"?_", "00", "00"},
       }) {
    CAPTURE(row.text);
    const BytePattern pattern = byte_pattern_in(row.text);
    CHECK(hex(pattern.value) == row.value);
    CHECK(hex(pattern.mask) == row.mask);
  }
}

TEST_CASE("a byte pattern that is none is shown with the place") {
  CHECK(message_of([] { return byte_pattern_in("de a? 4g"); }) ==
        "the byte pattern is wrong at character 8:\n"
        "  de a? 4g\n"
        "         ^ 'g' is no hex digit, and no '?' or '_', which are any digit");
  CHECK(message_of([] { return byte_pattern_in("de a ff"); }) ==
        "the byte pattern is wrong at character 4:\n"
        "  de a ff\n"
        "     ^ a byte is two digits: 0a, or ?\? for any byte");
  for (const char* text : {"", " ", "1", "?", "0x12", "12,13", "\x80", "123", "1 2"}) {
    CAPTURE(text);
    CHECK(code_of([&] { return byte_pattern_in(text); }) == Errc::BadFormat);
  }
}

TEST_CASE("every byte is compared under every mask of a digit") {
  for (unsigned i = 0; i < 256; ++i) {
    const std::array bytes{static_cast<std::byte>(i), std::byte{1}};
    for (unsigned digit = 0; digit < 16; ++digit) {
      CHECK(byte_pattern_in(fmt::format("{:x}_", digit)).begins(bytes) == (i / 16 == digit));
      CHECK(byte_pattern_in(fmt::format("?{:x}", digit)).begins(bytes) == (i % 16 == digit));
    }
    CHECK(byte_pattern_in("?? 01").is(bytes));
    CHECK_FALSE(byte_pattern_in("??").is(bytes));
    CHECK_FALSE(byte_pattern_in("?? 01 ??").begins(bytes));
  }
}

}  // namespace bview
