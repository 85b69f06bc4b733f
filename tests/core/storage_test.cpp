// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <array>
#include <cstdint>
#include <initializer_list>

#include <bview/core/storage.hpp>

namespace bview {
namespace {

TEST_CASE("three-byte integers keep every value") {
  for (std::int32_t value = -(1 << 23); value < 1 << 23; value += 251) {
    if (int24::from(value).value() != value) FAIL_CHECK(value);
  }
  for (std::uint32_t value = 0; value < 1U << 24U; value += 251) {
    if (uint24::from(value).value() != value) FAIL_CHECK(value);
  }
  for (const std::int32_t value : {-(1 << 23), -1, 0, 1, (1 << 23) - 1}) {
    CHECK(int24::from(value).value() == value);
  }
  CHECK(uint24::from(0xffffff).value() == 0xffffff);
}

TEST_CASE("three-byte integers lie in the order of the host, of either kind") {
  using Bytes = std::array<std::uint8_t, 3>;
  CHECK(uint24::from(0x010203, ByteOrder::Little).bytes == Bytes{3, 2, 1});
  CHECK(uint24::from(0x010203, ByteOrder::Big).bytes == Bytes{1, 2, 3});
  CHECK(int24::from(-2, ByteOrder::Big).bytes == Bytes{0xff, 0xff, 0xfe});
  CHECK(int24{{0xff, 0xff, 0xfe}}.value(ByteOrder::Big) == -2);
  CHECK(int24{{0xfe, 0xff, 0xff}}.value(ByteOrder::Little) == -2);
  CHECK(uint24::from(0x010203).bytes == uint24::from(0x010203, kHostOrder).bytes);
}

TEST_CASE("integers of five, six and seven bytes keep their values and their order") {
  for (const std::int64_t value :
       {std::int64_t{0}, std::int64_t{-1}, std::int64_t{1} << 38, -(std::int64_t{1} << 39)}) {
    CHECK(int40::from(value).value() == value);
    CHECK(int48::from(value).value() == value);
    CHECK(int56::from(value).value() == value);
  }
  CHECK(uint56::from(~std::uint64_t{0}).value() == (std::uint64_t{1} << 56U) - 1);
  using Bytes = std::array<std::uint8_t, 5>;
  CHECK(uint40::from(0x0102030405, ByteOrder::Little).bytes == Bytes{5, 4, 3, 2, 1});
  CHECK(uint40::from(0x0102030405, ByteOrder::Big).bytes == Bytes{1, 2, 3, 4, 5});
  CHECK(uint40{{1, 2, 3, 4, 5}}.value(ByteOrder::Big) == 0x0102030405);
}

TEST_CASE("a word is stored with its lowest byte first by hosts of either kind") {
  constexpr std::uint64_t kWord = 0x8877'6655'4433'2211;
  for (const ByteOrder host : {ByteOrder::Little, ByteOrder::Big}) {
    const std::uint64_t stored = lowest_byte_first(kWord, host);
    for (unsigned k = 0; k < 8; ++k) {
      const unsigned place = host == ByteOrder::Little ? k : 7 - k;  // of the byte at address k
      CHECK((stored >> 8 * place & 0xffU) == (kWord >> 8 * k & 0xffU));
    }
  }
}

}  // namespace
}  // namespace bview
