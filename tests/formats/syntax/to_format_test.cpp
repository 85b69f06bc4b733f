// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <cstddef>
#include <string>

#include <bview/core/error.hpp>
#include <bview/formats/syntax/format_string.hpp>
#include <bview/formats/syntax/project.hpp>

#include "tests/formats/syntax/layout_text.hpp"
#include "tests/support/vectors.hpp"

namespace bview {
namespace {

/// Whether the layout of `format` comes back from its canonical text; true also for
/// what is no format.
bool comes_back(const std::string& format) {
  try {
    const Layout layout = parse_format(format);
    const std::string text = to_format(layout);
    return testing::same(layout, parse_format(text)) && to_format(parse_format(text)) == text;
  } catch (const Error& error) {
    return error.where().has_value() && *error.where() <= format.size();
  }
}

TEST_CASE("readings come back from the canonical text") {
  const std::string formats[] = {
      "<I|enum(1=a,2..4=\"b c\",\"7\"=9):x: H|flags(a=1,b=0x2)|is(\"a\"):y:",
      "<H|bits(a:1,:3,b:-4):c: 16B|uuid 4s|text(oct)|unix:t:",
      ">H|bits>(a:1,:3,b:-4):c:",
      "<I|bits(a:1,b:31)",
      "3I|hex I|oct Q|bin:x:",
      "16s|cp437|trim(\"+\")|enum(\"\\x41\\\"\"=quote)",
      "8s|charset(\"utf-8\") f|scale(1/3,-2) h|scale(0.01,0.5)|is(0..1.5,2)",
      "(2,6)B|mac:m: I|is(1..2,3)|hex:n:",
  };
  for (const std::string& format : formats) {
    CAPTURE(format);
    CAPTURE(to_format(parse_format(format)));
    CHECK(comes_back(format));
    CHECK_NOTHROW(parse_format(format));
  }
}

TEST_CASE("the canonical text of a layout") {
  struct Row {
    const char* format;
    const char* want;
  };
  const Row rows[] = {
      {"", ""},
      {"4x", "4x"},
      {"@bi", "<b3xi"},
      {"ib0i", "<ib3x"},
      {"lLqQnNP", "<qQqQqQQ"},
      {"<l", "<i"},
      {">h=h", ">h<h"},
      {"3i 1h 0q", "<3ih2x"},
      {"3i:a: 4s:b: (2)4s :c:", "<3i:a:4s:b:(2)4s:c:"},
      {"(2,3)!h", ">(2,3)h"},
      {"(3)i", "<(3)i"},
      {"(3)i:a:", "<3i:a:"},
      {"0i:a:0s", "<0i:a:0s"},
      {"<u32mid:a: >h f64mid [u40]", "<[u32mid]:a:>h[f64mid][u40]"},
      {"Zf Zd F g w u c ? e", "<FDFgwuc?e"},
      {"[bf16] 2[i24]", "<[bf16]2[i24]"},
      {"T{bi}", "<T{b3xi}"},
      {"2xT{ib}", "<T{4xib3x}"},
      {"b T{ib}:a:", "<b3xT{ib3x}:a:"},
      {"2T{h:a:}(2)T{}", "<2T{h:a:}(2)T{}"},
      {"T{T{>h}}<h", ">T{T{h}}<h"},
      {"<u 64?", "<u 64?"},
      {"<3i 32b e", "<3i32b e"},
      {"<B i 32b e 2s", "<Bi32be2s"},
      {"9223372036854775807b", "<9223372036854775807b"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.format);
    CHECK(to_format(parse_format(row.format, ByteOrder::Little)) == row.want);
  }
}

TEST_CASE("a layout comes back from its canonical text") {
  for (const char* file : {"oracle/struct_calcsize.tsv", "oracle/numpy_dtype.tsv"}) {
    for (const auto& cells : testing::read_vectors(file)) {
      CAPTURE(cells[0]);
      CHECK(comes_back(cells[0]));
    }
  }
}

TEST_CASE("every short text is a format that comes back, or an error that says where") {
  constexpr std::string_view kAlphabet = "@<xbis(2),T{}:a0 ";
  constexpr std::size_t kLongest = 4;
  std::string text;
  // Counts through all texts: the last character is the fastest digit.
  const auto next = [&] {
    for (std::size_t k = text.size(); k-- > 0;) {
      const std::size_t digit = kAlphabet.find(text[k]) + 1;
      text[k] = kAlphabet[digit % kAlphabet.size()];
      if (digit < kAlphabet.size()) return;
    }
    text.insert(0, 1, kAlphabet.front());
  };
  for (; text.size() <= kLongest; next()) {
    if (!comes_back(text)) FAIL_CHECK(text);
  }
}

TEST_CASE("fields that go back have no format") {
  const Layout layout = parse_format("<h:a:i:b:");
  CHECK(to_format(project(layout, {"b"})) == "<T{2xi:b:}");
  CHECK(to_format(with_itemsize(layout, 8)) == "<h:a:i:b:2x");
  CHECK_THROWS_AS(to_format(project(layout, {"b", "a"})), Error);
}

}  // namespace
}  // namespace bview
