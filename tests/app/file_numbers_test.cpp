// SPDX-License-Identifier: MIT

#include "app/file_numbers.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <string>

#include <bview/core/error.hpp>
#include <bview/formats/syntax/format_string.hpp>
#include <bview/formats/syntax/formula_text.hpp>

#include "app/formula_options.hpp"
#include "tests/support/errors.hpp"

namespace bview {
namespace {

using testing::code_of;
using testing::message_of;

/// A stream that says how much was taken of it.
class CountedSource : public Source {
 public:
  CountedSource(std::string text, std::size_t& taken) : text_(std::move(text)), taken_(taken) {}
  [[nodiscard]] std::size_t read(std::span<char> into) override {
    const std::size_t got = text_.read(into);
    taken_ += got;
    return got;
  }

 private:
  StringSource text_;
  std::size_t& taken_;
};

Input stream_of(std::string text, std::size_t& taken) {
  Input input;
  input.name = "'stream'";
  input.stream = std::make_unique<CountedSource>(std::move(text), taken);
  return input;
}

std::string rest_of(Input& input) {
  std::string rest;
  char piece[1000];
  while (const std::size_t got = input.stream->read(piece)) rest.append(piece, got);
  return rest;
}

std::int64_t value_of(const std::string& text, Input& input) {
  FileNumbers numbers(input);
  return evaluate(parse_formula(text), numbers);
}

TEST_CASE("of a stream no more is taken than is looked at, and all is given back") {
  const std::string text = "\x01\x02\x03\x04" + std::string(5000, 'x');
  std::size_t taken = 0;
  Input input = stream_of(text, taken);
  CHECK(value_of(">H@2", input) == 0x304);
  CHECK(taken == 4);
  CHECK(value_of("B@(B@0)", input) == 2);
  CHECK(taken == 4);
  CHECK(rest_of(input) == text);
}

TEST_CASE("the size of a stream is known at its end, and what was read is there still") {
  const std::string text = "\x01\x02\x03\x04" + std::string(200000, 'x');
  std::size_t taken = 0;
  Input input = stream_of(text, taken);
  CHECK(value_of("size", input) == 200004);
  CHECK(rest_of(input) == text);
}

TEST_CASE("what is looked at far behind the start is read with all in front of it") {
  const std::string text = std::string(std::size_t{17} << 20, 'x') + "\x2a";
  std::size_t taken = 0;
  Input input = stream_of(text, taken);
  CHECK(value_of("u8@17825792 + size", input) == 42 + 17825793);
  CHECK(input.stream == nullptr);
  CHECK(input.buffer.size() == 17825793);
}

TEST_CASE("a record has to lie inside the file") {
  std::size_t taken = 0;
  Input input = stream_of("abc", taken);
  FileNumbers numbers(input);
  const auto added = [&](const char* format, std::int64_t offset) {
    return code_of([&] {
      numbers.add_record(parse_format(format), offset);
      return 0;
    });
  };
  CHECK_FALSE(added("3B:x:", 0));
  CHECK_FALSE(added("0B:y:", 3));
  CHECK(added("4B:x:", 0) == Errc::BadShape);
  CHECK(added("B:x:", 3) == Errc::BadShape);
  CHECK(added("B:x:", -1) == Errc::BadShape);
  CHECK(added("9223372036854775807B:x:", 9223372036854775807) == Errc::BadShape);
  CHECK(evaluate(parse_formula("@x[2]"), numbers) == 'c');
  CHECK(evaluate(parse_formula("len(@y)"), numbers) == 0);
}

TEST_CASE(
    "a record of varying size is found in what has arrived, and more is taken until it is whole") {
  std::size_t taken = 0;
  Input input = stream_of(
      "\x02"
      "ab\x05" +
          std::string(200000, 'x') + std::string(200000, 'y'),
      taken);
  {
    FileNumbers numbers(input);
    numbers.add_record(parse_format("B:n: {n}s:t: B:x:"), 0);
    CHECK(taken < 100000);
    numbers.add_record(parse_format("B:n: 200000s:t: 2z(\"y\"):u:"), 0);
    CHECK(taken < 300000);
    CHECK(evaluate(parse_formula("@x"), numbers) == 5);  // its bytes may have moved
    CHECK(evaluate(parse_formula("@t == \"ab\""), numbers) == 0);
    CHECK(evaluate(parse_formula("len(@t)"), numbers) == 200000);
    CHECK(code_of([&] {
            numbers.add_record(parse_format("B:n: {n*300000}s:t:"), 0);
            return 0;
          }) == Errc::BadShape);
  }
  CHECK(rest_of(input).size() == 400004);
}

Options numbered(Options options) {
  std::size_t taken = 0;
  Input input = stream_of(std::string("\x05\x02\xff\xff", 4), taken);
  return with_numbers(options, input).options;
}

TEST_CASE("options have plain numbers where they had formulas, and are as they were elsewhere") {
  Options options;
  options.read = {"B:a: B:b:", "@b: b:c:"};
  options.offset = "@a - 1";
  options.shape = "[ -1 , 2*@b ]";
  options.strides = "4K,@c*3,-1";
  options.itemsize = "0x10";
  options.index = {"[1:@a:-@b, ...]", "::2", "(@a > 2 ? 7 : 8):"};
  CHECK(has_formulas(options));
  const Options plain = numbered(options);
  CHECK_FALSE(has_formulas(plain));
  CHECK(plain.offset == "4");
  CHECK(plain.shape == " -1 ,4");
  CHECK(plain.strides == "4K,-3,-1");
  CHECK(plain.itemsize == "0x10");
  CHECK(plain.index == std::vector<std::string>{"1:5:-2, ...", "::2", "7:"});
}

TEST_CASE("shapes may be formulas as they are printed, too") {
  const auto shape = [](const char* text) {
    Options options;
    options.shape = text;
    return *numbered(options).shape;
  };
  CHECK(shape("(u8@0,)") == "5");
  CHECK(shape("[u8@0, 3]") == "5, 3");
  CHECK(shape("(u8@0+1)") == "6");
  CHECK(shape("(u8@0+1)*(1+1)") == "12");
  CHECK(shape("(u8@0+1),(1+1)") == "6,2");
  CHECK(shape("[u24le]@0/65536, 1") == "255, 1");
}

TEST_CASE("only a number that is typed may be negative, but for steps and strides") {
  const auto refused = [](auto set) {
    return message_of([&] {
      Options options;
      set(options);
      return numbered(options);
    });
  };
  CHECK(refused([](Options& o) { o.offset = "1-2"; }).find("this is -1") != std::string::npos);
  CHECK(refused([](Options& o) { o.length = "1-2"; }).find("this is -1") != std::string::npos);
  CHECK(refused([](Options& o) { o.shape = "3,1-2"; }).find("this is -1") != std::string::npos);
  CHECK(refused([](Options& o) { o.itemsize = "1-2"; }).find("this is -1") != std::string::npos);
  CHECK(refused([](Options& o) { o.index = {"1-2:"}; }).find("this is -1") != std::string::npos);
  CHECK(refused([](Options& o) { o.index = {":1-2"}; }).find("this is -1") != std::string::npos);
  CHECK(refused([](Options& o) { o.index = {"0,1-2"}; }).find("this is -1") != std::string::npos);
  CHECK(refused([](Options& o) { o.index = {"::1-2"}; }).empty());
  CHECK(refused([](Options& o) { o.strides = "1-2"; }).empty());
}

}  // namespace
}  // namespace bview
