// SPDX-License-Identifier: MIT

#include "app/terminal_question.hpp"

#include <doctest/doctest.h>

#include <string_view>

namespace bview {
namespace {

TEST_CASE("an answer ends with what kind of terminal it is") {
  for (const std::string_view begun : {"", "x", "\x1b[?", "\x1b[?62;4", "\x1b_Gi=31;OK\x1b\\",
                                       "\x1b[6;16;8t", "c", "\x1b[?62;4t"}) {
    CAPTURE(begun);
    CHECK_FALSE(read_answer(begun));
  }
}

struct Row {
  std::string_view text;
  bool kitty;
  bool sixel;
  std::int64_t width;  // 0: not said
  std::int64_t height;
};

TEST_CASE("terminals say what they draw") {
  const Row rows[] = {
      {"\x1b[?62;22c", false, false, 0, 0},
      {"\x1b[?62;4;22c", false, true, 0, 0},
      {"\x1b[?4c", false, false, 0, 0},  // a VT132, which draws nothing
      {"\x1b[?64;14;4c", false, true, 0, 0},
      {"\x1b_Gi=31;OK\x1b\\\x1b[6;20;9t\x1b[?62;c", true, false, 9, 20},
      {"\x1b_Gi=31;EINVAL:no\x1b\\\x1b[?62;4c", false, true, 0, 0},
      {"\x1b[6;0;0t\x1b[?62;4c", false, true, 0, 0},
      {"\x1b[6;99999999999999999999;8t\x1b[?62;4c", false, true, 0, 0},
      {"\x1b[?99999999999999999999;4c", false, false, 0, 0},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const auto answer = read_answer(row.text);
    if (!answer) {
      CHECK_FALSE((row.kitty || row.sixel));
      continue;
    }
    CHECK(answer->kitty == row.kitty);
    CHECK(answer->sixel == row.sixel);
    CHECK(answer->cell_width.value_or(0) == row.width);
    CHECK(answer->cell_height.value_or(0) == row.height);
  }
}

}  // namespace
}  // namespace bview
