// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include <bview/formats/text/hex_lines.hpp>

namespace bview {
namespace {

constexpr std::int64_t kMaxOffset = 0x7fff'ffff'ffff'ffff;
constexpr std::int64_t kOffsets[] = {
    0,           1,           0xffff'ffff, 0x1'0000'0000,   0xf'ffff'ffff,
    0x9abc'def0, 0x1234'5678, 1LL << 40,   (1LL << 60) - 1, kMaxOffset - 256};

std::vector<std::byte> random_bytes(std::size_t count) {
  std::mt19937 random(1);
  std::vector<std::byte> bytes(count);
  std::generate(bytes.begin(), bytes.end(), [&] { return static_cast<std::byte>(random()); });
  return bytes;
}

/// One line as hexdump -C has it: 1 to 16 bytes.
std::string slow_line(std::int64_t offset, const std::byte* data, std::int64_t size) {
  std::string line = fmt::format("{:08x} ", offset);
  std::string text;
  for (std::int64_t k = 0; k < 16; ++k) {
    if (k % 8 == 0) line += ' ';
    const auto byte = k < size ? static_cast<int>(data[k]) : -1;
    line += byte < 0 ? "   " : fmt::format("{:02x} ", byte);
    if (byte >= 0) text += byte >= ' ' && byte <= '~' ? static_cast<char>(byte) : '.';
  }
  return line + " |" + text + "|\n";
}

template <class Write>
std::string written(std::int64_t lines, const Write& write) {
  std::vector<char> room(static_cast<std::size_t>(lines) * kMaxHexLine);
  const char* const end = write(room.data());
  REQUIRE(end <= room.data() + room.size());
  return std::string(room.data(), static_cast<std::size_t>(end - room.data()));
}

TEST_CASE("whole lines, in vectors and without, for offsets of every length") {
  constexpr std::int64_t kLines = 16;
  const std::vector<std::byte> bytes = random_bytes(kLines * kHexLineBytes);
  for (const std::int64_t offset : kOffsets) {
    for (std::int64_t lines = 0; lines <= kLines; ++lines) {
      CAPTURE(offset);
      CAPTURE(lines);
      std::string slow;
      for (std::int64_t k = 0; k < lines; ++k) {
        slow += slow_line(offset + 16 * k, &bytes[static_cast<std::size_t>(16 * k)], 16);
      }
      const auto fast = [&](char* to) { return write_hex_lines(to, offset, bytes.data(), lines); };
      const auto plain = [&](char* to) {
        return write_plain_hex_lines(to, offset, bytes.data(), lines);
      };
      CHECK(written(lines, fast) == slow);
      CHECK(written(lines, plain) == slow);
    }
  }
}

TEST_CASE("every byte at every place of a line") {
  for (int byte = 0; byte < 256; ++byte) {
    for (std::size_t place = 0; place < 16; ++place) {
      std::vector<std::byte> bytes(16, std::byte{'a'});
      bytes[place] = static_cast<std::byte>(byte);
      const std::string slow = slow_line(0, bytes.data(), 16);
      CHECK(written(1, [&](char* to) { return write_hex_lines(to, 0, bytes.data(), 1); }) == slow);
      CHECK(written(1, [&](char* to) { return write_plain_hex_lines(to, 0, bytes.data(), 1); }) ==
            slow);
    }
  }
}

TEST_CASE("short lines") {
  const std::vector<std::byte> bytes = random_bytes(16);
  for (const std::int64_t offset : kOffsets) {
    for (std::int64_t size = 1; size < 16; ++size) {
      CHECK(written(1, [&](char* to) {
              return write_short_hex_line(to, offset, bytes.data(), size);
            }) == slow_line(offset, bytes.data(), size));
    }
  }
}

}  // namespace
}  // namespace bview
