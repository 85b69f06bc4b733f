// SPDX-License-Identifier: MIT

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

#include <bview/formats/text/append_each.hpp>
#include <bview/formats/text/append_texts.hpp>
#include <bview/formats/text/byte_vectors.hpp>
#include <bview/formats/text/escapes.hpp>
#include <bview/formats/text/integer_text.hpp>
#include <bview/formats/text/quotes.hpp>
#include <bview/formats/text/string_text.hpp>

namespace bview {
namespace {

/// The bytes of one value that count as its text.
template <class T>
std::string_view text_of(const std::byte* item, std::int64_t length, BytesAs as) {
  std::string_view text(reinterpret_cast<const char*>(item), static_cast<std::size_t>(length));
  if constexpr (std::is_same_v<T, PascalByte>) {
    if (text.empty()) return text;
    const auto claimed = static_cast<std::uint8_t>(text.front());
    return text.substr(1, claimed);
  }
  if constexpr (std::is_same_v<T, StringByte>) {
    // An all-NUL text has no last character: npos + 1 is 0.
    if (as == BytesAs::Text) text = text.substr(0, text.find_last_not_of('\0') + 1);
  }
  return text;
}

/// The code units of one value, without the NULs behind it.
template <class T, Swap kSwap>
std::span<const std::uint32_t> units_of(const std::byte* item, std::span<std::uint32_t> units) {
  for (std::uint32_t& unit : units) {
    unit = load<T, kSwap>(item).unit;
    item += sizeof(T);
  }
  while (!units.empty() && units.back() == 0) units = units.first(units.size() - 1);
  return units;
}

/// C has no literals that hold any unit of c, u and w: numbers do.
template <class T, Swap kSwap>
void append_c_units(const std::byte* item, std::int64_t length, TextBuffer& out) {
  out.append('{');
  if (length == 0) out.append('0');  // C has no empty list
  for (std::int64_t k = 0; k < length; ++k) {
    if (k != 0) out.append(", ");
    char* to = out.reserve(kMaxIntegerText);
    out.commit(write_integer(to, load<T, kSwap>(item + k * std::int64_t{sizeof(T)}).unit, 10));
  }
  out.append('}');
}

/// "'a', " and so on: a text as the characters of an array of C.
struct CCharacter {
  std::array<char, 8> text;
  std::uint8_t size;
};

CCharacter c_character(char c) {
  CCharacter result{};
  char* to = result.text.data();
  *to++ = '\'';
  if (c == '\'' || c == '\\') {
    to = copy_short(copy_short(to, "\\"), {&c, 1});
  } else if (c >= 0x20 && c < 0x7f) {
    *to++ = c;
  } else {
    to = put_escape(to, static_cast<std::uint8_t>(c), Notation::C);
  }
  to = copy_short(copy_short(to, "'"), ", ");
  result.size = static_cast<std::uint8_t>(to - result.text.data());
  return result;
}

/// A text that fills its array leaves no room for the NUL of a literal, which C++ insists on.
/// Precondition: it is not empty.
void append_c_characters(std::string_view text, TextBuffer& out) {
  static const auto kCharacters = [] {
    std::array<CCharacter, 256> all{};
    for (std::size_t k = 0; k < all.size(); ++k) all[k] = c_character(static_cast<char>(k));
    return all;
  }();
  constexpr std::size_t kPiece = 4096;
  out.append('{');
  while (!text.empty()) {
    const std::string_view piece = text.substr(0, kPiece);
    text.remove_prefix(piece.size());
    char* to = out.reserve(piece.size() * sizeof(CCharacter::text));
    for (const char c : piece) {
      const CCharacter& character = kCharacters[static_cast<std::uint8_t>(c)];
      std::memcpy(to, character.text.data(), character.text.size());
      to += character.size;
    }
    out.commit(text.empty() ? to - 2 : to);
  }
  out.append('}');
}

// --- bytes ---------------------------------------------------------------------------------------

/// Texts of one byte, c, in one notation; C has numbers for them.
class CharCells {
 public:
  static constexpr std::size_t kRoom = kVectorBytes;

  explicit CharCells(Notation notation) {
    for (std::size_t k = 0; k < texts_.size(); ++k) {
      const auto byte = static_cast<std::uint8_t>(k);
      TextBuffer cell;
      if (notation == Notation::C) {
        cell.commit(write_integer(cell.reserve(kMaxIntegerText), byte, 10));
      } else {
        const char c = static_cast<char>(byte);
        append_bytes({&c, 1}, {.notation = notation}, cell);
      }
      cell.text().copy(texts_[k].text.data(), texts_[k].text.size());
      texts_[k].size = static_cast<std::uint8_t>(cell.text().size());
    }
  }

  [[nodiscard]] static const CharCells& of(Notation notation) {
    static const std::array<CharCells, 5> kAll{CharCells(Notation::Tsv), CharCells(Notation::Csv),
                                               CharCells(Notation::Json),
                                               CharCells(Notation::Table), CharCells(Notation::C)};
    return kAll[static_cast<std::size_t>(notation)];
  }

  char* put(std::byte byte, char* to) const {
    const Text& text = texts_[std::to_integer<std::size_t>(byte)];
    std::memcpy(to, &text, sizeof(text));
    return to + text.size;
  }

 private:
  struct Text {
    std::array<char, kRoom - 1> text;
    std::uint8_t size;
  };
  std::array<Text, 256> texts_{};
};

/// Values whose texts have at most `room` characters.
template <class Write>
void append_short(const CellRun& run, std::string_view separator, std::size_t room, TextBuffer& out,
                  const Write& write) {
  if (run.count == 1) return out.commit(write(run.data, out.reserve(room)));  // often, in records
  constexpr std::size_t kMostRoom = std::size_t{64} << 10U;                   // at once
  const auto block = static_cast<std::int64_t>(std::max<std::size_t>(1, kMostRoom / room));
  for (std::int64_t first = 0; first < run.count; first += block) {
    if (first != 0) out.append(separator);
    append_each(
        {run.data + first * run.step, run.step, std::min(block, run.count - first), run.length},
        separator, room, out, write);
  }
}

/// Texts of more bytes or units are written one by one.
constexpr std::size_t kShort = 64;

template <class T>
void append_short_bytes(const CellRun& run, std::string_view separator, const CellStyle& style,
                        TextBuffer& out) {
  const Escapes& escapes = Escapes::of(style.notation);
  const std::size_t room = quoted_room(static_cast<std::size_t>(run.length));
  append_short(run, separator, room, out,
               [length = run.length, style, &escapes](const std::byte* from, char* to) {
                 return put_quoted(to, text_of<T>(from, length, BytesAs::Text), style, escapes);
               });
}

/// Whether texts of bytes go through a kernel that sees to the room for many of them at once.
bool is_short(std::int64_t length, const CellStyle& style) {
  return length <= std::int64_t{kShort} && is_usual(style) && style.notation != Notation::C;
}

template <class T>
void append_byte_texts(const CellRun& run, std::string_view separator, const CellStyle& style,
                       TextBuffer& out) {
  const bool in_c = style.notation == Notation::C;
  if constexpr (std::is_same_v<T, CharByte>) {
    if (is_usual(style) || in_c) {
      return append_each(run, separator, CharCells::kRoom, out,
                         [&cells = CharCells::of(style.notation)](const std::byte* from, char* to) {
                           return cells.put(*from, to);
                         });
    }
  } else if (is_short(run.length, style)) {
    return append_short_bytes<T>(run, separator, style, out);
  }
  const std::byte* item = run.data;
  for (std::int64_t k = 0; k < run.count; ++k) {
    if (k != 0) {
      out.append(separator);
      item += run.step;
    }
    const std::string_view text = text_of<T>(item, run.length, style.bytes_as);
    const bool fills = in_c && !text.empty() && std::ssize(text) == run.length;
    fills ? append_c_characters(text, out) : append_bytes(text, style, out);
  }
}

// --- characters ----------------------------------------------------------------------------------

/// The units of one value as bytes; false where they are not ASCII, or one begins an escape, of
/// which units have more than bytes. As many as a word holds are looked at together.
template <class T, Swap kSwap>
bool narrow(const std::byte* item, std::size_t length, std::array<char, kShort>& bytes) {
  constexpr std::size_t kTogether = sizeof(std::uint64_t) / sizeof(T);
  static_assert(kShort % kTogether == 0);
  constexpr bool kLowestFirst = (kHostOrder == ByteOrder::Little) == (kSwap == Swap::None);
  constexpr unsigned kShift = kLowestFirst ? 0 : 8 * (sizeof(T) - 1);
  constexpr std::uint64_t kOnes = ~std::uint64_t{0} / std::numeric_limits<decltype(T::unit)>::max();
  constexpr std::uint64_t kAscii = 0x7f * kOnes;
  if constexpr (kSwap == Swap::Words) return false;  // rare enough
  std::uint64_t escapes = 0;
  const auto* const from = reinterpret_cast<const char*>(item);
  for (std::size_t k = 0; k < length; k += kTogether) {
    const std::size_t taken = std::min(kTogether, length - k);
    std::uint64_t units = load_word(from + k * sizeof(T), taken * sizeof(T));
    if ((units & ~(kAscii << kShift)) != 0) return false;
    units >>= kShift;
    escapes |= (units ^ kOnes * '\\') - kOnes;
    units |= units >> (8 * sizeof(T) - 8);
    if (sizeof(T) == 2) units = (units & 0xffffU) | (units >> 16U & 0xffff'0000U);
    units = lowest_byte_first(units);
    std::memcpy(bytes.data() + k, &units, kTogether);
  }
  return (escapes & kOnes << 7U) == 0;
}

template <class T>
constexpr TextUnits kUnitsOf =
    std::is_same_v<T, Ucs2Unit> ? TextUnits::Utf16 : TextUnits::CodePoints;

template <class T, Swap kSwap>
void append_short_units(const CellRun& run, std::string_view separator, const CellStyle& style,
                        TextBuffer& out) {
  const auto length = static_cast<std::size_t>(run.length);
  append_short(
      run, separator, std::max(quoted_room(length), kMostPerUnit * length + 2), out,
      [length, style, &escapes = Escapes::of(style.notation)](const std::byte* from, char* to) {
        std::array<char, kShort> bytes;
        if (narrow<T, kSwap>(from, length, bytes)) {
          return put_quoted(to, without_nuls({bytes.data(), length}), style, escapes);
        }
        std::array<std::uint32_t, kShort> units;
        const auto text = units_of<T, kSwap>(from, std::span(units).first(length));
        return put_characters(to, text, kUnitsOf<T>, style);
      });
}

template <class T, Swap kSwap>
void append_unit_texts(const CellRun& run, std::string_view separator, const CellStyle& style,
                       TextBuffer& out) {
  if (is_short(run.length, style)) {
    return append_short_units<T, kSwap>(run, separator, style, out);
  }
  std::vector<std::uint32_t> units;
  const std::byte* item = run.data;
  for (std::int64_t k = 0; k < run.count; ++k) {
    if (k != 0) {
      out.append(separator);
      item += run.step;
    }
    if (style.notation == Notation::C) {
      append_c_units<T, kSwap>(item, run.length, out);
    } else {
      units.resize(static_cast<std::size_t>(run.length));
      append_characters(units_of<T, kSwap>(item, units), kUnitsOf<T>, style, out);
    }
  }
}

template <class T, Swap kSwap>
struct TextKernel {
  static void run(const CellRun& run, std::string_view separator, const CellStyle& style,
                  TextBuffer& out) {
    if constexpr (kind_of<T> == Kind::Bytes) append_byte_texts<T>(run, separator, style, out);
    if constexpr (kind_of<T> == Kind::Characters) {
      append_unit_texts<T, kSwap>(run, separator, style, out);
    }
  }
};

/// The same for single texts.
template <class T>
char* put_text_at(const std::byte* from, std::int64_t length, const CellStyle& style, char* to) {
  if constexpr (std::is_same_v<T, CharByte>) return CharCells::of(style.notation).put(*from, to);
  return put_quoted(to, text_of<T>(from, length, BytesAs::Text), style,
                    Escapes::of(style.notation));
}

template <class T, Swap kSwap>
struct TextValueKernel {
  static ValueWriter run(std::int64_t length) {
    if constexpr (kind_of<T> != Kind::Bytes) return {};
    const auto bytes = static_cast<std::size_t>(length);
    return {nullptr, std::max(CharCells::kRoom, quoted_room(bytes)), put_text_at<T>};
  }
};

}  // namespace

AppendCells text_writer(ScalarType type, ByteOrder order) {
  return kernel_for<TextKernel>(type, order);
}

ValueWriter text_value_writer(ScalarType type, std::int64_t length, const CellStyle& style) {
  if (!is_short(length, style)) return {};
  return kernel_for<TextValueKernel>(type, kHostOrder)(length);
}

}  // namespace bview
