// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <string>

#include <bview/core/error.hpp>
#include <bview/formats/syntax/needle_text.hpp>
#include <bview/formats/text/reading_bytes.hpp>

using namespace bview;

namespace {

std::string hex(const std::vector<std::byte>& bytes) {
  return hex_text({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

struct PatternRow {
  const char* text;
  bool ignore_case;
  const char* value;
  const char* mask;
};

struct ErrorRow {
  const char* text;
  const char* error;
};

}  // namespace

TEST_CASE("texts and bytes become patterns") {
  constexpr PatternRow kRows[] = {
      {R"(x"7f 45 4? ??")", false, "7f454000", "fffff000"},
      {"x'dead'", false, "dead", "ffff"},
      {R"("abc")", false, "616263", "ffffff"},
      {R"('a"b')", false, "612262", "ffffff"},
      {R"("a\x00\n")", false, "61000a", "ffffff"},
      {"\"\u00e4\"", false, "c3a4", "ffff"},
      {"latin1\"\u00e4\"", false, "e4", "ff"},
      {R"(utf16le"ab")", false, "61006200", "ffffffff"},
      {R"(utf16be"ab")", false, "00610062", "ffffffff"},
      {R"("aB1_[`")", true, "4142315f5b60", "dfdfffffffff"},
      {R"(utf16le"aZ")", true, "41005a00", "dfffdfff"},
      {R"(ebcdic"a")", true, "81", "bf"},
  };
  for (const PatternRow& row : kRows) {
    CAPTURE(row.text);
    const NeedleText needle = parse_needle(row.text, row.ignore_case);
    CHECK(needle.is == NeedleText::Is::Pattern);
    CHECK(hex(needle.pattern.value) == row.value);
    CHECK(hex(needle.pattern.mask) == row.mask);
  }
}

TEST_CASE("expressions, values and ranges keep their text") {
  const auto check = [](const char* text, NeedleText::Is is, const char* first,
                        const char* second) {
    CAPTURE(text);
    const NeedleText needle = parse_needle(text, false);
    CHECK(needle.is == is);
    CHECK(needle.text == first);
    CHECK(needle.most == second);
  };
  using Is = NeedleText::Is;
  check(R"(~"ab+\"c")", Is::Regex, R"(ab+\"c)", "");
  check("~ab+c", Is::Regex, "ab+c", "");
  check("~'it\\'s'", Is::Regex, "it\\'s", "");
  check("42", Is::Value, "42", "");
  check("..", Is::Value, "..", "");
  check("it's", Is::Value, "it's", "");
  check("x7f", Is::Value, "x7f", "");
  check("1.0..2.0", Is::Range, "1.0", "2.0");
  check("-5..", Is::Range, "-5", "");
  check("..1e3", Is::Range, "", "1e3");
}

TEST_CASE("what is no needle is shown with the place") {
  constexpr ErrorRow kRows[] = {
      {"", "an empty text stands everywhere"},
      {"\"\"", "an empty text stands everywhere"},
      {"~", "here the expression is missing: ~\"ab+c\""},
      {"~\"ab", "this '\"' is not closed"},
      {"\"ab", "this '\"' is not closed"},
      {"\"ab\"c\"", "behind the text nothing else is expected"},
      {"x\"4\"", "a byte is two digits: 0a, or ?? for any byte"},
      {"x\"\"", "here bytes are missing: de ad ?? 4_"},
      {"foo\"ab\"",
       "there is no charset 'foo'; x\"...\" are bytes, ~\"...\" an "
       "expression, utf16le\"...\" a text"},
  };
  for (const ErrorRow& row : kRows) {
    CAPTURE(row.text);
    std::string message = "none";
    try {
      static_cast<void>(parse_needle(row.text, false));
    } catch (const Error& error) {
      message = error.what();
    }
    CAPTURE(message);
    CHECK(message.find(row.error) != std::string::npos);
  }
  CHECK_THROWS_AS(static_cast<void>(parse_needle("latin1\"\u20ac\"", false)), Error);
}
