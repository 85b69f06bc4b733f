// SPDX-License-Identifier: MIT

#include "app/explore/keys.hpp"

#include <algorithm>
#include <iterator>

#include <bview/core/utf8.hpp>

#include "app/help/plain_text.hpp"

namespace bview {
namespace {

constexpr KeyBinding kBindings[] = {
    {KeyAction::Up, "Up k", "a line up; in the table an item"},
    {KeyAction::Down, "Down j", "a line down"},
    {KeyAction::Left, "Left h", "a byte to the left; in the table a field"},
    {KeyAction::Right, "Right l", "a byte to the right"},
    {KeyAction::PageUp, "PgUp ^B", "a screen up"},
    {KeyAction::PageDown, "PgDn ^F Space", "a screen down"},
    {KeyAction::RowStart, "Home 0", "the start of the line; the first field"},
    {KeyAction::RowEnd, "End $", "its end; the last field"},
    {KeyAction::First, "g", "the first byte, or item"},
    {KeyAction::Last, "G", "the last; it stays there while the file grows"},
    {KeyAction::OtherPane, "Tab", "from the bytes to the table, and back"},
    {KeyAction::Jump, ":", "go to 0x400, -16, u32le@0x3c, item [3], or a part by its name"},
    {KeyAction::Follow, "f", "go where the field leads: an offset, or an address of a program"},
    {KeyAction::Back, "b ^O", "back to where the last jump was made"},
    {KeyAction::Parts, "p", "the parts of the file as a tree; Enter looks at one"},
    {KeyAction::Search, "/", "search, as 'bview find' does: a text, x\"7f 45\", ~\"v[0-9]+\""},
    {KeyAction::SearchNext, "n", "the next place where it stands"},
    {KeyAction::SearchBack, "N", "the one before"},
    {KeyAction::Filter, "w", "only items for which it holds, as --where; empty: all"},
    {KeyAction::Format, "=", "what an item is, as -f; or options: -f '<I' -s -1,4"},
    {KeyAction::StartHere, "o", "items begin at this byte"},
    {KeyAction::Record, "Enter", "the item under the cursor, each field as shown and as stored"},
    {KeyAction::Readings, "r", "the bytes under the cursor as every type"},
    {KeyAction::Map, "m", "the map of entropy at the right, and away again"},
    {KeyAction::Edit, "e", "stage a new value of the field, or, among bytes, new bytes"},
    {KeyAction::Unstage, "u", "take the last staged edit back"},
    {KeyAction::Write, "W", "write all staged edits as one patch, after a question"},
    {KeyAction::Redraw, "^L", "draw all of the screen anew"},
    {KeyAction::Help, "?", "this list"},
    {KeyAction::Close, "Esc", "close what is open; stop a search"},
    {KeyAction::Quit, "q", "leave"},
};

struct KeyName {
  std::string_view name;
  Key key;
};
constexpr KeyName kKeyNames[] = {
    {"Up", kUpKey},         {"Down", kDownKey},
    {"Left", kLeftKey},     {"Right", kRightKey},
    {"PgUp", kPageUpKey},   {"PgDn", kPageDownKey},
    {"Home", kHomeKey},     {"End", kEndKey},
    {"Delete", kDeleteKey}, {"Tab", kTabKey},
    {"Space", ' '},         {"Enter", kEnterKey},
    {"Esc", kEscapeKey},    {"Backspace", kBackspaceKey},
};

/// Calls `visit` with each word of a line of the table, until it gives true.
template <class Visit>
bool any_name(std::string_view names, const Visit& visit) {
  while (!names.empty()) {
    const std::size_t end = std::min(names.find(' '), names.size());
    if (visit(names.substr(0, end))) return true;
    names.remove_prefix(std::min(end + 1, names.size()));
  }
  return false;
}

}  // namespace

std::span<const KeyBinding> key_bindings() { return kBindings; }

Key key_named(std::string_view name) {
  const auto* const known = std::find_if(std::begin(kKeyNames), std::end(kKeyNames),
                                         [&](const KeyName& each) { return each.name == name; });
  if (known != std::end(kKeyNames)) return known->key;
  if (name.size() == 2 && name.front() == '^') return control_key(name.back());
  return utf8::decode(name).code;
}

std::optional<KeyAction> action_of(Key key) {
  for (const KeyBinding& binding : kBindings) {
    if (any_name(binding.keys, [&](std::string_view name) { return key_named(name) == key; })) {
      return binding.action;
    }
  }
  return std::nullopt;
}

std::string keys_text() {
  Rows rows;
  for (const KeyBinding& binding : kBindings) rows.add(std::string(binding.keys), binding.does);
  return rows.text();
}

}  // namespace bview
