// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include <bview/core/quote.hpp>
#include <bview/core/unicode.hpp>
#include <bview/core/utf8.hpp>

namespace bview {
namespace {

constexpr std::size_t kWidest = 200;  // columns of a quoted text
constexpr std::size_t kExcerpt = 70;  // columns of a notation above its caret

std::string escaped(std::string_view bytes) {
  std::string text;
  for (const char byte : bytes) text += fmt::format("\\x{:02x}", static_cast<unsigned char>(byte));
  return text;
}

/// A character of a text, or a byte that is none.
struct Character {
  std::string_view bytes;
  bool printable;     ///< fit for a terminal
  std::size_t width;  ///< in columns; of one that is not printable, of its escape
};

/// The first one; `text` is not empty.
Character first_of(std::string_view text) {
  const utf8::Decoded decoded = utf8::decode(text);
  const std::string_view bytes = text.substr(0, std::max<std::size_t>(1, decoded.size));
  if (decoded.size == 0 || unicode::is_hidden(decoded.code))
    return {bytes, false, 4 * bytes.size()};
  return {bytes, true, static_cast<std::size_t>(unicode::width(decoded.code))};
}

/// What a character looks like in a notation: nothing takes more room than it does.
Character in_its_place(const Character& character) {
  constexpr std::string_view kSpaces = "\t\n\r\v\f";
  if (character.printable) return character;
  const bool space = kSpaces.find(character.bytes.front()) != std::string_view::npos;
  return {space ? " " : "?", true, 1};
}

/// A notation cut into its characters.
struct Columns {
  std::vector<Character> cells;
  std::size_t caret = 0;  ///< the place: of these cells, later the column
};

Columns columns_of(std::string_view text, std::size_t where) {
  Columns columns;
  for (std::size_t at = 0; at < text.size();) {
    const Character character = first_of(text.substr(at));
    if (at < where) columns.caret = columns.cells.size() + 1;
    columns.cells.push_back(in_its_place(character));
    at += character.bytes.size();
  }
  return columns;
}

/// The characters around the caret, "..." where some are left out; moves the caret to its column.
std::string excerpt(Columns& columns) {
  const auto& cells = columns.cells;
  const std::size_t most = cells.size() > kExcerpt ? cells.size() - kExcerpt : 0;
  const std::size_t first = std::min(columns.caret - std::min(columns.caret, kExcerpt / 2), most);
  const std::size_t last = std::min(first + kExcerpt, cells.size());
  std::string text = first > 0 ? "..." : "";
  std::size_t column = text.size();
  for (std::size_t k = first; k < columns.caret; ++k) column += k < last ? cells[k].width : 0;
  columns.caret = column;
  for (std::size_t k = first; k < last; ++k) text += cells[k].bytes;
  return last < cells.size() ? text + "..." : text;
}

}  // namespace

std::string quoted(std::string_view text) {
  std::string shown = "'";
  std::size_t columns = 0;
  while (!text.empty()) {
    const Character character = first_of(text);
    text.remove_prefix(character.bytes.size());
    columns += std::max<std::size_t>(1, character.width);
    if (columns > kWidest) return shown + "'...";
    shown += character.printable ? std::string(character.bytes) : escaped(character.bytes);
  }
  return shown + "'";
}

std::string count_text(std::int64_t count, std::string_view what, std::string_view many) {
  if (count == 1) return fmt::format("1 {}", what);
  return many.empty() ? fmt::format("{} {}s", count, what) : fmt::format("{} {}", count, many);
}

Error notation_error(std::string_view notation, std::string_view text, std::size_t where,
                     std::string_view reason) {
  Columns columns = columns_of(text, where);
  const std::size_t character = columns.caret + 1;
  const std::string shown = excerpt(columns);
  return {Errc::BadFormat,
          fmt::format("the {} is wrong at character {}:\n  {}\n  {:{}}^ {}", notation, character,
                      shown, "", columns.caret, reason),
          where};
}

}  // namespace bview
