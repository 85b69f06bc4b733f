// SPDX-License-Identifier: MIT

#include "app/chosen_dump.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/core/stream.hpp>
#include <bview/formats/output/failed_check.hpp>
#include <bview/formats/questions/choose.hpp>

#include "app/terminal.hpp"

namespace bview {
namespace {

constexpr std::int64_t kMuch = std::int64_t{16} << 10;  // items that are printed together
constexpr std::int64_t kKept = std::int64_t{4} << 10;
constexpr std::int64_t kDumpedAtOnce = std::int64_t{256} << 10;  // items that are asked about

}  // namespace

ChosenDump::ChosenDump(const ViewRequest& request, const Options& options,
                       const StreamOutput& output, std::shared_ptr<const RecordList> records,
                       bool begun)
    : request_(request),
      options_(options),
      output_(output),
      records_(std::move(records)),
      lines_(output.sink),
      out_(&lines_),
      begun_(begun) {
  if (options.head) most_ = std::stoll(*options.head);
}

void ChosenDump::add(const View& view, std::int64_t first, std::int64_t count) {
  const Bytes& bytes = view.bytes();
  // Bytes that have moved leave what looks at them.
  if (bytes.data != base_.bytes().data || bytes.first != base_.bytes().first) open_.reset();
  base_ = view;
  list_->extent = first_number(view) + view.size();
  const Choice choice{*request_.where, {view, request_.layout, records_.get()}, output_.threads};
  for (const std::int64_t end = first + count; first < end; first += kDumpedAtOnce) {
    const auto before = std::ssize(list_->items);
    if (is_full()) break;
    choose(choice, first, std::min(kDumpedAtOnce, end - first), *list_);
    take_ends(before);
    found_ += std::ssize(list_->items) - before;
    if (std::ssize(list_->items) >= kMuch) print_found();
  }
  // Others take the place of these records.
  if (records_) print_found();
}

/// Drops those among the new ones, from the `before`-th of the list on, that lie in front of the
/// last ones that are asked for, or behind the first ones.
void ChosenDump::take_ends(std::ptrdiff_t before) {
  auto& items = list_->items;
  const std::int64_t skipped = std::min(skip_, std::ssize(items) - before);
  items.erase(items.begin() + before, items.begin() + before + skipped);
  skip_ -= skipped;
  if (most_ && found_ + std::ssize(items) - before > *most_) {
    items.resize(static_cast<std::size_t>(before + *most_ - found_));
  }
}

void ChosenDump::flush() {
  if (std::exchange(flushed_, found_) == found_) return;
  print_found();
  const bool ends_line = output_.form.streaming == Streaming::Lines && done_ > 0;
  if (ends_line) lines_.end_item(open_->item_ending(), out_);
  out_.flush();
}

void ChosenDump::finish() {
  check_total(total_ == found_);
  // What knew their number from the start closes behind the last.
  const bool closes = open_ && total_;
  if (!closes) open_ = renderer(found_);
  const std::int64_t before = done_;
  if (done_ < open_->parts()) print(*open_, open_->parts());
  if (!std::exchange(begun_, true)) open_->begin(out_);
  if (!closes && done_ == before && done_ > 0) open_->render(done_, 0, out_);
  open_->end(out_);
  out_.flush();
}

void ChosenDump::expect(std::int64_t count, bool in_advance) {
  std::int64_t shown = most_ ? std::min(count, *most_) : count;
  if (options_.tail) {
    skip_ = std::max<std::int64_t>(0, count - std::stoll(*options_.tail));
    shown = count - skip_;
  }
  if (in_advance) total_ = shown;
}

/// They were counted before.
void ChosenDump::check_total(bool holds) const {
  if (!total_ || holds) return;
  throw Error(Errc::BadShape,
              fmt::format("the file changed while it was read: --where held for {}, and now holds "
                          "for {}",
                          count_text(*total_, "item"), found_));
}

std::unique_ptr<Renderer> ChosenDump::renderer(std::int64_t count) const {
  Selection chosen{View::listed(base_.bytes(), base_.itemsize(), list_, count), request_.layout,
                   records_};
  chosen.ahead = ahead_;
  auto made = renderer_of(std::move(chosen), request_, output_);
  const std::string note = begun_ ? "" : made->note();
  if (!note.empty() && !options_.quiet) tell("bview: note: " + note);
  return made;
}

void ChosenDump::print(const Renderer& from, std::int64_t parts) {
  if (!std::exchange(begun_, true)) from.begin(out_);
  with_places([this] { return base_; },
              [&] { write_parts(from, done_, parts, out_, lines_, output_.threads); });
  done_ = parts;
}

/// The parts that are complete.
void ChosenDump::print_found() {
  if (found_ == 0) return;
  check_total(found_ <= total_);
  const std::int64_t most = Stream::kMost / std::max<std::int64_t>(1, base_.itemsize());
  if (!open_) open_ = renderer(total_.value_or(most));
  const std::int64_t complete = open_->parts_of_items(found_);
  if (complete > done_) print(*open_, complete);
  forget();
}

/// Lets go of what was printed. A part is of less items than are kept, and no form looks further
/// back.
void ChosenDump::forget() {
  const auto size = std::ssize(list_->items);
  const std::int64_t kept = std::min(size, kKept);
  list_->items.erase(list_->items.begin(), list_->items.end() - kept);
  list_->first += size - kept;
}

namespace {

/// Calls `visit` with as many items as are asked about at once, and their number.
template <class Visit>
void for_each_stretch(std::int64_t items, const OnProgress& on_part, const Visit& visit) {
  for (std::int64_t first = 0; first < items; first += kDumpedAtOnce) {
    visit(first, std::min(kDumpedAtOnce, items - first));
    on_part(static_cast<double>(first) / static_cast<double>(items));
  }
}

}  // namespace

std::int64_t count_chosen(const Selection& selection, const Condition& where, int threads,
                          const OnProgress& on_part) {
  const Choice choice{where, {selection.view, selection.layout}, threads};
  std::int64_t chosen = 0;
  for_each_stretch(selection.view.size(), on_part, [&](std::int64_t first, std::int64_t count) {
    chosen += count_chosen(choice, first, count);
  });
  return chosen;
}

void dump_chosen(const Selection& selection, const ViewRequest& request, const Options& options,
                 const StreamOutput& output, const OnProgress& on_part) {
  ChosenDump chosen(request, options, output);
  chosen.look_at(selection.view);
  if (options.tail || output.form.streaming == Streaming::Whole) {
    const auto count = count_chosen(selection, *request.where, output.threads, on_part);
    chosen.expect(count, output.form.streaming == Streaming::Whole);
  }
  for_each_stretch(selection.view.size(), on_part, [&](std::int64_t first, std::int64_t count) {
    if (!chosen.is_full()) chosen.add(selection.view, first, count);
  });
  chosen.finish();
}

}  // namespace bview
