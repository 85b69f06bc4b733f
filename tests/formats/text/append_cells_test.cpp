// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <bview/core/element_type.hpp>
#include <bview/core/item.hpp>
#include <bview/formats/text/append_cells.hpp>
#include <bview/formats/text/parse_float.hpp>

#include "tests/support/cells.hpp"
#include "tests/support/values.hpp"

namespace bview {
namespace {

using testing::from_hex;

constexpr Notation kNotations[] = {Notation::Tsv, Notation::Csv, Notation::Json, Notation::Table,
                                   Notation::C};
constexpr ByteOrder kOrders[] = {ByteOrder::Little, ByteOrder::Big};

std::vector<std::byte> random_bytes(std::size_t count) {
  std::mt19937 random(17);
  std::vector<std::byte> bytes(count);
  for (std::byte& byte : bytes) byte = static_cast<std::byte>(random());
  return bytes;
}

ScalarType type_named(std::string_view name) {
  const auto* found = std::find_if(kScalars.begin(), kScalars.end(),
                                   [&](const ScalarInfo& scalar) { return scalar.name == name; });
  REQUIRE(found != kScalars.end());
  return found->type;
}

/// A type in a byte order, and values of it of so many units.
struct Column {
  ScalarType type;
  ByteOrder order = ByteOrder::Little;
  std::int64_t length = 1;

  [[nodiscard]] std::int64_t size() const { return info(type).size * length; }

  [[nodiscard]] std::string run(const std::byte* data, std::int64_t step, std::int64_t count,
                                std::string_view separator, const CellStyle& style) const {
    static TextBuffer out;  // a new one for every cell would take its time
    out.clear();
    cell_writer(type, order)({data, step, count, length}, separator, style, out);
    return std::string(out.text());
  }
  [[nodiscard]] std::string cell(const std::byte* data, const CellStyle& style = {}) const {
    return run(data, 0, 1, "", style);
  }
};

std::vector<Column> all_columns() {
  std::vector<Column> columns;
  for (const ScalarInfo& scalar : kScalars) {
    for (const ByteOrder order : kOrders) {
      columns.push_back({scalar.type, order});
      if (scalar.count_is_length()) columns.push_back({scalar.type, order, 5});
    }
  }
  return columns;
}

std::string described(const Column& column) {
  return fmt::format("{} {} {}", column.length, info(column.type).name,
                     column.order == ByteOrder::Big ? "big" : "little");
}

// --- runs -------------------------------------------------------------------------------

void check_run(const Column& column, const std::byte* data, std::int64_t step, std::int64_t count,
               std::string_view separator, const CellStyle& style) {
  std::string want;
  for (std::int64_t k = 0; k < count; ++k) {
    if (k != 0) want += separator;
    want += column.cell(data + k * step, style);
  }
  if (column.run(data, step, count, separator, style) != want) {
    FAIL_CHECK(described(column) << ": " << count << " values, step " << step);
  }
}

TEST_CASE("a run is its values one by one, whatever its step and length") {
  const std::vector<std::byte> bytes = random_bytes(1 << 18);
  for (const Column& column : all_columns()) {
    const std::int64_t size = column.size();
    const std::byte* const middle = bytes.data() + bytes.size() / 2;
    for (const Notation notation : kNotations) {
      const CellStyle style{.notation = notation};
      for (const std::int64_t step : {size, size + 3, -size, -2 * size - 1, std::int64_t{0}}) {
        for (const std::int64_t count : {0, 1, 2, 40}) {
          check_run(column, middle, step, count, ", ", style);
        }
      }
    }
    for (const std::int64_t step : {size, -size - 1, std::int64_t{0}}) {
      for (const std::int64_t count : {1023, 1024, 1025, 3000}) {
        check_run(column, middle, step, count, "\t", {});
      }
    }
  }
}

TEST_CASE("a run without values writes nothing and looks at nothing") {
  for (const Column& column : all_columns()) CHECK(column.run(nullptr, 1, 0, ",", {}).empty());
}

TEST_CASE("cells are appended to what is there, with a sink behind it or without") {
  const std::vector<std::byte> bytes = random_bytes(200'000);
  for (const Column& column : all_columns()) {
    const std::int64_t count = std::int64_t{50'000} / column.size();
    StringSink sink;
    TextBuffer with_sink(&sink);
    TextBuffer without;
    for (TextBuffer* out : {&with_sink, &without}) {
      out->append("in front: ");
      cell_writer(column.type, column.order)({bytes.data(), column.size(), count, column.length},
                                             " ", {}, *out);
    }
    with_sink.flush();
    CHECK(sink.text() == without.text());
    CHECK(sink.text().starts_with("in front: " + column.cell(bytes.data()) + " "));
  }
}

// --- bytes to values --------------------------------------------------------------------

/// The item with the bytes of each number in it reversed.
std::vector<std::byte> reversed(const Column& column, const std::byte* item) {
  std::vector<std::byte> bytes(item, item + column.size());
  const bool parts = info(column.type).kind == Kind::Complex;
  const std::int64_t unit = info(column.type).size / (parts ? 2 : 1);
  for (auto at = bytes.begin(); at != bytes.end(); at += unit) std::reverse(at, at + unit);
  return bytes;
}

TEST_CASE("big-endian items are little-endian ones with their bytes reversed") {
  const std::vector<std::byte> bytes = random_bytes(20'000);
  for (const ScalarInfo& scalar : kScalars) {
    const std::int64_t length = scalar.count_is_length() ? 3 : 1;
    const Column little{scalar.type, ByteOrder::Little, length};
    const Column big{scalar.type, ByteOrder::Big, length};
    for (std::ptrdiff_t k = 0; k < 300; ++k) {
      const std::byte* const item = bytes.data() + 50 * k;
      if (big.cell(item) != little.cell(reversed(big, item).data())) {
        FAIL_CHECK(scalar.name << ": " << big.cell(item));
      }
    }
  }
}

Value value_of(ScalarType type, const std::byte* item) { return get(item, scalar_layout(type)); }

/// Python's repr, where that is what bview writes.
std::string expected(const Value& value) {
  if (const bool* truth = value.get_if<bool>()) return *truth ? "true" : "false";
  return value.repr();
}

TEST_CASE("booleans and integers are the numbers that core reads") {
  const std::vector<std::byte> bytes = random_bytes(20'000);
  for (const ScalarInfo& scalar : kScalars) {
    if (scalar.kind != Kind::Boolean && scalar.kind != Kind::Integer) continue;
    for (std::ptrdiff_t k = 0; k < 1'000; ++k) {
      const std::byte* const item = bytes.data() + 17 * k;
      const std::string want = expected(value_of(scalar.type, item));
      for (const Notation notation : {Notation::Tsv, Notation::Csv, Notation::Json}) {
        const std::string got = Column{scalar.type, kHostOrder}.cell(item, {.notation = notation});
        if (got != want) FAIL_CHECK(scalar.name << " " << want << " became " << got);
      }
    }
  }
}

/// A text rounded to a type, exactly.
long double read_as(ScalarType type, const std::string& text) {
  const double wide = std::strtod(text.c_str(), nullptr);
  switch (type) {
    case ScalarType::Float16:
      return static_cast<long double>(float16::nearest(wide)->value());
    case ScalarType::BFloat16:
      return static_cast<long double>(bfloat16::nearest(wide)->value());
    case ScalarType::Float64:
      return static_cast<long double>(wide);
    case ScalarType::Ibm32:
      return ibm32::nearest(std::strtold(text.c_str(), nullptr))->value();
    case ScalarType::Ibm64:
      return ibm64::nearest(std::strtold(text.c_str(), nullptr))->value();
    case ScalarType::Float128: {
      // Its text has more digits than a long double; what they are is in vectors.
      float128 quad{};
      static_cast<void>(read_float(text, quad));
      return quad.value();
    }
    case ScalarType::Float80:
    case ScalarType::LongDouble:
      return std::strtold(text.c_str(), nullptr);
    default:
      return static_cast<long double>(std::strtof(text.c_str(), nullptr));
  }
}

TEST_CASE("floats read back to the numbers that core reads") {
  const std::vector<std::byte> bytes = random_bytes(20'000);
  for (const ScalarInfo& scalar : kScalars) {
    if (scalar.kind != Kind::Float) continue;
    for (std::ptrdiff_t k = 0; k < 1'000; ++k) {
      const std::byte* const item = bytes.data() + 17 * k;
      const Value value = value_of(scalar.type, item);
      const long double want = *value.get_if<Value::Float>();
      for (const Notation notation : {Notation::Tsv, Notation::Csv, Notation::Table}) {
        const std::string got = Column{scalar.type, kHostOrder}.cell(item, {.notation = notation});
        const bool same = std::isfinite(want) ? read_as(scalar.type, got) == want
                          : std::isnan(want)  ? got == "nan"
                                              : got == (want > 0 ? "inf" : "-inf");
        if (!same) FAIL_CHECK(scalar.name << " " << want << " became " << got);
      }
    }
  }
}

// --- styles -----------------------------------------------------------------------------

struct CellRow {
  std::string_view type;
  std::string_view hex;  ///< little-endian
  std::string_view want;
  CellStyle style{};
};

void check_cells(std::initializer_list<CellRow> rows) {
  for (const CellRow& row : rows) {
    CAPTURE(row.type);
    CAPTURE(row.hex);
    const std::vector<std::byte> bytes = from_hex(row.hex);
    const ScalarType type = type_named(row.type);
    const auto length = static_cast<std::int64_t>(bytes.size()) / info(type).size;
    CHECK(Column{type, ByteOrder::Little, length}.cell(bytes.data(), row.style) == row.want);
  }
}

constexpr CellStyle kJson{.notation = Notation::Json};
constexpr CellStyle kJsonNan{.notation = Notation::Json, .nan_as_string = true};
constexpr CellStyle kC{.notation = Notation::C, .base = 0};

TEST_CASE("any byte but 0 is true") {
  check_cells({
      {"bool", "00", "false"},
      {"bool", "01", "true"},
      {"bool", "02", "true"},
      {"bool", "ff", "true", kJson},
      {"bool", "00", "0", kC},
      {"bool", "80", "1", kC},
  });
}

TEST_CASE("a base is for integers outside JSON; a precision for floats outside JSON and C") {
  constexpr CellStyle kHex{.base = 16, .precision = 2};
  constexpr CellStyle kHexJson{.notation = Notation::Json, .base = 16, .precision = 2};
  constexpr CellStyle kHexC{.notation = Notation::C, .base = 16, .precision = 2};
  check_cells({
      {"i16", "feff", "-0x2", kHex},
      {"i16", "feff", "-2", kHexJson},
      {"i16", "feff", "-0x2", kHexC},
      {"u24", "563412", "0b100100011010001010110", {.base = 2}},
      {"i24", "ffffff", "-0o1", {.base = 8}},
      {"u128", "ffffffffffffffffffffffffffffffff", "0xffffffffffffffffffffffffffffffff", kHex},
      {"i128", "00000000000000000000000000000080", "-170141183460469231731687303715884105728"},
      {"bool", "01", "true", kHex},
      {"f64", "182d4454fb210940", "3.14", kHex},
      {"f64", "182d4454fb210940", "3.141592653589793", kHexJson},
      {"f64", "182d4454fb210940", "3.141592653589793", kHexC},
      {"f16", "662e", "0.10", kHex},
      {"f8e5m2", "01", "1.53e-05", kHex},
      {"longdouble", "00000000000000a00040000000000000", "2.50", kHex},
      {"c64", "0000803f000000c0", "1.00-2.00j", kHex},
      {"c64", "0000803f000000c0", "[1.0,-2.0]", kHexJson},
      {"f64", "000000000000f07f", "inf", kHex},
  });
}

TEST_CASE("NaN and infinities in each notation") {
  check_cells({
      {"f32", "0000c07f", "nan"},
      {"f32", "0000c0ff", "nan"},
      {"f32", "0000807f", "inf"},
      {"f32", "000080ff", "-inf"},
      {"f32", "0000c07f", "null", kJson},
      {"f32", "0000807f", "null", kJson},
      {"f32", "0000c07f", "\"NaN\"", kJsonNan},
      {"f32", "0000807f", "\"Infinity\"", kJsonNan},
      {"f32", "000080ff", "\"-Infinity\"", kJsonNan},
      {"f32", "0000c07f", "NAN", kC},
      {"f32", "0000807f", "INFINITY", kC},
      {"f32", "000080ff", "-INFINITY", kC},
      {"f8e4m3", "7f", "\"NaN\"", kJsonNan},
      {"f8e4m3", "7e", "448.0", kJsonNan},
      {"f8e5m2", "fc", "-inf"},
      {"bf16", "80ff", "\"-Infinity\"", kJsonNan},
      {"longdouble", "0000000000000080ff7f000000000000", "\"Infinity\"", kJsonNan},
      {"c64", "0000c07f000080ff", "nan-infj"},
      {"c64", "0000803f0000c0ff", "1.0+nanj"},
      {"c64", "0000c07f0000807f", "[null,null]", kJson},
      {"c64", "0000c07f0000807f", "[\"NaN\",\"Infinity\"]", kJsonNan},
      {"c64", "0000c07f000080ff", "CMPLXF(NAN,-INFINITY)", kC},
  });
}

TEST_CASE("complex numbers are written as Python writes them, without the parentheses") {
  check_cells({
      {"c64", "0000803f00000040", "1.0+2.0j"},
      {"c64", "000080bf00000080", "-1.0-0.0j"},
      {"c128", "9a9999999999b93f000000000000f8bf", "0.1-1.5j"},
      {"c128", "9a9999999999b93f000000000000f8bf", "[0.1,-1.5]", kJson},
      {"c128", "9a9999999999b93f000000000000f8bf", "CMPLX(0.1,-1.5)", kC},
      {"c64", "0000803f000000c0", "CMPLXF(1.0f,-2.0f)", kC},
  });
}

TEST_CASE("constants of C have the value, the type and no warning") {
  check_cells({
      {"u8", "07", "0x07", kC},
      {"i8", "80", "-128", kC},
      {"i32", "00000080", "-2147483648", kC},
      {"i64", "0000000000000080", "(-9223372036854775807-1)", kC},
      {"i64", "0100000000000080", "-9223372036854775807", kC},
      {"u64", "ffffffffffffffff", "18446744073709551615u", kC},
      {"f64", "9a9999999999b93f", "0.1", kC},
      {"f32", "cdcccc3d", "0.1f", kC},
      {"longdouble", "0000000000000080ff3f000000000000", "1.0L", kC},
      // A float holds every f16 and bf16, but 0.1f is none of them.
      {"f16", "662e", "0.099975586f", kC},
      {"bf16", "cd3d", "0.100097656f", kC},
      {"f8e5m2", "01", "1.5258789e-05f", kC},
  });
}

// --- texts ------------------------------------------------------------------------------

TEST_CASE("trailing NULs of s, u and w are padding; other bytes are text") {
  constexpr CellStyle kAsHex{.bytes_as = BytesAs::Hex};
  constexpr CellStyle kAsList{.bytes_as = BytesAs::List};
  check_cells({
      {"bytes", "61620000", "ab"},
      {"bytes", "61006200", R"(a\x00b)"},
      {"bytes", "00000000", ""},
      {"bytes", "", ""},
      {"bytes", "61620000", "61620000", kAsHex},
      {"bytes", "61620000", "[97,98,0,0]", kAsList},
      {"bytes", "61620000", "YWIAAA==", {.bytes_as = BytesAs::Base64}},
      {"bytes", "61620000", "\"ab\"", kJson},
      {"char", "00", R"(\x00)"},
      {"char", "00", R"("\u0000")", kJson},
      {"char", "61", "61", kAsHex},
      {"char", "61", "97", kC},
      {"ucs2", "610062000000", "ab"},
      {"ucs2", "000061000000", R"(\x00a)"},
      {"ucs2", "0000", ""},
      {"ucs2", "3dd800de", "\xf0\x9f\x98\x80"},
      {"ucs2", "3dd80000", R"(\ud83d)"},
      {"ucs2", "610062000000", "{97, 98, 0}", kC},
      {"ucs2", "610062000000", "ab", kAsHex},  // bytes-as is for bytes
      {"ucs4", "6100000000f60100", "a\xf0\x9f\x98\x80"},
      {"ucs4", "3dd8000000de0000",
       R"(\ud83d\ude00)"},  // not a pair: two units that are no characters
      {"ucs4", "ffffffff", R"(\Uffffffff)"},
      {"ucs4", "", ""},
  });
}

TEST_CASE("every short text of s reads back to its bytes, but for the NULs behind it") {
  using namespace std::string_literals;
  const std::string alphabet = "a\\x41\",\n\t\0\xff\xc3\xa9"s;
  std::array<std::byte, 3> item{};
  const std::size_t texts = alphabet.size() * alphabet.size() * alphabet.size();
  for (const Notation notation : kNotations) {
    for (std::size_t n = 0; n < texts; ++n) {
      std::string want;
      for (std::size_t k = 0, rest = n; k < item.size(); ++k, rest /= alphabet.size()) {
        want += alphabet[rest % alphabet.size()];
        item[k] = static_cast<std::byte>(want.back());
      }
      want.erase(want.find_last_not_of('\0') + 1);
      const Column three{ScalarType::String, ByteOrder::Little, 3};
      const std::string cell = three.cell(item.data(), {.notation = notation});
      if (testing::bytes_meant(cell, notation) != want) FAIL_CHECK(cell);
    }
  }
}

TEST_CASE("the first byte of p says how many of the others count") {
  check_cells({
      {"pascal", "0261627a", "ab"},
      {"pascal", "0061627a", ""},
      {"pascal", "0361627a", "abz"},
      {"pascal", "0461627a", "abz"},  // more than there are
      {"pascal", "ff61627a", "abz"},
      {"pascal", "03610000", R"(a\x00\x00)"},
      {"pascal", "05", ""},
      {"pascal", "", ""},
      {"pascal", "0261627a", "6162", {.bytes_as = BytesAs::Hex}},
      {"pascal", "0261627a", "[97,98]", {.bytes_as = BytesAs::List}},
      {"pascal", "0261627a", "\"ab\"", kC},
  });
}

}  // namespace
}  // namespace bview
