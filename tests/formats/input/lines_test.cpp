#include "formats/input/lines.hpp"

#include <doctest/doctest.h>

#include <string>

#include "core/error.hpp"

namespace bview {
namespace {

/// All lines with their numbers; a line that ends in '\\' is extended.
std::string lines_of(const std::string& text, std::size_t step, std::size_t longest = 1000) {
  StringSource source(text, step);
  LineReader lines(source, longest);
  std::string shown;
  try {
    for (std::string_view line; lines.next(line);) {
      while (line.ends_with('\\') && lines.extend(line)) continue;
      shown += std::to_string(lines.number()) + "<" + std::string(line) + ">";
    }
  } catch (const Error& error) {
    shown += error.what();
  }
  return shown;
}

TEST_CASE("lines and their numbers") {
  struct Row {
    std::string text;
    std::string want;
  };
  const Row rows[] = {
      {"", ""},
      {"\n", "1<>"},
      {"a", "1<a>"},
      {"a\n", "1<a>"},
      {"a\n\nb\r\nc", "1<a>2<>3<b\r>4<c>"},
      {std::string("a\0b\n", 4), std::string("1<a\0b>", 6)},
      {"a\\\nb\nc\n", "1<a\\\nb>3<c>"},
      {"a\\\nb\\\n\nc", "1<a\\\nb\\\n>4<c>"},
      {"a\\\n", "1<a\\>"},
      {"a\\", "1<a\\>"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    for (const std::size_t step : {1U, 2U, 3U, 1000U}) CHECK(lines_of(row.text, step) == row.want);
  }
}

TEST_CASE("a line that would fill the memory is an error") {
  const std::string line(500'000, 'a');
  CHECK(lines_of("b\n" + line + "\nc", 5000, 600'000) == "1<b>2<" + line + ">3<c>");
  CHECK(lines_of("b\n" + line + line + "\nc", 5000, 600'000) ==
        "1<b>line 2 has more than 600000 bytes");
}

}  // namespace
}  // namespace bview
