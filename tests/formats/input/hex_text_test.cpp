// SPDX-License-Identifier: MIT
// Texts with bytes and their places; what they say when they are wrong is in
// tests/cli/hex_texts.txt.

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cstdint>
#include <string>
#include <string_view>

#include <bview/core/error.hpp>
#include <bview/formats/input/hex_text.hpp>
#include <bview/formats/input/placed_bytes.hpp>

namespace bview {
namespace {

/// What a text gives: an offset where there is a gap, bytes, how often they come, and the error. No
/// two stand at one place.
std::string placed(std::string_view form, const std::string& text, std::size_t step = 1000) {
  std::int64_t end = 0;
  std::string shown;
  try {
    StringSource source(text, step);
    find_placed_form(form)->read(source, [&](const PlacedBytes& each) {
      REQUIRE(each.offset >= end);
      REQUIRE(!each.bytes.empty());
      REQUIRE(each.times > 0);
      if (each.offset != end) shown += fmt::format("@{:x} ", each.offset);
      for (const std::byte byte : each.bytes)
        shown += fmt::format("{:02x}", static_cast<int>(byte));
      if (each.times > 1) shown += fmt::format("*{}", each.times);
      end = each.offset + each.times * std::ssize(each.bytes);
    });
  } catch (const Error& error) {
    shown += fmt::format("! {}", error.what());
  }
  return shown;
}

struct TextCase {
  std::string_view form;
  std::string text;
  std::string want;
};
const TextCase kCases[] = {
    {"hex", "", ""},
    {"hex", " \r\n\t", ""},
    {"hex", "dead be ef\r\n0102\n\tff 00", "deadbeef0102ff00"},
    {"hex",
     "\xef\xbb\xbf"
     "ab",
     "ab"},
    {"hex", "ab c", "ab! line 1: a byte is two hexadecimal digits, and 'c' stands alone"},
    {"hex", "ab\r\rc\n", "ab! line 3: a byte is two hexadecimal digits, and 'c' stands alone"},
    {"hex", "00000000: 6162 6364  abcd\n*\n0000000c: 65  e\n", "6162636461626364*265"},
    {"hex", "0: 61\n*\n1: 62\n", "6162"},
    {"hex", "10: 61\n3fffffffffffffff: 62\n", "@10 61@3fffffffffffffff 62"},
    {"hex", "10: 61\n*\n4000000000000000: 62\n", "@10 6161*461168601842738788762"},
    {"hex", "4000000000000001: 62\n",
     "! line 1: offset 0x4000000000000001 is larger than any file"},
    {"hex", "00000002  61 62  |ab|\n00000004  63 64  |cd|\n*\n00000008\n",
     "@2 61626364"
     "6364"},
    {"ihex", ":0200000041427B\n:020000020001FB\n:0100000043BC\n:00000001FF\n", "4142@10 43"},
    {"ihex", ":02000004FFFFFC\r:01FFFF0041C0\r:00000001FF", "@ffffffff 41"},
    {"ihex", ":02000004FFFFFC\n:02FFFF0041427D\n:00000001FF\n",
     "! line 2: its bytes go beyond the last address, 0xffffffff"},
    {"ihex", ":00000001FF\n\n \n", ""},
    {"srec", "S0030000FC\nS1050000414277\nS5030001FB\nS9030000FC\n", "4142"},
    {"srec", "S1050000414277\nS20500000243B5\nS3060000000344B2\nS9030000FC\n", "41424344"},
};

TEST_CASE("texts of bytes and their places") {
  for (const TextCase& row : kCases) {
    CAPTURE(row.text);
    CHECK(placed(row.form, row.text) == row.want);
  }
}

TEST_CASE("mutated texts give bytes in order, or an error, however they are cut") {
  std::uint64_t state = 7;
  const auto below = [&](std::size_t bound) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    return static_cast<std::size_t>(state >> 33U) % bound;
  };
  constexpr std::string_view kPieces = "0123456789abcdefF:S*| \n\r\t\xffgx";
  for (const TextCase& row : kCases) {
    for (int round = 0; round < 1000; ++round) {
      std::string text = row.text;
      for (std::size_t n = below(5); n-- > 0;) {
        const std::size_t at = below(text.size() + 1);
        if (below(2) == 0)
          text.erase(at, below(4));
        else
          text.insert(at, 1, kPieces[below(kPieces.size())]);
      }
      CAPTURE(text);
      REQUIRE(placed(row.form, text, 1 + below(5)) == placed(row.form, text));
    }
  }
}

TEST_CASE("the first line says whether there are offsets") {
  const auto has_offsets = [](const std::string& text) {
    return taste_hex(std::make_unique<StringSource>(text, 2)).has_offsets;
  };
  CHECK(has_offsets("\n\n00: 61\n"));
  CHECK(has_offsets("00000010  61  |a|"));
  CHECK_FALSE(has_offsets(""));
  CHECK_FALSE(has_offsets("00000010"));
  CHECK_FALSE(has_offsets("deadbeef\n00: 61\n"));
}

}  // namespace
}  // namespace bview
