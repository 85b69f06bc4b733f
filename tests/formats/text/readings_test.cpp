// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <bview/core/ascii_number.hpp>
#include <bview/core/error.hpp>
#include <bview/core/sink.hpp>
#include <bview/formats/input/pack_values.hpp>
#include <bview/formats/syntax/format_string.hpp>
#include <bview/formats/text/leaf_text.hpp>
#include <bview/formats/text/reading_cells.hpp>

#include "tests/formats/input/reading.hpp"
#include "tests/support/vectors.hpp"

namespace bview {
namespace {

std::vector<std::byte> bytes_of(std::string_view hex) {
  std::vector<std::byte> bytes;
  for (std::size_t k = 0; k < hex.size(); k += 2) {
    bytes.push_back(static_cast<std::byte>(std::stoi(std::string(hex.substr(k, 2)), nullptr, 16)));
  }
  return bytes;
}

/// The values of one item, as a table has them, with blanks between.
std::string shown(const std::string& format, const std::vector<std::byte>& item,
                  Notation notation = Notation::Table) {
  const Layout layout = parse_format(format);
  REQUIRE(layout.itemsize == std::ssize(item));
  CellStyle style;
  style.notation = notation;
  std::string text;
  for_each_leaf(layout, [&](const Leaf& leaf) {
    if (!text.empty()) text += ' ';
    text += leaf_text(leaf, item.data(), style);
  });
  return text;
}

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> parts(1);
  for (const char c : text) {
    if (c == ' ') {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

std::vector<std::byte> packed(const std::vector<std::string>& values, const std::string& format) {
  std::vector<std::byte> items;
  pack_values(values, parse_format(format), BytesAs::Text, [&](std::span<const std::byte> item) {
    items.insert(items.end(), item.begin(), item.end());
  });
  return items;
}

TEST_CASE("readings show what Python makes of the same bytes, and take it back") {
  for (const testing::Vector& row : testing::read_vectors("oracle/reading.tsv")) {
    CAPTURE(row);
    const std::string& format = row.at(0);
    const std::vector<std::byte> item = bytes_of(row.at(1));
    const std::string& text = row.at(2);
    CHECK(shown(format, item) == text);
    const bool several = format.find("bits(") != std::string::npos;
    const std::vector<std::string> values = several ? split(text) : std::vector{text};
    CHECK(testing::hex(packed(values, format)) == row.at(1));
  }
}

/// The reading alone, without the kernels that the style may bring.
std::string step_by_step(const std::string& format, const std::byte* item, const CellStyle& style) {
  const Layout layout = parse_format(format);
  ReadingCells cells(layout.fields.front());
  CellStyle own = style;
  own.reading = &cells;
  TextBuffer out;
  cells.write(item, 1, own, out);
  return std::string(out.text());
}

TEST_CASE("kernels write what the steps write") {
  const std::string formats[] = {
      "<B|enum(0=none,1=file,2..9=some,200=\"a name that is longer than others, with a comma\")",
      "<h|enum(-32768..-1=below,0=none,32767=most)",
      "<I|enum(0x7fffffff=a,0x80000000=b,0xffffffff=c)",
      ">q|enum(-9223372036854775808=least,0=none,9223372036854775807=most)",
      "<H|hex|enum(1=one,0x8000=high)",
      "<b|flags(a=1,b=2,ab=3,c=0x80)",
      "<I|flags(none=0,a=1,b=0x80000000,\"c,d\"=0x100)",
      "<I|flags(a=1,b=2,c=4,d=8,e=16,f=32,g=64,h=128,i=256,j=512,k=1024)",
      "<[u24]|hex",
      ">[i40]|oct",
      "<i|bin",
      "<q|unixns",
      ">Q|filetime",
      "<h|unix",
      "<I|hfs",
      "<I|scale(0.01)",
      ">h|scale(-0.125)",
      "<b|scale(10, -5)",
      "<[u24]|scale(0.00000001)",
      ">q|scale(0.01, -3.5)",
      "<Q|scale(-12345.678, 9000000000)",
      "<I|scale(1/3)",
      "<I|scale(0.000000001)",
      "<H|hex|scale(0.5)",
  };
  const Notation notations[] = {Notation::Tsv, Notation::Csv, Notation::Json, Notation::Table};
  for (const std::string& format : formats) {
    CAPTURE(format);
    const Layout layout = parse_format(format);
    const Field& field = layout.fields.front();
    for (const Notation notation : notations) {
      CellStyle style;
      style.notation = notation;
      style.base = 16;
      const CellWriter writer = cell_writer(field, style);
      std::uint64_t bits = 0;
      for (int k = 0; k < 400; ++k) {
        // Small ones, those near powers of two, and such as fill all bits.
        bits = k < 300 ? static_cast<std::uint64_t>(k) : bits * 6364136223846793005U + 1442695U;
        if (k % 7 == 3) bits = std::uint64_t{1} << static_cast<unsigned>(k % 64);
        if (k % 7 == 5) bits = (std::uint64_t{1} << static_cast<unsigned>(k % 64)) - 1;
        std::byte item[8];
        for (std::size_t b = 0; b < 8; ++b) item[b] = static_cast<std::byte>(bits >> (8 * b));
        CAPTURE(bits);
        TextBuffer out;
        writer.write({item, 0, 2, 1}, "/", out);
        const std::string want = step_by_step(format, item, style);
        CHECK(out.text() == want + "/" + want);
        const ValueWriter value = value_writer(field, writer);
        if (value.write == nullptr) continue;
        std::vector<char> room(value.room);
        const char* const end = value.write(item, writer.style(), room.data());
        CHECK(std::string_view(room.data(), static_cast<std::size_t>(end - room.data())) == want);
      }
    }
  }
}

TEST_CASE("what a patch writes is settled by what stands there") {
  struct Row {
    std::string format;
    std::string before;
    std::string after;
    std::string want;
  };
  const Row rows[] = {
      {"4s|cstr", "ab\\x00x", "ab\\x00\\x00", "ab\\x00x"},
      {"4s|cstr", "ab\\x00x", "ac\\x00\\x00", "ac\\x00\\x00"},
      {"4s|trim", " ab ", "ab  ", " ab "},
      {"8s|text(oct)", "000644 \\x00", "0000755\\x00", "000755 \\x00"},
      {"8s|text(oct)", "   644 \\x00", "0000755\\x00", "   755 \\x00"},
      {"8s|text(oct)", "0000644\\x00", "0000644\\x00", "0000644\\x00"},
      {"6s|text(dec)", "12    ", "123   ", "123   "},
      {"6s|text(dec)", "    12", "123   ", "   123"},
      {"6s|text(dec)", "12\\x00\\x00\\x00\\x00", "123   ", "123\\x00\\x00\\x00"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.format);
    CAPTURE(row.before);
    const Layout layout = parse_format(row.format);
    const std::string before = testing::unescaped(row.before);
    std::string after = testing::unescaped(row.after);
    settle_value(layout.fields.front(), reinterpret_cast<const std::byte*>(before.data()),
                 reinterpret_cast<std::byte*>(after.data()));
    CHECK(after == testing::unescaped(row.want));
  }
}

TEST_CASE("the number that a text or packed decimals are") {
  const auto number = [](const std::string& format, const std::string& bytes) {
    const Layout layout = parse_format(format);
    return written_number(layout.fields.front(), reinterpret_cast<const std::byte*>(bytes.data()));
  };
  CHECK(number("8s|text(oct)", std::string("0000644\0", 8)) == WideInteger{420, false});
  CHECK(number("8s|text(oct)|unix", std::string("0000644\0", 8)) == WideInteger{420, false});
  CHECK(number("2s|bcd", "\x12\x34") == WideInteger{1234, false});
  CHECK(number(">H|bcd", "\x12\x34") == WideInteger{1234, false});
  CHECK(!number("4s|text(oct)", "abcd"));
  CHECK(!number(">H|hex", "\x12\x34"));
}

}  // namespace
}  // namespace bview
