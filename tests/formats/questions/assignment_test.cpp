// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include <bview/core/buffer.hpp>
#include <bview/core/error.hpp>
#include <bview/formats/questions/assignment.hpp>
#include <bview/formats/questions/blocks.hpp>
#include <bview/formats/questions/column_store.hpp>
#include <bview/formats/syntax/format_string.hpp>
#include <bview/formats/syntax/project.hpp>

#include "tests/support/values.hpp"
#include "tests/support/vectors.hpp"

namespace bview {
namespace {

std::vector<std::string> parts_of(const std::string& text) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find("; ", at), text.size());
    parts.push_back(text.substr(at, end - at));
    at = end + 2;
  }
  return parts;
}

/// The items with other values of some fields; "!" where one does not fit.
std::string assigned(const std::string& format, const std::string& hex, const std::string& texts) {
  std::vector<std::byte> bytes = testing::from_hex(hex);
  const Layout layout = parse_format(format);
  Assignments set;
  for (const std::string& text : parts_of(texts)) set.add(text, {layout});
  const Layout fields = project(layout, set.fields());
  const Buffer buffer = Buffer::borrow(bytes);
  const View view =
      View::contiguous(buffer.bytes(), layout.itemsize, {buffer.size() / layout.itemsize});
  std::vector<std::byte> result = bytes;
  try {
    for_each_block({view, layout}, 0, view.size(), [&](const ItemBlock& block) {
      const std::vector<Column> values = set.values(block);
      for (std::size_t field = 0; field < values.size(); ++field) {
        const ColumnStore store(fields.fields[field]);
        for (std::int64_t k = 0; k < block.count; ++k) {
          const std::int64_t at = block.offset + k * block.step + fields.fields[field].offset;
          store.store(values[field], static_cast<std::size_t>(k),
                      &result[static_cast<std::size_t>(at)]);
        }
      }
    });
  } catch (const Error& error) {
    CHECK(error.code() == Errc::BadValue);
    return "!";
  }
  return testing::to_hex({reinterpret_cast<const char*>(result.data()), result.size()});
}

TEST_CASE("fields become what they become in Python") {
  for (const auto& cells : testing::read_vectors("oracle/assignment.tsv")) {
    CAPTURE(cells[0]);
    CAPTURE(cells[1]);
    CAPTURE(cells[2]);
    CHECK(assigned(cells[0], cells[1], cells[2]) == cells[3]);
  }
}

TEST_CASE("values go through the readings of fields") {
  struct Case {
    const char* format;
    const char* bytes;
    const char* text;
    const char* after;
  };
  constexpr Case kCases[] = {
      {"B|enum(1=one,2=two):k:", "01", "k = \"two\"", "02"},
      {"B|enum(1=one,2=two):k:", "01", "k = k + 1", "02"},
      {"<h|scale(0.01):t:", "2909", "t = t * 2", "5212"},
      {"<h|scale(0.01):t:", "2909", "t = 1", "6400"},
      {"<I|unix:t:", "00000000", "t = '2024-01-01'", "80009265"},
      {"4s|text(oct):n:", "30303137", "n = n + 1", "30323000"},
      {"H|bits(a:3, b:5, :4, c:4):x:", "ffff", "x.b = 1", "0fff"},
      {"(3)B:v:", "010203", "v[1] = v[0] + v[2]", "010403"},
      {"<2[u12]", "abc122", "$1 = $1 + 1", "abd122"},
      {"<f:x:", "0000803f", "x = 0.1", "cdcccc3d"},
      {"<e:x:", "003c", "x = 65519", "ff7b"},
      {"<e:x:", "003c", "x = 65520", "!"},
      {"<i:x:", "05000000", "x = x * 0.5", "!"},
      {"<i:x:", "06000000", "x = x * 0.5", "03000000"},
      {"<Q:x:", "0000000000000080", "x = x + x - 1", "ffffffffffffffff"},
      {"<Q:x:", "0000000000000080", "x = x + x", "!"},
      {"?:b:", "00", "b = 2", "!"},
  };
  for (const Case& each : kCases) {
    CAPTURE(each.format);
    CAPTURE(each.text);
    CHECK(assigned(each.format, each.bytes, each.text) == each.after);
  }
}

std::string why_not(const std::string& format, const std::string& text) {
  const Layout layout = parse_format(format);
  try {
    Assignments().add(text, {layout});
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

TEST_CASE("assignments that mean nothing are refused") {
  CHECK(why_not("B:a: 4s:t:", "a").find("here '=' is missing") != std::string::npos);
  CHECK(why_not("B:a: 4s:t:", "a == 1").find("here '=' is missing") != std::string::npos);
  CHECK(why_not("B:a: 4s:t:", "a + 1 = 1").find("in front of '='") != std::string::npos);
  CHECK(why_not("B:a: 4s:t:", "b = 1").find("'b'") != std::string::npos);
  CHECK(why_not("B:a: 4s:t:", "index = 1").find("no field") != std::string::npos);
  CHECK(why_not("B:a: 4s:t:", "a = 'x'").find("'a' is a number") != std::string::npos);
  CHECK(why_not("B:a: 4s:t:", "t = 1").find("'t' is text") != std::string::npos);
  CHECK(why_not("4B:v:", "v = 1").find("v[0]") != std::string::npos);
}

}  // namespace
}  // namespace bview
