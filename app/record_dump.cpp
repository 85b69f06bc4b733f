// SPDX-License-Identifier: MIT

#include "app/record_dump.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

#include <bview/core/error.hpp>
#include <bview/core/mapping.hpp>
#include <bview/core/pointed_texts.hpp>

#include "app/line_sink.hpp"
#include "app/open_axis.hpp"
#include "app/record_source.hpp"
#include "app/words.hpp"

namespace bview {
namespace {

/// More records than any file has.
constexpr std::int64_t kMost = Stream::kMost;

class RecordDump {
 public:
  RecordDump(RecordSource& source, const ViewRequest& request, const Options& options,
             const StreamOutput& output)
      : source_(source),
        request_(request),
        options_(options),
        output_(output),
        lines_(output.sink),
        out_(&lines_) {
    needed_ = steps_needed(request, options);
    open_ = renderer(view(needed_ ? kMost : source_.count_all()));
  }

  template <class OnBlock>
  void print(const OnBlock& on_block) {
    while (done_ < open_->parts() && source_.reach(number_of(done_))) {
      write(*open_, done_ + good_parts());
      if (failed_) break;
      const bool ends_line = output_.form.streaming == Streaming::Lines && done_ < open_->parts();
      if (ends_line && source_.is_stream()) lines_.end_item(open_->item_ending(), out_);
      if (source_.is_stream()) out_.flush();
      on_block();
    }
    print_end();
  }

 private:
  [[nodiscard]] View view(std::int64_t records) const {
    View all = view_of_records(records);
    if (request_.window.shape.empty()) all = all.at(0, 0);
    return rearranged(all, options_);
  }

  [[nodiscard]] std::unique_ptr<Renderer> renderer(View selected) {
    shown_ = selected;
    return output_.form.make({std::move(selected), request_.layout, source_.records()},
                             output_.options);
  }

  [[nodiscard]] std::int64_t number_of(std::int64_t part) const { return shown_.offset_of(part); }

  /// How many of the parts from the next one on have their records in memory.
  [[nodiscard]] std::int64_t parts_in_memory() const {
    if (shown_.ndim() == 0) return 1;
    const RecordList& list = *source_.records();
    const std::int64_t step = shown_.axes().front().stride;
    const std::int64_t number = number_of(done_);
    const std::int64_t ahead =
        step > 0 ? (list.end() - 1 - number) / step : (number - list.first) / -step;
    return std::min(ahead + 1, shown_.size() - done_);
  }

  /// The same, up to the first whose values is() does not allow.
  [[nodiscard]] std::int64_t good_parts() {
    const std::int64_t parts = parts_in_memory();
    if (!source_.has_failures()) return parts;
    for (std::int64_t k = 0; k < parts; ++k) {
      const std::int64_t number = number_of(done_ + k);
      if (!source_.has_failed(number)) continue;
      failed_ = source_.failure(number);
      return k;
    }
    return parts;
  }

  void write(const Renderer& from, std::int64_t parts) {
    if (!std::exchange(begun_, true)) from.begin(out_);
    write_parts(from, done_, parts, out_, lines_, output_.threads);
    done_ = parts;
  }

  /// What closes the output: where the records have ended in front of the index, that of those
  /// there are.
  void print_end() {
    const bool cut = done_ < open_->parts();
    if (failed_) {
      if (shown_.ndim() == 0) return;
      open_ = renderer(shown_.slice(0, {0, done_}));
    } else if (cut) {
      check_count();
      // An index that wants a record that is not there says so.
      open_ = renderer(view(source_.found()));
    }
    if (!std::exchange(begun_, true)) open_->begin(out_);
    if (cut && done_ > 0) open_->render(done_, 0, out_);
    open_->end(out_);
    out_.flush();
  }

  void check_count() const {
    if (source_.error()) {
      // It is why there are no more, and what is whole is shown before it.
      const bool missed = request_.window.shape.empty() || (needed_ && *needed_ > source_.found());
      if (missed) throw Error(*source_.error());
      return;
    }
    const Lengths& shape = request_.window.shape;
    const std::int64_t wanted = shape.empty() ? 1 : shape.front();
    if (wanted <= source_.found()) return;
    missing_ = Error(Errc::BadShape, fmt::format("the shape takes {}, and there are {}",
                                                 count_text(wanted, "record"), source_.found()));
    if (shape.empty()) throw Error(*missing_);
  }

 public:
  /// Whether records were asked for that lie behind those which were found.
  [[nodiscard]] bool wants_more() const {
    const auto taken = steps_taken(request_, options_);
    return !taken || *taken > source_.found();
  }

  /// What is() says of the first record that was not printed.
  [[nodiscard]] const std::optional<Error>& failed() const { return failed_; }

  /// That there are not so many records as the shape says.
  [[nodiscard]] const std::optional<Error>& missing() const { return missing_; }

 private:
  RecordSource& source_;
  const ViewRequest& request_;
  const Options& options_;
  const StreamOutput& output_;
  LineSink lines_;
  TextBuffer out_;
  std::optional<std::int64_t> needed_;
  View shown_;
  std::unique_ptr<Renderer> open_;
  std::int64_t done_ = 0;  // parts
  bool begun_ = false;
  std::optional<Error> failed_;
  mutable std::optional<Error> missing_;
};

void refuse_form(const OutputForm& form) {
  if (form.name != "npy" && form.name != "c") return;
  throw Error(
      Errc::BadUsage,
      fmt::format("{} takes items of a fixed size, and the size of these varies", form.name));
}

}  // namespace

void dump_records(Input input, const ViewRequest& request, const Options& options,
                  const StreamOutput& output, Progress& progress) {
  refuse_record_options(request.window, options);
  refuse_form(output.form);
  const bool back = !steps_needed(request, options) || request.window.offset.value_or(0) < 0;
  const bool whole = back || looks_elsewhere(request) || output.form.streaming == Streaming::Whole;
  if (input.stream && whole && !is_large_file(input)) {
    input = read_whole(std::move(input), std::nullopt);
  }
  if (is_large_file(input) && whole) {
    input.buffer = map_part(input.large_file, Access::Read, {0, input.buffer.size()},
                            input.buffer.size(), input.name);
    input.stream = nullptr;
  }
  if (request.layout.pointed) request.layout.pointed->look_into(input.buffer.bytes());
  RecordSource source(input, request);
  RecordDump dump(source, request, options, output);
  const std::int64_t size = input.stream ? 0 : input.buffer.size() - source.start();
  MemoryKeeper memory(input.buffer,
                      size > 0 && !input.stream
                          ? View::contiguous(input.buffer.bytes(), 1, {size}, source.start())
                          : View());
  dump.print([&] {
    if (size > 0) {
      const double part =
          static_cast<double>(source.at() - source.start()) / static_cast<double>(size);
      memory.after_chunk(part);
      progress.show_part(part);
    } else {
      output.progress(source.at());
    }
  });
  if (dump.failed()) throw Error(*dump.failed());
  if (source.error() && dump.wants_more()) throw Error(*source.error());
  if (dump.missing()) throw Error(*dump.missing());
}

}  // namespace bview
