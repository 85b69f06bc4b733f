// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <string>

#include <bview/core/quote.hpp>

namespace bview {
namespace {

std::string repeated(const std::string& text, int times) {
  std::string all;
  for (int k = 0; k < times; ++k) all += text;
  return all;
}

TEST_CASE("quoted text is safe to show") {
  struct Row {
    std::string text;
    std::string want;
  };
  const Row rows[] = {
      {"", "''"},
      {"a b", "'a b'"},
      {"\xc3\xa4\xf0\x9f\x98\x80", "'\xc3\xa4\xf0\x9f\x98\x80'"},
      {"a\tb\n\x1b[0m\x7f", "'a\\x09b\\x0a\\x1b[0m\\x7f'"},
      {std::string("\0", 1), "'\\x00'"},
      {"\xc2\x9b", "'\\xc2\\x9b'"},
      {"a\u202eb\u200bc\u2028\ufeff",
       "'a\\xe2\\x80\\xaeb\\xe2\\x80\\x8bc\\xe2\\x80\\xa8\\xef\\xbb\\xbf'"},
      {repeated("日", 101), "'" + repeated("日", 100) + "'..."},
      {repeated("\u0301", 201), "'" + repeated("\u0301", 200) + "'..."},
      {"\xff\xc3(\xed\xa0\x80", "'\\xff\\xc3(\\xed\\xa0\\x80'"},
      {std::string(200, 'a'), "'" + std::string(200, 'a') + "'"},
      {std::string(201, 'a'), "'" + std::string(200, 'a') + "'..."},
      {std::string(198, 'a') + "\n", "'" + std::string(198, 'a') + "'..."},
  };
  for (const Row& row : rows) CHECK(quoted(row.text) == row.want);
}

std::string shown(const std::string& text, std::size_t where) {
  return notation_error("text", text, where, "!").what();
}

TEST_CASE("the caret stands under the place") {
  CHECK(shown("", 0) == "the text is wrong at character 1:\n  \n  ^ !");
  CHECK(shown("abc", 0) == "the text is wrong at character 1:\n  abc\n  ^ !");
  CHECK(shown("abc", 3) == "the text is wrong at character 4:\n  abc\n     ^ !");
  // One column for every character, whatever its bytes.
  CHECK(shown("\xc3\xa4\tb", 3) == "the text is wrong at character 3:\n  \xc3\xa4 b\n    ^ !");
  CHECK(shown("\xff\x1b"
              "b",
              2) == "the text is wrong at character 3:\n  ??b\n    ^ !");
  // Or as many as it takes: none for a mark, two for an ideograph.
  CHECK(shown("日e\u0301b", 6) == "the text is wrong at character 4:\n  日e\u0301b\n     ^ !");
  CHECK(shown("a\u202eb", 4) == "the text is wrong at character 3:\n  a?b\n    ^ !");
  const Error error = notation_error("text", "abc", 1, "!");
  CHECK(error.code() == Errc::BadFormat);
  CHECK(error.where() == 1);
}

TEST_CASE("of a long text the surroundings are shown") {
  const std::string text = std::string(100, 'a') + "X" + std::string(100, 'b');
  CHECK(shown(text, 100) == "the text is wrong at character 101:\n  ..." + std::string(35, 'a') +
                                "X" + std::string(34, 'b') + "...\n" + std::string(40, ' ') +
                                "^ !");
  CHECK(shown(text, 0) ==
        "the text is wrong at character 1:\n  " + std::string(70, 'a') + "...\n  ^ !");
  CHECK(shown(text, 201) == "the text is wrong at character 202:\n  ..." + std::string(70, 'b') +
                                "\n" + std::string(75, ' ') + "^ !");
}

}  // namespace
}  // namespace bview
