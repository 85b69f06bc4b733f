// SPDX-License-Identifier: MIT

#include "app/record_dump.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

#include <bview/core/error.hpp>
#include <bview/core/mapping.hpp>
#include <bview/core/pointed_texts.hpp>
#include <bview/core/quote.hpp>

#include "app/chosen_dump.hpp"
#include "app/follow.hpp"
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
  /// `begun`: what stands in front of the first record is printed already.
  RecordDump(RecordSource& source, const ViewRequest& request, const Options& options,
             const StreamOutput& output, bool begun = false)
      : source_(source),
        request_(request),
        options_(options),
        output_(output),
        lines_(output.sink),
        out_(&lines_),
        begun_(begun) {
    needed_ = steps_needed(request, options);
    if (request.where) chosen_.emplace(request, options, output, source.records(), begun);
    open_ = renderer(view(needed_ ? kMost : source_.count_all()));
  }

  /// Prints the records, and what closes them where no more come.
  template <class OnBlock>
  void print(const OnBlock& on_block) {
    while (done_ < open_->parts() && !is_full() && source_.reach(number_of(done_))) {
      write(*open_, done_ + good_parts());
      if (failed_) break;
      if (chosen_) {
        if (source_.is_stream()) chosen_->flush();
        on_block();
        continue;
      }
      const bool ends_line = output_.form.streaming == Streaming::Lines && done_ < open_->parts();
      if (ends_line && source_.is_stream()) lines_.end_item(open_->item_ending(), out_);
      if (source_.is_stream()) out_.flush();
      on_block();
    }
    if (!source_.is_broken_off()) print_end();
  }

  /// Whether what stands in front of the first record is printed.
  [[nodiscard]] bool begun() const { return chosen_ ? chosen_->begun() : begun_; }

  /// \throws Error for the first record that was asked for and not printed.
  void check_all_printed() const {
    if (failed_) throw Error(*failed_);
    if (source_.error() && wants_more()) throw Error(*source_.error());
    if (missing_) throw Error(*missing_);
  }

 private:
  [[nodiscard]] bool is_full() const { return chosen_ && chosen_->is_full(); }

  [[nodiscard]] View view(std::int64_t records) const {
    const std::int64_t first = request_.first;
    View all = view_of_records(first + records).slice(0, {first});
    if (request_.window.shape.empty()) all = all.at(0, 0);
    return rearranged(all, options_);
  }

  [[nodiscard]] std::unique_ptr<Renderer> renderer(View selected) {
    shown_ = selected;
    return renderer_of({std::move(selected), request_.layout, source_.records()}, request_,
                       output_);
  }

  [[nodiscard]] std::int64_t number_of(std::int64_t part) const { return shown_.offset_of(part); }

  /// How many of the parts from the next one on have their records in memory, up to the first
  /// whose values is() does not allow.
  [[nodiscard]] std::int64_t good_parts() {
    const std::int64_t parts = count_in_memory(shown_, done_, *source_.records());
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
    if (chosen_) {
      chosen_->add(shown_, done_, parts - done_);
      done_ = parts;
      return;
    }
    if (!std::exchange(begun_, true)) from.begin(out_);
    write_parts(from, done_, parts, out_, lines_, output_.threads);
    done_ = parts;
  }

  /// What closes the output: where the records have ended in front of the index, that of those
  /// there are.
  void print_end() {
    const bool cut = done_ < open_->parts() && !is_full();
    if (chosen_) {
      if (cut && !failed_) check_count();
      return chosen_->finish();
    }
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

  /// Whether records were asked for that lie behind those which were found.
  [[nodiscard]] bool wants_more() const {
    const auto taken = steps_taken(request_, options_);
    return !taken || *taken > source_.found();
  }

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
  bool begun_;
  std::optional<ChosenDump> chosen_{};
  std::optional<Error> failed_;           // what is() says of the first that was not printed
  mutable std::optional<Error> missing_;  // there are not so many as the shape says
};

void refuse_form(const OutputForm& form) {
  if (!form.is(kFixedSizes)) return;
  throw Error(Errc::BadUsage, fmt::format("{} takes items of a fixed size, and the size of these "
                                          "varies; ndjson, csv and others take them",
                                          form.name));
}

/// Lets the window begin behind the last record that is whole in the file now.
void begin_behind_last(const std::string& path, ViewRequest& request) {
  ViewRequest all = request;
  all.window.shape = {-1};
  all.window.length.reset();
  FollowedFile file(path, {.stop_at_end = true});
  RecordSource source(file, quoted(path), all);
  request.first = source.count_all();
  if (source.error()) throw Error(*source.error());
  request.window.offset = source.at();
}

}  // namespace

void dump_records(Input input, const ViewRequest& request, const Options& options,
                  const StreamOutput& output, Progress& progress) {
  if (options.tail && request.where) {
    throw Error(Errc::BadUsage,
                "of records that vary in size nobody counts those for which --where holds before "
                "they are shown; instead of --tail take tail -n, behind -t tsv");
  }
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
  dump.check_all_printed();
}

void follow_records(const std::string& path, const ViewRequest& asked, const Options& options,
                    const StreamOutput& output) {
  refuse_record_options(asked.window, options);
  refuse_to_follow(asked, output.form, options);
  refuse_to_follow_others(path);
  ViewRequest request = asked;
  if (options.only_new) begin_behind_last(path, request);
  bool begun = false;
  follow_file(path, [&](FollowedFile& file) -> std::optional<Extent> {
    RecordSource source(file, quoted(path), request);
    RecordDump dump(source, request, options, output, begun);
    dump.print([] {});
    if (!source.is_broken_off()) {
      dump.check_all_printed();
      return std::nullopt;
    }
    begun = dump.begun();
    request.window.offset = asked.window.offset;  // of the next file all is new
    request.first = asked.first;
    return source.incomplete();
  });
}

}  // namespace bview
