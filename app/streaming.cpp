#include "app/streaming.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

#include "app/follow.hpp"
#include "app/terminal.hpp"
#include "core/checked.hpp"
#include "core/error.hpp"
#include "core/quote.hpp"
#include "core/stream.hpp"
#include "formats/syntax/index_expression.hpp"

namespace bview {
namespace {

/// Bytes of one step along the first axis; nothing when that axis is not the open one, or
/// is not the outermost in memory.
std::optional<std::int64_t> bytes_per_step(const ViewRequest& request) {
  const Lengths& shape = request.window.shape;
  if (shape.empty() || shape.front() != -1) return std::nullopt;
  if (request.window.order == Order::F && shape.size() > 1) return std::nullopt;
  const Lengths inner(shape.begin() + 1, shape.end());
  const bool bad = std::any_of(inner.begin(), inner.end(), [](auto length) { return length < 0; });
  const auto items = bad ? std::nullopt : checked_product(inner);
  return items ? checked_mul(*items, request.layout.itemsize) : std::nullopt;
}

/// How many steps along the first axis there must be before an index can be applied to it;
/// nothing when it needs the end of the axis.
std::optional<std::int64_t> steps_needed(const Index& index, std::size_t ndim) {
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
  const auto needed = [](bool known, std::int64_t steps) {
    return known ? std::optional(steps) : std::nullopt;
  };
  if (index.empty()) return 0;
  if (std::holds_alternative<Ellipsis>(index.front())) return needed(index.size() <= ndim, 0);
  if (const auto* item = std::get_if<std::int64_t>(&index.front())) {
    return needed(*item >= 0, *item < kMost ? *item + 1 : kMost);
  }
  const Slice& slice = std::get<Slice>(index.front());
  return needed(slice.step > 0 && slice.start.value_or(0) >= 0 && slice.stop.value_or(0) >= 0, 0);
}

std::optional<std::int64_t> steps_needed(const ViewRequest& request, const Options& options) {
  return steps_needed(parse_index(options.index.value_or("")), request.window.shape.size());
}

/// Writes what ends an item at once, and not in front of the next item, where renderers
/// write it: whoever reads lines has each when it is complete.
class LineSink : public Sink {
 public:
  explicit LineSink(Sink& sink) : sink_(sink) {}

  void write(std::string_view chunk) override {
    const std::string_view written = std::exchange(written_, "");
    if (chunk.starts_with(written)) chunk.remove_prefix(written.size());
    if (!chunk.empty()) sink_.write(chunk);
  }
  /// What comes next begins with the ending of the last item, which `out` gets now.
  void end_item(std::string_view ending, TextBuffer& out) {
    out.append(ending);
    out.flush();
    written_ = ending;
  }

 private:
  Sink& sink_;
  std::string_view written_;  // what the next chunk begins with, which stands there already
};

/// A view on a stream, of as many steps along its first axis as have arrived.
class Arriving {
 public:
  /// `begun`: what stands in front of the first item is printed already.
  Arriving(const ViewRequest& request, const Options& options, const StreamOutput& output,
           Stream& stream, bool begun = false)
      : request_(request),
        options_(options),
        output_(output),
        stream_(stream),
        lines_(output.sink),
        out_(&lines_),
        start_(request.window.offset.value_or(0)),
        step_(*bytes_per_step(request)),
        needed_(*steps_needed(request, options)),
        begun_(begun),
        most_items_(view(most_steps()).size()),
        open_(renderer(view(most_steps()))) {}

  /// Prints what is complete, and lets go of what nobody will look at any more.
  void print_arrived() {
    print_complete();
    // What is complete may end a little before the last step.
    constexpr std::int64_t kLittle = std::int64_t{64} << 10;
    const std::int64_t last_step = start_ + std::max<std::int64_t>(0, steps() - 1) * step_;
    stream_.give_back(std::min(stream_.size(), last_step) - kLittle);
  }

  /// Whether everything that can be selected is printed: an index may end before the stream.
  [[nodiscard]] bool is_over() const { return done_ == open_->parts(); }

  /// Where the first item that is not whole begins.
  [[nodiscard]] std::int64_t incomplete_offset() const { return start_ + steps() * step_; }

  /// Whether what stands in front of the first item is printed.
  [[nodiscard]] bool begun() const { return begun_; }

  /// Prints what is not complete but all there is: more will come, but elsewhere.
  void print_remaining() {
    if (steps() < needed_) return;
    const auto last = renderer(view(steps()));
    if (done_ < last->parts()) write(*last, last->parts());
    out_.flush();
  }

  /// Prints that, and what closes it: no more will come.
  void print_rest() {
    const auto last = renderer(view(steps()));
    if (!std::exchange(begun_, true)) last->begin(out_);
    if (done_ < last->parts()) {
      write(*last, last->parts());
    } else if (done_ > 0 && !is_over()) {
      // Everything is printed but the end. (Where an index has ended, that is, too.)
      last->render(done_, 0, out_);
    }
    last->end(out_);
    out_.flush();
  }

 private:
  /// More than will ever arrive.
  [[nodiscard]] std::int64_t most_steps() const { return (stream_.bytes().size - start_) / step_; }

  [[nodiscard]] std::int64_t steps() const {
    return std::max<std::int64_t>(0, stream_.size() - start_) / step_;
  }

  /// What is selected when there are so many steps.
  [[nodiscard]] View view(std::int64_t steps) const {
    WindowRequest window = request_.window;
    window.offset = start_;
    window.length.reset();
    window.shape.front() = steps;
    return rearranged(lay_view(stream_.bytes(), request_.layout.itemsize, window, "the stream"),
                      options_);
  }

  [[nodiscard]] std::unique_ptr<Renderer> renderer(View selected) const {
    return output_.form.make({std::move(selected), request_.layout}, output_.options);
  }

  void print_complete() {
    if (steps() < needed_) return;
    const std::int64_t arrived = view(steps()).size();
    if (arrived == 0) return;  // nothing is selected, at least not yet
    const std::int64_t complete =
        arrived == most_items_ ? open_->parts() : open_->parts_of_items(arrived);
    if (complete == done_) return;
    write(*open_, complete);
    // What closes the last item of all is printed already.
    const bool ends_line = output_.form.streaming == Streaming::Lines && !is_over();
    if (ends_line) lines_.end_item(open_->item_ending(), out_);
    out_.flush();
  }

  void write(const Renderer& renderer, std::int64_t parts) {
    if (!std::exchange(begun_, true)) renderer.begin(out_);
    write_parts(renderer, done_, parts, out_, lines_, output_.threads);
    done_ = parts;
  }

  const ViewRequest& request_;
  const Options& options_;
  const StreamOutput& output_;
  Stream& stream_;
  LineSink lines_;
  TextBuffer out_;
  std::int64_t start_;   // bytes in front of the view
  std::int64_t step_;    // bytes
  std::int64_t needed_;  // steps before the index can be applied
  bool begun_;
  std::int64_t most_items_;         // that can be selected, of most_steps()
  std::unique_ptr<Renderer> open_;  // of them
  std::int64_t done_ = 0;           // parts
};

std::int64_t most_bytes(const ViewRequest& request) {
  const auto needed = bytes_needed(request.layout.itemsize, request.window);
  return needed.value_or(std::numeric_limits<std::int64_t>::max());
}

}  // namespace

bool can_stream(const ViewRequest& request, const OutputForm& form, const Options& options) {
  constexpr std::int64_t kLongestStep = std::int64_t{16} << 20;  // it is kept in memory
  const auto step = bytes_per_step(request);
  return form.streaming != Streaming::Whole && step && *step > 0 && *step <= kLongestStep &&
         request.window.offset.value_or(0) >= 0 && request.window.length.value_or(0) >= 0 &&
         !request.window.strides && !options.transpose && !options.axes &&
         steps_needed(request, options);
}

void follow_file(const std::string& path, const ViewRequest& request, const Options& options,
                 const StreamOutput& output) {
  if (output.form.streaming == Streaming::Document || !can_stream(request, output.form, options)) {
    throw Error(
        Errc::BadUsage,
        "--follow prints items as they come: in hex, tsv, csv, ndjson or raw, along a first "
        "axis of length -1, with an index that does not count from the end");
  }
  const std::string name = quoted(path);
  bool begun = false;
  for (auto missing = FollowedFile::IfMissing::Fail;; missing = FollowedFile::IfMissing::Wait) {
    FollowedFile file(path, missing);
    Stream stream(file, most_bytes(request), name);
    Arriving arriving(request, options, output, stream, begun);
    while (!arriving.is_over() && stream.wait_for_more()) arriving.print_arrived();
    if (arriving.is_over() || stream.size() == most_bytes(request)) return arriving.print_rest();
    arriving.print_remaining();
    begun = arriving.begun();
    const std::int64_t lost = stream.size() - arriving.incomplete_offset();
    tell(fmt::format("bview: {} was {}; its first bytes are next{}", name, file.fate(),
                     lost > 0 ? fmt::format(", and {} of an item at offset {} are dropped", lost,
                                            arriving.incomplete_offset())
                              : ""));
  }
}

void dump_stream(Source& source, const std::string& name, const ViewRequest& request,
                 const Options& options, const StreamOutput& output) {
  Stream stream(source, most_bytes(request), name);
  Arriving arriving(request, options, output, stream);
  while (!arriving.is_over() && stream.wait_for_more()) {
    arriving.print_arrived();
    output.progress(stream.size());
  }
  arriving.print_rest();
  if (arriving.is_over()) return;
  // What does not fill the view is refused as that of a file is.
  const Bytes arrived{stream.bytes().data, stream.size(), true};
  static_cast<void>(lay_view(arrived, request.layout.itemsize, request.window, name));
}

}  // namespace bview
