// SPDX-License-Identifier: MIT

#include "app/explore/explorer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include <bview/core/error.hpp>
#include <bview/core/utf8.hpp>

#include "app/help/plain_text.hpp"

namespace bview {
namespace {

/// Where the character in front of a place begins.
std::size_t character_before(std::string_view text, std::size_t at) {
  if (at == 0) return 0;
  do --at;
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xc0U) == 0x80);
  return at;
}

std::size_t behind_character(std::string_view text, std::size_t at) {
  return std::min(text.size(), at + std::max<std::size_t>(utf8::decode(text.substr(at)).size, 1));
}

}  // namespace

Explorer::Explorer(const Options& typed, Interrupted interrupted)
    : interrupted_(std::move(interrupted)), document_(typed), items_(items_of(document_)) {
  select_item(0, 0);
  if (!typed.offset && !typed.part && !has_table()) go(0);
}

void Explorer::resize(int rows, int columns) {
  rows_ = std::max(rows, 1);
  columns_ = std::max(columns, 1);
  show_cursor();
}

void Explorer::press(Key key) {
  message_ = {};
  try {
    if (question_) return answer(key);
    if (prompt_) return type(key);
    const auto action = action_of(key);
    if (panel_ && action != KeyAction::Quit && action != KeyAction::Close) return scroll_panel(key);
    if (action) return act(*action);
    warn("no such key; ? lists them");
  } catch (const Error& error) {
    warn(error.what());
  } catch (const std::bad_alloc&) {
    warn("out of memory");
  }
}

void Explorer::act(KeyAction action) {
  using Does = void (Explorer::*)();
  // In the order of KeyAction.
  static constexpr Does kActions[] = {
      &Explorer::up,          &Explorer::down,        &Explorer::left,       &Explorer::right,
      &Explorer::page_up,     &Explorer::page_down,   &Explorer::row_start,  &Explorer::row_end,
      &Explorer::first,       &Explorer::last,        &Explorer::other_pane, &Explorer::jump,
      &Explorer::follow,      &Explorer::back,        &Explorer::parts,      &Explorer::search,
      &Explorer::search_next, &Explorer::search_back, &Explorer::filter,     &Explorer::format,
      &Explorer::start_here,  &Explorer::record,      &Explorer::readings,   &Explorer::map,
      &Explorer::edit,        &Explorer::unstage,     &Explorer::write,      &Explorer::redraw,
      &Explorer::help,        &Explorer::close,       &Explorer::quit,
  };
  static_assert(std::size(kActions) == static_cast<std::size_t>(KeyAction::Quit) + 1);
  stays_at_end_ = false;
  (this->*kActions[static_cast<std::size_t>(action)])();
}

void Explorer::answer(Key key) {
  const Question asked = *std::exchange(question_, std::nullopt);
  if (key == 'y' || key == 'Y') asked.yes();
}

void Explorer::type(Key key) {
  std::string& text = prompt_->text;
  std::size_t& at = prompt_->at;
  const std::string before = text;
  switch (key) {
    case kEscapeKey:
    case control_key('C'): {
      const Prompt given_up = *std::exchange(prompt_, std::nullopt);
      if (given_up.given_up) given_up.given_up();
      return;
    }
    case kEnterKey:
    case '\r': {
      const Prompt typed = *std::exchange(prompt_, std::nullopt);
      return typed.done(typed.text);
    }
    case kLeftKey:
      at = character_before(text, at);
      break;
    case kRightKey:
      at = behind_character(text, at);
      break;
    case kHomeKey:
    case control_key('A'):
      at = 0;
      break;
    case kEndKey:
    case control_key('E'):
      at = text.size();
      break;
    case kDeleteKey:
      text.erase(at, behind_character(text, at) - at);
      break;
    case control_key('U'):
      text.erase(0, at);
      at = 0;
      break;
    case kBackspaceKey:
    case control_key('H'): {
      const std::size_t from = character_before(text, at);
      text.erase(from, at - from);
      at = from;
      break;
    }
    default: {
      constexpr std::size_t kLongest = 4096;
      if (key < 0x20 || key > 0x10ffff || text.size() >= kLongest) return;
      std::array<char, 4> encoded{};
      const char* const end = utf8::encode(key, encoded.data());
      const auto size = static_cast<std::size_t>(end - encoded.data());
      text.insert(at, encoded.data(), size);
      at += size;
    }
  }
  if (prompt_->changed && text != before) prompt_->changed(std::string(text));
}

void Explorer::scroll_panel(Key key) {
  Panel& panel = *panel_;
  const std::size_t page = static_cast<std::size_t>(std::max(rows_ - 3, 1));
  const std::size_t last = panel.lines.empty() ? 0 : panel.lines.size() - 1;
  const auto action = action_of(key);
  if (action == KeyAction::Up) panel.at -= std::min<std::size_t>(panel.at, 1);
  if (action == KeyAction::Down) panel.at = std::min(panel.at + 1, last);
  if (action == KeyAction::PageUp) panel.at -= std::min(panel.at, page);
  if (action == KeyAction::PageDown) panel.at = std::min(panel.at + page, last);
  if (action == KeyAction::First || action == KeyAction::RowStart) panel.at = 0;
  if (action == KeyAction::Last || action == KeyAction::RowEnd) panel.at = last;
  if (key != kEnterKey || panel.lines.empty()) return;
  const Panel chosen = *std::exchange(panel_, std::nullopt);
  if (chosen.choose) chosen.choose(chosen.at);
}

void Explorer::ask(Prompt prompt) {
  prompt.at = prompt.text.size();
  prompt_ = std::move(prompt);
}

void Explorer::open_panel(std::string title, std::vector<std::string> lines) {
  panel_ = Panel{std::move(title), std::move(lines)};
}

/// The items of the view that is laid; the cursor stays on the byte where it is.
void Explorer::remake_items(std::int64_t known) {
  items_ = items_of(document_);
  table_columns_ = {};
  map_ = {};
  offset_ = std::clamp<std::int64_t>(offset_, 0, std::max<std::int64_t>(document_.size() - 1, 0));
  static_cast<void>(items_->reach(known, interrupted_));
  item_ = std::clamp<std::int64_t>(item_, 0, std::max<std::int64_t>(items_->known() - 1, 0));
  find_item();
  in_table_ = in_table_ && has_table();
  show_cursor();
}

/// Lays another view, if that can be done.
void Explorer::lay(const Options& typed) {
  const Options before = document_.typed();
  document_.lay(typed);
  try {
    remake_items();
  } catch (const Error&) {
    document_.lay(before);
    remake_items();
    throw;
  }
  if (in_table() && items_->known() > 0) select_item(item_, field_);
}

bool Explorer::tick() {
  try {
    const std::int64_t before = document_.size();
    const auto inode = document_.inode();
    if (!document_.look_again()) return false;
    remake_items(item_);
    if (document_.inode() != inode) say("another file has its name now, which is shown");
    if (document_.size() == before) return true;
    say(fmt::format("the file has {} bytes now, and had {}", document_.size(), before));
    if (stays_at_end_) {
      last();
      stays_at_end_ = true;
    }
    show_cursor();
  } catch (const Error& error) {
    warn(error.what());
  }
  return true;
}

}  // namespace bview
