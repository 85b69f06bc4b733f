// SPDX-License-Identifier: MIT
// What is asked on the last line: where to go, what to look for, what an item is.

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include <bview/core/checked.hpp>
#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/syntax/index_expression.hpp>
#include <bview/formats/syntax/needle_text.hpp>
#include <bview/formats/syntax/numbers.hpp>

#include "app/explore/explorer.hpp"
#include "app/explore/part_tree.hpp"
#include "app/explore/pointer.hpp"
#include "app/explore/record_lines.hpp"
#include "app/explore/typed_view.hpp"
#include "app/formula_options.hpp"
#include "app/help/plain_text.hpp"

namespace bview {
namespace {

/// A number of bytes, or a formula, as --offset takes it.
std::int64_t offset_typed(const std::string& text, Document& document) {
  Options options;
  options.operands = document.typed().operands;
  options.read = document.typed().read;
  options.offset = text;
  options.quiet = true;
  if (has_formulas(options)) {
    options.offset = with_numbers(options, document.input()).options.offset;
  }
  const std::int64_t offset = parse_byte_count(*options.offset);
  return offset < 0 ? document.size() + offset : offset;
}

bool begins_number(const std::string& text) {
  constexpr std::string_view kFirst = "0123456789-@($~";
  return text.find('@') != std::string::npos || kFirst.find(text.front()) != std::string_view::npos;
}

}  // namespace

void Explorer::jump() {
  ask({.title = ":", .done = [this](const std::string& text) { go_where(text); }});
}

void Explorer::go_where(const std::string& text) {
  if (text.empty()) return;
  if (text.front() == '[') return go_to_index(text);
  const bool further = text.front() == '+';
  if (!further && !begins_number(text)) return jump_to(place_of_part(document_, text));
  const std::int64_t offset =
      further ? checked_add(offset_, parse_byte_count(text.substr(1))).value_or(-1)
              : offset_typed(text, document_);
  if (offset < 0 || offset >= document_.size()) {
    throw Error(Errc::BadIndex,
                fmt::format("offset {} is not inside of {}, which has {}", text, document_.name(),
                            count_text(document_.size(), "byte")));
  }
  jump_to(offset);
}

/// "[3]" is a line of the table, "[1,2]" an item of a view of more axes.
void Explorer::go_to_index(const std::string& text) {
  std::string inside = text.substr(1);
  if (inside.ends_with(']')) inside.pop_back();
  const Index index = parse_index(inside);
  const auto* const number =
      index.size() == 1 ? std::get_if<std::int64_t>(&index.front()) : nullptr;
  const bool by_line = document_.request().where || !document_.layout().is_fixed();
  if (!by_line) {
    const View found = select(document_.view(), index);
    if (found.size() == 0) throw Error(Errc::BadIndex, fmt::format("{} selects nothing", text));
    return jump_to(found.offset());
  }
  if (number == nullptr || *number < 0) {
    throw Error(Errc::BadIndex, "of these items a number from 0 on is taken: [3]");
  }
  jumps_.push_back(offset_);
  select_item(*number, field_);
}

void Explorer::follow() {
  const auto field = in_table() ? field_here() : std::nullopt;
  const Pointer pointer =
      field ? pointer_in(document_, field->field, field->offset) : pointer_at(document_, offset_);
  jump_to(pointer.offset);
  say(fmt::format("0x{:x} as {}; b goes back", pointer.value,
                  pointer.is_address ? "an address" : "an offset"));
}

// --- parts ---------------------------------------------------------------------------------------

void Explorer::parts() {
  PartTree tree = part_tree(document_);
  open_panel(tree.title, std::move(tree.lines));
  if (!tree.trouble.empty()) warn(tree.trouble);
  panel_->choose = [this, names = std::move(tree.names)](std::size_t line) {
    if (!names[line].empty()) look_at_part(names[line]);
  };
}

void Explorer::look_at_part(const std::string& name) {
  if (document_.staged().size() > 0) {
    throw Error(Errc::BadUsage, "edits are staged; write them by W, or take them back by u");
  }
  lay(view_of_part(document_.typed(), name));
  select_item(0, 0);
}

// --- search --------------------------------------------------------------------------------------

void Explorer::search() {
  const auto field = in_table() ? field_here() : std::nullopt;
  const std::string what = field ? "/" + field->name + " = " : "/";
  ask({.title = what, .done = [this, field](const std::string& text) {
         if (text.empty()) return search_next();
         const bool value = field && parse_needle(text, false).is >= NeedleText::Is::Value;
         const Layout layout = value ? layout_of_value(field->field) : byte_layout();
         try {
           finder_.emplace(text, value ? &layout : nullptr, document_.plain());
         } catch (const Error& error) {
           if (!value) throw;
           throw Error(error.code(), fmt::format("{}; a text stands in quotes", error.what()));
         }
         if (value) {
           finder_->accept = [this, k = field_](std::int64_t offset) {
             const auto n = items_->at(offset);
             if (!n) return true;
             const auto fields = items_->fields(*n);
             return k < fields->size() && items_->offset(*n) + (*fields)[k].offset == offset;
           };
         }
         search_from(offset_ + 1, true);
       }});
}

/// Behind what was found; where the cursor is elsewhere, behind that.
void Explorer::search_next() {
  search_from(offset_ == found_.offset && found_.size > 0 ? offset_ + found_.size : offset_ + 1,
              true);
}
void Explorer::search_back() { search_from(offset_, false); }

/// From a byte to the end and then from the start, or the other way.
void Explorer::search_from(std::int64_t from, bool forwards) {
  if (!finder_) return warn("nothing was searched for yet; / does that");
  const std::int64_t size = document_.size();
  const auto find = [&](std::int64_t begin, std::int64_t end) {
    return forwards ? finder_->first(document_, begin, end, interrupted_)
                    : finder_->last(document_, begin, end, interrupted_);
  };
  auto found = forwards ? find(from, size) : find(0, from);
  const bool around = found && found->size == 0;
  if (around) found = forwards ? find(0, std::min(from, size)) : find(from, size);
  if (!found) return warn("the search was stopped; n goes on from here");
  if (found->size == 0) return warn(fmt::format("{} stands nowhere", quoted(finder_->pattern())));
  found_ = *found;
  jump_to(found_.offset);
  if (around) say(forwards ? "from the start again" : "from the end again");
}

// --- views ---------------------------------------------------------------------------------------

void Explorer::filter() {
  const auto& where = document_.typed().where;
  ask({.title = "where ",
       .text = where.empty() ? "" : where.back(),
       .done = [this](const std::string& text) {
         Options typed = document_.typed();
         typed.where.clear();
         if (!text.empty()) typed.where.push_back(text);
         lay(typed);
         if (items_->known() > 0) return select_item(0, field_);
         warn(items_->are_all() ? "it holds for no item"
                                : "stopped before an item was found; w looks again");
       }});
}

/// The view changes while it is typed, as far as that makes sense.
void Explorer::format() {
  const Options before = document_.typed();
  const auto try_it = [this](const Options& typed) {
    try {
      lay(typed);
    } catch (const Error&) {
      // not yet
    }
  };
  const bool live = before.types.empty();  // a compiler is not asked at every key
  ask({.title = "= ",
       .text = before.format.value_or(""),
       .done =
           [this, before, try_it](const std::string& text) {
             try {
               lay(view_typed(before, text));
               if (text.starts_with('-')) select_item(0, 0);
             } catch (const Error&) {
               try_it(before);
               throw;
             }
           },
       .changed =
           [before, try_it, live](const std::string& text) {
             const bool options = text.starts_with('-');
             if (!live || options || text.empty()) return;
             Options typed = before;
             typed.where.clear();
             typed.format = text;
             try_it(typed);
           },
       .given_up = [try_it, before] { try_it(before); }});
}

void Explorer::start_here() {
  const std::int64_t offset = offset_;
  Options typed = document_.typed();
  if (typed.part) throw Error(Errc::BadUsage, "a part begins where its file says");
  typed.offset = fmt::format("{}", offset);
  typed.length.reset();
  typed.index.clear();
  lay(typed);
  go(offset);
  say(fmt::format("items begin at 0x{:x}", offset));
}

// --- panels --------------------------------------------------------------------------------------

void Explorer::record() {
  if (!has_table()) return readings();
  if (items_->known() == 0) return warn("there is no item");
  open_panel(fmt::format("item {} at 0x{:x}", items_->label(item_), items_->offset(item_)),
             record_lines(document_, *items_, item_));
}

void Explorer::readings() {
  std::vector<std::string> lines{fmt::format("{:<12} {:<32} {}", "type", "little", "big")};
  for (const TypeReading& reading : readings_at(document_, offset_)) {
    lines.push_back(fmt::format("{:<12} {:<32} {}", reading.type, reading.little, reading.big));
  }
  open_panel(fmt::format("the bytes at 0x{:x} as every type", offset_), std::move(lines));
}

void Explorer::map() { shows_map_ = !shows_map_; }

void Explorer::help() {
  open_panel("keys; 'bview help exploring' says more", split(keys_text(), '\n'));
}

void Explorer::close() {
  panel_.reset();
  found_ = {0, 0};
}

bool Explorer::interrupt() {
  if (question_) return false;
  if (prompt_) {
    press(kEscapeKey);
    return true;
  }
  if (document_.staged().size() == 0) return false;
  panel_.reset();
  quit();
  return true;
}

void Explorer::quit() {
  if (panel_) return panel_.reset();
  const std::size_t staged = document_.staged().size();
  if (staged == 0) {
    ended_ = true;
    return;
  }
  question_ = {fmt::format("{} not written; leave without {}? y/n",
                           staged == 1 ? "an edit is" : fmt::format("{} edits are", staged),
                           staged == 1 ? "it" : "them"),
               [this] { ended_ = true; }};
}

}  // namespace bview
