// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/core/item.hpp>
#include <bview/core/value.hpp>
#include <bview/formats/output/c_array.hpp>
#include <bview/formats/syntax/format_string.hpp>
#include <bview/formats/syntax/project.hpp>

#include "tests/support/errors.hpp"
#include "tests/support/selection.hpp"
#include "tests/support/temporary.hpp"

namespace bview {
namespace {

using testing::bad_split;
using testing::counting_bytes;
using testing::rendered;
using testing::Sample;
using testing::sample;

std::string c_of(const Selection& selection, const std::string& name = "data") {
  const auto renderer = make_c(selection, {.name = name});
  CHECK(bad_split(*renderer) == -1);
  return rendered(*renderer);
}

/// Without the headers.
std::string definition_of(const Selection& selection, const std::string& name = "data") {
  const std::string source = c_of(selection, name);
  const std::size_t end = source.rfind("#include");
  return end == std::string::npos ? source : source.substr(source.find("\n\n", end) + 2);
}

// --- what it looks like -------------------------------------------------------------------

TEST_CASE("plain values are an array, twelve in a line") {
  CHECK(definition_of(sample("B", counting_bytes(14)).selection) ==
        "const uint8_t data[14] = {\n"
        "  0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0a, 0x0b,\n"
        "  0x0c, 0x0d,\n"
        "};\n");
  CHECK(definition_of(sample("<h", "ffff", Lengths{}).selection) == "const int16_t data = -1;\n");
  CHECK(definition_of(sample("B", counting_bytes(4), {2, 2}).selection) ==
        "const uint8_t data[2][2] = {\n"
        "  {0x00, 0x01},\n"
        "  {0x02, 0x03},\n"
        "};\n");
  CHECK(definition_of(sample("B", counting_bytes(4), {2, 1, 2}).selection) ==
        "const uint8_t data[2][1][2] = {\n"
        "  {\n"
        "    {0x00, 0x01},\n"
        "  },\n"
        "  {\n"
        "    {0x02, 0x03},\n"
        "  },\n"
        "};\n");
  CHECK(definition_of(sample("(2)B", counting_bytes(4)).selection) ==
        definition_of(sample("B", counting_bytes(4), {2, 2}).selection));
}

TEST_CASE("records are structs") {
  CHECK(definition_of(sample("<B:kind:3xf:scale:4s:tag:",
                             "01000000cdcccc3d6162000002000000"
                             "0000c07f22000000")
                          .selection) ==
        "struct data {\n"
        "  uint8_t kind;\n"
        "  float scale;\n"
        "  char tag[4];\n"
        "};\n\n"
        "const struct data data[2] = {\n"
        "  {0x01, 0.1f, \"ab\"},\n"
        "  {0x02, NAN, \"\\\"\"},\n"
        "};\n");
  CHECK(definition_of(sample("B:a:T{B:x:(2)B:y:}:r:2B", counting_bytes(6), Lengths{}).selection) ==
        "struct data {\n"
        "  uint8_t a;\n"
        "  struct {\n"
        "    uint8_t x;\n"
        "    uint8_t y[2];\n"
        "  } r;\n"
        "  uint8_t f2;\n"
        "  uint8_t f3;\n"
        "};\n\n"
        "const struct data data = {0x00, {0x01, {0x02, 0x03}}, 0x04, 0x05};\n");
}

TEST_CASE("nothing selected, nothing defined") {
  for (const char* format : {"<i", "<i:a:h:b:"}) {
    CHECK(c_of(sample(format, "", {0}).selection).empty());
    CHECK(c_of(sample(format, "", {2, 0}).selection).empty());
  }
  CHECK(c_of(sample("(2,0)B", "", {2}).selection).empty());
}

TEST_CASE("names become identifiers, each its own") {
  struct Row {
    std::string name;
    std::string_view identifier;
  };
  const Row rows[] = {
      {"fw.bin", "fw_bin"},
      {"dir/fw-1.bin", "dir_fw_1_bin"},
      {"9lives", "_9lives"},
      {"", "_"},
      {"\xc3\xa9t\xc3\xa9", "__t___"},  // names that begin so are the compiler's
      {"int", "int_"},
      {"_Bool", "_Bool_"},
      {"integer", "integer"},
      {"log", "log_"},
      {"size_t", "size_t_"},
  };
  for (const Row& row : rows) {
    CHECK(definition_of(sample("B", "07", Lengths{}).selection, row.name) ==
          fmt::format("const uint8_t {} = 0x07;\n", row.identifier));
  }
  CHECK(definition_of(
            sample("B:a b:B:a_b:B:if:B:if_:B:if-:", counting_bytes(5), Lengths{}).selection) ==
        "struct data {\n"
        "  uint8_t a_b;\n"
        "  uint8_t a_b_;\n"
        "  uint8_t if_;\n"
        "  uint8_t if__;\n"
        "  uint8_t if___;\n"
        "};\n\n"
        "const struct data data = {0x00, 0x01, 0x02, 0x03, 0x04};\n");
}

TEST_CASE("only the headers that the types need are included") {
  struct Row {
    const char* format;
    std::vector<std::string> headers;
  };
  // math.h declares log and y1, which are names of files, too.
  const Row rows[] = {
      {"B", {"stdint.h"}},
      {"<[i24]", {"stdint.h"}},
      {"<w", {"stdint.h"}},
      {"?", {"stdbool.h"}},
      {"<f", {"math.h"}},
      {"<g", {"math.h"}},
      {"[bf16]", {"math.h"}},
      {"<Zd", {"complex.h", "math.h"}},
      {"4s", {}},
      {"c", {}},
      {"<?:a:xT{(2)h:x:}:r:", {"stdbool.h", "stdint.h"}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.format);
    std::string front;
    for (const std::string& header : row.headers) front += "#include <" + header + ">\n";
    if (!front.empty()) front += "\n";
    const Sample given = sample(row.format, counting_bytes(32), {1});
    CHECK(c_of(given.selection) == front + definition_of(given.selection));
  }
}

TEST_CASE("what C has no constants for is refused") {
  for (const char* format : {"[i128]", "[u128]", "B:a:[i128]:b:"}) {
    CAPTURE(format);
    const Sample given = sample(format, counting_bytes(32));
    CHECK(testing::code_of([&] { return make_c(given.selection, {}); }) == Errc::BadValue);
  }
  CHECK(testing::code_of([] { return make_c(sample("3x", counting_bytes(6)).selection, {}); }) ==
        Errc::BadValue);
  CHECK(testing::code_of([] {
          return make_c(sample("B:a:99999B", counting_bytes(100'000)).selection, {});
        }) == Errc::BadValue);
}

// --- what a C compiler makes of it ----------------------------------------------------------

bool have_compiler() {
  static const bool found = std::system("cc --version >/dev/null 2>&1") == 0 &&
                            std::system("c++ --version >/dev/null 2>&1") == 0;
  return found;
}

constexpr const char* kC = "cc -std=c11 -x c";
constexpr const char* kCpp = "c++ -std=c++20 -x c++";

/// The exit code of a program in C or C++; -1 when the compiler refuses it or has a warning.
int run_program(const std::string& source, const std::string& compiler) {
  const testing::TemporaryFolder folder;
  const std::string path = folder.file("program", source);
  const std::string program = folder.path("compiled");
  const std::string compile =
      compiler + " -Wall -Werror -Wno-unused-variable -o " + program + " " + path;
  if (std::system(compile.c_str()) != 0) return -1;
  const int status = std::system(program.c_str());
  return WIFEXITED(status) ? WEXITSTATUS(status) : -2;
}

/// A condition of C that holds when `expression` is `value`.
std::string condition(const std::string& expression, const Value& value);

std::string float_condition(const std::string& expression, long double value) {
  if (std::isnan(value)) return fmt::format("isnan({})", expression);
  if (std::isinf(value)) return fmt::format("{} == {}INFINITY", expression, value < 0 ? "-" : "");
  return fmt::format("{0} == {1:a}L && (signbit({0}) != 0) == {2}", expression, value,
                     std::signbit(value) ? 1 : 0);
}

std::string condition(const std::string& expression, const Value& value) {
  struct Writer {
    const std::string& expression;
    std::string operator()(const Value::List& values) const {
      std::string all = "1";
      for (std::size_t k = 0; k < values.size(); ++k) {
        all += " && " + condition(fmt::format("{}[{}]", expression, k), values[k]);
      }
      return all;
    }
    std::string operator()(bool truth) const { return (truth ? "" : "!") + expression; }
    std::string operator()(const Value::Integer& number) const {
      // No negative constant of C is as low as the lowest number.
      if (!number.negative) return expression + " == " + Value(number).repr() + "ull";
      const Value below(Value::Integer{number.magnitude - 1, false});
      return fmt::format("{} == -{}ll - 1", expression, below.repr());
    }
    std::string operator()(long double number) const { return float_condition(expression, number); }
    std::string operator()(const Complex<long double>& z) const {
      return float_condition("creall(" + expression + ")", z.re) + " && " +
             float_condition("cimagl(" + expression + ")", z.im);
    }
    std::string operator()(const std::string& bytes) const {
      std::string literal;
      for (const char byte : bytes) {
        literal += fmt::format("\\{:03o}", static_cast<unsigned char>(byte));
      }
      return fmt::format("memcmp(&{}, \"{}\", {}) == 0", expression, literal, bytes.size());
    }
    std::string operator()(const std::u32string& units) const {
      std::string all = "1";
      for (std::size_t k = 0; k < units.size(); ++k) {
        const auto unit = static_cast<std::uint32_t>(units[k]);
        all += fmt::format(" && {}[{}] == {}u", expression, k, unit);
      }
      return all;
    }
  };
  return std::visit(Writer{expression}, value.data());
}

/// A definition, and statements that count in `bad` where it is not what core reads.
struct Part {
  std::string definition;
  std::string statements;

  void add(const std::string& expression, const Value& value) {
    statements += fmt::format("  if (!({})) ++bad;\n", condition(expression, value));
  }
};

Part part_of(const Sample& given, const std::string& name) {
  Part part{c_of(given.selection, name), ""};
  const View& view = given.selection.view;
  for (std::int64_t n = 0; n < view.size(); ++n) {
    const std::byte* const item = view.bytes().data + view.offset_of(n);
    part.add(fmt::format("{}[{}]", name, n), get(item, given.selection.layout));
  }
  return part;
}

std::vector<std::byte> random_bytes(std::size_t count) {
  std::mt19937 random(23);
  std::vector<std::byte> bytes(count);
  for (std::byte& byte : bytes) byte = static_cast<std::byte>(random());
  return bytes;
}

std::string program_of(const std::vector<Part>& parts) {
  std::string definitions = "#include <math.h>\n#include <stdio.h>\n#include <string.h>\n";
  std::string statements;
  for (const Part& part : parts) {
    definitions += part.definition;
    statements += part.statements;
  }
  return definitions + "int main(void) {\n  int bad = 0;\n" + statements +
         "  return bad > 100 ? 100 : bad;\n}\n";
}

/// What C has of them is right, and so is what C++ has, which writes complex numbers otherwise.
void check_in_both(std::vector<Part> parts) {
  CHECK(run_program(program_of(parts), kC) == 0);
  std::erase_if(
      parts, [](const Part& part) { return part.definition.find("complex") != std::string::npos; });
  CHECK(run_program(program_of(parts), kCpp) == 0);
}

TEST_CASE("every type has the same values in C") {
  if (!have_compiler()) return;
  std::vector<Part> parts;
  for (const ScalarInfo& scalar : kScalars) {
    if (scalar.name == "i128" || scalar.name == "u128" || scalar.name == "[f128]") continue;
    Sample given = sample("B", random_bytes(320));
    Layout& layout = given.selection.layout;
    layout.fields[0].type = scalar.type;
    // Pairs of surrogates are one character to core and two units to C.
    if (scalar.type == ScalarType::Ucs4) layout.fields[0].length = 3;
    if (scalar.type == ScalarType::String) layout.fields[0].length = 7;
    if (scalar.type == ScalarType::Pascal) layout.fields[0].length = 16;
    layout.itemsize = layout.fields[0].value_size();
    given.selection.view = View::contiguous(given.buffer.bytes(), layout.itemsize,
                                            {given.buffer.size() / layout.itemsize});
    parts.push_back(part_of(given, fmt::format("a_{}", scalar.stem())));
  }
  CHECK(parts.size() == kScalars.size() - 3);
  check_in_both(parts);
}

TEST_CASE("the extremes of every type in C") {
  if (!have_compiler()) return;
  std::vector<Part> parts;
  struct Row {
    const char* format;
    const char* hex;
  };
  const Row rows[] = {
      {"b", "807fff00"},
      {"<h", "0080ff7fffff"},
      {"<[i24]", "000080ffff7f"},
      {"<i", "00000080ffffff7f"},
      {"<q", "0000000000000080ffffffffffffff7fffffffffffffffff"},
      {"<Q", "ffffffffffffffff00000000000000800000000000000000"},
      {"<f", "000080ff0000807f0000c07f00000080010000807fff7f7f01000000ffff7f7f"},
      {"<d", "0100000000000000ffffffffffffef7f0000000000000080000000000000f0ff"},
      {"<e", "0100ff7b0080662e00fc007e"},
      {"<[bf16]", "01007f7f0080cd3d80ff"},
      {"[f8e4m3]", "017e80ff"},
      {"[f8e5m2]", "017b80fc7c7f"},
      {"<g", "01000000000000000000000000000000fffffffffffffffffe7f000000000000"},
      {"<Zf", "0000807f0000c07f000000800000003f"},
      {"8s", "3f3f2f3f3f3d3f3f5c223f0a090d0b0ce282ac2241413131"},
      {"4p", "00616263036162630161626302613f3f"},
  };
  for (const Row& row : rows) {
    parts.push_back(part_of(sample(row.format, row.hex), fmt::format("a{}", parts.size())));
  }
  check_in_both(parts);
}

TEST_CASE("records, names and shapes that C takes") {
  if (!have_compiler()) return;
  const auto bytes = counting_bytes(256);
  std::vector<Part> parts;
  Part keywords{
      c_of(sample("B:if:B:I:B:NAN:B:bool:B:a b:B:a_b:B:complex:B:true:B:alignas:B:signed:", bytes,
                  {2})
               .selection,
           "while"),
      ""};
  parts.push_back(keywords);
  Part nested{c_of(sample("<B:a:T{H:x:(2)T{B:y:3s:t:}:in:}:out:2BZf:z:", bytes, {2, 2}).selection,
                   "nested"),
              ""};
  nested.add("nested[1][0].out.in[1].y", Value(2 * 21 + 7));
  nested.add("nested[1][1].out.in[0].t", Value(std::string("\x43\x44\x45")));
  nested.add("nested[0][1].f3", Value(21 + 12));
  nested.add("nested[0][1].out.x", Value(0x1716));
  parts.push_back(nested);
  Part scalar{c_of(sample("<I", bytes, Lengths{}).selection, "scalar"), ""};
  scalar.add("scalar", Value(0x03020100));
  parts.push_back(scalar);
  Part cube{c_of(sample("<H", bytes, {2, 3, 14}).selection, "cube"), ""};
  cube.add("cube[1][2][13]", Value(0xa7a6));
  cube.add("cube[0][1][12]", Value(0x3534));
  parts.push_back(cube);
  Part arrays{c_of(sample("(2)T{B:x:B:y:}", bytes, {3}).selection, "arrays"), ""};
  arrays.add("arrays[2][1].y", Value(11));
  parts.push_back(arrays);
  Part empty{c_of(sample("<B:a:0s:t:0w:u:0B:gone:T{x}:hole:B:b:", bytes, {2}).selection, "empty"),
             ""};
  empty.add("empty[1].b", Value(5));
  parts.push_back(empty);
  check_in_both(parts);
}

TEST_CASE("integers in every base are the same numbers") {
  if (!have_compiler()) return;
  std::vector<Part> parts;
  for (const char* format : {"b", "B", "<h", "<H", "<[i24]", "<[u24]", "<i", "<I", "<q", "<Q"}) {
    for (const int base : {2, 8, 10, 16}) {
      std::string hex =
          "0100000000000000"
          "ffffffffffffffff"
          "ffffffffffffff7f"
          "0000000000000080"
          "0000008000000080"
          "0080800000800080"
          "ffffff7fffffff7f"
          "0000000000000000";
      const Sample given = sample(format, hex + hex + hex);
      const std::string name = fmt::format("a{}", parts.size());
      Part part = part_of(given, name);
      part.definition = rendered(*make_c(given.selection, {.base = base, .name = name}));
      parts.push_back(part);
    }
  }
  check_in_both(parts);
}

TEST_CASE("a base asked for is the one of all integers, bytes too") {
  const Sample given = sample("<BbHi", "ff807fff0000000080");
  const auto in_base = [&](int base) {
    const std::string text = rendered(*make_c(given.selection, {.base = base, .name = "n"}));
    return text.substr(text.find("  {"), text.rfind('}') - text.find("  {") - 2);
  };
  CHECK(in_base(16) == "  {0xff, -0x80, 0xff7f, 0x0}");
  CHECK(in_base(10) == "  {255, -128, 65407, 0}");
  CHECK(in_base(8) == "  {0377, -0200, 0177577, 0}");
  CHECK(in_base(2) == "  {0b11111111, -0b10000000, 0b1111111101111111, 0b0}");
}

// --- where the members lie ------------------------------------------------------------------

TEST_CASE("a struct that C would lay out otherwise is packed, and says how large it is") {
  CHECK(c_of(sample("<BHB", counting_bytes(4)).selection) ==
        "#include <assert.h>\n"
        "#include <stdint.h>\n\n"
        "struct __attribute__((packed)) data {\n"
        "  uint8_t f0;\n"
        "  uint16_t f1;\n"
        "  uint8_t f2;\n"
        "};\n"
        "static_assert(sizeof(struct data) == 4, \"as in the file\");\n\n"
        "const struct data data[1] = {\n"
        "  {0x00, 513, 0x03},\n"
        "};\n");
  CHECK(definition_of(sample("<BxI:a:7xB:b:", counting_bytes(14)).selection)
            .starts_with("struct __attribute__((packed)) data {\n"
                         "  uint8_t f0;\n"
                         "  unsigned : 8;\n"
                         "  uint32_t a;\n"
                         "  unsigned : 32, : 24;\n"
                         "  uint8_t b;\n"
                         "};\n"));
}

TEST_CASE("a struct is as C lays it out where that is the record, or none can be") {
  struct Row {
    const char* why;
    Layout layout;
  };
  const Row rows[] = {
      {"the same offsets", parse_format("<BxH:a:I:b:")},
      {"native, padded as in C", parse_format("T{B:a:T{h:b:q:c:}:r:}")},
      {"wider types", parse_format("<B[bf16]B")},
      {"a text of no bytes", parse_format("<B:a:0s:b:H:c:")},
      {"chosen fields", project(parse_format("<B:a:H:b:B:c:"), {"c", "b"})},
      {"a hole that is too long", parse_format("<B:a:5000xB:b:")},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    Sample given = sample("B", std::vector<std::byte>(6000));
    given.selection = {View::contiguous(given.buffer.bytes(), row.layout.itemsize, {1}),
                       row.layout};
    CHECK(c_of(given.selection).find("packed") == std::string::npos);
  }
}

/// A record of up to `count` fields, some of which are records and arrays.
std::string random_record(std::mt19937& random, int depth) {
  const auto below = [&random](unsigned end) { return random() % end; };
  constexpr std::string_view kTypes[] = {"b", "B", "h",  "H", "i", "I",  "q", "Q",
                                         "f", "d", "5s", "c", "u", "2w", "g"};
  std::string text;
  for (unsigned k = 0; k <= below(5); ++k) {
    if (below(4) == 0) text += fmt::format("{}x", 1 + below(9));
    if (below(4) == 0) text += fmt::format("({},{})", 1 + below(2), 1 + below(3));
    if (depth > 0 && below(4) == 0) {
      text += "T{" + random_record(random, depth - 1) + "}";
    } else {
      text += kTypes[below(std::size(kTypes))];
    }
    text += fmt::format(":m{}:", k);
  }
  return text;
}

/// Zero where the record has holes, which are no values.
void clear_holes(const Layout& layout, std::byte* record) {
  for (const Extent& hole : holes(layout))
    std::fill_n(record + hole.offset, hole.size, std::byte{});
  for (const Field& field : layout.fields) {
    for (std::int64_t k = 0; field.record && k < field.count(); ++k) {
      clear_holes(*field.record, record + field.offset + k * field.value_size());
    }
    // An x87 long double has bytes that are none of its value.
    for (std::int64_t k = 0;
         field.type == ScalarType::LongDouble && !field.record && k < field.count(); ++k) {
      std::byte* const value = record + field.offset + k * 16;
      std::fill_n(value, 16, std::byte{});
    }
  }
}

TEST_CASE("the bytes of an array are those of the file") {
  if (!have_compiler() || kHostOrder != ByteOrder::Little) return;
  std::mt19937 random(9);
  std::vector<Part> parts;
  for (int round = 0; round < 60; ++round) {
    const std::string_view order = round % 3 == 0 ? "@" : round % 3 == 1 ? "<" : "^";
    const Layout layout = parse_format(std::string(order) + random_record(random, 2));
    CAPTURE(layout.format);
    constexpr std::int64_t kItems = 3;
    std::vector<std::byte> bytes(static_cast<std::size_t>(kItems * layout.itemsize));
    // No NaN and nothing infinite, whose bytes C chooses.
    for (std::byte& byte : bytes) byte = static_cast<std::byte>(random() % 0x40);
    for (std::int64_t k = 0; k < kItems; ++k)
      clear_holes(layout, bytes.data() + k * layout.itemsize);
    const Sample given = sample(layout.format, bytes);
    std::string literal;
    for (const std::byte byte : bytes) literal += fmt::format("\\{:03o}", static_cast<int>(byte));
    const std::string name = fmt::format("a{}", round);
    parts.push_back(
        {c_of(given.selection, name),
         fmt::format("  if (sizeof({0}) != {1} || memcmp({0}, \"{2}\", {1}) != 0) ++bad;\n", name,
                     bytes.size(), literal)});
  }
  check_in_both(parts);
}

TEST_CASE("types that C lacks are told") {
  const auto note = [](const char* format) {
    return make_c(sample(format, counting_bytes(48)).selection, {})->note();
  };
  CHECK(note("<[i24]") == "types that C lacks are widened: i24 as int32_t");
  CHECK(note("<e:a:T{[bf16]:b:e:c:}:r:[f8e4m3]:d:x") ==
        "types that C lacks are widened: bf16 as float, f16 as float, f8e4m3 as float");
  CHECK(note("<i").empty());
}

}  // namespace
}  // namespace bview
