// SPDX-License-Identifier: MIT

#include "app/streaming.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

#include <bview/core/checked.hpp>
#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/core/stream.hpp>
#include <bview/formats/output/computed.hpp>
#include <bview/formats/output/failed_check.hpp>

#include "app/chosen_dump.hpp"
#include "app/follow.hpp"
#include "app/line_sink.hpp"
#include "app/open_axis.hpp"
#include "app/record_source.hpp"

namespace bview {
namespace {

std::int64_t start_of(const ViewRequest& request) { return request.window.offset.value_or(0); }

/// What is selected of `bytes` when there are so many steps.
View view_of(const Bytes& bytes, const ViewRequest& request, std::int64_t steps,
             const Options& options) {
  WindowRequest window = request.window;
  window.offset = start_of(request);
  window.length.reset();
  window.shape.front() = steps;
  return rearranged(lay_view(bytes, request.layout.itemsize, window, "the stream"), options);
}

/// The end of the last item that the index takes, whatever arrives.
std::int64_t end_of_index(const ViewRequest& request, const Options& options) {
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
  const std::int64_t start = start_of(request);
  const auto steps = steps_taken(request, options);
  const auto bytes = steps ? checked_mul(*steps, *bytes_per_step(request)) : std::nullopt;
  const auto end = bytes ? checked_add(start, *bytes) : std::nullopt;
  if (!end) return kMost;
  const Extent reach = view_of({nullptr, *end}, request, *steps, options).reach();
  return reach.offset + reach.size;
}

std::int64_t end_of_window(const ViewRequest& request) {
  const auto needed = bytes_needed(request.layout.itemsize, request.window);
  return needed.value_or(std::numeric_limits<std::int64_t>::max());
}

/// A view on a stream, of as many steps along its first axis as have arrived.
class Arriving {
 public:
  /// `begun`: what stands in front of the first item is printed already.
  Arriving(const ViewRequest& request, const Options& options, const StreamOutput& output,
           Source& source, const std::string& name, bool begun = false)
      : request_(request),
        options_(options),
        output_(output),
        lines_(output.sink),
        out_(&lines_),
        start_(start_of(request)),
        step_(*bytes_per_step(request)),
        needed_(*steps_needed(request, options)),
        end_of_index_(end_of_index(request, options)),
        end_of_window_(end_of_window(request)),
        stream_(source, start_, std::min(end_of_index_, end_of_window_), name),
        begun_(begun),
        open_(renderer(view(most_steps()))) {
    if (request.where) chosen_.emplace(request, options, output, nullptr, begun);
  }

  /// Waits for more, prints what is complete, and lets go of what nobody will look at any
  /// more. False when no more comes, or nobody will look at it.
  [[nodiscard]] bool print_more() {
    if (is_over() || !stream_.wait_for_more()) return false;
    const Bytes& bytes = stream_.bytes();
    if (bytes.data != seen_.data || bytes.first != seen_.first) {
      seen_ = bytes;
      open_ = renderer(view(most_steps()));
    }
    print_complete();
    // What is complete may end a little before the last step.
    constexpr std::int64_t kLittle = std::int64_t{64} << 10;
    const std::int64_t last_step = start_ + std::max<std::int64_t>(0, steps() - 1) * step_;
    stream_.give_back(std::min({stream_.size(), last_step, kept_offset()}) - kLittle);
    return true;
  }

  /// Whether everything that can be selected is printed: an index may end before the stream.
  [[nodiscard]] bool is_over() const {
    if (chosen_) return chosen_->is_full() || asked_ == view(most_steps()).size();
    return done_ == open_->parts();
  }

  /// Whether all of a window with an end has arrived.
  [[nodiscard]] bool is_filled() const { return stream_.size() == end_of_window_; }

  /// Bytes that have arrived.
  [[nodiscard]] std::int64_t size() const { return stream_.size(); }

  /// Where the first item that is not whole begins.
  [[nodiscard]] std::int64_t incomplete_offset() const { return start_ + steps() * step_; }

  /// Whether what stands in front of the first item is printed.
  [[nodiscard]] bool begun() const { return chosen_ ? chosen_->begun() : begun_; }

  /// Prints what is not complete but all there is: more will come, but elsewhere.
  void print_remaining() {
    if (is_over() || steps() < needed_) return;
    if (chosen_) {
      ask(view(steps()).size());
      return chosen_->flush();
    }
    static_cast<void>(print_last());
    out_.flush();
  }

  /// Prints that, and what closes it: no more will come.
  void print_rest() {
    if (chosen_) {
      if (!is_over() && steps() >= needed_) ask(view(steps()).size());
      return chosen_->finish();
    }
    const std::int64_t before = done_;
    const bool cut = !is_over();
    const auto last = cut ? print_last() : nullptr;
    const Renderer& all = cut ? *last : *open_;
    if (!std::exchange(begun_, true)) all.begin(out_);
    // Everything is printed but the end. (Where an index has ended, that is, too.)
    if (cut && done_ == before && done_ > 0) all.render(done_, 0, out_);
    all.end(out_);
    out_.flush();
  }

 private:
  /// More than will ever arrive.
  [[nodiscard]] std::int64_t most_steps() const { return (stream_.bytes().size - start_) / step_; }

  [[nodiscard]] std::int64_t steps() const {
    return std::max<std::int64_t>(0, stream_.size() - start_) / step_;
  }

  [[nodiscard]] View view(std::int64_t steps) const {
    return view_of(stream_.bytes(), request_, steps, options_);
  }

  [[nodiscard]] std::unique_ptr<Renderer> renderer(View selected) const {
    return renderer_of({std::move(selected), request_.layout}, request_, output_);
  }

  /// How many items are selected of those that are whole, whatever comes.
  [[nodiscard]] std::int64_t complete_items() const {
    // The last step need not be whole.
    if (stream_.size() >= end_of_index_) return view(most_steps()).size();
    return steps() < needed_ ? 0 : view(steps()).size();
  }

  /// Where the first of those begins that parts to come may still look at.
  [[nodiscard]] std::int64_t kept_offset() const {
    const std::int64_t kept = open_->items_kept();
    const View selected = view(most_steps());
    const std::int64_t item = std::max<std::int64_t>(0, complete_items() - kept);
    if (kept == 0 || item >= selected.size()) return stream_.size();
    const std::int64_t distance = selected.offset_of(item) - start_;
    return start_ + distance / step_ * step_;
  }

  /// How many parts can be printed, whatever comes.
  [[nodiscard]] std::int64_t complete_parts() const {
    if (stream_.size() >= end_of_index_) return open_->parts();
    const std::int64_t items = complete_items();
    return items == 0 ? 0 : open_->parts_of_items(items);  // nothing is selected, at least not yet
  }

  /// Whether --where holds for the items up to one of them.
  void ask(std::int64_t end) {
    const std::int64_t first = std::exchange(asked_, std::max(asked_, end));
    if (first < asked_) chosen_->add(view(most_steps()), first, asked_ - first);
  }

  void print_complete() {
    if (chosen_) {
      ask(complete_items());
      return chosen_->flush();
    }
    const std::int64_t complete = complete_parts();
    if (complete == done_) return;
    write(*open_, complete);
    // What closes the last item of all is printed already.
    const bool ends_line = output_.form.streaming == Streaming::Lines && !is_over();
    if (ends_line) lines_.end_item(open_->item_ending(), out_);
    out_.flush();
  }

  /// Prints the parts that are still to come when the stream ends here, and returns the
  /// renderer of all.
  [[nodiscard]] std::unique_ptr<Renderer> print_last() {
    auto last = renderer(view(steps()));
    if (done_ < last->parts()) write(*last, last->parts());
    return last;
  }

  void write(const Renderer& renderer, std::int64_t parts) {
    if (!std::exchange(begun_, true)) renderer.begin(out_);
    with_places([this] { return view(most_steps()); },
                [&] { write_parts(renderer, done_, parts, out_, lines_, output_.threads); });
    done_ = parts;
  }

  const ViewRequest& request_;
  const Options& options_;
  const StreamOutput& output_;
  LineSink lines_;
  TextBuffer out_;
  std::int64_t start_;   // bytes in front of the view
  std::int64_t step_;    // bytes
  std::int64_t needed_;  // steps before the index can be applied
  std::int64_t end_of_index_;
  std::int64_t end_of_window_;
  Stream stream_;
  Bytes seen_{};  // those of the stream that open_ looks at
  bool begun_;
  std::unique_ptr<Renderer> open_;  // of all that may come
  std::int64_t done_ = 0;           // parts
  std::optional<ChosenDump> chosen_{};
  std::int64_t asked_ = 0;  // items, for which it was found out whether they are chosen
};

/// Where the first item begins that is not yet whole in the file.
std::int64_t next_item(const std::string& path, const ViewRequest& request) {
  struct stat status {};
  const std::int64_t start = start_of(request);
  const std::int64_t step = *bytes_per_step(request);
  if (::stat(path.c_str(), &status) != 0 || status.st_size < start) return start;
  return start + (status.st_size - start) / step * step;
}

}  // namespace

std::unique_ptr<Renderer> renderer_of(Selection selection, const ViewRequest& request,
                                      const StreamOutput& output) {
  selection.columns = request.varying_columns;
  if (!request.columns) return output.form.make(std::move(selection), output.options);
  return make_computed(output.form, request.columns, std::move(selection), output.options);
}

std::optional<std::string> why_not_streamed(const ViewRequest& request, const OutputForm& form,
                                            const Options& options) {
  constexpr std::int64_t kLongestStep = std::int64_t{16} << 20;  // it is kept in memory
  const WindowRequest& window = request.window;
  // A record that varies in size has a byte, at least.
  const auto step = request.layout.is_fixed() ? bytes_per_step(request) : 1;
  const auto needed = steps_needed(request, options);
  struct Row {
    bool holds;
    std::string_view reason;
  };
  const Row rows[] = {
      {request.layout.pointed != nullptr, "at() may lead anywhere in the file"},
      {looks_elsewhere(request),
       "A, TYPE@, size and rest look elsewhere in the file, or at its end"},
      {form.streaming == Streaming::Whole,
       "this form depends on all items; hex, tsv, csv, ndjson and raw do not"},
      {window.strides.has_value(), "--strides may lead anywhere in the file; --index takes steps"},
      {options.transpose || options.axes, "the first axis has to come first"},
      {!step, "the first axis has to be the one of length -1, and the outermost in memory"},
      {step == 0, "items of 0 bytes never come"},
      {step > kLongestStep, "a step along the first axis may have 16 MiB at most"},
      {window.offset.value_or(0) < 0, "an offset cannot count from an end that moves"},
      {window.length.value_or(0) < 0, "a length is not negative"},
      {options.tail && request.where, "what is last of those that are chosen, the end says"},
      {options.shard.has_value(), "of what has no end yet there are no N parts"},
      {!needed, "an index cannot count from an end that moves"},
      // Rows above say so where there is no step.
      {step.value_or(0) > 0 && needed.value_or(0) > Stream::kMost / step.value_or(1),
       "the index begins where no file ends"},
  };
  const auto* const found =
      std::find_if(std::begin(rows), std::end(rows), [](const Row& row) { return row.holds; });
  return found == std::end(rows) ? std::nullopt : std::optional<std::string>(found->reason);
}

void refuse_to_follow(const ViewRequest& request, const OutputForm& form, const Options& options) {
  auto reason = why_not_streamed(request, form, options);
  if (!reason && form.streaming == Streaming::Document) {
    reason = "this form ends with its last item; ndjson has a line for each";
  }
  if (!reason && !request.window.length && takes_what_is_left(request)) {
    reason = "{*} takes what is left, and more comes; --length sets an end";
  }
  if (!reason) return;
  throw Error(Errc::BadUsage, fmt::format("--follow prints items as they come: {}", *reason));
}

void follow_items(const std::string& path, const ViewRequest& asked, const Options& options,
                  const StreamOutput& output) {
  refuse_to_follow(asked, output.form, options);
  refuse_to_follow_others(path);
  ViewRequest request = asked;
  if (options.only_new) request.window.offset = next_item(path, asked);
  bool begun = false;
  follow_file(path, [&](FollowedFile& file) -> std::optional<Extent> {
    Arriving arriving(request, options, output, file, quoted(path), begun);
    while (arriving.print_more()) continue;
    if (arriving.is_over() || arriving.is_filled()) {
      arriving.print_rest();
      return std::nullopt;
    }
    arriving.print_remaining();
    begun = arriving.begun();
    request.window.offset = asked.window.offset;  // of the next file all is new
    const std::int64_t incomplete = arriving.incomplete_offset();
    return Extent{incomplete, arriving.size() - incomplete};
  });
}

std::size_t PaddedSource::read(std::span<char> into) {
  std::size_t count = source_->read(into);
  if (count == 0) {
    const std::int64_t missing = missing_bytes(size_, request_.layout.itemsize, request_.window);
    count = std::min(into.size(), static_cast<std::size_t>(missing));
    std::fill_n(into.begin(), count, static_cast<char>(*request_.window.pad));
  }
  size_ += static_cast<std::int64_t>(count);
  return count;
}

void dump_stream(Source& source, const std::string& name, const ViewRequest& request,
                 const Options& options, const StreamOutput& output) {
  Arriving arriving(request, options, output, source, name);
  while (arriving.print_more()) output.progress(arriving.size());
  if (arriving.is_over()) return arriving.print_rest();
  // What does not fill the view is refused as that of a file is: before anything is printed, where
  // there is no whole item to print.
  const auto check = [&] {
    const Bytes arrived{nullptr, arriving.size()};
    static_cast<void>(lay_view(arrived, request.layout.itemsize, request.window, name));
  };
  if (arriving.incomplete_offset() == start_of(request)) check();
  arriving.print_rest();
  check();
}

}  // namespace bview
