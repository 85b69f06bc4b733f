// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <bview/formats/text/string_text.hpp>

#include "tests/support/cells.hpp"
#include "tests/support/values.hpp"

namespace bview {
namespace {

using testing::bytes_meant;
using testing::to_hex;

using Units = std::vector<std::uint32_t>;

constexpr Notation kNotations[] = {Notation::Tsv, Notation::Csv, Notation::Json, Notation::Table,
                                   Notation::C};
constexpr std::string_view kNames[] = {"tsv", "csv", "json", "table", "C"};

std::string_view name_of(Notation notation) { return kNames[static_cast<std::size_t>(notation)]; }

std::string cell_of(std::string_view bytes, CellStyle style) {
  static TextBuffer out;  // a new one for every cell would take its time
  out.clear();
  append_bytes(bytes, style, out);
  return std::string(out.text());
}
std::string cell_of(std::string_view bytes, Notation notation) {
  return cell_of(bytes, CellStyle{.notation = notation});
}
std::string cell_of(const Units& units, Notation notation, TextUnits kind = TextUnits::Utf16) {
  static TextBuffer out;
  out.clear();
  append_characters(units, kind, CellStyle{.notation = notation}, out);
  return std::string(out.text());
}

/// Calls `visit` with every text of up to `longest` members of an alphabet.
template <class Text>
void for_all_texts(const Text& alphabet, std::size_t longest,
                   const std::function<void(const Text&)>& visit) {
  const auto grow = [&](const auto& self, Text& text) -> void {
    visit(text);
    if (text.size() == longest) return;
    for (const auto& member : alphabet) {
      text.push_back(member);
      self(self, text);
      text.pop_back();
    }
  };
  Text empty;
  grow(grow, empty);
}

// --- the rules, as tables ---------------------------------------------------------------

TEST_CASE("texts in every notation") {
  struct Row {
    std::string_view bytes;
    std::string_view tsv, csv, json, table, c;
  };
  // clang-format off
  const Row rows[] = {
      {"",            "",               "",              R"("")",            "",            R"("")"},
      {"plain text",  "plain text",     "plain text",    R"("plain text")",  "plain text",  R"("plain text")"},
      {" a ",         " a ",            " a ",           R"(" a ")",         " a ",         R"(" a ")"},
      {"a\tb",        R"(a\tb)",        "a\tb",          R"("a\tb")",        R"(a\x09b)",   R"("a\011b")"},
      {"a\nb",        R"(a\nb)",        "\"a\nb\"",      R"("a\nb")",        R"(a\x0ab)",   R"("a\012b")"},
      {"a\rb",        R"(a\rb)",        "\"a\rb\"",      R"("a\rb")",        R"(a\x0db)",   R"("a\015b")"},
      {"\b\v\f",      R"(\b\v\f)",      R"(\x08\x0b\x0c)", R"("\b\u000b\f")", R"(\x08\x0b\x0c)", R"("\010\013\014")"},
      {"\x01\x7f",    R"(\x01\x7f)",    R"(\x01\x7f)",   R"("\u0001\u007f")", R"(\x01\x7f)", R"("\001\177")"},
      {"a,b",         "a,b",            R"("a,b")",      R"("a,b")",         "a,b",         R"("a,b")"},
      {"say \"hi\"",  R"(say "hi")",    R"("say ""hi""")", R"("say \"hi\"")", R"(say "hi")", R"("say \"hi\"")"},
      {"\"",          "\"",             R"("""")",       R"("\"")",          "\"",          R"("\"")"},
      {R"(C:\dir)",   R"(C:\\dir)",     R"(C:\dir)",     R"("C:\\dir")",     R"(C:\dir)",   R"("C:\\dir")"},
      {R"(\x41)",     R"(\\x41)",       R"(\x5cx41)",    R"("\\x5cx41")",    R"(\x5cx41)",  R"("\\x41")"},
      {R"(\x4g)",     R"(\\x4g)",       R"(\x4g)",       R"("\\x4g")",       R"(\x4g)",     R"("\\x4g")"},
      {R"(\\x41)",    R"(\\\\x41)",     R"(\\x5cx41)",   R"("\\\\x5cx41")",  R"(\\x5cx41)", R"("\\\\x41")"},
      {R"(\u0041)",   R"(\\u0041)",     R"(\u0041)",     R"("\\u0041")",     R"(\u0041)",   R"("\\u0041")"},
      {"\xff",        R"(\xff)",        R"(\xff)",       R"("\\xff")",       R"(\xff)",     R"("\377")"},
      {"\\\xff",      R"(\\\xff)",      R"(\\xff)",      R"("\\\\xff")",     R"(\\xff)",    R"("\\\377")"},
      {"caf\xc3\xa9", "caf\xc3\xa9",    "caf\xc3\xa9",   "\"caf\xc3\xa9\"",  "caf\xc3\xa9", R"("caf\303\251")"},
      {"\xc3",        R"(\xc3)",        R"(\xc3)",       R"("\\xc3")",       R"(\xc3)",     R"("\303")"},
      {"\xc2\x85",    R"(\xc2\x85)",    R"(\xc2\x85)",   R"("\u0085")",     R"(\xc2\x85)", R"("\302\205")"},
      {"\xef\xbb\xbf", R"(\xef\xbb\xbf)", R"(\xef\xbb\xbf)", R"("\ufeff")", R"(\xef\xbb\xbf)", R"("\357\273\277")"},
      {"a\u202eb",    "a\u202eb",      "a\u202eb",      R"("a\u202eb")",    R"(a\xe2\x80\xaeb)", R"("a\342\200\256b")"},
      {"a\u200b\u2028", "a\u200b\u2028", "a\u200b\u2028", R"("a\u200b\u2028")", R"(a\xe2\x80\x8b\xe2\x80\xa8)", R"("a\342\200\213\342\200\250")"},
      {"\U000e0041",  "\U000e0041",    "\U000e0041",    R"("\udb40\udc41")", R"(\xf3\xa0\x81\x81)", R"("\363\240\201\201")"},
      {"\u0e19\u0e49", "\u0e19\u0e49", "\u0e19\u0e49", "\"\u0e19\u0e49\"", "\u0e19\u0e49", R"("\340\270\231\340\271\211")"},
      {"1\xff" "2",   R"(1\xff2)",      R"(1\xff2)",     R"("1\\xff2")",     R"(1\xff2)",   R"("1\3772")"},
      {"why?\?/",      "why?\?/",         "why?\?/",        "\"why?\?/\"",      "why?\?/",      R"("why\?\?/")"},
  };
  // clang-format on
  for (const Row& row : rows) {
    CAPTURE(to_hex(row.bytes));
    CHECK(cell_of(row.bytes, Notation::Tsv) == row.tsv);
    CHECK(cell_of(row.bytes, Notation::Csv) == row.csv);
    CHECK(cell_of(row.bytes, Notation::Json) == row.json);
    CHECK(cell_of(row.bytes, Notation::Table) == row.table);
    CHECK(cell_of(row.bytes, Notation::C) == row.c);
  }
}

TEST_CASE("a NUL is a control character like others") {
  const std::string_view text("a\0b", 3);
  CHECK(cell_of(text, Notation::Tsv) == R"(a\x00b)");
  CHECK(cell_of(text, Notation::Csv) == R"(a\x00b)");
  CHECK(cell_of(text, Notation::Json) == R"("a\u0000b")");
  CHECK(cell_of(text, Notation::Table) == R"(a\x00b)");
  CHECK(cell_of(text, Notation::C) == R"("a\000b")");
}

TEST_CASE("what is no UTF-8 stands byte by byte, what is stays whole") {
  struct Row {
    std::string_view bytes;
    std::string_view tsv;
  };
  const Row rows[] = {
      {"\xc0\x80", R"(\xc0\x80)"},                                  // overlong NUL
      {"\xc1\xbf", R"(\xc1\xbf)"},                                  // overlong
      {"\xe0\x9f\xbf", R"(\xe0\x9f\xbf)"},                          // overlong
      {"\xf0\x8f\xbf\xbf", R"(\xf0\x8f\xbf\xbf)"},                  // overlong
      {"\xe0\xa0\x80", "\xe0\xa0\x80"},                             // U+0800
      {"\xf0\x90\x80\x80", "\xf0\x90\x80\x80"},                     // U+10000
      {"\xed\x9f\xbf", "\xed\x9f\xbf"},                             // U+D7FF
      {"\xed\xa0\x80", R"(\xed\xa0\x80)"},                          // a surrogate
      {"\xed\xa0\xbd\xed\xb8\x80", R"(\xed\xa0\xbd\xed\xb8\x80)"},  // a pair of them
      {"\xee\x80\x80", "\xee\x80\x80"},                             // U+E000
      {"\xf4\x8f\xbf\xbf", "\xf4\x8f\xbf\xbf"},                     // U+10FFFF
      {"\xf4\x90\x80\x80", R"(\xf4\x90\x80\x80)"},                  // past it
      {"\xf5\x80\x80\x80", R"(\xf5\x80\x80\x80)"},
      {"\xf8\x88\x80\x80\x80", R"(\xf8\x88\x80\x80\x80)"},  // five bytes
      {"\xe2\x82", R"(\xe2\x82)"},                          // cut off
      {"\xf0\x9f\x98", R"(\xf0\x9f\x98)"},
      {"\xe2\x82"
       "A",
       R"(\xe2\x82A)"},
      {"\xe2\xe2\x82\xac", "\\xe2\xe2\x82\xac"},
      {"\xe2\x82\xac\x80", "\xe2\x82\xac\\x80"},  // one byte too many
      {"\x80", R"(\x80)"},
      {"\xfe\xff", R"(\xfe\xff)"},
      {"\xef\xbb\xbf", R"(\xef\xbb\xbf)"},  // a byte order mark, which readers would drop
  };
  for (const Row& row : rows) {
    CAPTURE(to_hex(row.bytes));
    CHECK(cell_of(row.bytes, Notation::Tsv) == row.tsv);
    for (const Notation notation : kNotations) {
      CAPTURE(name_of(notation));
      CHECK(bytes_meant(cell_of(row.bytes, notation), notation) == row.bytes);
    }
  }
}

// --- texts read back to the same bytes ----------------------------------------------------

void check_reads_back(const std::string& bytes, Notation notation) {
  const std::string cell = cell_of(bytes, notation);
  try {
    if (bytes_meant(cell, notation) != bytes) {
      FAIL_CHECK(to_hex(bytes) << " in " << name_of(notation) << " is " << cell);
    }
  } catch (const std::runtime_error& broken) {
    FAIL_CHECK(to_hex(bytes) << " in " << name_of(notation) << ": " << broken.what());
  }
}

TEST_CASE("every byte, alone and between others, reads back in every notation") {
  for (const Notation notation : kNotations) {
    for (int byte = 0; byte < 256; ++byte) {
      const std::string text(1, static_cast<char>(byte));
      check_reads_back(text, notation);
      check_reads_back("a" + text + "b", notation);
      check_reads_back(text + text, notation);
      check_reads_back("\\" + text + "41", notation);
      check_reads_back("\\x" + text + "1", notation);
      check_reads_back("\xe2\x82" + text, notation);
    }
  }
}

TEST_CASE("all short texts of troublesome bytes read back in every notation") {
  using namespace std::string_literals;
  for (const Notation notation : kNotations) {
    for_all_texts<std::string>("a\\x41\",\n\t\0\xff\xc3\xa9?"s, 3,
                               [&](const std::string& text) { check_reads_back(text, notation); });
    for_all_texts<std::string>("\\x4\xff"s, 6,
                               [&](const std::string& text) { check_reads_back(text, notation); });
  }
}

TEST_CASE("a character is written alike wherever it stands") {
  const auto between = [](std::string_view cell, const std::string& front,
                          const std::string& behind) {
    const std::size_t quote = cell.starts_with('"') && cell.size() > 1 ? 1 : 0;
    return front + std::string(cell.substr(quote, cell.size() - 2 * quote)) + behind;
  };
  for (const Notation notation : {Notation::Tsv, Notation::Csv, Notation::Json, Notation::Table}) {
    CAPTURE(name_of(notation));
    for (int c = 1; c < 256; ++c) {
      CAPTURE(c);
      const std::string character(1, static_cast<char>(c));
      const std::string alone = cell_of("k" + character + "k", notation);
      const bool quotes = alone.starts_with('"');
      for (std::size_t at = 1; at < 20; ++at) {
        for (std::size_t left = 1; left < 20; left += 3) {
          const std::string front(at - 1, 'a');
          const std::string behind(left - 1, 'z');
          const std::string cell = cell_of(front + "k" + character + "k" + behind, notation);
          const std::string want = between(alone, front, behind);
          if (cell != (quotes ? '"' + want + '"' : want)) FAIL_CHECK(cell);
        }
      }
    }
  }
}

TEST_CASE("a text longer than any buffer is one cell") {
  std::string text;
  for (int k = 0; k < 100'000; ++k) text += "\xf0\x9f\x98\x80\xff\n";
  for (const Notation notation : kNotations) check_reads_back(text, notation);
}

// --- quotes ---------------------------------------------------------------------------------

TEST_CASE("an empty text is quoted where an empty line would be lost") {
  CellStyle style{.notation = Notation::Csv, .quote_empty = true};
  CHECK(cell_of("", style) == "\"\"");
  CHECK(cell_of("a", style) == "a");
  style.bytes_as = BytesAs::Hex;
  CHECK(cell_of("", style) == "\"\"");
  style.bytes_as = BytesAs::Base64;
  CHECK(cell_of("", style) == "\"\"");
  style.bytes_as = BytesAs::List;
  CHECK(cell_of("", style) == "[]");
}

// --- bytes as numbers -----------------------------------------------------------------------

TEST_CASE("bytes as hex, base64 and lists") {
  struct Row {
    std::string_view bytes;
    const char* hex;
    const char* base64;
    const char* list;
  };
  // python3 -c 'import base64; print(base64.b64encode(<bytes>))'
  const Row rows[] = {
      {"", "", "", "[]"},
      {"f", "66", "Zg==", "[102]"},
      {"fo", "666f", "Zm8=", "[102,111]"},
      {"foo", "666f6f", "Zm9v", "[102,111,111]"},
      {"foob", "666f6f62", "Zm9vYg==", "[102,111,111,98]"},
      {"fooba", "666f6f6261", "Zm9vYmE=", "[102,111,111,98,97]"},
      {"foobar", "666f6f626172", "Zm9vYmFy", "[102,111,111,98,97,114]"},
      {{"\0\0", 2}, "0000", "AAA=", "[0,0]"},
      {"\xfb\xff\xbf", "fbffbf", "+/+/", "[251,255,191]"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.hex);
    for (const Notation notation : {Notation::Tsv, Notation::Table}) {
      CHECK(cell_of(row.bytes, {.notation = notation, .bytes_as = BytesAs::Hex}) == row.hex);
      CHECK(cell_of(row.bytes, {.notation = notation, .bytes_as = BytesAs::Base64}) == row.base64);
      CHECK(cell_of(row.bytes, {.notation = notation, .bytes_as = BytesAs::List}) == row.list);
    }
    const std::string list = row.list;
    const bool comma = list.find(',') != std::string::npos;
    CHECK(cell_of(row.bytes, {.notation = Notation::Csv, .bytes_as = BytesAs::Hex}) == row.hex);
    CHECK(cell_of(row.bytes, {.notation = Notation::Csv, .bytes_as = BytesAs::Base64}) ==
          row.base64);
    CHECK(cell_of(row.bytes, {.notation = Notation::Csv, .bytes_as = BytesAs::List}) ==
          (comma ? "\"" + list + "\"" : list));
    CHECK(cell_of(row.bytes, {.notation = Notation::Json, .bytes_as = BytesAs::Hex}) ==
          fmt::format("\"{}\"", row.hex));
    CHECK(cell_of(row.bytes, {.notation = Notation::Json, .bytes_as = BytesAs::Base64}) ==
          fmt::format("\"{}\"", row.base64));
    CHECK(cell_of(row.bytes, {.notation = Notation::Json, .bytes_as = BytesAs::List}) == row.list);
  }
}

TEST_CASE("text of our own is text, whatever bytes are shown as") {
  for (const BytesAs as : {BytesAs::Text, BytesAs::Hex, BytesAs::Base64, BytesAs::List}) {
    TextBuffer out;
    append_text("a\tb", {.notation = Notation::Json, .bytes_as = as}, out);
    CHECK(out.text() == R"("a\tb")");
  }
}

// --- characters -----------------------------------------------------------------------------

TEST_CASE("characters in every notation but C, which takes none") {
  struct Row {
    Units units;
    std::string_view tsv, csv, json, table;
  };
  // clang-format off
  const Row rows[] = {
      {{},                       "",                 "",                 R"("")",             ""},
      {{'a', 0xe9, 0x20ac},      "a\xc3\xa9\xe2\x82\xac", "a\xc3\xa9\xe2\x82\xac", "\"a\xc3\xa9\xe2\x82\xac\"", "a\xc3\xa9\xe2\x82\xac"},
      {{0x1f600},                "\xf0\x9f\x98\x80", "\xf0\x9f\x98\x80", "\"\xf0\x9f\x98\x80\"", "\xf0\x9f\x98\x80"},
      {{0xd83d, 0xde00},         "\xf0\x9f\x98\x80", "\xf0\x9f\x98\x80", "\"\xf0\x9f\x98\x80\"", "\xf0\x9f\x98\x80"},
      {{0xd83d, 'a'},            R"(\ud83da)",       R"(\ud83da)",       R"("\\ud83da")",     R"(\ud83da)"},
      {{0xde00, 0xd83d},         R"(\ude00\ud83d)",  R"(\ude00\ud83d)",  R"("\\ude00\\ud83d")", R"(\ude00\ud83d)"},
      {{0xd83d, 0xd83d, 0xde00}, "\\ud83d\xf0\x9f\x98\x80", "\\ud83d\xf0\x9f\x98\x80", "\"\\\\ud83d\xf0\x9f\x98\x80\"", "\\ud83d\xf0\x9f\x98\x80"},
      {{0x110000},               R"(\U00110000)",    R"(\U00110000)",    R"("\\U00110000")",  R"(\U00110000)"},
      {{0xffffffff},             R"(\Uffffffff)",    R"(\Uffffffff)",    R"("\\Uffffffff")",  R"(\Uffffffff)"},
      {{0xffff, 0x10ffff},       "\xef\xbf\xbf\xf4\x8f\xbf\xbf", "\xef\xbf\xbf\xf4\x8f\xbf\xbf", "\"\xef\xbf\xbf\xf4\x8f\xbf\xbf\"", "\xef\xbf\xbf\xf4\x8f\xbf\xbf"},
      {{'a', 0, 'b'},            R"(a\x00b)",        R"(a\x00b)",        R"("a\u0000b")",     R"(a\x00b)"},
      {{'\n', '\t'},             R"(\n\t)",          "\"\n\t\"",         R"("\n\t")",         R"(\x0a\x09)"},
      {{0x85},                   R"(\x85)",          R"(\x85)",          R"("\u0085")",      R"(\x85)"},
      {{0xfeff, 0x200b},         R"(\ufeff)" "\u200b", R"(\ufeff)" "\u200b", R"("\ufeff\u200b")", R"(\ufeff\u200b)"},
      {{0xad, 0xe0041},          "\u00ad\U000e0041", "\u00ad\U000e0041", R"("\u00ad\udb40\udc41")", R"(\xad\U000e0041)"},
      {{'"', ','},               R"(",)",            R"(""",")",         R"("\",")",          R"(",)"},
      {{'\\'},                   R"(\\)",            R"(\)",             R"("\\")",           R"(\)"},
      {{'\\', 'x'},              R"(\\x)",           R"(\x)",            R"("\\x")",          R"(\x)"},
      {{'\\', 'x', '4', 'g'},    R"(\\x4g)",         R"(\x4g)",          R"("\\x4g")",        R"(\x4g)"},
      {{'\\', 'x', '4', '1'},    R"(\\x41)",         R"(\x5cx41)",       R"("\\x5cx41")",     R"(\x5cx41)"},
      {{'\\', 'u', '0', '4', '1'}, R"(\\u041)",      R"(\u041)",         R"("\\u041")",       R"(\u041)"},
      {{'\\', 'u', '0', '0', '4', '1'}, R"(\\u0041)", R"(\x5cu0041)",    R"("\\x5cu0041")",   R"(\x5cu0041)"},
      {{'\\', 'U', '0', '0', '0', '0', '0', '0', '4', '1'}, R"(\\U00000041)", R"(\x5cU00000041)", R"("\\x5cU00000041")", R"(\x5cU00000041)"},
      {{'\\', 'U', '0', '0', '0', '0', '0', '0', '4'}, R"(\\U0000004)", R"(\U0000004)", R"("\\U0000004")", R"(\U0000004)"},
  };
  // clang-format on
  for (const Row& row : rows) {
    CAPTURE(row.tsv);
    CHECK(cell_of(row.units, Notation::Tsv) == row.tsv);
    CHECK(cell_of(row.units, Notation::Csv) == row.csv);
    CHECK(cell_of(row.units, Notation::Json) == row.json);
    CHECK(cell_of(row.units, Notation::Table) == row.table);
  }
}

TEST_CASE("surrogates in w are no characters, even where they would make a pair in u") {
  CHECK(cell_of({0xd83d, 0xde00}, Notation::Tsv, TextUnits::Utf16) == "\xf0\x9f\x98\x80");
  CHECK(cell_of({0xd83d, 0xde00}, Notation::Tsv, TextUnits::CodePoints) == R"(\ud83d\ude00)");
  CHECK(cell_of({0x1f600}, Notation::Tsv, TextUnits::CodePoints) == "\xf0\x9f\x98\x80");
}

/// What a cell without its notation's own quotes and escapes means, unit by unit.
Units units_meant(std::string_view text) {
  struct Escape {
    char letter;
    std::size_t digits;
  };
  constexpr Escape kEscapes[] = {{'x', 2}, {'u', 4}, {'U', 8}};
  Units units;
  while (!text.empty()) {
    std::size_t taken = 0;
    for (const Escape& escape : kEscapes) {
      const std::string_view digits = text.substr(std::min<std::size_t>(2, text.size()));
      if (text.front() != '\\' || text.substr(1, 1) != std::string(1, escape.letter)) continue;
      if (!testing::is_hex(digits, escape.digits)) continue;
      units.push_back(testing::hex_number(digits.substr(0, escape.digits)));
      taken = 2 + escape.digits;
    }
    if (taken == 0) {
      const utf8::Decoded character = utf8::decode(text);
      if (character.size == 0) testing::bad_cell("not UTF-8", text);
      units.push_back(character.code);
      taken = character.size;
    }
    text.remove_prefix(taken);
  }
  return units;
}

/// Surrogate pairs as the characters they make.
Units joined(const Units& units) {
  Units result;
  for (const std::uint32_t unit : units) {
    const bool pair = unit >= 0xdc00 && unit < 0xe000 && !result.empty() &&
                      result.back() >= 0xd800 && result.back() < 0xdc00;
    if (pair) {
      result.back() = 0x10000 + (result.back() - 0xd800) * 0x400 + (unit - 0xdc00);
    } else {
      result.push_back(unit);
    }
  }
  return result;
}

TEST_CASE("all short texts of troublesome characters read back") {
  const Units alphabet = {'a',  '\\', 'x',    'u',  '0',    '"',    ',',     '\n',    0,
                          0x85, 0xe9, 0x202e, 0xad, 0xd83d, 0xde00, 0x1f600, 0x110000};
  struct Row {
    Notation notation;
    std::string (*text)(std::string_view cell);
  };
  const Row rows[] = {
      {Notation::Csv, testing::from_csv},
      {Notation::Json, testing::from_json},
      {Notation::Table, [](std::string_view cell) { return std::string(cell); }},
  };
  const auto check = [&](const Units& units) {
    for (const Row& row : rows) {
      const std::string utf16 = cell_of(units, row.notation, TextUnits::Utf16);
      if (units_meant(row.text(utf16)) != joined(units)) {
        FAIL_CHECK(name_of(row.notation) << ": " << utf16);
      }
      const std::string single = cell_of(units, row.notation, TextUnits::CodePoints);
      if (units_meant(row.text(single)) != units) {
        FAIL_CHECK(name_of(row.notation) << ": " << single);
      }
    }
  };
  for_all_texts<Units>(alphabet, 3, check);
  for_all_texts<Units>({'\\', 'u', 'x', '0'}, 7, check);
  for_all_texts<Units>({0xd800, 0xdbff, 0xdc00, 0xdfff, 'a'}, 5, check);
}

}  // namespace
}  // namespace bview
