// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <string>

#include <bview/core/error.hpp>
#include <bview/formats/syntax/column_text.hpp>

using namespace bview;

namespace {

/// "name=text" of each column, with bars between; "none" where no column is worked out.
std::string columns(const char* list) {
  const auto parsed = parse_columns(list);
  if (!parsed) return "none";
  std::string text;
  for (const ColumnText& column : *parsed) {
    text += (text.empty() ? "" : " | ") + column.name + '=' + column.text;
  }
  return text;
}

}  // namespace

TEST_CASE("lists of columns are split where a column ends") {
  struct Row {
    const char* list;
    const char* columns;
  };
  constexpr Row kRows[] = {
      {"a,b", "none"},
      {"", "none"},
      {"v[0,2],`a=b`", "none"},
      {"a == b", "none"},
      {"m=a/2", "m=a/2"},
      {" a , m = a / 2 ", "=a | m=a / 2"},
      {"m=max(a,b),n", "m=max(a,b) | =n"},
      {"v[0,1],m=v[0,1]", "=v[0,1] | m=v[0,1]"},
      {"m=t == \"a,=b\",n", "m=t == \"a,=b\" | =n"},
      {"m=t == 'it\\'s, so',n", "m=t == 'it\\'s, so' | =n"},
      {"`odd, name`=a", "odd, name=a"},
      {"ok=a<=b", "ok=a<=b"},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.list);
    CHECK(columns(row.list) == row.columns);
  }
}

TEST_CASE("a column has a name, and is something") {
  for (const char* const list : {"=a", "m=", "a,,m=b", "m=a,", " =a", "m= ,b"}) {
    CAPTURE(list);
    CHECK_THROWS_AS(static_cast<void>(parse_columns(list)), Error);
  }
}
