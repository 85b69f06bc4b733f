// SPDX-License-Identifier: MIT
// app/explore/keys.hpp - THE TABLE of keys, from which the help of `explore` is made.
//
// A new key is one line of the table (keys.cpp), and what its action does (explorer.cpp).

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace bview {

/// A key that was pressed: a character, or one of these behind all characters.
using Key = std::uint32_t;
enum SpecialKey : Key {
  kUpKey = 0x110000,
  kDownKey,
  kLeftKey,
  kRightKey,
  kPageUpKey,
  kPageDownKey,
  kHomeKey,
  kEndKey,
  kDeleteKey,
};
inline constexpr Key kBackspaceKey = 0x7f;
inline constexpr Key kEnterKey = '\n';
inline constexpr Key kTabKey = '\t';
inline constexpr Key kEscapeKey = 0x1b;
/// Ctrl and a letter.
[[nodiscard]] constexpr Key control_key(char letter) { return static_cast<Key>(letter) & 0x1fU; }

enum class KeyAction : std::uint8_t {
  Up,
  Down,
  Left,
  Right,
  PageUp,
  PageDown,
  RowStart,
  RowEnd,
  First,
  Last,
  OtherPane,
  Jump,
  Follow,
  Back,
  Parts,
  Search,
  SearchNext,
  SearchBack,
  Filter,
  Format,
  StartHere,
  Record,
  Readings,
  Map,
  Edit,
  Unstage,
  Write,
  Redraw,
  Help,
  Close,
  Quit,
};

/// One line of the table.
struct KeyBinding {
  KeyAction action;
  std::string_view keys;  ///< names with blanks between them: "Up k"
  std::string_view does;  ///< for help
};

[[nodiscard]] std::span<const KeyBinding> key_bindings();

/// What a key does where no text is typed.
[[nodiscard]] std::optional<KeyAction> action_of(Key key);

/// The key of that name: "PgDn", "^F", "k".
[[nodiscard]] Key key_named(std::string_view name);

/// The table as text, a line for each action.
[[nodiscard]] std::string keys_text();

}  // namespace bview
