// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>

#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/core/utf8.hpp>
#include <bview/formats/text/parse_integer.hpp>
#include <bview/formats/text/parse_text.hpp>

namespace bview {
namespace {

[[noreturn]] void refuse(std::string_view cell, std::string_view why) {
  throw Error(Errc::BadValue, fmt::format("{} {}", quoted(cell), why));
}

// --- escapes -------------------------------------------------------------------------------------

/// An escape by number: a letter and so many hex digits.
struct Numbered {
  char letter;
  std::size_t digits;
};
constexpr Numbered kByteEscapes[] = {{'x', 2}};
constexpr Numbered kCharacterEscapes[] = {{'x', 2}, {'u', 4}, {'U', 8}};

/// An escape by letter, as Tsv has them.
struct Lettered {
  char letter;
  char meaning;
};
constexpr Lettered kLettered[] = {{'b', '\b'}, {'t', '\t'}, {'n', '\n'}, {'v', '\v'},
                                  {'f', '\f'}, {'r', '\r'}, {'\\', '\\'}};

/// What an escape stands for and how many characters it takes, the backslash included.
/// Size 0: none begins here.
struct Escape {
  std::uint32_t code = 0;
  std::size_t size = 0;
};

Escape numbered_escape(std::string_view text, std::span<const Numbered> kinds) {
  for (const Numbered& kind : kinds) {
    const std::string_view digits = text.substr(std::min<std::size_t>(2, text.size()), kind.digits);
    if (!text.substr(1).starts_with(kind.letter) || digits.size() < kind.digits) continue;
    Escape escape{0, 2 + kind.digits};
    for (const char c : digits) {
      const unsigned digit = digit_value(c);
      if (digit > 15) return {};
      escape.code = escape.code << 4U | digit;
    }
    return escape;
  }
  return {};
}

Escape lettered_escape(std::string_view text) {
  for (const Lettered& row : kLettered) {
    const std::uint32_t code = static_cast<unsigned char>(row.meaning);
    if (text.substr(1).starts_with(row.letter)) return {code, 2};
  }
  return {};
}

/// The escape that `text` begins with, or its backslash alone where that may stand for
/// itself.
Escape read_escape(std::string_view text, Notation notation, std::span<const Numbered> kinds) {
  Escape escape = numbered_escape(text, kinds);
  const bool tsv = notation == Notation::Tsv;
  if (escape.size == 0 && tsv) escape = lettered_escape(text);
  if (escape.size == 0 && tsv) {
    throw Error(Errc::BadValue,
                fmt::format("{} begins no escape of TSV; a backslash is written \\\\",
                            quoted(text.substr(0, 4))));
  }
  return escape.size == 0 ? Escape{'\\', 1} : escape;
}

// --- bytes ---------------------------------------------------------------------------------------

/// Bytes on their way into limited room; counts those that do not fit, too.
class Room {
 public:
  explicit Room(std::span<std::byte> to) : to_(to) {}

  void put(unsigned byte) {
    if (count_ < to_.size()) to_[count_] = static_cast<std::byte>(byte);
    ++count_;
  }
  void put(std::string_view bytes) {
    if (count_ < to_.size() && !bytes.empty()) {
      std::memcpy(to_.data() + count_, bytes.data(), std::min(bytes.size(), to_.size() - count_));
    }
    count_ += bytes.size();
  }
  [[nodiscard]] std::size_t count() const { return count_; }

 private:
  std::span<std::byte> to_;
  std::size_t count_ = 0;
};

void read_escaped(std::string_view cell, Notation notation, Room& room) {
  while (!cell.empty()) {
    const std::string_view plain = cell.substr(0, cell.find('\\'));
    room.put(plain);
    cell.remove_prefix(plain.size());
    if (cell.empty()) break;
    const Escape escape = read_escape(cell, notation, kByteEscapes);
    room.put(escape.code);
    cell.remove_prefix(escape.size);
  }
}

void read_hex(std::string_view cell, Room& room) {
  if (cell.size() % 2 != 0) refuse(cell, "does not consist of pairs of hex digits");
  for (std::size_t at = 0; at < cell.size(); at += 2) {
    const unsigned high = digit_value(cell[at]);
    const unsigned low = digit_value(cell[at + 1]);
    if (high > 15 || low > 15) refuse(cell, "does not consist of pairs of hex digits");
    room.put(high << 4U | low);
  }
}

/// The value of each character as a base64 digit; 64: it is none.
constexpr std::array<std::uint8_t, 256> kBase64 = [] {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::array<std::uint8_t, 256> values{};
  values.fill(64);
  for (std::size_t k = 0; k < kDigits.size(); ++k) {
    values[static_cast<unsigned char>(kDigits[k])] = static_cast<std::uint8_t>(k);
  }
  return values;
}();

void read_base64(std::string_view cell, Room& room) {
  std::string_view digits = cell;
  for (int padding = 0; padding < 2 && digits.ends_with('='); ++padding) digits.remove_suffix(1);
  if (cell.size() % 4 != 0) refuse(cell, "is no base64: its length is no multiple of 4");
  std::uint32_t bits = 0;
  unsigned waiting = 0;  // bits that are not written yet
  for (const char c : digits) {
    const unsigned digit = kBase64[static_cast<unsigned char>(c)];
    if (digit == 64) refuse(cell, "is no base64");
    bits = bits << 6U | digit;
    waiting += 6;
    if (waiting < 8) continue;
    waiting -= 8;
    room.put(bits >> waiting & 0xffU);
  }
}

/// [65,66], with spaces wherever they may stand in JSON.
void read_list(std::string_view cell, Room& room) {
  constexpr std::string_view kWhy = "is no list of bytes such as [65,66]";
  const auto trim = [](std::string_view text) {
    const std::size_t first = std::min(text.find_first_not_of(' '), text.size());
    return text.substr(first, text.find_last_not_of(' ') + 1 - first);
  };
  std::string_view rest = trim(cell);
  if (rest.size() < 2 || !rest.starts_with('[') || !rest.ends_with(']')) refuse(cell, kWhy);
  rest = rest.substr(1, rest.size() - 2);
  for (bool more = !trim(rest).empty(); more;) {
    const std::size_t comma = rest.find(',');
    const auto byte = read_integer(trim(rest.substr(0, comma)));
    const bool in_range = byte && byte->fits && byte->magnitude <= (byte->negative ? 0 : 255);
    if (!in_range) refuse(cell, kWhy);
    room.put(static_cast<unsigned>(byte->magnitude));
    more = comma != std::string_view::npos;
    if (more) rest.remove_prefix(comma + 1);
  }
}

}  // namespace

std::size_t read_bytes(std::string_view cell, const CellStyle& style, std::span<std::byte> to) {
  Room room(to);
  if (style.bytes_as == BytesAs::Text) read_escaped(cell, style.notation, room);
  if (style.bytes_as == BytesAs::Hex) read_hex(cell, room);
  if (style.bytes_as == BytesAs::Base64) read_base64(cell, room);
  if (style.bytes_as == BytesAs::List) read_list(cell, room);
  return room.count();
}

std::string read_text(std::string_view cell, Notation notation) {
  std::string text(cell.size(), '\0');  // an escape is longer than what it means
  Room room(std::as_writable_bytes(std::span(text)));
  read_escaped(cell, notation, room);
  text.resize(room.count());
  return text;
}

bool CharacterReader::next(std::uint32_t& code) {
  if (cell_.empty()) return false;
  if (cell_.front() == '\\') {
    const Escape escape = read_escape(cell_, notation_, kCharacterEscapes);
    code = escape.code;
    cell_.remove_prefix(escape.size);
    return true;
  }
  const utf8::Decoded decoded = utf8::decode(cell_);
  if (decoded.size == 0) refuse(cell_, "is not UTF-8");
  code = decoded.code;
  cell_.remove_prefix(decoded.size);
  return true;
}

}  // namespace bview
