// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

#include <bview/core/checksum.hpp>

#include "tests/support/values.hpp"
#include "tests/support/vectors.hpp"

namespace bview {
namespace {

std::string text_of(const ChecksumAlgorithm& algorithm, const ChecksumValue& value) {
  if (algorithm.is_number) return fmt::format("{:0{}x}", value.number, algorithm.bits / 4);
  const auto* data = reinterpret_cast<const char*>(value.bytes.data());
  return testing::to_hex({data, value.bytes.size()});
}

/// Of bytes that are added in two pieces.
std::string checksum(std::string_view name, std::string_view bytes, std::size_t cut = 0) {
  const ChecksumAlgorithm* algorithm = find_checksum(name);
  REQUIRE(algorithm != nullptr);
  const auto made = make_checksum(*algorithm);
  const auto all = std::as_bytes(std::span(bytes));
  made->add(all.subspan(0, cut));
  made->add(all.subspan(cut));
  return text_of(*algorithm, made->finish());
}

struct Check {
  const char* name;
  const char* value;
};

/// The check values that catalogues give for the digits 1 to 9.
constexpr Check kChecks[] = {
    {"crc32", "cbf43926"},
    {"crc32c", "e3069283"},
    {"crc32c/ext4", "1cf96d7c"},
    {"crc32/bzip2", "fc891918"},
    {"crc32/mpeg2", "0376e6e7"},
    {"crc32/cksum", "765e7680"},
    {"crc32/jamcrc", "340bc6d9"},
    {"crc16", "bb3d"},
    {"crc16/ccitt-false", "29b1"},
    {"crc16/xmodem", "31c3"},
    {"crc16/kermit", "2189"},
    {"crc16/x25", "906e"},
    {"crc16/aug-ccitt", "e5cc"},
    {"crc16/genibus", "d64e"},
    {"crc16/mcrf4xx", "6f91"},
    {"crc16/modbus", "4b37"},
    {"crc16/usb", "b4c8"},
    {"crc16/maxim", "44c2"},
    {"crc16/umts", "fee8"},
    {"crc16/dnp", "ea82"},
    {"crc16/t10-dif", "d0db"},
    {"crc8", "f4"},
    {"crc8/maxim", "a1"},
    {"crc24/openpgp", "21cf02"},
    {"crc64/ecma", "6c40df5f0b497347"},
    {"crc64/xz", "995dc9bbdf1939fa"},
    {"adler32", "091e01de"},
    {"fletcher16", "1ede"},
    {"sum8", "dd"},
    {"sum16", "01dd"},
    {"sum32", "000001dd"},
    {"neg8", "23"},
    {"xor8", "31"},
    {"sum16be", "09d4"},
    {"sum16le", "d509"},
    {"inet", "f62a"},
};

TEST_CASE("checksums of the digits are those of the catalogues") {
  for (const Check& each : kChecks) {
    CAPTURE(each.name);
    for (std::size_t cut = 0; cut <= 9; ++cut) {
      CHECK(checksum(each.name, "123456789", cut) == std::string(each.value));
    }
  }
}

TEST_CASE("checksums are those of Python, in whatever pieces bytes come") {
  for (const auto& cells : testing::read_vectors("oracle/checksum.tsv")) {
    CAPTURE(cells[0]);
    CAPTURE(cells[1]);
    const auto bytes = testing::from_hex(cells[1]);
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    for (std::size_t cut = 0; cut <= text.size(); ++cut) {
      CHECK(checksum(cells[0], text, cut) == cells[2]);
    }
  }
}

TEST_CASE("zeros that are only counted are the same as those that stand there") {
  const std::string_view digits = "123456789";
  for (const ChecksumAlgorithm& each : checksum_algorithms()) {
    CAPTURE(each.name);
    for (const std::size_t in_front : {0U, 1U, 2U, 3U, 9U}) {
      for (const std::size_t zeros : {0U, 1U, 2U, 3U, 5U, 255U, 4096U, 65535U, 100'003U}) {
        CAPTURE(in_front);
        CAPTURE(zeros);
        const auto made = make_checksum(each);
        made->add(std::as_bytes(std::span(digits.substr(0, in_front))));
        made->add_zeros(static_cast<std::int64_t>(zeros));
        made->add(std::as_bytes(std::span(digits)));
        std::string all(digits.substr(0, in_front));
        all.append(zeros, '\0').append(digits);
        CHECK(text_of(each, made->finish()) == checksum(each.name, all));
      }
    }
  }
}

TEST_CASE("an example of RFC 1071") {
  // 0001 f203 f4f5 f6f7: the sum is ddf2, and the checksum its complement.
  const auto bytes = testing::from_hex("0001f203f4f5f6f7");
  CHECK(checksum("inet", {reinterpret_cast<const char*>(bytes.data()), bytes.size()}) == "220d");
  CHECK(checksum("fletcher32", "abcde") == "f04fc729");
  CHECK(checksum("fletcher32", "abcdefgh") == "ebe19591");
}

TEST_CASE("each is found by its name, and by others that it has") {
  for (const ChecksumAlgorithm& each : checksum_algorithms()) {
    CHECK(find_checksum(each.name) == &each);
    CHECK(each.bits % 8 == 0);
  }
  CHECK(find_checksum("crc16/arc") == find_checksum("crc16"));
  CHECK(find_checksum("crc64") == find_checksum("crc64/xz"));
  CHECK(find_checksum("crc33") == nullptr);
}

}  // namespace
}  // namespace bview
