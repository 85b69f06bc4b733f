// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <span>
#include <string>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/formats/syntax/format_string.hpp>
#include <bview/formats/text/append_cells.hpp>
#include <bview/formats/text/parse_cells.hpp>

namespace bview {
namespace {

std::string hex(std::span<const std::byte> bytes) {
  std::string text;
  for (const std::byte byte : bytes) text += fmt::format("{:02x}", static_cast<unsigned>(byte));
  return text;
}

CellStyle style_of(Notation notation, BytesAs bytes_as = BytesAs::Text) {
  CellStyle style;
  style.notation = notation;
  style.bytes_as = bytes_as;
  return style;
}

/// The bytes in hex that `text` makes as a value of a format with one field, or why not.
std::string parsed(std::string_view format, std::string_view text,
                   const CellStyle& style = style_of(Notation::Csv)) {
  const Layout layout = parse_format(format);
  const Field& field = layout.fields.front();
  // A guard behind the value must stay as it is.
  std::vector<std::byte> bytes(static_cast<std::size_t>(field.size()) + 1, std::byte{0xa5});
  try {
    cell_parser(field.type, field.order)(text, field.length, style, bytes.data());
  } catch (const Error& error) {
    CHECK(error.code() == Errc::BadValue);
    CHECK(bytes.back() == std::byte{0xa5});
    return error.what();
  }
  CHECK(bytes.back() == std::byte{0xa5});
  bytes.pop_back();
  return hex(bytes);
}

struct Row {
  std::string format;
  std::string text;
  std::string want;
};

template <class Rows>
void check(const Rows& rows, const CellStyle& style = style_of(Notation::Csv)) {
  for (const Row& row : rows) {
    CAPTURE(row.format);
    CAPTURE(row.text);
    CHECK(parsed(row.format, row.text, style) == row.want);
  }
}

TEST_CASE("integers in any base") {
  const Row rows[] = {
      {"<i", "0", "00000000"},
      {"<i", "-0", "00000000"},
      {"<i", "+7", "07000000"},
      {">i", "-2", "fffffffe"},
      {"<i", "0007", "07000000"},
      {"<i", " 42\t", "2a000000"},
      {"<i", "0x1F", "1f000000"},
      {"<i", "-0X10", "f0ffffff"},
      {"<i", "0o17", "0f000000"},
      {"<i", "0b101", "05000000"},
      {"B", "255", "ff"},
      {"B", "-0", "00"},
      {"b", "-128", "80"},
      {"<h", "-32768", "0080"},
      {">Q", "18446744073709551615", "ffffffffffffffff"},
      {">q", "-9223372036854775808", "8000000000000000"},
      {"<[i24]", "-8388608", "000080"},
      {">[u24]", "0xabcdef", "abcdef"},
      {">[i128]", "-1", "ffffffffffffffffffffffffffffffff"},
      {">[i128]", "-170141183460469231731687303715884105728", "80000000000000000000000000000000"},
      {"<[u128]", "340282366920938463463374607431768211455", "ffffffffffffffffffffffffffffffff"},
      {">[u128]", "0x0123456789abcdef0123456789abcdef", "0123456789abcdef0123456789abcdef"},
      {"h", "70000", "'h' takes -32768..32767, got 70000"},
      {"B", "-1", "'B' takes 0..255, got -1"},
      {"B", "256", "'B' takes 0..255, got 256"},
      {"b", "0x80", "'b' takes -128..127, got 0x80"},
      {"<l", "2147483648", "'i' takes -2147483648..2147483647, got 2147483648"},
      {"@l", "9223372036854775808",
       "'q' takes -9223372036854775808..9223372036854775807, got 9223372036854775808"},
      {"P", "-1", "'Q' takes 0..18446744073709551615, got -1"},
      {"[u24]", "16777216", "'[u24]' takes 0..16777215, got 16777216"},
      {"[i24]", "-8388609", "'[i24]' takes -8388608..8388607, got -8388609"},
      {"[u128]", "340282366920938463463374607431768211456",
       "'[u128]' takes 0..340282366920938463463374607431768211455, got "
       "340282366920938463463374607431768211456"},
      {"[i128]", "170141183460469231731687303715884105728",
       "'[i128]' takes -170141183460469231731687303715884105728.."
       "170141183460469231731687303715884105727, got 170141183460469231731687303715884105728"},
      {"i", "1.5", "'1.5' is no integer"},
      {"i", ".0", "'.0' is no integer"},
      {"i", "1.", "'1.' is no integer"},
      {"i", "1.7e+18", "'1.7e+18' is no integer"},
      {"i", "1e3", "'1e3' is no integer"},
      {"i", "nan", "'nan' is no integer"},
      {"i", "0x1p3", "'0x1p3' is no integer"},
      {"i", "x", "'x' is no number"},
      {"i", "", "'' is no number"},
      {"i", "-", "'-' is no number"},
      {"i", "--1", "'--1' is no number"},
      {"i", "- 1", "'- 1' is no number"},
      {"i", "0x", "'0x' is no number"},
      {"i", "0b2", "'0b2' is no number"},
      {"i", "0o8", "'0o8' is no number"},
      {"i", "1_000", "'1_000' is no number"},
      {"i", "1 2", "'1 2' is no number"},
      {"i", "12\n", "'12\\x0a' is no number"},
      {"i", "true", "'true' is no number"},
  };
  check(rows);
  const std::string digits(5000, '7');
  CHECK(parsed("i", digits) ==
        "'i' takes -2147483648..2147483647, got " + digits.substr(0, 60) + "... (5000 characters)");
  CHECK(parsed("<i", std::string(5000, '0') + "1") == "01000000");
}

TEST_CASE("every 16-bit integer") {
  for (int value = -70'000; value <= 70'000; ++value) {
    const std::string text = std::to_string(value);
    const bool fits = value >= -32768 && value <= 32767;
    const std::string want = fmt::format("{:04x}", static_cast<unsigned>(value) & 0xffffU);
    REQUIRE((parsed(">h", text) == want) == fits);
    REQUIRE((parsed(">H", text) == want) == (value >= 0 && value <= 65535));
  }
}

TEST_CASE("truth values") {
  const Row rows[] = {
      {"?", "true", "01"},
      {"?", "false", "00"},
      {"?", "1", "01"},
      {"?", " 0 ", "00"},
      {"?", "yes", "'?' takes true, false, 1 or 0, got 'yes'"},
      {"?", "True", "01"},  // as other tools write it, in files of csv and the like
      {"?", "TRUE", "'?' takes true, false, 1 or 0, got 'TRUE'"},
      {"?", "2", "'?' takes true, false, 1 or 0, got '2'"},
      {"?", "", "'?' takes true, false, 1 or 0, got ''"},
  };
  check(rows);
}

TEST_CASE("floats") {
  const Row rows[] = {
      {">f", "0.1", "3dcccccd"},
      {"<f", "-0", "00000080"},
      {">d", "0.1", "3fb999999999999a"},
      {">d", " 1 ", "3ff0000000000000"},
      {">e", "65504", "7bff"},
      {">e", "2051", "6802"},
      {">[bf16]", "1.5", "3fc0"},
      {"[f8e4m3]", "448", "7e"},
      {"[f8e5m2]", "-inf", "fc"},
      {"[f8e4m3]", "nan", "7f"},
      {">f", "0x10", "41800000"},
      {"<g", "1.5", "00000000000000c0ff3f000000000000"},
      {">g", "1.5",
       "000000000000"
       "3fffc000000000000000"},
      {"e", "70000", "'e' takes finite values up to 65504, got 70000"},
      {"[bf16]", "-1e39", "'[bf16]' takes finite values up to 3.3895314e+38, got -1e39"},
      {"[f8e4m3]", "inf", "'[f8e4m3]' takes finite values up to 448, got inf"},
      {"[f8e5m2]", "1e5", "'[f8e5m2]' takes finite values up to 57344, got 1e5"},
      {"f", "3.4028235677973366e38",
       "'f' takes finite values up to 3.4028235e+38, got 3.4028235677973366e38"},
      {"d", "1e309", "'d' takes finite values up to 1.7976931348623157e+308, got 1e309"},
      {"g", "1e4933", "'g' takes finite values up to 1.189731495357231765e+4932, got 1e4933"},
      {"f", "x", "'x' is no number"},
      {"f", "", "'' is no number"},
      {"f", "1 2", "'1 2' is no number"},
  };
  check(rows);
}

TEST_CASE("complex numbers as Python reads them") {
  constexpr const char* kNan = "7fc00000";
  const Row rows[] = {
      {">F", "1.0+2.0j", "3f80000040000000"},
      {"<F", "1.0+2.0j", "0000803f00000040"},
      {">F", "-0.0-0.0j", "8000000080000000"},
      {">F", "2j", "0000000040000000"},
      {">F", "3", "4040000000000000"},
      {">F", "-j", "00000000bf800000"},
      {">F", "1-J", "3f800000bf800000"},
      {">F", " (1+2j) ", "3f80000040000000"},
      {">F", "nan+infj", "7fc000007f800000"},
      {">F", "-inf-nanj", "ff800000ffc00000"},
      {">F", "1e+2-1e-2j", "42c80000bc23d70a"},
      {">F", "1e+2j", "0000000042c80000"},
      {">F", "0x1e+2j", "41f0000040000000"},
      {">F", "0x1p+1+0x1p-1j", "400000003f000000"},
      {">D", "1.5-2.5j", "3ff8000000000000c004000000000000"},
      {">Zd", "1", "3ff00000000000000000000000000000"},
      {"F", "1e39+0j", "'F' takes finite values up to 3.4028235e+38, got 1e39+0j"},
      {"F", "1+2", "'1+2' is no complex number"},
      {"F", "1+2i", "'1+2i' is no complex number"},
      {"F", "", "'' is no complex number"},
      {"F", "()", "'()' is no complex number"},
      {"F", "1 + 2j", "'1 + 2j' is no complex number"},
      {"F", "1+2+3j", "'1+2+3j' is no complex number"},
      {"F", "1jj", "'1jj' is no complex number"},
      {"F", "++1j", "'++1j' is no complex number"},
  };
  check(rows);
  std::vector<std::byte> part(4);
  part_parser(ScalarType::Complex64, ByteOrder::Big)("nan", 1, {}, part.data());
  CHECK(hex(part) == kNan);
}

TEST_CASE("bytes as text") {
  const Row rows[] = {
      {"4s", "ab", "61620000"},
      {"4s", "abcd", "61626364"},
      {"4s", "", "00000000"},
      {"0s", "", ""},
      {"4s", " ab ", "20616220"},
      {"4s", "\\xffa\\x00b", "ff610062"},
      {"4s", "\xff\xfe", "fffe0000"},
      {"4s", "é", "c3a90000"},
      {"4s", "\\n\\", "5c6e5c00"},
      {"4s", "\\x4", "5c783400"},
      {"4s", "\\xgg", "5c786767"},
      {"4s", "\\x5cx", "5c780000"},
      {"6s", "\\u0041", "5c7530303431"},
      {"c", "a", "61"},
      {"c", "\\x00", "00"},
      {"4p", "ab", "02616200"},
      {"4p", "abc", "03616263"},
      {"4p", "", "00000000"},
      {"1p", "", "00"},
      {"0p", "", ""},
      {"4s", "abcdef", "'4s' takes at most 4 bytes, got 6: 'abcdef'"},
      {"1s", "ab", "'1s' takes at most 1 byte, got 2: 'ab'"},
      {"0s", "a", "'0s' takes at most 0 bytes, got 1: 'a'"},
      {"c", "ab", "'c' takes 1 byte, got 2: 'ab'"},
      {"c", "", "'c' takes 1 byte, got 0: ''"},
      {"4p", "abcd", "'4p' takes at most 3 bytes, got 4: 'abcd'"},
      {"1p", "a", "'1p' takes at most 0 bytes, got 1: 'a'"},
      {"0p", "a", "'0p' takes at most 0 bytes, got 1: 'a'"},
  };
  check(rows);
  const std::string long_text(256, 'a');
  CHECK(parsed("300p", long_text.substr(1)).substr(0, 6) == "ff6161");
  CHECK(parsed("300p", long_text).starts_with("'300p' takes at most 255 bytes, got 256: "));
}

TEST_CASE("TSV escapes") {
  const Row rows[] = {
      {"9s", "\\b\\t\\n\\v\\f\\r\\\\x\\xfe", "08090a0b0c0d5c78fe"},
      {"4s", "\\x4", "'\\x4' begins no escape of TSV; a backslash is written \\\\"},
      {"4s", "a\\qbc", "'\\qbc' begins no escape of TSV; a backslash is written \\\\"},
      {"4s", "a\\", "'\\' begins no escape of TSV; a backslash is written \\\\"},
      {"4s", "\\u0041", "'\\u00' begins no escape of TSV; a backslash is written \\\\"},
      {"<2u", "\\u0041\\t", "41000900"},
      {"<2u", "\\u41", "'\\u41' begins no escape of TSV; a backslash is written \\\\"},
  };
  check(rows, style_of(Notation::Tsv));
}

TEST_CASE("characters") {
  const Row rows[] = {
      {"<3u", "aé", "6100e9000000"},
      {">3u", "a€", "006120ac0000"},
      {"<2u", "😀", "3dd800de"},
      {"<1u", "\\ud83d", "3dd8"},
      {"<2u", "\\U0001f600", "3dd800de"},
      {">2w", "😀\\xe9", "0001f600000000e9"},
      {">1w", "\\ud800", "0000d800"},
      {">1w", "\\Uffffffff", "ffffffff"},
      {">3w", "\\u1", "0000005c0000007500000031"},
      {"<0w", "", ""},
      {"2w", "abc", "'2w' takes at most 2 characters, got 3: 'abc'"},
      {"1w", "ab", "'1w' takes at most 1 character, got 2: 'ab'"},
      {"1u", "😀", "'1u' takes at most 1 UTF-16 unit, got 2: '😀'"},
      {"2u", "\\U00110000", "'\\U00110000' is no text of Unicode characters"},
      {"2w", "a\xff", "'\\xff' is not UTF-8"},
  };
  check(rows);
}

TEST_CASE("bytes as hex, base64, list") {
  const Row hex_rows[] = {
      {"3s", "4aFf", "4aff00"},
      {"3s", "", "000000"},
      {"3p", "41", "014100"},
      {"c", "0a", "0a"},
      {"<2u", "ab", "61006200"},
      {"3s", "414", "'414' does not consist of pairs of hex digits"},
      {"3s", "4g", "'4g' does not consist of pairs of hex digits"},
      {"3s", "41 4", "'41 4' does not consist of pairs of hex digits"},
      {"1s", "4142", "'1s' takes at most 1 byte, got 2: '4142'"},
      {"c", "", "'c' takes 1 byte, got 0: ''"},
  };
  check(hex_rows, style_of(Notation::Csv, BytesAs::Hex));
  const Row base64_rows[] = {
      {"3s", "QUJD", "414243"},
      {"3s", "QUI=", "414200"},
      {"3s", "QQ==", "410000"},
      {"3s", "", "000000"},
      {"3s", "+/+/", "fbffbf"},
      {"3s", "QUI", "'QUI' is no base64: its length is no multiple of 4"},
      {"3s", "QU=I", "'QU=I' is no base64"},
      {"3s", "Q===", "'Q===' is no base64"},
      {"3s", "====", "'====' is no base64"},
      {"3s", "QUJDRA==", "'3s' takes at most 3 bytes, got 4: 'QUJDRA=='"},
  };
  check(base64_rows, style_of(Notation::Csv, BytesAs::Base64));
  const Row list_rows[] = {
      {"3s", "[65,66]", "414200"},
      {"3s", " [ 65 , 0x42 ] ", "414200"},
      {"3s", "[]", "000000"},
      {"3s", "[ ]", "000000"},
      {"3p", "[65]", "014100"},
      {"3s", "[256]", "'[256]' is no list of bytes such as [65,66]"},
      {"3s", "[-1]", "'[-1]' is no list of bytes such as [65,66]"},
      {"3s", "[1,]", "'[1,]' is no list of bytes such as [65,66]"},
      {"3s", "[1 2]", "'[1 2]' is no list of bytes such as [65,66]"},
      {"3s", "1,2", "'1,2' is no list of bytes such as [65,66]"},
      {"3s", "[", "'[' is no list of bytes such as [65,66]"},
      {"3s", "", "'' is no list of bytes such as [65,66]"},
      {"1s", "[1,2]", "'1s' takes at most 1 byte, got 2: '[1,2]'"},
  };
  check(list_rows, style_of(Notation::Csv, BytesAs::List));
}

/// What a value is as text, as the printing side writes it, without quotes around it.
std::string printed(const Field& field, const std::vector<std::byte>& bytes,
                    const CellStyle& style) {
  TextBuffer out;
  cell_writer(field.type, field.order)({bytes.data(), field.size(), 1, field.length}, "", style,
                                       out);
  return std::string(out.text());
}

TEST_CASE("what is printed reads back") {
  const std::string formats[] = {"?",  "<b", ">H",   "<[i24]", ">[u24]",  "<i",       ">Q",
                                 "<e", ">f", "<d",   ">d",     "<[bf16]", "[f8e4m3]", "[f8e5m2]",
                                 "F",  ">D", "5s",   "5p",     "<[i128]", ">[u128]",  "c",
                                 "0s", "1p", "300p", "<3u",    ">2w",     "13s"};
  std::uint64_t state = 1;
  const auto random = [&state] {
    state = state * 6364136223846793005U + 1442695040888963407U;
    return state >> 33U;
  };
  for (const std::string& format : formats) {
    CAPTURE(format);
    const Layout layout = parse_format(format);
    const Field& field = layout.fields.front();
    for (int round = 0; round < 500; ++round) {
      std::vector<std::byte> bytes(static_cast<std::size_t>(field.size()));
      for (std::byte& byte : bytes) {
        const char common[] = {0, 92, 120, 97, 34, 10, 9, 49, 117, 85, 127, 1};
        byte = static_cast<std::byte>(
            random() % 3 == 0 ? random()
                              : static_cast<unsigned char>(common[random() % sizeof(common)]));
      }
      for (const Notation notation : {Notation::Tsv, Notation::Table}) {
        for (const BytesAs bytes_as :
             {BytesAs::Text, BytesAs::Hex, BytesAs::Base64, BytesAs::List}) {
          CellStyle style = style_of(notation, bytes_as);
          style.base = round % 2 == 0 ? 10 : 16;
          // Once around gives a value whose text is the same.
          const std::string text = printed(field, bytes, style);
          CAPTURE(text);
          std::vector<std::byte> back(bytes.size());
          cell_parser(field.type, field.order)(text, field.length, style, back.data());
          REQUIRE(printed(field, back, style) == text);
          const bool exact = text.find("nan") == std::string::npos &&
                             field.type != ScalarType::Bool && field.type != ScalarType::Pascal;
          if (exact) REQUIRE(hex(back) == hex(bytes));
        }
      }
    }
  }
}

TEST_CASE("1.0 and True are what other tools write, and no operands") {
  for (const Notation notation : {Notation::Csv, Notation::Tsv, Notation::Json}) {
    const CellStyle style = style_of(notation);
    CHECK(parsed("<h", "-3.000", style) == "fdff");
    CHECK(parsed("<h", "70000.0", style) == "'h' takes -32768..32767, got 70000.0");
    CHECK(parsed("?", "True", style) == "01");
    CHECK(parsed("?", "0.0", style) == "00");
  }
  const CellStyle operand = style_of(Notation::Table);
  CHECK(parsed("<h", "1.0", operand) == "'1.0' is no integer");
  CHECK(parsed("?", "True", operand) == "'?' takes true, false, 1 or 0, got 'True'");
}

}  // namespace
}  // namespace bview
