// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cstddef>
#include <string>

#include <bview/formats/input/text_lines.hpp>

namespace bview {
namespace {

/// The lines with their numbers, and the number of the line behind them.
std::string lines_of(const std::string& text, std::size_t step, std::size_t longest = 100) {
  StringSource source(text, step);
  TextLines lines(source, longest);
  std::string shown;
  while (lines.next()) {
    shown += fmt::format("{}:{}{} ", lines.number(), lines.text(), lines.too_long() ? "!" : "");
  }
  return shown + fmt::format("{}", lines.number());
}

TEST_CASE("lines end with LF, CR or both, or with the text") {
  for (const std::size_t step : {1U, 2U, 3U, 100U}) {
    CAPTURE(step);
    CHECK(lines_of("", step) == "1");
    CHECK(lines_of("a", step) == "1:a 2");
    CHECK(lines_of("a\nb\r\nc\rd", step) == "1:a 2:b 3:c 4:d 5");
    CHECK(lines_of("\n\r\n\r\r\n\n", step) == "1: 2: 3: 4: 5: 6");
    CHECK(lines_of("a\r", step) == "1:a 2");
    CHECK(lines_of("a\r\n", step) == "1:a 2");
  }
}

TEST_CASE("a line that is too long is the last one") {
  for (const std::size_t step : {1U, 3U, 100U}) {
    CHECK(lines_of("abc\nabcd\nab\n", step, 3) == "1:abc 2:! 3");
    CHECK(lines_of("abcd", step, 4) == "1:abcd 2");
  }
}

}  // namespace
}  // namespace bview
