// SPDX-License-Identifier: MIT

#include "app/shell_words.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string>

#include <bview/core/error.hpp>

namespace bview {
namespace {

std::string words(std::string_view line) {
  try {
    return fmt::format("{}", fmt::join(shell_words(line), "|"));
  } catch (const Error& error) {
    return error.what();
  }
}

TEST_CASE("lines are taken apart as POSIX shells do") {
  CHECK(words("") == "");
  CHECK(words("  a  b\tc ") == "a|b|c");
  CHECK(words("a 'b c' d") == "a|b c|d");
  CHECK(words("a'b'\"c\"d") == "abcd");
  CHECK(words("'' \"\"") == "|");
  CHECK(words(R"("a\"b\\c\d" '\n')") == R"(a"b\c\d|\n)");
  CHECK(words(R"(a\ b \#c \\)") == R"(a b|#c|\)");
  CHECK(words("a # b") == "a");
  CHECK(words("# b") == "");
  CHECK(words("a#b '#'") == "a#b|#");
  CHECK(words("a 'b") == "a ' is not closed here");
  CHECK(words("a \"b\\\"") == "a \" is not closed here");
}

}  // namespace
}  // namespace bview
