// SPDX-License-Identifier: MIT
// What a quick kernel reads is what the kernel of parse_cells.hpp makes of it.

#include <doctest/doctest.h>

#include <array>
#include <cstdint>
#include <optional>
#include <random>
#include <string>

#include <bview/core/error.hpp>
#include <bview/formats/syntax/format_string.hpp>
#include <bview/formats/text/parse_cells.hpp>
#include <bview/formats/text/quick_cells.hpp>

namespace bview {
namespace {

constexpr std::size_t kMost = 40;
using Bytes = std::array<std::byte, kMost>;

/// How much of a text a quick kernel takes, what is behind it, and the bytes it makes.
struct Taken {
  std::string text;
  Bytes bytes{};
};
std::optional<Taken> quickly(const Field& field, std::string text, char stop) {
  const std::size_t size = text.size();
  text.append(kQuickSlack, '\0');
  text.replace(size + 1, 3, "123");  // in the slack, which means nothing
  Taken taken;
  const QuickCell kernel = quick_cell(field, CellStyle{});
  REQUIRE((kernel != nullptr));
  const char* const end = kernel(text.data(), field.length, stop, taken.bytes.data());
  if (end == nullptr) return std::nullopt;
  taken.text = text.substr(0, static_cast<std::size_t>(end - text.data()));
  REQUIRE(taken.text.size() <= size);
  return taken;
}

std::optional<Bytes> slowly(const Field& field, const std::string& text) {
  Bytes bytes{};
  CellStyle style;
  style.notation = Notation::Tsv;
  try {
    cell_parser(field.type, field.order)(text, field.length, style, bytes.data());
  } catch (const Error&) {
    return std::nullopt;
  }
  return bytes;
}

void check_same(const Field& field, const std::string& text, bool taken) {
  CAPTURE(field.type_name());
  CAPTURE(text);
  const auto quick = quickly(field, text, '\t');
  if (taken) REQUIRE(quick);
  if (taken) REQUIRE(quick->text == text);
  if (!quick) return;
  const auto slow = slowly(field, quick->text);
  REQUIRE(slow);
  REQUIRE(quick->bytes == *slow);
}

Field field_of(const char* format) { return parse_format(format).fields.front(); }

using Engine = std::mt19937_64;

std::string random_digits(Engine& random, std::size_t most) {
  std::string digits(1 + random() % most, '0');
  for (char& digit : digits) digit = static_cast<char>('0' + random() % 10);
  if (random() % 4 == 0) digits.replace(most / 2 < digits.size() ? most / 2 : 0, most, "000");
  return digits;
}

std::string random_decimal(Engine& random) {
  std::string text = random() % 2 == 0 ? "" : "-";
  text += random_digits(random, random() % 8 == 0 ? 24 : 7);
  if (random() % 4 != 0) text += '.' + random_digits(random, random() % 8 == 0 ? 30 : 12);
  if (random() % 4 == 0) {
    text += random() % 2 == 0 ? "e" : "E";
    if (random() % 3 != 0) text += random() % 2 == 0 ? "-" : "+";
    text += random_digits(random, 3);
  }
  return text;
}

TEST_CASE("integers up to both ends of their range") {
  struct Row {
    const char* format;
    std::int64_t least;
    std::uint64_t most;
  };
  const Row rows[] = {{"b", -128, 127},
                      {"B", 0, 255},
                      {"<h", -32768, 32767},
                      {">H", 0, 65535},
                      {"<[i24]", -8388608, 8388607},
                      {"<i", INT32_MIN, INT32_MAX},
                      {">I", 0, UINT32_MAX},
                      {">[u40]", 0, (std::uint64_t{1} << 40U) - 1},
                      {"<q", INT64_MIN, INT64_MAX},
                      {"<Q", 0, UINT64_MAX}};
  for (const Row& row : rows) {
    const Field field = field_of(row.format);
    for (std::uint64_t k = 0; k < 100; ++k) {
      check_same(field, std::to_string(row.most - k), true);
      check_same(field, std::to_string(k), true);
      if (row.least != 0) {
        check_same(field, std::to_string(row.least + static_cast<std::int64_t>(k)), true);
      }
    }
    const std::string most = std::to_string(row.most);
    const std::string other[] = {most + "0",
                                 most + "1",
                                 "18446744073709551616",
                                 "19999999999999999999",
                                 "28446744073709551615",
                                 "99999999999999999999",
                                 "018446744073709551615",
                                 "100000000000000000000",
                                 std::to_string(row.most).replace(0, 1, "9"),
                                 "-" + most,
                                 "-" + most + "0",
                                 "-9223372036854775809",
                                 "007",
                                 "-0",
                                 "",
                                 "-",
                                 "+1",
                                 " 1",
                                 "1 ",
                                 "x",
                                 "\xb9",
                                 "1\xb9",
                                 ":",
                                 "/",
                                 "0x10",
                                 "12345678",
                                 "123456789",
                                 "1234567a",
                                 "12345678a"};
    for (const std::string& text : other) check_same(field, text, false);
  }
}

TEST_CASE("random integers") {
  Engine random(1);
  for (const char* const format : {"b", "H", "<i", ">I", "q", "Q", "[i56]", "[u24]"}) {
    const Field field = field_of(format);
    for (int k = 0; k < 20'000; ++k) {
      check_same(field, (random() % 2 == 0 ? "-" : "") + random_digits(random, 22), false);
    }
  }
}

TEST_CASE("random decimals") {
  Engine random(2);
  for (const char* const format :
       {"<f", ">f", "<d", ">d", "e", "[bf16]", "[f8e4m3]", "[f8e5m2]", "[f8e4m3fnuz]"}) {
    const Field field = field_of(format);
    for (int k = 0; k < 20'000; ++k) check_same(field, random_decimal(random), false);
  }
}

TEST_CASE("decimals near the middle of two floats") {
  Engine random(3);
  for (int k = 0; k < 20'000; ++k) {
    const std::uint64_t bits = random() % 2000 + (std::uint64_t{1} << 24U);
    const std::string middle = std::to_string(2 * bits + 1);
    const std::string last = std::to_string(random() % 3 + 4);
    for (const char* const format : {"f", "e", "[bf16]"}) {
      check_same(field_of(format), middle, false);
      check_same(field_of(format), middle + ".0000000" + last, false);
      check_same(field_of(format), middle + "e-5", false);
      check_same(field_of(format), std::to_string(2048 + k % 2048) + ".5", false);
    }
  }
  for (const char* const text : {"9007199254740993",
                                 "9007199254740992",
                                 "1e22",
                                 "1e23",
                                 "9007199254740991e22",
                                 "65519.999",
                                 "65520",
                                 "5e-324",
                                 "2e-324",
                                 "1e-400",
                                 "1e400",
                                 "3.4028235e38",
                                 "3.4028235677973366e38",
                                 "1.17549435e-38",
                                 "1.1754942e-38",
                                 "1e-45",
                                 "0.0",
                                 "-0.0",
                                 "0e5",
                                 "1.",
                                 ".5",
                                 "1e",
                                 "1e+",
                                 "1.e5",
                                 "1e99999999999",
                                 "0.00000000000000000000001",
                                 "nan",
                                 "inf",
                                 "1_0",
                                 "0x1p3"}) {
    for (const char* const format : {"f", "d", "e", "[bf16]", "[f8e5m2]"}) {
      check_same(field_of(format), text, false);
    }
  }
}

TEST_CASE("what programs write is taken") {
  for (const char* const text : {"0", "1.5", "-2.25", "1e-05", "1.5e+300", "0.1", "123456.789"}) {
    check_same(field_of("<d"), text, true);
  }
  check_same(field_of("?"), "true", true);
  check_same(field_of("?"), "false", true);
  for (const char* const text : {"", "t", "tru", "truE", "fals", "1", "False"}) {
    check_same(field_of("?"), text, false);
  }
}

TEST_CASE("texts up to what ends them") {
  Engine random(4);
  for (const char* const format : {"0s", "1s", "7s", "8s", "9s", "31s"}) {
    const Field field = field_of(format);
    for (int k = 0; k < 20'000; ++k) {
      std::string text(random() % 34, '\0');
      for (char& c : text) {
        c = static_cast<char>(random() % 4 == 0 ? random() % 256 : 'a' + random() % 26);
      }
      CAPTURE(text);
      for (const char stop : {'\t', ',', '"', '|'}) {
        const std::size_t end =
            std::min(text.find_first_of(std::string("\"\\\t\n\r") + stop), text.size());
        const auto quick = quickly(field, text, stop);
        const auto slow = slowly(field, text.substr(0, end));
        if (!quick) continue;
        REQUIRE(quick->text.size() <= end);
        if (quick->text.size() == end) REQUIRE(slow);
        if (quick->text.size() == end) REQUIRE(quick->bytes == *slow);
      }
    }
  }
  check_same(field_of("5s"), "abcde", true);
  check_same(field_of("5s"), "", true);
  check_same(field_of("9s"), "caf\xc3\xa9", true);
}

TEST_CASE("other types have no quick kernel") {
  for (const char* const format : {"c", "p", "u", "w", "g", "F", "D", "[i128]", "[f128]", "[u3]"}) {
    CHECK((quick_cell(field_of(format), CellStyle{}) == nullptr));
  }
  CellStyle hex;
  hex.bytes_as = BytesAs::Hex;
  CHECK((quick_cell(field_of("4s"), hex) == nullptr));
}

}  // namespace
}  // namespace bview
