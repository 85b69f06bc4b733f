// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <stdexcept>

#include <bview/formats/input/reader.hpp>
#include <bview/formats/syntax/project.hpp>

#include "tests/formats/input/reading.hpp"
#include "tests/support/errors.hpp"

namespace bview {
namespace {

using testing::InputCase;
using testing::read_items;

TEST_CASE("forms are found by name") {
  std::set<std::string_view> names;
  for (const InputForm& form : input_forms()) {
    names.insert(form.name);
    CHECK(find_input_form(form.name) == &form);
  }
  CHECK(names ==
        std::set<std::string_view>{"tsv", "csv", "json", "ndjson", "raw", "hex", "ihex", "srec"});
  CHECK(find_input_form("xml") == nullptr);
  CHECK(find_input_form("") == nullptr);
}

TEST_CASE("raw bytes") {
  const InputCase cases[] = {
      {"<h", "abcd", "6162 6364"},
      {"bxb", "abcdef", "616263 646566"},
      {"<h", "", ""},
      {"<h", "abc", "6162 the input has 3 bytes, which is no whole number of items of 2"},
      {"<i", "ab", "the input has 2 bytes, which is no whole number of items of 4"},
      {"0s", "", "items of 0 bytes cannot be read as raw bytes"},
  };
  for (const InputCase& row : cases) {
    CAPTURE(row.format);
    CAPTURE(row.input);
    CHECK(read_items("raw", row.format, row.input) == row.want);
    CHECK(read_items("raw", row.format, row.input, {}, 1) == row.want);
    CHECK(read_items("raw", row.format, row.input, {}, 3) == row.want);
  }
  CHECK(read_items("raw", "100000s", std::string(200'000, 'a'), {}, 777).size() == 400'001);
}

TEST_CASE("raw bytes of some fields only") {
  const Layout record = parse_format("<bHi");
  CHECK(read_items("raw", project(record, {"2", "0"}), "abcdeABCDE") ==
        "65000061626364 45000041424344");
  CHECK(read_items("raw", with_itemsize(parse_format("b"), 3), "abcdef") == "616263 646566");
}

TEST_CASE("what the sink throws passes through") {
  for (const InputForm& form : input_forms()) {
    CAPTURE(form.name);
    StringSource source(form.name == "ihex"   ? ":0100000031CE\n"
                        : form.name == "srec" ? "S104000031CA\n"
                                              : "11");
    const auto stop = [](std::span<const std::byte>) { throw std::runtime_error("enough"); };
    CHECK_THROWS_AS(form.read(source, parse_format("b"), {}, stop), std::runtime_error);
  }
}

TEST_CASE("an item is handed on before the input ends") {
  /// Gives its second part only when the first item has arrived.
  class Hesitating : public Source {
   public:
    std::size_t read(std::span<char> into) override {
      if (given_ == 1) CHECK(arrived == 1);
      if (given_ == 2) return 0;
      return std::string_view(given_++ == 0 ? first : second).copy(into.data(), into.size());
    }
    std::string first;
    std::string second;
    int arrived = 0;

   private:
    int given_ = 0;
  };
  struct Row {
    std::string form;
    std::string first;
    std::string second;
  };
  const Row rows[] = {{"tsv", "1\n", "2\n"},
                      {"csv", "1\n", "2\n"},
                      {"json", "[1,", "2]"},
                      {"ndjson", "1\n", "2\n"},
                      {"raw", "a", "b"}};
  for (const Row& row : rows) {
    CAPTURE(row.form);
    Hesitating source;
    source.first = row.first;
    source.second = row.second;
    find_input_form(row.form)->read(source, parse_format("b"), {},
                                    [&](std::span<const std::byte>) { ++source.arrived; });
    CHECK(source.arrived == 2);
  }
}

/// The same text for ever.
class EndlessSource : public Source {
 public:
  explicit EndlessSource(std::string_view start, char rest) : start_(start), rest_(rest) {}
  [[nodiscard]] std::size_t read(std::span<char> into) override {
    if (const std::size_t count = start_.copy(into.data(), into.size())) {
      start_.remove_prefix(count);
      return count;
    }
    REQUIRE((given_ += into.size()) < std::size_t{4} << 20U);  // who reads on keeps it
    std::fill(into.begin(), into.end(), rest_);
    return into.size();
  }

 private:
  std::string_view start_;
  char rest_;
  std::size_t given_ = 0;
};

TEST_CASE("a value without an end is an error that names its place") {
  struct Row {
    std::string_view form;
    std::string_view start;
    char rest;
    std::string_view want;
  };
  // What a B and a 3s may take, in characters.
  const Row rows[] = {
      {"tsv", "", '\0',
       "line 1, field 'a': a text of more than 262168 characters is longer than any "
       "of its values"},
      {"tsv", "1\tx\n2\t", 'x',
       "line 2, field 'b': a text of more than 262216 characters is longer "
       "than any of its values"},
      {"csv", "1,x\n", ' ',
       "line 2, field 'a': a text of more than 262168 characters is longer than "
       "any of its values"},
      {"csv", "1,\"", '\n',
       "line 1, field 'b': a text of more than 262216 characters is longer than "
       "any of its values"},
      {"csv", "1,x,", ',', "line 1: more than 1000002 values, but a record has 2"},
      {"json", "[{\"a\":1,\"b\":\"x\"},{\"a\":", '7',
       "line 1, item 1, field 'a': expected a number, found a text of "
       "more than 262216 characters"},
      {"json", "[{\"a\":1,\"b\":\"", 'x',
       "line 1, item 0, field 'b': expected a string, found a text "
       "of more than 262216 characters"},
      {"ndjson", "{\"b\":\"\",\"a\":2}\n{\"", 'x',
       "line 2, item 1: expected a key, found a text of "
       "more than 262216 characters"},
  };
  const Layout layout = parse_format("B:a:3s:b:");
  for (const Row& row : rows) {
    CAPTURE(row.start);
    EndlessSource source(row.start, row.rest);
    const auto read = [&] {
      find_input_form(row.form)->read(source, layout, {}, [](std::span<const std::byte>) {});
      return 0;
    };
    CHECK(testing::message_of(read) == row.want);
  }
}

}  // namespace
}  // namespace bview
