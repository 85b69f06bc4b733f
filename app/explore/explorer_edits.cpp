// SPDX-License-Identifier: MIT
// Edits: staged as they are typed, shown, and written together when that is asked for.

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include <bview/core/error.hpp>
#include <bview/core/patch.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/syntax/needle_text.hpp>
#include <bview/formats/text/reading_cells.hpp>

#include "app/explore/explorer.hpp"
#include "app/explore/pointer.hpp"
#include "app/values.hpp"

namespace bview {
namespace {

/// "de ad be ef", or a text in quotes.
std::vector<std::byte> bytes_typed(const std::string& text) {
  const bool quoted_text = text.find('"') != std::string::npos || text.starts_with("'");
  const NeedleText needle = parse_needle(quoted_text ? text : "x\"" + text + '"', false);
  const auto& mask = needle.pattern.mask;
  const bool exact =
      needle.is == NeedleText::Is::Pattern &&
      std::all_of(mask.begin(), mask.end(), [](std::byte each) { return each == std::byte{0xff}; });
  if (exact) return needle.pattern.value;
  throw Error(Errc::BadValue, "bytes are hex digits, de ad be ef, or a text in quotes, \"boot\"");
}

std::vector<std::byte> copied(std::span<const std::byte> bytes) {
  return {bytes.begin(), bytes.end()};
}

}  // namespace

void Explorer::edit() {
  document_.require_writable();
  if (document_.size() == 0) return warn("there is no byte to edit");
  if (!in_table()) {
    ask({.title = fmt::format("bytes at 0x{:x}: ", offset_),
         .done = [this, offset = offset_](const std::string& text) {
           if (!text.empty()) edit_bytes(text, offset);
         }});
    return;
  }
  const auto field = field_here();
  if (!field) return warn("there is no field here");
  ask({.title = field->name + " = ",
       .text = value_text(document_, field->field, field->offset),
       .done = [this, at = *field](const std::string& text) { edit_value(text, at); }});
}

void Explorer::edit_bytes(const std::string& text, std::int64_t offset) {
  StagedEdits::Change change{offset, {}, bytes_typed(text)};
  change.before.resize(change.after.size());
  if (document_.read(offset, change.before) < std::ssize(change.after)) {
    throw Error(Errc::BadValue, fmt::format("{} from 0x{:x} on reach behind the end of the file, "
                                            "which no edit makes longer",
                                            count_text(std::ssize(change.after), "byte"), offset));
  }
  if (change.before == change.after) return say("these bytes stand there already");
  document_.staged().add({std::move(change)});
}

/// As 'bview patch' writes a value: what it is, which bytes it changes, what readings make of it.
void Explorer::edit_value(const std::string& text, const CursorField& at) {
  const Layout layout = layout_of_value(at.field);
  std::vector<std::byte> item;
  pack(std::span(&text, 1), layout, document_.plain(),
       [&](std::span<const std::byte> bytes) { item = copied(bytes); });
  std::vector<std::byte> before(static_cast<std::size_t>(layout.itemsize));
  if (document_.read(at.offset, before) < std::ssize(before)) {
    throw Error(Errc::File, "the field is behind the end of the file, which has become shorter");
  }
  const Buffer old = Buffer::own(std::move(before));
  const PatchPlan plan(View::contiguous(old.bytes(), layout.itemsize, {1}), layout,
                       Buffer::own(std::move(item)), PatchBytes::Values, {}, settle_value);
  std::vector<StagedEdits::Change> changes;
  plan.edits()([&](const Edit& edit) {
    if (edit.new_bytes.empty()) return;
    changes.push_back({at.offset + edit.offset, copied(edit.old_bytes), copied(edit.new_bytes)});
  });
  if (changes.empty()) return say("it has this value already");
  document_.staged().add(std::move(changes));
}

void Explorer::unstage() {
  if (document_.staged().size() == 0) return warn("no edit is staged");
  go(document_.staged().take_back());
}

void Explorer::write() {
  const StagedEdits& staged = document_.staged();
  if (staged.bytes() == 0) return warn("nothing is staged that would change the file");
  question_ = {fmt::format("write {}, {}, to {}{}? y/n",
                           count_text(static_cast<std::int64_t>(staged.size()), "edit"),
                           count_text(staged.bytes(), "byte"), document_.name(),
                           document_.has_checksum() ? ", whose checksum will be wrong" : ""),
               [this] {
                 const std::int64_t bytes = document_.staged().bytes();
                 document_.write();
                 remake_items();
                 say(fmt::format("changed {} in {}; 'bview undo' takes it back",
                                 count_text(bytes, "byte"), document_.name()));
               }};
}

}  // namespace bview
