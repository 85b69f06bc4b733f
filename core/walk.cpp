// SPDX-License-Identifier: MIT
// Walking: what a plan says about the bytes of one record.

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <limits>
#include <utility>

#include <bview/core/checked.hpp>
#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/core/walk.hpp>

namespace bview {
namespace {

constexpr std::int64_t kUnknown = -1;

/// Steps that a record may take: files that lead in circles end, large records do not.
std::int64_t steps_for(std::int64_t bytes) {
  constexpr std::int64_t kLeast = 1 << 20;
  constexpr std::int64_t kPerByte = 16;
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
  return bytes > (kMost - kLeast) / kPerByte ? kMost : kLeast + bytes * kPerByte;
}

}  // namespace

void detail::refuse_record(std::string why) { throw Error(Errc::BadValue, std::move(why)); }

Walker::Walker(const Layout& layout, const WalkArea& area, RecordMaker* maker)
    : layout_(layout), area_(area), maker_(maker) {}
Walker::~Walker() = default;

const Frame* Walker::walk(std::int64_t offset, std::int64_t n) {
  depth_ = 0;
  nesting_ = 0;
  frame_ = nullptr;
  at_ = offset;
  limit_ = area_.end;
  bounded_ = false;
  steps_ = steps_for(area_.bytes.size);
  order_ = ByteOrder::Little;
  node_ = nullptr;
  Frame& frame = frame_at(0, layout_, nullptr);
  frame.index = n;
  try {
    return walk_frame(frame) ? &frame : nullptr;
  } catch (const Error& error) {
    throw at_record(frame, error);
  }
}

Error Walker::at_record(const Frame& frame, const Error& error) const {
  const std::string field =
      node_ != nullptr && !node_->label.empty() ? fmt::format(", {}", node_->label) : "";
  const std::string place = maker_ == nullptr ? fmt::format(" at offset {}", frame.begin) : "";
  return Error(error.code() == Errc::BadValue ? Errc::BadShape : error.code(),
               fmt::format("record {}{}{}: {}", frame.index, place, field, error.what()));
}

Frame& Walker::frame_at(std::size_t depth, const Layout& layout, const Frame* outer) {
  while (frames_.size() <= depth) frames_.push_back(std::make_unique<Frame>());
  Frame& frame = *frames_[depth];
  frame.layout = &layout;
  frame.outer = outer;
  frame.depth = depth;
  frame.begin = at_;
  frame.end = at_;
  frame.limit = limit_;
  frame.order = order_;
  frame.place = nullptr;
  frame.serial = ++serial_;
  // Of a place that is absent nothing else is looked at.
  if (const std::size_t columns = layout.plan->columns.size(); frame.places.size() != columns) {
    frame.places.resize(columns);
  }
  for (Place& place : frame.places) place.node = nullptr;
  frame.lengths.clear();
  return frame;
}

bool Walker::walk_frame(Frame& frame) {
  if (++nesting_ > kMaxDepth) {
    nesting_ = 0;
    detail::refuse_record(fmt::format("records lie in one another {} deep at most", kMaxDepth));
  }
  Frame* const around = std::exchange(frame_, &frame);
  const ByteOrder order = order_;
  const std::size_t depth = std::exchange(depth_, frame.depth);
  const bool whole = walk_nodes(frame.layout->plan->nodes);
  frame.end = at_;
  frame_ = around;
  order_ = order;
  depth_ = depth;
  --nesting_;
  return whole;
}

bool Walker::walk_nodes(const std::vector<PlanNode>& nodes) {
  const PlanNode* const end = nodes.data() + nodes.size();
  for (const PlanNode* node = nodes.data(); node != end;) {
    // What is not there whole, or is being made, is walked value by value.
    if (node->run > 0 && maker_ == nullptr && has(node->run_size)) {
      node = walk_run(node);
    } else if (node->counter && maker_ == nullptr && walk_counted(*node)) {
      ++node;
    } else if (!walk_node(*node++)) {
      return false;
    }
  }
  return true;
}

/// The values of a run, whose bytes are there; gives the node behind it.
const PlanNode* Walker::walk_run(const PlanNode* first) {
  node_ = first;
  take_steps(static_cast<std::int64_t>(first->run));
  Place* const places = frame_->places.data();
  const std::size_t lengths = frame_->lengths.size();
  const PlanNode* const end = first + first->run;
  for (const PlanNode* node = first; node != end; ++node) {
    const std::int64_t size = node->plain_size;
    if (node->op == PlanNode::Op::Value) {
      places[node->column] = {node,    at_,    size,           1, node->length.number,
                              lengths, limit_, order_of(*node)};
    }
    at_ += size;
  }
  return end;
}

void Walker::take_steps(std::int64_t steps) {
  steps_ -= steps;
  if (steps_ < 0) detail::refuse_record("it takes more steps than a record of this file can need");
}

bool Walker::walk_node(const PlanNode& node) {
  take_steps(1);
  node_ = &node;
  if (node.present && number(*node.present) == 0) return true;
  const ByteOrder order = order_;
  bool whole = true;
  switch (node.op) {
    case PlanNode::Op::Value:
      return walk_value(node);
    case PlanNode::Op::Skip:
      return skip(node);
    case PlanNode::Op::Match:
      return match(node);
    case PlanNode::Op::Order:
      order_ = number(*node.formula) != 0 ? ByteOrder::Big : ByteOrder::Little;
      return true;
    case PlanNode::Op::Inside:
      whole = inside(node);
      break;
    case PlanNode::Op::At:
      whole = elsewhere(node);
      break;
    case PlanNode::Op::Choose:
      whole = choose(node);
      break;
  }
  order_ = order;
  return whole;
}

bool Walker::skip(const PlanNode& node) {
  if (node.takes_rest && is_open()) {
    shortfall_ = {node.label, at_, kUnknown};
    return maker_ != nullptr;
  }
  const std::int64_t bytes = node.takes_rest ? limit_ - at_ : amount(node.length, node, "bytes");
  if (!need(bytes)) return false;
  at_ += bytes;
  return true;
}

bool Walker::match(const PlanNode& node) {
  const auto size = std::ssize(node.bytes);
  if (!need(size)) return false;
  if (maker_ != nullptr) maker_->put_bytes(at_, node.bytes);
  if (std::memcmp(at(at_), node.bytes.data(), node.bytes.size()) != 0) {
    const std::string_view there(reinterpret_cast<const char*>(at(at_)), node.bytes.size());
    detail::refuse_record(
        fmt::format("at offset {} stands {} and not {}", at_, quoted(there), quoted(node.bytes)));
  }
  at_ += size;
  return true;
}

bool Walker::inside(const PlanNode& node) {
  const std::int64_t size = number(*node.formula);
  if (size < 0) detail::refuse_record(fmt::format("a body cannot have {} bytes", size));
  if (!need(size)) return false;
  const std::int64_t end = at_ + size;
  const std::int64_t limit = std::exchange(limit_, end);
  const bool bounded = std::exchange(bounded_, true);
  const bool whole = walk_nodes(node.body);
  at_ = end;
  limit_ = limit;
  bounded_ = bounded;
  return whole;
}

bool Walker::elsewhere(const PlanNode& node) {
  const std::int64_t offset = number(*node.formula);
  if (offset < 0 || offset > area_.bytes.size) {
    detail::refuse_record(fmt::format("offset {} is not inside the file, which has {}", offset,
                                      count_text(area_.bytes.size, "byte")));
  }
  const WalkReach* const reach = area_.reach.get();
  if (reach != nullptr && (offset < reach->begin || offset > reach->end)) {
    detail::refuse_record(fmt::format("offset {} is outside of {}, which reaches from {} to {}",
                                      offset, reach->name, reach->begin, reach->end));
  }
  const std::int64_t end = reach != nullptr ? reach->end : area_.bytes.size;
  const std::int64_t here = std::exchange(at_, offset);
  const std::int64_t limit = std::exchange(limit_, end);
  const bool bounded = std::exchange(bounded_, true);
  // What leads back into itself ends here.
  if (++nesting_ > kMaxDepth) {
    nesting_ = 0;
    detail::refuse_record(
        fmt::format("offsets lead from one to the next {} deep at most", kMaxDepth));
  }
  const bool whole = walk_nodes(node.body);
  --nesting_;
  at_ = here;
  limit_ = limit;
  bounded_ = bounded;
  return whole;
}

bool Walker::choose(const PlanNode& node) {
  const auto takes_number = [](const PlanNode::Case& each, std::int64_t number) {
    return std::any_of(each.ranges.begin(), each.ranges.end(), [&](const auto& range) {
      return range.first <= number && number <= range.second;
    });
  };
  std::string shown;
  const PlanNode::Case* chosen = nullptr;
  if (node.by_text) {
    const std::string_view text = text_value(*node.formula);
    for (const PlanNode::Case& each : node.cases) {
      if (std::count(each.texts.begin(), each.texts.end(), text) > 0) chosen = &each;
      if (chosen != nullptr) break;
    }
    if (chosen == nullptr) shown = quoted(text);
  } else {
    const std::int64_t number = this->number(*node.formula);
    for (const PlanNode::Case& each : node.cases) {
      if (takes_number(each, number)) chosen = &each;
      if (chosen != nullptr) break;
    }
    if (chosen == nullptr) shown = fmt::format("{}", number);
  }
  for (const PlanNode::Case& each : node.cases) {
    if (chosen == nullptr && each.otherwise) chosen = &each;
  }
  if (chosen == nullptr) {
    detail::refuse_record(fmt::format("at offset {} no layout is there for {}", at_, shown));
  }
  return walk_nodes(chosen->body);
}

// --- records in one another ----------------------------------------------------------------------

const Frame& Walker::element(const Frame& frame, const Place& place, std::int64_t k) {
  steps_ = steps_for(area_.bytes.size);
  return find_element(frame, place, k);
}

const Frame& Walker::find_element(const Frame& frame, const Place& place, std::int64_t k) {
  const std::size_t depth = frame.depth + 1;
  const Frame* const before = frames_.size() > depth ? frames_[depth].get() : nullptr;
  const bool known = before != nullptr && before->place == &place && before->outer == &frame &&
                     before->outer_serial == frame.serial;
  if (known && before->index == k) return *before;
  const bool next = known && before->index == k - 1;
  std::int64_t n = next ? k : 0;
  const std::int64_t offset = next ? before->end : place.offset;
  at_ = offset;
  limit_ = place.limit;
  bounded_ = true;
  order_ = place.order;
  for (;; ++n) {
    Frame& found = frame_at(depth, *place.node->field.record, &frame);
    found.index = n;
    if (!walk_frame(found)) detail::refuse_record("the file changed while it was read");
    found.place = &place;
    found.outer_serial = frame.serial;
    if (n == k) return found;
  }
}

}  // namespace bview
