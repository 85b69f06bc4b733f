// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <bview/core/crc32.hpp>

namespace bview {
namespace {

std::span<const std::byte> bytes_of(std::string_view text) {
  return std::as_bytes(std::span(text));
}

TEST_CASE("the checksum is that of zip and gzip") {
  struct Row {
    std::string text;
    std::uint32_t sum;
  };
  // Source: Python's zlib.crc32.
  const Row rows[] = {
      {"", 0},
      {"a", 0xe8b7be43},
      {"123456789", 0xcbf43926},
      {std::string(4, '\0'), 0x2144df1c},
      {std::string(1000, '\xff'), 0xe0533230},
      {"The quick brown fox jumps over the lazy dog", 0x414fa339},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    Crc32 crc;
    crc.add(bytes_of(row.text));
    CHECK(crc.value() == row.sum);
  }
}

TEST_CASE("pieces of any size have the checksum of the whole") {
  const std::string text = "123456789";
  for (std::size_t first = 0; first <= text.size(); ++first) {
    for (std::size_t second = first; second <= text.size(); ++second) {
      Crc32 crc;
      crc.add(bytes_of(text).first(first));
      crc.add(bytes_of(text).subspan(first, second - first));
      crc.add(bytes_of(text).subspan(second));
      CHECK(crc.value() == 0xcbf43926);
      CHECK(crc.value() == 0xcbf43926);  // looking changes nothing
    }
  }
}

/// A bit at a time.
std::uint32_t slow_crc(std::span<const std::byte> bytes) {
  std::uint32_t crc = 0xffffffff;
  for (const std::byte byte : bytes) {
    crc ^= std::to_integer<std::uint32_t>(byte);
    for (int bit = 0; bit < 8; ++bit) crc = crc >> 1U ^ ((crc & 1U) != 0 ? 0xedb88320U : 0);
  }
  return ~crc;
}

TEST_CASE("long and short pieces at any place have the checksum of a loop over bits") {
  std::vector<std::byte> bytes;
  for (unsigned k = 0; k < 1500; ++k) bytes.push_back(static_cast<std::byte>(k * k >> 3U & 0xffU));
  const std::span<const std::byte> all(bytes);
  for (std::size_t begin = 0; begin < 20; ++begin) {
    for (std::size_t size = 0; size < 700; ++size) {
      Crc32 crc;
      crc.add(all.subspan(begin, size));
      const bool right = crc.value() == slow_crc(all.subspan(begin, size));
      CHECK(right);
      crc.add(all.subspan(begin + size, 777));
      const bool both = crc.value() == slow_crc(all.subspan(begin, size + 777));
      CHECK(both);
    }
  }
}

}  // namespace
}  // namespace bview
