// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <bview/formats/text/append_cells.hpp>
#include <bview/formats/text/string_text.hpp>

#include "tests/support/slow_texts.hpp"
#include "tests/support/values.hpp"

namespace bview {
namespace {

using testing::to_hex;
using testing::slow::cell_of;

constexpr Notation kNotations[] = {Notation::Tsv, Notation::Csv, Notation::Json, Notation::Table,
                                   Notation::C};

void check_text(std::string_view text, Notation notation) {
  // Of its own size, so that a sanitizer sees who reads past it.
  const std::vector<char> alone(text.begin(), text.end());
  TextBuffer out;
  append_bytes({alone.data(), alone.size()}, {.notation = notation}, out);
  const std::string want = cell_of(text, notation);
  if (out.text() != want) {
    FAIL_CHECK(to_hex(text) << " in " << static_cast<int>(notation) << " is " << out.text());
  }
}

/// Texts made of pieces that matter, which begin anywhere in a vector of bytes.
std::string random_text(std::mt19937& random, std::size_t size) {
  using namespace std::string_view_literals;
  constexpr std::string_view kPieces[] = {"a"sv,
                                          "b c"sv,
                                          "plain text of some length"sv,
                                          "\\"sv,
                                          "\\x"sv,
                                          "\\x4"sv,
                                          "\\x41"sv,
                                          "\""sv,
                                          ","sv,
                                          "?"sv,
                                          "\n"sv,
                                          "\t"sv,
                                          "\0"sv,
                                          "\x7f"sv,
                                          "\xc3\xa9"sv,
                                          "\xe2\x82"sv,
                                          "\xe2\x82\xac"sv,
                                          "\xf0\x9f\x98\x80"sv,
                                          "\xff"sv,
                                          "\xc2\x85"sv,
                                          "\xef\xbb\xbf"sv,
                                          "\xc2\xad"sv,
                                          "\xe2\x80\x8b"sv,
                                          "\xed\xa0\x80"sv,
                                          "\xf3\xa0\x81\x81"sv};
  std::string text;
  while (text.size() < size) {
    const bool any = random() % 4 == 0;
    if (any) text += static_cast<char>(random());
    if (!any) text += kPieces[random() % std::size(kPieces)];
  }
  text.resize(size);
  return text;
}

TEST_CASE("every pair of bytes is written as a character at a time writes it") {
  for (const Notation notation : kNotations) {
    for (unsigned pair = 0; pair < 0x10000; ++pair) {
      const char text[] = {static_cast<char>(pair >> 8U), static_cast<char>(pair)};
      check_text({text, 2}, notation);
    }
  }
}

TEST_CASE("so is every pair of bytes where sixteen end") {
  for (const Notation notation : kNotations) {
    for (unsigned pair = 0; pair < 0x10000; ++pair) {
      std::string text = "fifteen letters" + std::string(2, 'x') + "41, and some more";
      text[15] = static_cast<char>(pair >> 8U);
      text[16] = static_cast<char>(pair);
      check_text(text, notation);
    }
  }
}

TEST_CASE("so are random texts of every length") {
  std::mt19937 random(1);
  for (const Notation notation : kNotations) {
    for (std::size_t size = 0; size <= 80; ++size) {
      for (int round = 0; round < 100; ++round) check_text(random_text(random, size), notation);
    }
    check_text(random_text(random, 20'000), notation);
  }
}

// --- runs -----------------------------------------------------------------------------------

/// One value, of the bytes that count, as formats/text/append_cells.hpp has it.
std::string value_of(ScalarType type, std::string_view item, Notation notation) {
  std::string_view text = item;
  if (type == ScalarType::String) text = without_nuls(item);
  if (type == ScalarType::Pascal && !item.empty()) {
    text = item.substr(1, static_cast<std::uint8_t>(item.front()));
  }
  if (notation != Notation::C) return cell_of(text, notation);
  if (type == ScalarType::Char) return std::to_string(static_cast<std::uint8_t>(item.front()));
  if (text.empty() || text.size() != item.size()) return cell_of(text, notation);
  std::string list;
  for (const char c : text) {
    std::string character(1, c);
    if (c == '\'' || c == '\\') character.insert(0, "\\");
    if (c == '"' || c == '?') character = std::string(1, c);
    if (static_cast<std::uint8_t>(c) < 0x20 || static_cast<std::uint8_t>(c) >= 0x7f) {
      char octal[4];
      char* const begin = octal;
      character.assign(begin,
                       testing::slow::put_escape(begin, static_cast<std::uint8_t>(c), Notation::C));
    }
    list += (list.empty() ? "{'" : ", '") + character + "'";
  }
  return list + "}";
}

/// The same values, as fields of records are written.
void check_single(ScalarType type, const std::vector<char>& bytes, std::int64_t step,
                  std::int64_t length, Notation notation, std::string_view separator,
                  const std::string& want) {
  Field field;
  field.type = type;
  field.length = length;
  const CellWriter writer = cell_writer(field, CellStyle{.notation = notation});
  const ValueWriter single = value_writer(field, writer);
  const bool is_number = single.write != nullptr;
  CHECK_FALSE(is_number);
  const bool is_single = single.write_text != nullptr;
  CHECK(is_single == (length <= 64 && notation != Notation::C));
  if (!is_single) return;
  std::string cells;
  for (std::size_t at = 0; at < bytes.size(); at += static_cast<std::size_t>(step)) {
    if (at != 0) cells += separator;
    std::vector<char> room(single.room);
    const char* const end = single.write_text(reinterpret_cast<const std::byte*>(&bytes[at]),
                                              length, writer.style(), room.data());
    cells.append(room.data(), static_cast<std::size_t>(end - room.data()));
  }
  if (cells != want) FAIL_CHECK(length << " bytes:\n" << cells << "\n" << want);
}

void check_run(ScalarType type, std::int64_t length, std::int64_t gap, Notation notation,
               std::string_view separator, std::mt19937& random) {
  constexpr std::int64_t kCount = 40;
  const std::int64_t step = length + gap;
  std::string bytes = random_text(random, static_cast<std::size_t>(kCount * step - gap));
  // Some are padded, and some empty.
  for (std::int64_t k = 0; k < kCount; k += 3) {
    const auto kept = static_cast<std::int64_t>(random() % 40);
    for (std::int64_t n = std::min(kept, length); n < length; ++n) {
      bytes[static_cast<std::size_t>(k * step + n)] = '\0';
    }
  }
  std::string want;
  for (std::int64_t k = 0; k < kCount; ++k) {
    if (k != 0) want += separator;
    want += value_of(type,
                     std::string_view(bytes).substr(static_cast<std::size_t>(k * step),
                                                    static_cast<std::size_t>(length)),
                     notation);
  }
  const std::vector<char> alone(bytes.begin(), bytes.end());
  TextBuffer out;
  cell_writer(type, kHostOrder)(
      {reinterpret_cast<const std::byte*>(alone.data()), step, kCount, length}, separator,
      {.notation = notation}, out);
  check_single(type, alone, step, length, notation, separator, want);
  if (out.text() != want) {
    FAIL_CHECK(length << " bytes in " << static_cast<int>(notation) << ":\n"
                      << out.text() << "\n"
                      << want);
  }
}

TEST_CASE("runs of s, p and c are what one value after the other is") {
  std::mt19937 random(2);
  for (const Notation notation : kNotations) {
    for (const std::string_view separator : {"\n", ", "}) {
      for (std::int64_t length = 1; length <= 70; ++length) {
        check_run(ScalarType::String, length, 0, notation, separator, random);
        check_run(ScalarType::String, length, 3, notation, separator, random);
        check_run(ScalarType::Pascal, length, 0, notation, separator, random);
      }
      for (int round = 0; round < 100; ++round) {
        check_run(ScalarType::Char, 1, round % 3, notation, separator, random);
      }
    }
  }
}

/// Units of u or w, as bytes and as numbers.
template <class Unit>
void check_units(ScalarType type, ByteOrder order, std::size_t length, Notation notation,
                 std::mt19937& random) {
  constexpr std::uint32_t kUnits[] = {
      'a',     'b',     ' ',  '"',  ',',  '\\', 'x',    'u',    'U',      '4',       '1',
      '\n',    0,       0x7f, 0x85, 0xe9, '0',  0x20ac, 0xd83d, 0xde00,   0xfeff,    0x200b,
      0x1f600, 0xe0041, 'z',  'y',  '?',  '\t', 0xff,   0xdfff, 0x110000, 0xffffffff};
  constexpr std::size_t kCount = 30;
  std::vector<std::byte> bytes;
  std::string want;
  for (std::size_t k = 0; k < kCount; ++k) {
    const std::size_t kept = random() % 3 == 0 ? random() % (length + 1) : length;
    const std::size_t kinds = random() % 2 == 0 ? 4 : std::size(kUnits);  // many are ASCII
    std::vector<std::uint32_t> units;
    for (std::size_t n = 0; n < length; ++n) {
      const auto unit = static_cast<Unit>(n < kept ? kUnits[random() % kinds] : 0);
      units.push_back(unit);
      for (std::size_t at = 0; at < sizeof(Unit); ++at) {
        const std::size_t shift = is_big(order) ? sizeof(Unit) - 1 - at : at;
        bytes.push_back(static_cast<std::byte>(unit >> (8 * shift)));
      }
    }
    while (!units.empty() && units.back() == 0) units.pop_back();
    TextBuffer cell;
    append_characters(units, sizeof(Unit) == 2 ? TextUnits::Utf16 : TextUnits::CodePoints,
                      {.notation = notation}, cell);
    want += std::string(k == 0 ? "" : "\n") + std::string(cell.text());
  }
  TextBuffer out;
  cell_writer(type, order)({bytes.data(), static_cast<std::int64_t>(length * sizeof(Unit)), kCount,
                            static_cast<std::int64_t>(length)},
                           "\n", {.notation = notation}, out);
  if (out.text() != want) FAIL_CHECK(length << " units:\n" << out.text() << "\n" << want);
}

TEST_CASE("runs of u and w are what one value after the other is") {
  std::mt19937 random(3);
  for (const Notation notation : {Notation::Tsv, Notation::Csv, Notation::Json, Notation::Table}) {
    for (std::size_t length = 1; length <= 70; ++length) {
      for (const ByteOrder order : {ByteOrder::Little, ByteOrder::Big}) {
        check_units<std::uint16_t>(ScalarType::Ucs2, order, length, notation, random);
        check_units<std::uint32_t>(ScalarType::Ucs4, order, length, notation, random);
      }
    }
  }
}

TEST_CASE("a run longer than any block, and one that stays where it is") {
  std::string want;
  std::vector<std::byte> bytes;
  for (int k = 0; k < 5000; ++k) {
    bytes.insert(bytes.end(), {std::byte{'a'}, std::byte{0xff}});
    want += k == 0 ? "a\\xff" : ",a\\xff";
  }
  for (const std::int64_t step : {2, 0, -2}) {
    const std::byte* const first = step < 0 ? &bytes[bytes.size() - 2] : bytes.data();
    TextBuffer out;
    cell_writer(ScalarType::String, kHostOrder)({first, step, 5000, 2}, ",", {}, out);
    CHECK(out.text() == want);
  }
}

}  // namespace
}  // namespace bview
