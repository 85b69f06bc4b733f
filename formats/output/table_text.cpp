#include "formats/output/table_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "core/utf8.hpp"
#include "formats/text/string_text.hpp"

namespace bview {
namespace {

/// Characters from `first` to `last` take `width` columns.
struct WidthRange {
  char32_t first;
  char32_t last;
  int width;
};

// Source: UAX #11 (East Asian Width) and the general category Mn, by blocks.
constexpr WidthRange kWidths[] = {
    {0x0300, 0x036f, 0},    // combining diacritical marks
    {0x0483, 0x0489, 0},    // Cyrillic marks
    {0x0591, 0x05bd, 0},    // Hebrew points
    {0x064b, 0x065f, 0},    // Arabic points
    {0x1100, 0x115f, 2},    // Hangul initials
    {0x1160, 0x11ff, 0},    // Hangul vowels and finals, which join them
    {0x1ab0, 0x1aff, 0},    // more diacritical marks
    {0x1dc0, 0x1dff, 0},    // more diacritical marks
    {0x200b, 0x200f, 0},    // zero width space and joiners, direction marks
    {0x202a, 0x202e, 0},    // direction embeddings
    {0x2060, 0x206f, 0},    // invisible operators
    {0x20d0, 0x20ff, 0},    // marks for symbols
    {0x2e80, 0x303e, 2},    // radicals, CJK punctuation
    {0x3041, 0xa4cf, 2},    // kana, CJK ideographs, Yi
    {0xa960, 0xa97f, 2},    // more Hangul initials
    {0xac00, 0xd7a3, 2},    // Hangul syllables
    {0xf900, 0xfaff, 2},    // compatibility ideographs
    {0xfe00, 0xfe0f, 0},    // variation selectors
    {0xfe20, 0xfe2f, 0},    // half marks
    {0xfe30, 0xfe6f, 2},    // compatibility and small forms
    {0xfeff, 0xfeff, 0},    // byte order mark
    {0xff01, 0xff60, 2},    // full width forms
    {0xffe0, 0xffe6, 2},    // full width signs
    {0x16fe0, 0x1b2ff, 2},  // Tangut, historic kana
    {0x1f300, 0x1f64f, 2},  // pictographs, faces
    {0x1f680, 0x1f6ff, 2},  // transport
    {0x1f900, 0x1f9ff, 2},  // more pictographs
    {0x1fa70, 0x1faff, 2},  // more pictographs
    {0x20000, 0x3fffd, 2},  // rare ideographs
    {0xe0000, 0xe01ef, 0},  // tags, variation selectors
};

int width_of(char32_t code) {
  const auto* found =
      std::partition_point(std::begin(kWidths), std::end(kWidths),
                           [code](const WidthRange& range) { return range.last < code; });
  return found != std::end(kWidths) && found->first <= code ? found->width : 1;
}

/// The character at the front of `text` and what it takes. A stray byte counts as one.
struct Measured {
  std::size_t bytes;
  int width;
};

Measured measure(std::string_view text) {
  if (static_cast<std::uint8_t>(text.front()) < 0x80) return {1, 1};
  const utf8::Decoded found = utf8::decode(text);
  if (found.size == 0) return {1, 1};
  return {found.size, width_of(found.code)};
}

constexpr std::string_view kEllipsis = "…";

/// What a terminal is told, by Paint. Each code drops what was before it. Only colours
/// that are legible on dark and on light backgrounds.
constexpr std::string_view kCodes[] = {
    "\x1b[0m",     // Plain
    "\x1b[0;2m",   // Faint
    "\x1b[0;1m",   // Strong
    "\x1b[0;36m",  // Float: cyan
    "\x1b[0;32m",  // Text: green
    "\x1b[0;35m",  // Truth: magenta
};

struct KindLook {
  Paint paint;
  Align align;
  bool may_be_cut;
};

constexpr KindLook kLooks[] = {
    {Paint::Truth, Align::Left, false},   // Kind::Boolean
    {Paint::Plain, Align::Right, false},  // Kind::Integer
    {Paint::Float, Align::Right, false},  // Kind::Float
    {Paint::Float, Align::Right, false},  // Kind::Complex
    {Paint::Text, Align::Left, true},     // Kind::Bytes
    {Paint::Text, Align::Left, true},     // Kind::Characters
};

const KindLook& look_of(Kind kind) { return kLooks[static_cast<std::size_t>(kind)]; }

/// 0, 0x0, 0b0, 0o0, 0.0.
bool reads_as_zero(std::string_view cell) {
  const bool prefixed = cell.size() > 2 && cell[0] == '0' && cell[1] >= 'b';
  if (prefixed) cell.remove_prefix(2);
  return cell.find_first_not_of("0.") == std::string_view::npos;
}

}  // namespace

std::int64_t text_width(std::string_view text) {
  std::int64_t width = 0;
  while (!text.empty()) {
    const Measured next = measure(text);
    width += next.width;
    text.remove_prefix(next.bytes);
  }
  return width;
}

std::string cut_text(std::string_view text, std::int64_t width) {
  std::int64_t used = 0;
  std::size_t kept = 0;  // bytes that leave room for the ellipsis
  for (std::size_t at = 0; at < text.size();) {
    const Measured next = measure(text.substr(at));
    used += next.width;
    at += next.bytes;
    if (used < width || kept == 0) kept = at;
    if (used > width) return fmt::format("{}{}", text.substr(0, kept), kEllipsis);
  }
  return std::string(text);
}

std::string printable(std::string_view text) {
  CellStyle style;
  style.notation = Notation::Table;
  TextBuffer out;
  append_text(text, style, out);
  return std::string(out.text());
}

Paint paint_of(Kind kind) { return look_of(kind).paint; }

Paint paint_of(Kind kind, std::string_view cell) {
  const bool number = kind == Kind::Integer || kind == Kind::Float;
  return number && reads_as_zero(cell) ? Paint::Faint : paint_of(kind);
}

Align align_of(Kind kind) { return look_of(kind).align; }

bool may_be_cut(Kind kind) { return look_of(kind).may_be_cut; }

void Painter::write(std::string_view text, Paint paint) {
  if (!text.empty()) direct(paint).append(text);
}

void Painter::cell(std::string_view text, std::int64_t width, std::int64_t column, Align align,
                   Paint paint) {
  const std::int64_t padding = std::max<std::int64_t>(0, column - width);
  if (align == Align::Right) space(padding);
  write(text, paint);
  if (align == Align::Left) space(padding);
}

TextBuffer& Painter::direct(Paint paint) {
  const auto count = static_cast<std::size_t>(std::exchange(spaces_, 0));
  char* to = out_.reserve(count);
  out_.commit(std::fill_n(to, count, ' '));
  change_to(paint);
  return out_;
}

void Painter::end_line() {
  spaces_ = 0;
  change_to(Paint::Plain);
  out_.append('\n');
}

void Painter::change_to(Paint paint) {
  if (!color_ || paint == current_) return;
  out_.append(kCodes[static_cast<std::size_t>(paint)]);
  current_ = paint;
}

}  // namespace bview
