// SPDX-License-Identifier: MIT
// formats/text/escapes.hpp - the characters of a text as the notations write them.
//
// The rules are in formats/text/cell_style.hpp. An escape of the text itself, such as
// \xff, begins with a backslash, which the notation may have to write in its own way:
// "\\xff" in JSON.

#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <bview/formats/text/byte_vectors.hpp>
#include <bview/formats/text/cell_style.hpp>

namespace bview {

/// A valid character of a text.
struct Character {
  char32_t code;
  std::string_view text;     ///< in UTF-8
  std::string_view escaped;  ///< the bytes that \xnn escapes stand for, if it comes to that
  bool ambiguous;            ///< a backslash that would read as the start of an escape
};

/// A backslash of the text itself.
[[nodiscard]] inline std::string_view backslash(Notation notation) {
  return notation == Notation::Json || notation == Notation::C ? "\\\\" : "\\";
}

/// Of the hexadecimal ones behind \x.
[[nodiscard]] constexpr bool is_escape_digit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// Whether the notation does not show a character.
[[nodiscard]] bool is_escaped(char32_t code, Notation notation);

/// Writes one valid character, at most kMostPerUnit chars.
char* put_character(char* to, const Character& character, Notation notation);

/// Writes a byte that is none, or shall not be one.
char* put_escape(char* to, std::uint8_t byte, Notation notation);

inline constexpr std::size_t kMostPerByte = 6;   ///< characters: "\u0000"
inline constexpr std::size_t kMostPerUnit = 16;  ///< "\ud83d\ude00", and some

/// How one notation writes bytes. Most texts stand as they are, in printable ASCII: they
/// are looked at and copied sixteen characters at a time. Where that fails, the sixteen are
/// taken one by one from a table, without a branch for those that belong to no others.
class Escapes {
 public:
  /// Room for what put() writes of so many bytes, and too much.
  [[nodiscard]] static constexpr std::size_t room(std::size_t bytes) {
    constexpr std::size_t kOverrun = kVectorBytes + 4;  // a step, and a character that it cuts
    return (bytes + kOverrun) * kMostPerByte + kVectorBytes;
  }

  [[nodiscard]] static const Escapes& of(Notation notation);

  /// Writes the first `piece` bytes of a text, and some more if they belong to them, and takes
  /// them off it. Those behind are looked at: a character is one only as a whole.
  [[gnu::always_inline]] char* put(char* to, std::string_view& text, std::size_t piece) const {
    for (const char* const stop = text.data() + piece; text.data() < stop;) {
      const std::size_t step = std::min(text.size(), kVectorBytes);
      const ByteVector bytes =
          step == kVectorBytes ? load_bytes(text.data()) : load_padded(text, ' ');
      if (is_plain(bytes)) {
        store_bytes(to, bytes);
        to += step;
        text.remove_prefix(step);
      } else {
        to = put_step(to, text, step);
      }
    }
    return to;
  }

 private:
  explicit Escapes(Notation notation);

  /// What a byte is written as where it is a character of its own, or part of none.
  struct ByteText {
    std::array<char, kMostPerByte> text;
    std::uint8_t size;
    std::uint8_t behind;  // the two highest bits of a byte that may belong to it, or kNothing
  };
  static constexpr std::uint8_t kNothing = 1;

  [[nodiscard]] ByteText text_of(char byte) const;

  /// Printable ASCII, all of which the notation writes as it is.
  [[nodiscard]] bool is_plain(ByteVector bytes) const {
    auto other = (bytes < all_of(' ')) | (bytes == all_of('\x7f'));
    for (const ByteVector& special : special_) other |= bytes == special;
    return !holds_anywhere(other);
  }
  char* put_step(char* to, std::string_view& text, std::size_t step) const;

  Notation notation_;
  std::array<ByteVector, 3> special_;
  std::array<ByteText, 256> texts_;
};

}  // namespace bview
