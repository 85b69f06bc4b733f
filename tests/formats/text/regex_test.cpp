// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <string>
#include <string_view>

#include <bview/core/error.hpp>
#include <bview/formats/syntax/pattern_text.hpp>
#include <bview/formats/text/regex.hpp>

#include "tests/support/errors.hpp"
#include "tests/support/vectors.hpp"

namespace bview {
namespace {

using testing::code_of;
using testing::message_of;

std::span<const std::byte> bytes_of(std::string_view text) {
  return std::as_bytes(std::span(text));
}

/// All matches, each behind the one before.
std::string matches_of(const Regex& regex, std::span<const std::byte> bytes) {
  std::string result;
  std::size_t from = 0;
  while (const auto match = regex.next(bytes, from)) {
    result += fmt::format("{}{}:{}", result.empty() ? "" : ",", match->offset, match->size);
    from = match->offset + std::max<std::size_t>(match->size, 1);
    if (from > bytes.size()) break;
  }
  return result;
}

}  // namespace

TEST_CASE("regular expressions match bytes as Python's do") {
  for (const testing::Vector& cells : testing::read_vectors("oracle/regex.tsv")) {
    CAPTURE(cells.at(0));
    CAPTURE(cells.at(2));
    const Regex regex(cells.at(0), cells.at(1) == "1");
    const BytePattern data = cells.at(2).empty() ? BytePattern{} : byte_pattern_in(cells.at(2));
    CHECK(matches_of(regex, data.value) == cells.at(3));
    CHECK(regex.found_in(data.value) == !cells.at(3).empty());
  }
}

TEST_CASE("an expression that matches nothing at all is found at every place") {
  CHECK(matches_of(Regex("a*"), bytes_of("baa")) == "0:0,1:2,3:0");
  CHECK(Regex("").found_in({}));
  CHECK_FALSE(Regex("a").next(bytes_of("aa"), 2).has_value());
}

TEST_CASE("an expression that is none is shown with the place") {
  CHECK(message_of([] { return Regex("ab(c"); }) ==
        "the regular expression is wrong at character 1:\n"
        "  ab(c\n"
        "  ^ missing ): ab(c");
  CHECK(message_of([] { return Regex("a[z-b]"); }) ==
        "the regular expression is wrong at character 3:\n"
        "  a[z-b]\n"
        "    ^ invalid character class range: z-b");
  for (const char* text : {"*", "a**", "[", "\\", "(?P<n", "(?=a)", "\\1", "a{1001}", ")"}) {
    CAPTURE(text);
    CHECK(code_of([&] { return Regex(text); }) == Errc::BadFormat);
  }
}

TEST_CASE("expressions that are hostile end in a sentence, or soon") {
  CHECK(message_of([] { return Regex("((a{500}){500}){500}"); }) != "");
  CHECK(code_of([] { return Regex(std::string(100000, '(')); }) == Errc::BadFormat);
  const std::string many(100000, 'a');
  CHECK_FALSE(Regex("(a*)*(a|aa)*b").found_in(bytes_of(many)));
}

}  // namespace bview
