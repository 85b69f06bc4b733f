// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include <bview/core/unicode.hpp>
#include <bview/core/utf8.hpp>
#include <bview/formats/output/table_text.hpp>
#include <bview/formats/text/string_text.hpp>

namespace bview {
namespace {

/// The character at the front of `text` and what it takes. A stray byte counts as one.
struct Measured {
  std::size_t bytes;
  int width;
};

Measured measure(std::string_view text) {
  if (static_cast<std::uint8_t>(text.front()) < 0x80) return {1, 1};
  const utf8::Decoded found = utf8::decode(text);
  if (found.size == 0) return {1, 1};
  return {found.size, unicode::width(found.code)};
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
    const char* const end = text.data() + text.size();
    const char* const other =
        std::find_if(text.data(), end, [](char c) { return static_cast<std::uint8_t>(c) >= 0x80; });
    const auto plain = static_cast<std::size_t>(other - text.data());
    width += static_cast<std::int64_t>(plain);
    text.remove_prefix(plain);
    if (text.empty()) break;
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

std::string Painter::cut(std::string_view text, std::int64_t width) {
  std::string shown = cut_text(text, width);
  if (cut_ != nullptr && shown != text) cut_->store(true, std::memory_order_relaxed);
  return shown;
}

TextBuffer& Painter::direct(Paint paint) {
  const auto count = static_cast<std::size_t>(std::exchange(spaces_, 0));
  char* to = out_.reserve(count);
  out_.commit(std::fill_n(to, count, ' '));
  change_to(paint);
  return out_;
}

void Painter::change_to(Paint paint) {
  if (!color_ || paint == current_) return;
  out_.append(kCodes[static_cast<std::size_t>(paint)]);
  current_ = paint;
}

}  // namespace bview
