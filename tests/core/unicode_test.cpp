// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <locale.h>
#include <wchar.h>

#include <cstdint>

#include <bview/core/unicode.hpp>

namespace bview::unicode {
namespace {

/// wcwidth() as in a UTF-8 locale, while this lives.
class Utf8Locale {
 public:
  Utf8Locale() : locale_(::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr)) {
    if (there()) before_ = ::uselocale(locale_);
  }
  Utf8Locale(const Utf8Locale&) = delete;
  Utf8Locale& operator=(const Utf8Locale&) = delete;
  ~Utf8Locale() {
    if (!there()) return;
    ::uselocale(before_);
    ::freelocale(locale_);
  }
  [[nodiscard]] bool there() const { return locale_ != nullptr; }

 private:
  locale_t locale_;
  locale_t before_ = nullptr;
};

/// Where glibc 2.36 and utf8proc 2.8 differ: glibc has them wide, and Unicode has them
/// neutral or ambiguous.
constexpr char32_t kDiffering[][2] = {
    {0x3248, 0x324f},  // circled numbers on black squares
    {0x4dc0, 0x4dff},  // hexagrams
};

bool may_differ(char32_t code) {
  for (const auto& range : kDiffering) {
    if (code >= range[0] && code <= range[1]) return true;
  }
  return false;
}

TEST_CASE("widths are those of glibc") {
  const Utf8Locale locale;
  REQUIRE(locale.there());
  int compared = 0;
  for (char32_t code = 0x20; code <= 0x10ffff; ++code) {
    const int want = ::wcwidth(static_cast<wchar_t>(code));  // -1: not assigned
    if (want < 0 || is_hidden(code) || may_differ(code)) continue;
    ++compared;
    // What only one of the two knows is one column wide, or two among the ideographs.
    if (width(code) != want) FAIL_CHECK(static_cast<std::uint32_t>(code) << " is not " << want);
  }
  CHECK(compared > 140'000);
}

TEST_CASE("what a terminal obeys or hides is hidden") {
  constexpr char32_t kHidden[] = {
      0x00,   0x1b,   0x7f,   0x80,   0x9b,    0x9f,             // controls
      0xad,   0x34f,  0x61c,  0x115f, 0x180e,                    // invisible by default
      0x200b, 0x200c, 0x200d, 0x200e, 0x200f,                    // zero width; directions
      0x2028, 0x2029, 0x202a, 0x202e, 0x2060,  0x2066,  0x2069,  // separators; embeddings, isolates
      0x3164, 0xfe0f, 0xfeff, 0xfff9, 0xe0001, 0xe0041, 0xe0100};
  for (const char32_t code : kHidden) {
    CAPTURE(static_cast<std::uint32_t>(code));
    CHECK(is_hidden(code));
  }
  constexpr char32_t kShown[] = {0x20,  0x7e,   0xa0,   0xe9,   0x301,  0xe31,  0x93f,
                                 0x5d0, 0x2010, 0x3000, 0x65e5, 0xe000, 0xfffd, 0x1f600};
  for (const char32_t code : kShown) {
    CAPTURE(static_cast<std::uint32_t>(code));
    CHECK_FALSE(is_hidden(code));
  }
}

}  // namespace
}  // namespace bview::unicode
