// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include <bview/formats/output/hex_look.hpp>
#include <bview/formats/output/table_label.hpp>

namespace bview {
namespace {

constexpr std::int64_t kPanel = 8;  // bytes
constexpr std::int64_t kLargestFile = std::int64_t{1} << 55;

/// NUL, printable, blank, control, and all above ASCII.
Paint paint_of_byte(std::uint8_t byte) {
  if (byte == 0) return Paint::Faint;
  if (byte >= 0x80) return Paint::Plain;
  if (byte == ' ' || (byte >= '\t' && byte <= '\r')) return Paint::Text;
  return byte > ' ' && byte < 0x7f ? Paint::Float : Paint::Truth;
}

std::string repeated(std::string_view piece, std::int64_t count) {
  std::string text;
  for (std::int64_t k = 0; k < count; ++k) text += piece;
  return text;
}

}  // namespace

HexLines::HexLines(const HexLook& look, std::int64_t size)
    : look_(look), digits_(offset_digits(size > kLargestFile ? 0 : size)) {}

bool HexLines::panel_begins(std::int64_t k) const {
  const bool parted = look_.border ? kPanel % look_.group == 0 : look_.group == 1;
  return parted && k > 0 && k % kPanel == 0 && k < look_.cols;
}

/// The columns of the digits of the bytes [first, end), with the blanks between them.
std::int64_t HexLines::digits_width(std::int64_t first, std::int64_t end) const {
  const std::int64_t blanks = (end - 1) / look_.group - first / look_.group;
  return (end - first) * (look_.bits ? 8 : 2) + blanks;
}

void HexLines::write_bytes(std::span<const std::byte> bytes, Painter& line) const {
  constexpr std::string_view kDigits = "0123456789abcdef";
  const std::int64_t width = look_.bits ? 8 : 2;
  for (std::int64_t k = 0; k < look_.cols; ++k) {
    if (panel_begins(k) && look_.border) {
      line.space(1);
      line.write("┊", Paint::Faint);
      line.space(1);
    } else if (k > 0 && k % look_.group == 0) {
      line.space(panel_begins(k) ? 2 : 1);
    }
    if (k >= std::ssize(bytes)) {
      line.space(width);
      continue;
    }
    const auto byte = static_cast<std::uint8_t>(bytes[static_cast<std::size_t>(k)]);
    char digits[8] = {kDigits[byte >> 4U], kDigits[byte & 15U]};
    for (unsigned bit = 0; look_.bits && bit < 8; ++bit) {
      digits[bit] = static_cast<char>('0' + (byte >> (7 - bit) & 1U));
    }
    line.write({digits, static_cast<std::size_t>(width)}, paint_of_byte(byte));
  }
}

void HexLines::write_texts(std::span<const std::byte> bytes, Painter& line) const {
  for (std::int64_t k = 0; k < (look_.border ? look_.cols : std::ssize(bytes)); ++k) {
    if (look_.border && panel_begins(k)) line.write("┊", Paint::Faint);
    if (k >= std::ssize(bytes)) {
      line.space(1);
      continue;
    }
    const auto byte = static_cast<std::uint8_t>(bytes[static_cast<std::size_t>(k)]);
    const char shown = byte >= ' ' && byte < 0x7f ? static_cast<char>(byte) : '.';
    line.write({&shown, 1}, paint_of_byte(byte));
  }
}

void HexLines::write(std::int64_t offset, std::span<const std::byte> bytes, std::string_view beside,
                     TextBuffer& out) const {
  Painter line(out, look_.color);
  if (look_.border) line.write("│", Paint::Faint);
  line.write(offset_text(offset, look_.border ? digits_ : 8), Paint::Faint);
  if (look_.border) line.write("│", Paint::Faint);
  line.space(look_.border ? 1 : 2);
  write_bytes(bytes, line);
  line.space(look_.border ? 1 : 2);
  line.write(look_.border ? "│" : "|", Paint::Faint);
  write_texts(bytes, line);
  line.write(look_.border ? "│" : "|", Paint::Faint);
  if (!beside.empty()) {
    line.space(look_.border ? 1 : look_.cols - std::ssize(bytes) + 2);
    line.write(beside);
  }
  line.end_line();
}

void HexLines::write_squeezed(TextBuffer& out) const {
  Painter line(out, look_.color);
  if (!look_.border) {
    line.write("*", Paint::Faint);
    return line.end_line();
  }
  line.write("│*", Paint::Faint);
  line.space(digits_ - 1);
  line.write("│", Paint::Faint);
  line.space(1);
  write_bytes({}, line);
  line.space(1);
  line.write("│", Paint::Faint);
  write_texts({}, line);
  line.write("│", Paint::Faint);
  line.end_line();
}

/// ┌────────┬─────────────┬─────────────┬────────┬────────┐
void HexLines::write_rule(std::string_view left, std::string_view cross, std::string_view right,
                          Painter& line) const {
  std::string rule = fmt::format("{}{}", left, repeated("─", digits_));
  const auto add_panels = [&](const auto& width_of) {
    for (std::int64_t first = 0; first < look_.cols;) {
      std::int64_t end = first + 1;
      while (end < look_.cols && !panel_begins(end)) ++end;
      rule += fmt::format("{}{}", cross, repeated("─", width_of(first, end)));
      first = end;
    }
  };
  add_panels([&](std::int64_t first, std::int64_t end) { return digits_width(first, end) + 2; });
  add_panels([&](std::int64_t first, std::int64_t end) { return end - first; });
  line.write(rule + std::string(right), Paint::Faint);
  line.end_line();
}

void HexLines::write_top(TextBuffer& out) const {
  if (!look_.border) return;
  Painter line(out, look_.color);
  write_rule("┌", "┬", "┐", line);
}

void HexLines::write_bottom(std::optional<std::int64_t> end, TextBuffer& out) const {
  Painter line(out, look_.color);
  if (look_.border) return write_rule("└", "┴", "┘", line);
  if (!end) return;
  line.write(offset_text(*end, 8), Paint::Faint);
  line.end_line();
}

}  // namespace bview
