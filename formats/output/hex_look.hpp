// SPDX-License-Identifier: MIT
// formats/output/hex_look.hpp - lines of bytes for people: in colour, in boxes, in bits.
//
// Without colour, and as wide as ever, they are those of `hexdump -C` (formats/text/hex_lines.hpp),
// which are made much faster there.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include <bview/core/sink.hpp>
#include <bview/formats/output/table_text.hpp>

namespace bview {

struct HexLook {
  std::int64_t cols = 16;  ///< bytes of a line, at least 1
  std::int64_t group = 1;  ///< bytes that stand together, at least 1
  bool border = false;
  bool bits = false;    ///< bytes as eight binary digits
  bool color = false;   ///< by kind of byte
  bool values = false;  ///< what the bytes read as, beside them
};

/// Writes lines that look so, of a file of `size` bytes, or of a stream whose end nobody knows,
/// which is of more than any file.
class HexLines {
 public:
  HexLines(const HexLook& look, std::int64_t size);

  /// The bytes of a line, at most HexLook::cols, and what stands beside them.
  void write(std::int64_t offset, std::span<const std::byte> bytes, std::string_view beside,
             TextBuffer& out) const;
  /// In place of lines that repeat the one before.
  void write_squeezed(TextBuffer& out) const;
  /// In front of the first line, and behind the last, whose bytes end at `end`, if there is one.
  void write_top(TextBuffer& out) const;
  void write_bottom(std::optional<std::int64_t> end, TextBuffer& out) const;

 private:
  void write_bytes(std::span<const std::byte> bytes, Painter& line) const;
  void write_texts(std::span<const std::byte> bytes, Painter& line) const;
  void write_rule(std::string_view left, std::string_view cross, std::string_view right,
                  Painter& line) const;
  /// Whether lines are parted in front of byte k: every eight bytes, unless a group would be.
  [[nodiscard]] bool panel_begins(std::int64_t k) const;
  [[nodiscard]] std::int64_t digits_width(std::int64_t first, std::int64_t end) const;

  HexLook look_;
  int digits_;
};

}  // namespace bview
