#include "formats/input/reader.hpp"

#include <doctest/doctest.h>

#include <set>
#include <stdexcept>

#include "tests/formats/input/reading.hpp"

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
  CHECK(names == std::set<std::string_view>{"tsv", "csv", "json", "ndjson", "raw"});
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
    StringSource source("11");
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

}  // namespace
}  // namespace bview
