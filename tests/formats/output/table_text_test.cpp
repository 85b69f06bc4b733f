// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <string>

#include <bview/formats/output/table_text.hpp>

#include "tests/formats/output/table_sample.hpp"

namespace bview {
namespace {

using testing::in_terminal;
using testing::packed;
using testing::table_of;
using testing::TableSample;

TEST_CASE("colour by type, changed only where it changes") {
  struct Row {
    const char* what;
    TableSample sample;
    std::string want;
  };
  Row rows[] = {
      {"bytes: zeros are faint",
       {packed('\0', '\0', '\1', '\2', '\0'), "B", {5}},
       "\x1b[0;1moffset     +0  +1  +2  +3  +4\x1b[0m\n"
       "\x1b[0;2m00000000    0   0   \x1b[0m1   2   \x1b[0;2m0\x1b[0m\n"},
      {"a record",
       {packed(7) + "ab" + packed('\1', 0.5F), "=i:n:2s:t:?:b:f:x:", {}},
       "\x1b[0;2m00000000  \x1b[0mn  7\n"
       "\x1b[0;2m00000004  \x1b[0mt  \x1b[0;32mab\x1b[0m\n"
       "\x1b[0;2m00000006  \x1b[0mb  \x1b[0;35mtrue\x1b[0m\n"
       "\x1b[0;2m00000007  \x1b[0mx  \x1b[0;36m0.5\x1b[0m\n"},
  };
  for (Row& row : rows) {
    CAPTURE(row.what);
    CHECK(table_of(row.sample.selection(), in_terminal(80, true)) == row.want);
  }
}

TEST_CASE("text has a width and is cut to one") {
  struct Row {
    const char* text;
    std::int64_t width;
    const char* cut_to_3;
  };
  const Row rows[] = {
      {"", 0, ""},
      {"abc", 3, "abc"},
      {"abcd", 4, "ab…"},
      {"äöü", 3, "äöü"},
      {"äöüß", 4, "äö…"},
      {"e\u0301e\u0301e\u0301", 3, "e\u0301e\u0301e\u0301"},
      {"日本", 4, "日…"},
      {"a日本", 5, "a…"},
      {"\U0001f600\U0001f600", 4, "\U0001f600…"},
      {"a\u200bb\ufeffcd", 4, "a\u200bb\ufeff…"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(text_width(row.text) == row.width);
    CHECK(cut_text(row.text, 3) == row.cut_to_3);
  }
}

}  // namespace
}  // namespace bview
