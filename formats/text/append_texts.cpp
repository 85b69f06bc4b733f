// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <string_view>
#include <utility>
#include <vector>

#include <bview/formats/text/append_texts.hpp>
#include <bview/formats/text/integer_text.hpp>
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

/// The code units of one value without the NULs behind it.
template <class T, Swap kSwap>
void units_of(const std::byte* item, std::int64_t length, std::vector<std::uint32_t>& units) {
  units.clear();
  for (std::int64_t k = 0; k < length; ++k) {
    units.push_back(load<T, kSwap>(item + k * std::int64_t{sizeof(T)}).unit);
  }
  while (!units.empty() && units.back() == 0) units.pop_back();
}

/// C has no literals that hold any unit of c, u and w: numbers do.
template <class T, Swap kSwap>
void append_c_units(const std::byte* item, std::int64_t length, TextBuffer& out) {
  const bool list = !std::is_same_v<T, CharByte>;
  if (list) out.append('{');
  if (length == 0) out.append('0');  // C has no empty list
  for (std::int64_t k = 0; k < length; ++k) {
    if (k != 0) out.append(", ");
    char* to = out.reserve(kMaxIntegerText);
    out.commit(write_integer(to, load<T, kSwap>(item + k * std::int64_t{sizeof(T)}).unit, 10));
  }
  if (list) out.append('}');
}

/// A text that fills its array leaves no room for the NUL of a literal, which C++ insists on.
void append_c_characters(std::string_view text, TextBuffer& out) {
  std::string_view separator = "{";
  for (const char c : text) {
    out.append(std::exchange(separator, ", "));
    if (c == '\'' || c == '\\') {
      out.append(fmt::format("'\\{}'", c));
    } else if (c >= 0x20 && c < 0x7f) {
      out.append(fmt::format("'{}'", c));
    } else {
      out.append(fmt::format("'\\{:03o}'", static_cast<unsigned char>(c)));
    }
  }
  out.append('}');
}

template <class T, Swap kSwap>
void append_texts(const CellRun& run, std::string_view separator, const CellStyle& style,
                  TextBuffer& out) {
  std::vector<std::uint32_t> units;
  const std::byte* item = run.data;
  for (std::int64_t k = 0; k < run.count; ++k) {
    if (k != 0) {
      out.append(separator);
      item += run.step;
    }
    if (style.notation == Notation::C && !std::is_same_v<T, StringByte> &&
        !std::is_same_v<T, PascalByte>) {
      append_c_units<T, kSwap>(item, run.length, out);
    } else if constexpr (kind_of<T> == Kind::Bytes) {
      const std::string_view text = text_of<T>(item, run.length, style.bytes_as);
      const auto size = static_cast<std::int64_t>(text.size());
      const bool fills = style.notation == Notation::C && size > 0 && size == run.length;
      fills ? append_c_characters(text, out) : append_bytes(text, style, out);
    } else {
      units_of<T, kSwap>(item, run.length, units);
      constexpr bool kUtf16 = std::is_same_v<T, Ucs2Unit>;
      constexpr TextUnits kUnits = kUtf16 ? TextUnits::Utf16 : TextUnits::CodePoints;
      append_characters(units, kUnits, style, out);
    }
  }
}

template <class T, Swap kSwap>
struct TextKernel {
  static void run(const CellRun& run, std::string_view separator, const CellStyle& style,
                  TextBuffer& out) {
    if constexpr (is_text(kind_of<T>)) append_texts<T, kSwap>(run, separator, style, out);
  }
};

}  // namespace

AppendCells text_writer(ScalarType type, ByteOrder order) {
  return kernel_for<TextKernel>(type, order);
}

}  // namespace bview
