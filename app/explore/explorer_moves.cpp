// SPDX-License-Identifier: MIT
// How the cursor moves: among bytes, or among items and their fields.

#include <algorithm>

#include <bview/core/checked.hpp>

#include "app/explore/explorer.hpp"

namespace bview {
namespace {

constexpr std::size_t kMostJumps = 256;  // that can be taken back

/// The first line on the screen such that line `at` is on it.
std::int64_t top_for(std::int64_t at, std::int64_t top, std::int64_t lines) {
  lines = std::max<std::int64_t>(lines, 1);
  if (at >= top && at - top < lines) return top;
  if (at == top - 1) return at;
  if (at == top + lines) return top + 1;
  return std::max<std::int64_t>(0, at - lines / 3);  // with something in front of it
}

}  // namespace

bool Explorer::has_table() const {
  return document_.typed().format || document_.plain().format || !document_.typed().where.empty();
}

void Explorer::up() { in_table() ? move_items(-1) : move_bytes(-plan().per_line); }
void Explorer::down() { in_table() ? move_items(1) : move_bytes(plan().per_line); }

void Explorer::left() {
  if (!in_table()) return move_bytes(-1);
  if (field_ > 0) select_item(item_, field_ - 1);
}

void Explorer::right() {
  if (!in_table()) return move_bytes(1);
  select_item(item_, field_ + 1);
}

void Explorer::page_up() {
  const ScreenPlan now = plan();
  in_table() ? move_items(-std::max(now.table.rows - 1, 1))
             : move_bytes(-std::int64_t{std::max(now.bytes.rows, 1)} * now.per_line);
}

void Explorer::page_down() {
  const ScreenPlan now = plan();
  in_table() ? move_items(std::max(now.table.rows - 1, 1))
             : move_bytes(std::int64_t{std::max(now.bytes.rows, 1)} * now.per_line);
}

void Explorer::row_start() {
  if (in_table()) return select_item(item_, 0);
  go(offset_ - offset_ % plan().per_line);
}

void Explorer::row_end() {
  constexpr std::size_t kBehindAll = 1U << 30U;
  if (in_table()) return select_item(item_, kBehindAll);
  const int per_line = plan().per_line;
  go(offset_ - offset_ % per_line + per_line - 1);
}

void Explorer::first() {
  if (in_table()) return select_item(0, field_);
  jump_to(0);
}

void Explorer::last() {
  if (in_table()) {
    while (!items_->are_all() && items_->reach(items_->known(), interrupted_)) {
    }
    select_item(std::max<std::int64_t>(items_->known() - 1, 0), field_);
    const std::string trouble = items_->trouble();
    if (!items_->are_all() || !trouble.empty()) {
      warn(trouble.empty() ? "stopped; the same key goes on" : trouble);
    }
  } else {
    jump_to(document_.size() - 1);
  }
  stays_at_end_ = true;
}

void Explorer::other_pane() {
  if (!has_table()) return warn("there is no table without a format: = says what an item is");
  in_table_ = !in_table_;
  if (in_table_) select_item(item_, field_);
  show_cursor();
}

void Explorer::back() {
  if (jumps_.empty()) return warn("no jump was made that b could take back");
  const std::int64_t offset = jumps_.back();
  jumps_.pop_back();
  go(offset);
}

void Explorer::move_bytes(std::int64_t distance) {
  const std::int64_t wanted = checked_add(offset_, distance).value_or(document_.size());
  // In the column where it is, if there is a line above or below.
  if (wanted < 0 || wanted >= document_.size()) {
    const std::int64_t per_line = plan().per_line;
    if (distance == 1 || distance == -1) return;
    if (distance == -per_line) return;
    if (wanted < 0) return go(offset_ % per_line);
    return go(document_.size() - 1);
  }
  go(wanted);
}

void Explorer::move_items(std::int64_t distance) {
  select_item(std::max<std::int64_t>(0, item_ + distance), field_);
}

/// Puts the cursor on a byte.
void Explorer::go(std::int64_t offset) {
  offset_ = std::clamp<std::int64_t>(offset, 0, std::max<std::int64_t>(document_.size() - 1, 0));
  find_item();
  show_cursor();
}

/// The same, so that it can be gone back.
void Explorer::jump_to(std::int64_t offset) {
  if (jumps_.size() == kMostJumps) jumps_.erase(jumps_.begin());
  jumps_.push_back(offset_);
  go(offset);
}

/// Puts the cursor on a field of item n, or of the last there is in front of it.
void Explorer::select_item(std::int64_t n, std::size_t field) {
  const bool there = items_->reach(n, interrupted_);
  if (!there && !items_->trouble().empty()) warn(items_->trouble());
  if (!there && !items_->are_all() && items_->trouble().empty())
    warn("stopped; the same key goes on");
  item_ = std::min(n, std::max<std::int64_t>(items_->known() - 1, 0));
  if (items_->known() == 0) return show_cursor();
  const auto fields = items_->fields(item_);
  field_ = std::min(field, fields->empty() ? 0 : fields->size() - 1);
  offset_ = items_->offset(item_) + (fields->empty() ? 0 : (*fields)[field_].offset);
  show_cursor();
}

/// The item that the byte under the cursor is in.
void Explorer::find_item() {
  const auto at = items_->at(offset_);
  if (!at) return;
  item_ = *at;
  const auto fields = items_->fields(item_);
  const std::int64_t inside = offset_ - items_->offset(item_);
  const auto holds = [&](std::size_t k) {
    const ItemField& field = (*fields)[k];
    return inside >= field.offset && inside - field.offset < field.field.value_size();
  };
  if (field_ < fields->size() && holds(field_)) return;  // others may share the byte
  for (std::size_t k = 0; k < fields->size(); ++k) {
    if (holds(k)) {
      field_ = k;
      return;
    }
  }
  field_ = std::min(field_, fields->empty() ? 0 : fields->size() - 1);
}

/// Scrolls to where the cursor is.
void Explorer::show_cursor() {
  const ScreenPlan now = plan();
  top_ = top_for(offset_ / now.per_line, top_ / now.per_line, now.bytes.rows) * now.per_line;
  table_top_ = top_for(item_, table_top_, now.table.rows - 1);
}

std::optional<CursorField> Explorer::field_here() {
  if (!has_table() || items_->known() == 0) return std::nullopt;
  const auto fields = items_->fields(item_);
  if (field_ >= fields->size()) return std::nullopt;
  const ItemField& field = (*fields)[field_];
  CursorField here{field.name, field.field, items_->offset(item_) + field.offset};
  const Extent extent = here.extent();
  const bool inside = offset_ >= extent.offset && offset_ - extent.offset < extent.size;
  return inside || in_table() ? std::optional(std::move(here)) : std::nullopt;
}

}  // namespace bview
