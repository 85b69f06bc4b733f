// SPDX-License-Identifier: MIT

#include "app/record_source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include <bview/core/checked.hpp>
#include <bview/formats/output/failed_check.hpp>
#include <bview/formats/parts/file_addresses.hpp>

#include "app/words.hpp"

namespace bview {
namespace {

constexpr std::int64_t kBlockBytes = std::int64_t{1} << 20;
constexpr std::int64_t kBlockRecords = 1 << 14;
/// What is found of the records of a block is kept while they are shown: so many places, which
/// caches hold, or those of a few records.
constexpr std::int64_t kBlockPlaces = 1 << 13;
constexpr std::int64_t kFewRecords = 256;
constexpr std::int64_t kMostRecordColumns = 1 << 10;

/// How many records a shape allows; nothing where it takes all.
std::optional<std::int64_t> most_records(const Lengths& shape) {
  if (shape.empty()) return 1;
  return shape.front() < 0 ? std::nullopt : std::optional(shape.front());
}

bool takes_what_is_left(const RecordPlan& plan, std::set<const RecordPlan*>& seen);

bool takes_what_is_left(const std::vector<PlanNode>& nodes, std::set<const RecordPlan*>& seen) {
  return std::any_of(nodes.begin(), nodes.end(), [&](const PlanNode& node) {
    if (node.takes_rest || node.repeat == PlanNode::Repeat::Rest) return true;
    const auto& record = node.field.record;
    if (record && !record->is_fixed() && takes_what_is_left(*record->plan, seen)) return true;
    // What is left of a body has an end.
    if (node.op != PlanNode::Op::Inside && takes_what_is_left(node.body, seen)) return true;
    return std::any_of(node.cases.begin(), node.cases.end(), [&](const PlanNode::Case& each) {
      return takes_what_is_left(each.body, seen);
    });
  });
}

/// Named types may contain themselves.
bool takes_what_is_left(const RecordPlan& plan, std::set<const RecordPlan*>& seen) {
  return seen.insert(&plan).second && takes_what_is_left(plan.nodes, seen);
}

}  // namespace

void refuse_record_options(const WindowRequest& window, const Options& options) {
  const auto refuse = [](const char* why) { throw Error(Errc::BadUsage, why); };
  if (window.shape.size() > 1) {
    refuse("records that vary in size have one axis: --shape takes one length, or ''");
  }
  if (window.strides) refuse("records that vary in size follow one another; --step says how far");
  if (options.itemsize) refuse("records that vary in size have no --itemsize; --step is theirs");
  if (window.pad) refuse("--pad fills items of a fixed size; --rest leaves out what is cut short");
}

std::int64_t count_in_memory(const View& shown, std::int64_t n, const RecordList& list) {
  if (shown.ndim() == 0) return 1;
  const std::int64_t step = shown.axes().front().stride;
  const std::int64_t number = shown.offset_of(n);
  const std::int64_t ahead =
      step > 0 ? (list.end() - 1 - number) / step : (number - list.first) / -step;
  return std::min(ahead + 1, shown.size() - n);
}

bool looks_elsewhere(const ViewRequest& request) {
  const auto is_far = [](const FormulaNode& node) {
    return looks_into_file(node.op) || node.binding.to == Binding::To::Size ||
           node.binding.to == Binding::To::Rest;
  };
  const auto leads_far = [&](const std::optional<Formula>& formula) {
    return formula && std::any_of(formula->nodes.begin(), formula->nodes.end(), is_far);
  };
  return (request.layout.plan && request.layout.plan->looks_elsewhere) || leads_far(request.step) ||
         leads_far(request.until);
}

bool takes_what_is_left(const ViewRequest& request) {
  std::set<const RecordPlan*> seen;
  return request.layout.plan && takes_what_is_left(*request.layout.plan, seen);
}

RecordSource::RecordSource(const ViewRequest& request, std::string name)
    : request_(request),
      name_(std::move(name)),
      list_(std::make_shared<RecordList>()),
      shown_(list_),
      walker_(std::make_unique<Walker>(request.layout, list_->area)),
      checks_(request.layout) {
  if (request.window.length && *request.window.length < 0) {
    throw Error(Errc::BadShape,
                fmt::format("a length is not negative: {}", *request.window.length));
  }
  list_->first = request.first;
  if (const auto most = most_records(request.window.shape)) last_ = request.first + *most;
  const std::int64_t columns = std::ssize(request.layout.plan->columns) + 1;
  keeps_frames_ = columns <= kMostRecordColumns;
  most_records_ = std::clamp(kBlockPlaces / columns, kFewRecords, kBlockRecords);
  most_records_ -= most_records_ % kFewRecords;
}

RecordSource::RecordSource(Input& input, const ViewRequest& request)
    : RecordSource(request, input.name) {
  input.stream ? wait_for(*input.stream) : look_into(input.buffer);
}

RecordSource::RecordSource(Source& growing, std::string name, const ViewRequest& request)
    : RecordSource(request, std::move(name)) {
  grows_ = true;
  wait_for(growing);
}

void RecordSource::look_into(const Buffer& buffer) {
  const std::int64_t size = buffer.size();
  at_ = start_ = from_start(request_.window, size, name_).offset.value_or(0);
  const auto end = end_of_window();
  if (end && *end > size) {
    throw Error(Errc::BadShape, fmt::format("{} from offset {} on are not inside {}, which has {}",
                                            count_text(*request_.window.length, "byte"), start_,
                                            name_, count_text(size, "byte")));
  }
  list_->area = {buffer.bytes(), end.value_or(size), true,
                 std::make_shared<FileAddresses>(buffer, name_), request_.reach};
}

void RecordSource::wait_for(Source& source) {
  at_ = start_ = request_.window.offset.value_or(0);
  const std::int64_t end = end_of_window().value_or(Stream::kMost);
  stream_ = std::make_unique<Stream>(source, start_, end, name_);
  list_->area.end = end;
  list_->area.is_whole = false;
  see_stream();
}

/// Nothing where there is no --length.
std::optional<std::int64_t> RecordSource::end_of_window() const {
  const auto& length = request_.window.length;
  return length ? checked_add(start_, *length) : std::nullopt;
}

/// The bytes of a stream that have arrived.
void RecordSource::see_stream() {
  list_->area.bytes = stream_->bytes();
  list_->area.bytes.size = stream_->size();
}

bool RecordSource::reach(std::int64_t n) {
  if (n < list_->first) {
    // The last block that begins in front of it.
    const auto after =
        std::upper_bound(marks_.begin(), marks_.end(), n,
                         [](std::int64_t m, const Mark& mark) { return m < mark.number; });
    list_->records.clear();
    failed_.clear();
    list_->first = std::prev(after)->number;
    at_ = std::prev(after)->offset;
    over_ = false;
    error_.reset();
    load_block();
  }
  while (n >= list_->end()) {
    if (!load_next()) return false;
  }
  return true;
}

std::int64_t RecordSource::count_all() {
  while (load_next()) continue;
  return found();
}

/// The records behind those in memory take their place; false where there are none.
bool RecordSource::load_next() {
  if (over_) return false;
  list_->first = list_->end();
  list_->records.clear();
  failed_.clear();
  load_block();
  while (waits_ && list_->records.empty()) {
    if (!wait_for_more()) return false;
    load_block();
  }
  return !list_->records.empty();
}

/// False where a growing file breaks off: elsewhere the end of the stream is that of its records.
bool RecordSource::wait_for_more() {
  WalkArea& area = list_->area;
  stream_->give_back(at_);
  if (!stream_->wait_for_more()) {
    broken_off_ = over_ = grows_ && stream_->size() < area.end;
    if (broken_off_) return false;
    area.is_whole = true;
    area.end = std::min(area.end, stream_->size());
  }
  see_stream();
  return true;
}

void RecordSource::load_block() {
  // Nobody goes back in a stream, which may last for ever.
  const bool is_new = marks_.empty() || marks_.back().number < list_->first;
  if (is_new && !stream_) marks_.push_back({list_->first, at_});
  waits_ = false;
  const std::int64_t end = at_ + kBlockBytes;
  while (!over_ && at_ < end && std::ssize(list_->records) < most_records_) {
    if (!add_record()) return;
  }
}

/// False where no more records are, at least not yet.
bool RecordSource::add_record() {
  const std::int64_t n = list_->end();
  const WalkArea& area = list_->area;
  if (n == last_ || (at_ >= area.end && area.is_whole)) {
    over_ = true;
    return false;
  }
  // Whether a record begins at the end of what has arrived is not known yet.
  if (!area.is_whole && at_ >= area.bytes.size) {
    waits_ = true;
    return false;
  }
  try {
    const Frame* frame = walker_->walk(at_, n);
    if (frame == nullptr) {
      over_ = area.is_whole;
      waits_ = !area.is_whole;
      if (over_ && !ends_here()) finish_cut_short();
      return false;
    }
    if (is_last(*frame)) {
      over_ = true;
      return false;
    }
    const std::int64_t next = frame->end > at_ && !request_.step ? frame->end : behind(*frame);
    if (!checks_.empty()) check(*frame);
    list_->records.push_back({at_, frame->end - at_});
    if (keeps_frames_) keep_frame();
    at_ = next;
  } catch (const Error& error) {
    over_ = true;
    if (!ends_here()) error_ = error;
    return false;
  }
  return true;
}

/// Of the record that was added last.
void RecordSource::keep_frame() {
  auto& frames = list_->frames;
  if (frames.size() < list_->records.size()) frames.push_back(std::make_unique<Frame>());
  walker_->exchange(frames[list_->records.size() - 1]);
}

/// Whether --until ends the records in front of this one.
bool RecordSource::is_last(const Frame& /*frame*/) {
  return request_.until && walker_->value(*request_.until) != 0;
}

/// The same of one that is cut short, or whose bytes are not as the layout says: what was found of
/// it may tell.
bool RecordSource::ends_here() {
  try {
    return is_last(walker_->last());
  } catch (const Error&) {
    return false;
  }
}

void RecordSource::check(const Frame& frame) {
  try {
    checks_.check(*walker_, frame);
  } catch (const FailedCheck&) {
    failed_.push_back(frame.index);
  }
}

Error RecordSource::failure(std::int64_t n) const {
  const Extent& record = list_->at(n);
  Walker walker(request_.layout, list_->area);
  const Frame* const frame = walker.walk(record.offset, n);
  try {
    if (frame != nullptr) checks_.check(walker, *frame);
  } catch (const FailedCheck& failed) {
    return located(failed, walker.bytes(), n, record);
  }
  return {Errc::BadShape,
          fmt::format("record {} at offset {} changed while it was read", n, record.offset)};
}

/// Where the next record begins.
std::int64_t RecordSource::behind(const Frame& frame) {
  const auto refuse = [&](const std::string& why) {
    throw Error(Errc::BadShape,
                fmt::format("record {} at offset {}: {}", frame.index, frame.begin, why));
  };
  if (!request_.step) {
    if (frame.end == frame.begin && !most_records(request_.window.shape)) {
      refuse("it has 0 bytes, and would repeat for ever; --shape says how many there are");
    }
    return frame.end;
  }
  const std::int64_t step = walker_->value(*request_.step);
  if (step < 1) refuse(fmt::format("a step is at least 1 byte, not {}", step));
  const auto next = checked_add(frame.begin, step);
  return next ? std::min(*next, list_->area.end) : list_->area.end;
}

/// The window ends inside a record.
void RecordSource::finish_cut_short() {
  if (request_.window.rest) return;
  const Walker::Shortfall& missing = walker_->shortfall();
  const std::int64_t end = std::min(list_->area.end, list_->area.bytes.size);
  const std::string field = missing.field.empty() ? "what comes" : "field " + missing.field;
  error_ = Error(
      Errc::BadShape,
      fmt::format("record {} at offset {} is cut short: {} at offset {} takes {}, and {} at {}; "
                  "--rest leaves it out",
                  list_->end(), at_, field, missing.offset, count_text(missing.bytes, "byte"),
                  request_.window.length ? "the window in " + name_ + " ends"
                                         : "the bytes of " + name_ + " end",
                  end));
}

}  // namespace bview
