// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <bview/core/error.hpp>
#include <bview/formats/input/json_tokens.hpp>

namespace bview {
namespace {

/// The texts of all tokens, each with its line; an error ends them.
std::string tokens_of(const std::string& input, std::size_t step, std::size_t longest = 100'000) {
  StringSource source(input, step);
  JsonTokens tokens(source, longest);
  std::string shown;
  try {
    for (; tokens.peek().kind != JsonKind::End; tokens.skip()) {
      shown += fmt::format("{}<{}> ", tokens.line(), tokens.peek().text);
    }
    CHECK(tokens.peek().kind == JsonKind::End);
    return shown + "end";
  } catch (const Error& error) {
    CHECK(error.code() == Errc::BadValue);
    return shown + error.what();
  }
}

TEST_CASE("tokens") {
  struct Row {
    std::string input;
    std::string want;
  };
  const Row rows[] = {
      {"", "end"},
      {" \t\r\n", "end"},
      {"[]{},:", "1<[> 1<]> 1<{> 1<}> 1<,> 1<:> end"},
      {"true\nfalse null", "1<true> 2<false> 2<null> end"},
      {"\"a b\"", "1<a b> end"},
      {"\"\"", "1<> end"},
      {"\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "1<\"\\/\b\f\n\r\t> end"},
      {"\"\\u0041\\u00e9\\u20ac\\uD83D\\uDE00\"", "1<Aé€😀> end"},
      {"\"é\x7f\"", "1<é\x7f> end"},
      {"0 -0 10 -1.5 1e5 1E+05 0.0e-0", "1<0> 1<-0> 1<10> 1<-1.5> 1<1e5> 1<1E+05> 1<0.0e-0> end"},
      {"1e999999", "1<1e999999> end"},
      {"01", "line 1: '01' is no JSON"},
      {"-", "line 1: '-' is no JSON"},
      {"+1", "line 1: '+1' is no JSON"},
      {".5", "line 1: '.5' is no JSON"},
      {"1.", "line 1: '1.' is no JSON"},
      {"1e", "line 1: '1e' is no JSON"},
      {"1e+", "line 1: '1e+' is no JSON"},
      {"--1", "line 1: '--1' is no JSON"},
      {"0x10", "line 1: '0x10' is no JSON"},
      {"True", "line 1: 'True' is no JSON"},
      {"nulls", "line 1: 'nulls' is no JSON"},
      {"NaN", "line 1: NaN is no JSON; write null or \"NaN\""},
      {"-Infinity", "line 1: -Infinity is no JSON; write null or \"-Infinity\""},
      {"[\n\n1_0", "1<[> 3<1> line 3: '_' is no JSON"},
      {"'a'", "line 1: ''' is no JSON"},
      {std::string("1\0002", 3), "1<1> line 1: '\\x00' is no JSON"},
      {"\xef\xbb\xbf"
       "1",
       "line 1: '\\xef' is no JSON"},
      {"\"a", "line 1: the input ends inside a string"},
      {"\"a\\", "line 1: the input ends inside a string"},
      {"\"a\\u12", "line 1: the input ends inside a string"},
      {"\"a\nb\"", "line 1: a control character in a string has to be escaped"},
      {std::string("\"a\0\"", 4), "line 1: a control character in a string has to be escaped"},
      {"\"\\x41\"", "line 1: '\\x' is no escape of JSON"},
      {"\"\\u12g4\"", "line 1: \\u wants four hex digits behind it"},
      {"\"\\ud800\"", "line 1: half a surrogate pair is no character"},
      {"\"\\ud800\\n\"", "line 1: half a surrogate pair is no character"},
      {"\"\\ud800\\ud800\"", "line 1: half a surrogate pair is no character"},
      {"\"\\udc00\\ud800\"", "line 1: half a surrogate pair is no character"},
      {"\"\xff\"", "line 1: a string is not UTF-8"},
      {"\"\xc0\x80\"", "line 1: a string is not UTF-8"},
      {"\"\xed\xa0\x80\"", "line 1: a string is not UTF-8"},
      {"/* */ 1", "line 1: '/' is no JSON"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.input);
    CHECK(tokens_of(row.input, 1000) == row.want);
    CHECK(tokens_of(row.input, 1) == row.want);
  }
}

TEST_CASE("what has no end is a token that says so") {
  for (const std::size_t step : {1U, 1000U}) {
    CHECK(tokens_of("[\"12345\",12345]", step, 5) == "1<[> 1<12345> 1<,> 1<12345> 1<]> end");
    for (const char* text : {"\"123456\"", "123456", "\"12\\n\\n\\n\\n\\n", "\"123456"}) {
      StringSource source(text, step);
      JsonTokens tokens(source, 5);
      CHECK(tokens.peek().kind == JsonKind::TooLong);
      CHECK(tokens.peek().text == "a text of more than 5 characters");
    }
  }
}

}  // namespace
}  // namespace bview
