// SPDX-License-Identifier: MIT
// Walking: where the values of a node lie, one or many.

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include <bview/core/checked.hpp>
#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/core/walk.hpp>

namespace bview {
namespace {

constexpr std::int64_t kUngiven = -1;

/// Values of no bytes can be as many as anybody likes; so many are enough.
constexpr std::int64_t kMostEmpty = 1 << 16;

std::int64_t unit_of(const PlanNode& node) { return info(node.field.type).size; }

bool holds_text(const PlanNode& node) {
  return !node.field.record && info(node.field.type).count_is_length();
}

}  // namespace

/// The same where they are not, or are being made: shortfall() tells, or the body around is too
/// short.
bool Walker::need_more(std::int64_t bytes) {
  if (bytes > limit_ - at_ && bounded_) {
    const bool all = area_.reach && limit_ == area_.reach->end;
    detail::refuse_record(fmt::format("{} {} needed at offset {}, and {} ends at {}",
                                      count_text(bytes, "byte"), bytes == 1 ? "is" : "are", at_,
                                      all ? area_.reach->name : "what is around", limit_));
  }
  if (maker_ != nullptr) maker_->make_room(at_, bytes);
  if (has(bytes)) return true;
  shortfall_ = {node_->label, at_, bytes};
  return false;
}

/// How often so many bytes fit in what is left.
std::int64_t Walker::left(const PlanNode& node, std::int64_t unit) const {
  return maker_ != nullptr && !bounded_ ? maker_->given(node) : (limit_ - at_) / unit;
}

/// What a formula gives here. Most are the name of a field.
std::int64_t Walker::number(const Formula& formula) {
  if (formula.column) {
    const Place& place = frame_->places[*formula.column];
    std::int64_t number = 0;
    if (load_plain(place, number)) return number;
  }
  return evaluate(formula, *this);
}

std::int64_t Walker::amount(const Amount& amount, const PlanNode& node, const char* what) {
  if (!amount.formula) return amount.number;
  const std::int64_t number = this->number(*amount.formula);
  if (number < 0) {
    detail::refuse_record(fmt::format("there cannot be {} {}{}", number, what,
                                      node.label.empty() ? "" : fmt::format(" of {}", node.label)));
  }
  return number;
}

/// What has a counter, where that is an integer and all that it counts is there; what is not so is
/// left to walk_node(), which tells what is wrong with it.
bool Walker::walk_counted(const PlanNode& node) {
  Place* const places = frame_->places.data();
  const Place& counter = places[*node.counter];
  std::int64_t count = 0;
  if (!load_plain(counter, count) || count < 0) return false;
  const auto bytes = checked_mul(count, node.unit_size);
  if (!bytes || !has(*bytes)) return false;
  take_steps(1);
  node_ = &node;
  if (node.op == PlanNode::Op::Value) {
    const bool array = node.repeat == PlanNode::Repeat::Shape;
    const std::int64_t length = array ? node.length.number : count;
    places[node.column] = {
        &node,  at_,           *bytes, array ? count : 1, length, frame_->lengths.size(),
        limit_, order_of(node)};
    if (array) frame_->lengths.push_back(count);
  }
  at_ += *bytes;
  return true;
}

bool Walker::walk_value(const PlanNode& node) {
  // A value that is being read is not there yet: it has its node when it is whole.
  Place& place = frame_->places[node.column];
  place.node = nullptr;
  at_ -= node.back;
  place.offset = at_;
  place.count = 1;
  place.length = node.length.number;
  place.lengths = frame_->lengths.size();
  place.limit = limit_;
  place.order = order_of(node);
  if (node.plain_size >= 0) {
    place.size = node.plain_size;
    if (!need(node.plain_size)) return false;
    place.node = &node;
    if (maker_ != nullptr) maker_->put(node, place, {});
    at_ += node.plain_size;
    return true;
  }
  const bool open = node.repeat == PlanNode::Repeat::Rest || node.repeat == PlanNode::Repeat::Until;
  if (open) frame_->lengths.push_back(0);
  std::int64_t most = 1;
  for (const Amount& length : node.shape) {
    frame_->lengths.push_back(amount(length, node, "values"));
    const auto count = checked_mul(place.count, frame_->lengths.back());
    if (!count) detail::refuse_record("it has more than 2^63-1 values");
    place.count = *count;
    most = std::max(most, place.count);
  }
  if (open && place.count == 0) detail::refuse_record("values of 0 bytes would repeat for ever");
  const bool rest = node.takes_rest || node.repeat == PlanNode::Repeat::Rest;
  if (rest && is_open() && maker_ == nullptr) {
    shortfall_ = {node.label, at_, kUngiven};
    return false;
  }
  const bool each = node.repeat == PlanNode::Repeat::Until || !node.has_plain_values();
  if (!(each ? walk_each(node, place) : walk_plain(node, place))) return false;
  place.size = at_ - place.offset;
  // Of (n,0) there are n brackets to be printed, and of {n}0s as many texts.
  if (place.size == 0 && most > kMostEmpty) {
    detail::refuse_record(fmt::format("there cannot be {} values of 0 bytes", most));
  }
  if (open) {
    std::int64_t inner = 1;
    for (std::size_t k = 0; k < node.shape.size(); ++k) {
      inner *= frame_->lengths[place.lengths + 1 + k];
    }
    frame_->lengths[place.lengths] = place.count / inner;
  }
  if (maker_ != nullptr) {
    const auto shape = std::span(frame_->lengths).subspan(place.lengths);
    each ? maker_->finish(node, shape) : maker_->put(node, place, shape);
  }
  place.node = &node;
  return true;
}

/// Values that lie one behind the other, all of one size.
bool Walker::walk_plain(const PlanNode& node, Place& place) {
  if (node.field.is_stretch()) return walk_stretch(node, place);
  std::int64_t size = node.field.record ? node.field.record->itemsize : unit_of(node);
  if (holds_text(node)) {
    place.length = node.takes_rest ? left(node, size) : amount(node.length, node, "units");
    const auto bytes = checked_mul(size, place.length);
    if (!bytes) detail::refuse_record("it is larger than 2^63-1 bytes");
    size = *bytes;
  }
  if (node.repeat == PlanNode::Repeat::Rest) {
    const auto step = checked_mul(size, place.count);
    if (!step) detail::refuse_record("it is larger than 2^63-1 bytes");
    if (*step == 0) detail::refuse_record("values of 0 bytes would repeat for ever");
    place.count *= left(node, *step);
  }
  const auto bytes = checked_mul(size, place.count);
  if (!bytes) detail::refuse_record("it is larger than 2^63-1 bytes");
  if (!need(*bytes)) return false;
  at_ += *bytes;
  return true;
}

/// Values that lie one behind the other, bit by bit.
bool Walker::walk_stretch(const PlanNode& node, Place& place) {
  constexpr std::int64_t kByte = 8;
  const BitRange& bits = *node.field.bits;
  if (node.repeat == PlanNode::Repeat::Rest) {
    const auto row = checked_mul(place.count, bits.width);
    const auto left = checked_mul(limit_ - at_, kByte);
    if (!row || !left) detail::refuse_record("it is larger than 2^63-1 bits");
    place.count *= *left / *row;
  }
  const auto size = checked_mul(place.count, bits.width);
  const auto end = size ? checked_add(*size, bits.offset) : std::nullopt;
  if (!end) detail::refuse_record("it is larger than 2^63-1 bits");
  if (!need(bytes_of_bits(*end))) return false;
  at_ += bytes_of_bits(*end);
  return true;
}

/// Values that have to be looked at one after another.
bool Walker::walk_each(const PlanNode& node, Place& place) {
  const bool counted =
      node.repeat == PlanNode::Repeat::Once || node.repeat == PlanNode::Repeat::Shape;
  const std::int64_t inner = counted ? 1 : place.count;
  const std::int64_t count = place.count;
  place.length = holds_text(node) && node.coding == PlanNode::Coding::Plain
                     ? amount(node.length, node, "units")
                     : 1;
  const bool until = node.repeat == PlanNode::Repeat::Until;
  const std::int64_t given = maker_ == nullptr || counted ? kUngiven : maker_->given(node) * inner;
  if (given != kUngiven && node.has_plain_values() && !make_plain(node, place, given)) return false;
  if (until && given == 0) detail::refuse_record("no value that is given ends it");
  std::int64_t k = 0;
  const auto goes_on = [&] {
    if (counted) return k < count;
    if (given != kUngiven && (until || !bounded_)) return k < given;
    return until || at_ < limit_;
  };
  while (goes_on()) {
    const std::int64_t before = at_;
    take_steps(1);
    if (!walk_one(node, place, k)) return false;
    ++k;
    if (at_ == before && (!counted || count > kMostEmpty)) {
      detail::refuse_record("values of 0 bytes would repeat for ever");
    }
    if (until && k % inner == 0 && ends(node, place, before)) break;
    if (until && k == given) detail::refuse_record("no value that is given ends it");
  }
  node_ = &node;
  if (k % inner != 0) {
    detail::refuse_record(fmt::format("the last of its rows has {} and not {}",
                                      count_text(k % inner, "value"), inner));
  }
  place.count = k;
  return true;
}

/// All values that are given, where each is going to be looked at.
bool Walker::make_plain(const PlanNode& node, const Place& place, std::int64_t count) {
  Place made = place;
  made.count = count;
  const std::int64_t unit = node.field.record ? node.field.record->itemsize : unit_of(node);
  const auto one = checked_mul(unit, place.length);
  const auto bytes = one ? checked_mul(*one, count) : std::nullopt;
  if (!bytes) detail::refuse_record("it is larger than 2^63-1 bytes");
  if (!need(*bytes)) return false;
  std::vector<std::int64_t> shape(
      frame_->lengths.begin() + static_cast<std::ptrdiff_t>(place.lengths), frame_->lengths.end());
  shape.front() = count / std::max<std::int64_t>(1, place.count);
  maker_->put(node, made, shape);
  return true;
}

/// The k-th value, which begins here.
bool Walker::walk_one(const PlanNode& node, Place& place, std::int64_t k) {
  node_ = &node;
  if (node.coding != PlanNode::Coding::Plain) {
    Coded coded{};
    if (maker_ != nullptr) maker_->put_coded(node, k, at_);
    if (!decode(node, at_, coded)) return false;
    at_ = coded.end;
    return true;
  }
  if (!node.field.record || node.field.record->is_fixed()) {
    const auto bytes =
        checked_mul(place.length, node.field.record ? node.field.record->itemsize : unit_of(node));
    if (!bytes) detail::refuse_record("it is larger than 2^63-1 bytes");
    if (!need(*bytes)) return false;
    at_ += *bytes;
    return true;
  }
  Frame& frame = frame_at(depth_ + 1, *node.field.record, frame_);
  frame.index = k;
  if (maker_ == nullptr) return walk_frame(frame);
  maker_->enter(node, k);
  const bool whole = walk_frame(frame);
  maker_->leave();
  return whole;
}

/// Whether the value that begins at `from` is the last one.
bool Walker::ends(const PlanNode& node, const Place& place, std::int64_t from) {
  if (node.field.record && !node.field.record->is_fixed()) {
    Frame* const around = std::exchange(frame_, frames_[depth_ + 1].get());
    const bool last = number(*node.until) != 0;
    frame_ = around;
    return last;
  }
  last_value_ = {&node, &place, from};
  return number(*node.until) != 0;
}

/// Finds the end of a coded value that begins at `from`, and its number.
bool Walker::decode(const PlanNode& node, std::int64_t from, Coded& coded) {
  const std::int64_t end = std::min(limit_, area_.bytes.size);
  const auto missing = [&](std::int64_t bytes) {
    at_ = from;
    return need(bytes);
  };
  coded = {from, 0, from, 0};
  if (from >= end) return missing(1);
  if (node.coding == PlanNode::Coding::Ended) {
    const std::string_view text(reinterpret_cast<const char*>(at(from)),
                                static_cast<std::size_t>(end - from));
    std::size_t found = text.find(node.bytes);
    // An end of several bytes that are units begins at a unit.
    while (found != std::string_view::npos && found % node.unit != 0) {
      found = text.find(node.bytes, found + 1);
    }
    if (found == std::string_view::npos) {
      if (bounded_ || area_.is_whole)
        detail::refuse_record(fmt::format("the text at offset {} has no end", from));
      return missing(end - from + 1);
    }
    coded.size = static_cast<std::int64_t>(found);
    coded.end = from + coded.size + std::ssize(node.bytes);
    return true;
  }
  std::optional<CodedNumber> number;
  try {
    number = decode_number(node.number, {at(from), static_cast<std::size_t>(end - from)});
  } catch (const Error& error) {
    detail::refuse_record(fmt::format("the number at offset {} {}", from, error.what()));
  }
  if (!number) return missing(end - from + 1);
  coded = {from, number->size, from + number->size, number->number};
  return true;
}

Walker::Coded Walker::coded(const Place& place, std::int64_t k) {
  const bool known = coded_.node == place.node && coded_.begin == place.offset &&
                     coded_.limit == place.limit && coded_.k <= k;
  if (!known) coded_ = {place.node, place.offset, place.limit, 0, coded_at(place, place.offset)};
  for (; coded_.k < k; ++coded_.k) coded_.value = coded_at(place, coded_.value.end);
  return coded_.value;
}

Walker::Coded Walker::coded_at(const Place& place, std::int64_t offset) {
  Coded coded{};
  ++decoded_;
  const std::int64_t limit = std::exchange(limit_, place.limit);
  const bool bounded = std::exchange(bounded_, true);
  static_cast<void>(decode(*place.node, offset, coded));
  limit_ = limit;
  bounded_ = bounded;
  return coded;
}

const Place* Walker::find_place(const Frame& frame, const ColumnPath& path) {
  const Frame* holder = &frame;
  for (std::size_t k = 0;; ++k) {
    const Place& place = holder->places[path.columns[k]];
    if (place.is_absent()) return nullptr;
    if (k + 1 == path.columns.size()) return &place;
    holder = &element(*holder, place, 0);
  }
}

}  // namespace bview
