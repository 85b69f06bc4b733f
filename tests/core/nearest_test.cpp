// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include <bview/core/nearest.hpp>

namespace bview {
namespace {

using Texts = std::vector<std::string>;

TEST_CASE("the distance of two words") {
  struct Row {
    const char* a;
    const char* b;
    std::size_t want;
  };
  const Row rows[] = {
      {"", "", 0},       {"", "abc", 3},       {"len", "len", 0},        {"LEN", "len", 0},
      {"lne", "len", 1}, {"length", "len", 3}, {"kitten", "sitting", 3}, {"ca", "abc", 3}};
  for (const Row& row : rows) {
    CAPTURE(row.a);
    CHECK(word_distance(row.a, row.b) == row.want);
    CHECK(word_distance(row.b, row.a) == row.want);
  }
}

TEST_CASE("the nearest words come first, and of equals the earlier ones") {
  const Texts known = {"flags", "length", "len", "lens", "offset"};
  CHECK(nearest_words("lne", known, 2) == Texts{"len", "lens"});
  CHECK(nearest_words("length", known, 1) == Texts{"length"});
  CHECK(nearest_words("x", known, 9).size() == 5);
  CHECK(nearest_words("x", {}, 3).empty());
}

TEST_CASE("a record of few fields is listed, of many the nearest are named") {
  CHECK(has_fields("q", Texts{"a", "b"}) == "has a, b");
  CHECK(has_fields("q", Texts{"a b", "c\u202e"}) == "has 'a b', 'c\\xe2\\x80\\xae'");
  Texts many;
  for (int k = 0; k < 16000; ++k) many.push_back("field" + std::to_string(k));
  CHECK(has_fields("fild77", many) ==
        "has 16000 fields, of which field77, field7, field17 are nearest to that");
  CHECK(has_fields(std::string(100000, 'x'), many).size() < 200);
}

}  // namespace
}  // namespace bview
