#include "core/quote.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "core/utf8.hpp"

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
  bool printable;  ///< fit for a terminal
};

/// The first one; `text` is not empty.
Character first_of(std::string_view text) {
  const utf8::Decoded decoded = utf8::decode(text);
  if (decoded.size == 0) return {text.substr(0, 1), false};
  return {text.substr(0, decoded.size), !utf8::is_control(decoded.code)};
}

/// What a character looks like in its column.
std::string_view in_one_column(const Character& character) {
  constexpr std::string_view kSpaces = "\t\n\r\v\f";
  if (character.printable) return character.bytes;
  return kSpaces.find(character.bytes.front()) != std::string_view::npos ? " " : "?";
}

/// A notation cut into columns, one for each character.
struct Columns {
  std::vector<std::string_view> cells;
  std::size_t caret = 0;  ///< the column of the place
};

Columns columns_of(std::string_view text, std::size_t where) {
  Columns columns;
  for (std::size_t at = 0; at < text.size();) {
    const Character character = first_of(text.substr(at));
    if (at < where) columns.caret = columns.cells.size() + 1;
    columns.cells.push_back(in_one_column(character));
    at += character.bytes.size();
  }
  return columns;
}

/// The columns around the caret, "..." where some are left out; moves the caret along.
std::string excerpt(Columns& columns) {
  const auto& cells = columns.cells;
  const std::size_t most = cells.size() > kExcerpt ? cells.size() - kExcerpt : 0;
  const std::size_t first = std::min(columns.caret - std::min(columns.caret, kExcerpt / 2), most);
  const std::size_t last = std::min(first + kExcerpt, cells.size());
  std::string text = first > 0 ? "..." : "";
  columns.caret = columns.caret - first + text.size();
  for (std::size_t k = first; k < last; ++k) text += cells[k];
  return last < cells.size() ? text + "..." : text;
}

}  // namespace

std::string quoted(std::string_view text) {
  std::string shown = "'";
  std::size_t columns = 0;
  while (!text.empty()) {
    const Character character = first_of(text);
    text.remove_prefix(character.bytes.size());
    const std::string escapes = character.printable ? "" : escaped(character.bytes);
    columns += character.printable ? 1 : escapes.size();
    if (columns > kWidest) return shown + "'...";
    shown += character.printable ? character.bytes : escapes;
  }
  return shown + "'";
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
