// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <string>

#include <bview/formats/input/unmarked.hpp>

namespace bview {
namespace {

TEST_CASE("a mark at the beginning is left out, and nothing else, in pieces of any size") {
  struct Row {
    std::string text;
    std::string want;
  };
  const Row rows[] = {
      {"", ""},
      {"a", "a"},
      {"abcdef", "abcdef"},
      {"\xef\xbb\xbf", ""},
      {"\xef\xbb\xbf"
       "abc",
       "abc"},
      {"\xef\xbb\xbf\xef\xbb\xbf", "\xef\xbb\xbf"},
      {"\xef\xbb", "\xef\xbb"},
      {"\xef", "\xef"},
      {"\xef\xbb\xbe"
       "abc",
       "\xef\xbb\xbe"
       "abc"},
      {"a\xef\xbb\xbf", "a\xef\xbb\xbf"},
  };
  for (const Row& row : rows) {
    for (const std::size_t step : {1U, 2U, 3U, 100U}) {
      for (const std::size_t room : {1U, 2U, 3U, 100U}) {
        StringSource source(row.text, step);
        TastedSource text = unmarked(source);
        std::string got;
        std::string piece(room, '\0');
        while (const std::size_t size = text.read(piece)) got.append(piece, 0, size);
        CHECK(got == row.want);
      }
    }
  }
}

}  // namespace
}  // namespace bview
