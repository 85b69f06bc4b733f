// SPDX-License-Identifier: MIT

#include <utf8proc.h>

#include <algorithm>

#include <bview/core/unicode.hpp>

namespace bview::unicode {
namespace {

/// Latin letters and all before them: one column each, and few exceptions.
constexpr char32_t kFirstMark = 0x300;
constexpr char32_t kSoftHyphen = 0xad;

const utf8proc_property_t& properties_of(char32_t code) {
  return *utf8proc_get_property(static_cast<utf8proc_int32_t>(code));
}

}  // namespace

bool is_hidden(char32_t code) {
  if (code < kFirstMark) {
    return code < 0x20 || (code >= 0x7f && code < 0xa0) || code == kSoftHyphen;
  }
  const utf8proc_property_t& found = properties_of(code);
  return found.ignorable != 0 || found.category == UTF8PROC_CATEGORY_CF ||
         found.category == UTF8PROC_CATEGORY_ZL || found.category == UTF8PROC_CATEGORY_ZP;
}

int width(char32_t code) {
  if (code < kFirstMark) return 1;
  const utf8proc_property_t& found = properties_of(code);
  // Two classes where terminals and wcwidth() agree with each other, but not with utf8proc:
  // vowel signs that take room, and the jamo that join the syllable before them.
  const auto width = static_cast<int>(found.charwidth);
  if (found.category == UTF8PROC_CATEGORY_MC) return std::max(1, width);
  if (found.boundclass == UTF8PROC_BOUNDCLASS_V || found.boundclass == UTF8PROC_BOUNDCLASS_T) {
    return 0;
  }
  return width;
}

}  // namespace bview::unicode
