// SPDX-License-Identifier: MIT
// bview find - where bytes, texts, regular expressions and values stand.

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <bview/core/cursor.hpp>
#include <bview/core/error.hpp>
#include <bview/core/mapping.hpp>
#include <bview/core/quote.hpp>
#include <bview/core/stream.hpp>
#include <bview/formats/output/hits.hpp>
#include <bview/formats/output/item_text.hpp>
#include <bview/formats/search/item_starts.hpp>
#include <bview/formats/search/search.hpp>
#include <bview/formats/syntax/numbers.hpp>
#include <bview/formats/text/string_text.hpp>

#include "app/commands.hpp"
#include "app/formula_options.hpp"
#include "app/needles.hpp"
#include "app/opened_file.hpp"
#include "app/patching.hpp"
#include "app/progress.hpp"
#include "app/session.hpp"
#include "app/shard.hpp"
#include "app/terminal.hpp"
#include "app/threads.hpp"
#include "app/while_read.hpp"
#include "app/window.hpp"
#include "app/words.hpp"

namespace bview {
namespace {

/// A number behind an option.
std::optional<std::int64_t> number_of(const char* option, const std::optional<std::string>& text,
                                      std::int64_t least) {
  if (!text) return std::nullopt;
  const std::int64_t number =
      parsed(option, *text, [](const auto& each) { return parse_int(each); });
  constexpr std::int64_t kMost = std::int64_t{1} << 40;
  if (number >= least && number <= kMost) return number;
  throw Error(Errc::BadUsage, fmt::format("{} takes a number from {} to {}", option, least, kMost));
}

/// What is the same for all hits.
struct FindRequest {
  const HitForm& form;
  std::optional<std::int64_t> most;
  std::optional<std::int64_t> context;

  explicit FindRequest(const Options& options)
      : form(hit_forms()[choose(options.to.value_or(options.context ? "hex" : "text"), "--to",
                                names_of(hit_forms()))]),
        most(number_of("--max-count", options.max_count, 1)),
        context(number_of("--context", options.context, 0)) {
    const bool hex = form.name == "hex" && !options.count;
    if (context && !hex) {
      throw Error(
          Errc::BadUsage,
          "--context is for -t hex; --count and the other forms have no lines around a hit");
    }
    if (options.filename && hex) {
      throw Error(Errc::BadUsage,
                  "--filename has no use in hex; it is for text, tsv, csv, json or ndjson");
    }
    const bool rows = form.name == "tsv" || form.name == "csv";
    if (options.header && !rows) {
      throw Error(Errc::BadUsage,
                  fmt::format("--header has no use in {}; it is for tsv or csv", form.name));
    }
  }
};

/// --items compares offsets with where items begin.
void refuse_items(const View& view) {
  if (direction_of(view) == Direction::Forwards) return;
  throw Error(Errc::BadUsage,
              "--items takes items that follow one another in the file, and this view goes "
              "another way");
}

/// Whether items are asked for, or their number.
bool selects_items(const Options& options) {
  return options.items || options.shape || options.strides || options.itemsize ||
         !options.index.empty();
}

/// Where they are not, a format says what values are and no more: all bytes of the window are
/// searched.
ViewRequest of_bytes(ViewRequest request, const Options& options) {
  if (selects_items(options)) return request;
  request.layout = byte_layout();
  request.window.other_sizes.clear();
  return request;
}

/// The bytes from the first to the last that the view selects.
View searched_bytes(const View& view) {
  const Extent reach = view.size() == 0 ? Extent{view.offset(), 0} : view.reach();
  return View::contiguous(view.bytes(), 1, {reach.size}, reach.offset);
}

/// The items that hits may be the beginning of; of plain bytes those of the format, one behind the
/// other.
std::optional<View> items_in(const View& view, const Layout& layout) {
  if (direction_of(view) != Direction::Forwards) return std::nullopt;
  if (view.itemsize() == layout.itemsize || layout.itemsize == 0) return view;
  return View::contiguous(view.bytes(), layout.itemsize, {view.size() / layout.itemsize},
                          view.offset());
}

/// A value stands in a cell without the name of its field.
Layout without_name(Layout layout) {
  if (layout.fields.size() != 1) return layout;
  layout.fields.front().name.clear();
  layout.record = false;
  return layout;
}

/// Prints hits as they are found, and counts them.
class Finder {
 public:
  /// Of `items` hits have an index, where there are some.
  Finder(View bytes, std::optional<View> items, const Layout& layout, const Needles& needles,
         const FindRequest& request, const Options& options)
      : request_(request),
        needles_(needles),
        options_(options),
        bytes_(std::move(bytes)),
        items_(std::move(items)),
        sink_(STDOUT_FILENO, "standard output"),
        out_(&sink_),
        cells_(without_name(layout), punctuation(), style()),
        writer_(request_.form.make(output())) {}

  /// `starts`: where hits begin, if not everywhere.
  [[nodiscard]] SearchRequest search_request(const View* starts) const {
    SearchRequest request{needles_.needles};
    request.overlap = options_.overlap;
    request.items = starts;
    request.threads = threads_of(options_);
    if (request_.most) request.most = static_cast<std::size_t>(*request_.most);
    return request;
  }

  /// More of them have come, and others may have gone.
  void look_into(View bytes) { bytes_ = std::move(bytes); }

  /// Whether more is wanted.
  bool take(const Hit& hit) {
    ++found_;
    if (!options_.count) print(hit);
    return found_ != request_.most;
  }

  /// Who waits for the first hit has it at once.
  void flush() { out_.flush(); }

  std::int64_t finish() {
    if (options_.count) {
      if (options_.filename) {
        append_text(file_of(options_), {}, out_);
        out_.append('\t');
      }
      out_.append(fmt::format("{}\n", found_));
    } else {
      writer_->end(out_);
    }
    out_.flush();
    return found_;
  }

 private:
  [[nodiscard]] std::span<const std::byte> span(const Extent& part) const {
    if (part.size == 0) return {};
    return {bytes_.bytes().at(bytes_.offset() + part.offset), static_cast<std::size_t>(part.size)};
  }

  [[nodiscard]] const Punctuation& punctuation() const {
    return request_.form.notation == Notation::Json  ? kJsonPunctuation
           : request_.form.notation == Notation::Csv ? kCsvPunctuation
                                                     : kTsvPunctuation;
  }

  [[nodiscard]] CellStyle style() const {
    CellStyle style;
    style.notation = request_.form.notation;
    style.checks = false;
    return style;
  }

  [[nodiscard]] HitOutput output() const {
    HitOutput output{span({0, bytes_.size()}), bytes_.offset()};
    output.context = request_.context;
    output.color = wants_color(options_);
    output.labels = needles_.needles.size() > 1 || needles_.any_range;
    output.values = options_.format.has_value();
    output.header = options_.header;
    if (options_.filename) output.file = file_of(options_);
    return output;
  }

  void print(const Hit& hit) {
    const auto n = static_cast<std::size_t>(hit.needle);
    const std::span<const std::byte> bytes = span({hit.offset, hit.size});
    value_.clear();
    if (needles_.is_value[n]) cells_.write(bytes.data(), value_);
    FoundHit found{bytes_.offset() + hit.offset, bytes, needles_.texts[n]};
    if (options_.format && items_) found.index = item_at(*items_, hit.offset);
    found.value = value_.text();
    writer_->write(found, out_);
  }

  const FindRequest& request_;
  const Needles& needles_;
  const Options& options_;
  View bytes_;
  std::optional<View> items_;
  FdSink sink_;
  TextBuffer out_;
  TextBuffer value_{};
  ItemText cells_;
  std::unique_ptr<HitWriter> writer_;
  std::int64_t found_ = 0;
};

/// The bytes of a part of N, which begins where an item of the format does.
Extent part_of(const View& bytes, const Layout& layout, const Shard& shard) {
  const std::int64_t itemsize = std::max<std::int64_t>(1, layout.itemsize);
  const Extent items = shard.of((bytes.size() + itemsize - 1) / itemsize);
  const std::int64_t begin = std::min(bytes.size(), items.offset * itemsize);
  return {begin, std::min(bytes.size() - begin, items.size * itemsize)};
}

/// In what a session selects.
std::int64_t find_in(const Session& session, const Layout& layout, const Needles& needles,
                     const FindRequest& wanted, const Options& options,
                     const std::optional<Shard>& shard) {
  const View& view = session.selection.view;
  const View bytes = searched_bytes(view);
  const Extent part = shard ? part_of(bytes, layout, *shard) : Extent{0, bytes.size()};
  Finder finder(bytes, items_in(view, layout), layout, needles, wanted, options);
  MemoryKeeper memory(session.input.buffer, bytes);
  Progress progress(options);
  const SearchRequest request = finder.search_request(options.items ? &view : nullptr);
  Search search(request, [&](const Hit& hit) {
    // Those of the part before are searched for, so that none of this one begins inside of them.
    return hit.offset < part.offset || finder.take(hit);
  });
  search.add(bytes, independent_start(bytes, request, part.offset), part.offset + part.size,
             [&](double done) {
               finder.flush();
               memory.after_chunk(done);
               progress.show_part(done);
             });
  return finder.finish();
}

/// Whether hits can be printed while the input arrives: all bytes of a window that counts from
/// their start are searched, and no lines around a hit are shown.
bool comes_bit_by_bit(const Input& input, const ViewRequest& request, const FindRequest& wanted,
                      const Options& options) {
  const WindowRequest& window = request.window;
  return input.stream && !is_large_file(input) && !selects_items(options) && !options.shard &&
         wanted.form.name != "hex" && !options.pad && window.offset.value_or(0) >= 0 &&
         window.length.value_or(0) >= 0;
}

/// In what arrives.
std::int64_t find_in_stream(Input input, const WindowRequest& window, const Layout& layout,
                            const Needles& needles, const FindRequest& wanted,
                            const Options& options) {
  const std::int64_t start = window.offset.value_or(0);
  const std::int64_t most = Stream::kMost - start;
  const std::int64_t length = std::min(window.length.value_or(most), most);
  WhileRead source(std::move(input.stream));
  Stream stream(source, start, start + length, input.name);
  const auto arrived = [&] {
    const std::int64_t size = std::max<std::int64_t>(0, stream.size() - start);
    return View::contiguous(stream.bytes(), 1, {size}, start);
  };
  const std::int64_t itemsize = std::max<std::int64_t>(1, layout.itemsize);
  const View items = View::contiguous({nullptr, most}, itemsize, {most / itemsize}, 0);
  Finder finder(arrived(), items, layout, needles, wanted, options);
  const SearchRequest request = finder.search_request(nullptr);
  Search search(request, [&](const Hit& hit) { return finder.take(hit); });
  std::int64_t searched = 0;
  // What begins in front of `end` was seen whole.
  const auto go_on = [&](const View& bytes, std::int64_t end) {
    finder.look_into(bytes);
    const std::int64_t from = std::exchange(searched, std::max(searched, end));
    const bool more = search.add(bytes, from, searched, {});
    finder.flush();
    return more;
  };
  while (stream.wait_for_more()) {
    const View bytes = arrived();
    if (!go_on(bytes, bytes.size() - search.reach())) return finder.finish();
    stream.give_back(start + searched - 1);
  }
  const View bytes = arrived();
  static_cast<void>(go_on(bytes, bytes.size()));
  const std::int64_t found = finder.finish();
  static_cast<void>(lay_view({nullptr, stream.size()}, 1, window, input.name));
  return found;
}

void refuse_more_files(const Options& options) {
  if (options.operands.size() >= 2) return;
  throw Error(Errc::BadUsage,
              "find needs a file (or -) and what is to be found in it: x\"7f 45 4c 46\" are bytes, "
              "\"abc\" is a text, ~\"ab+c\" an expression, and with -f a value");
}

void refuse_varying(const ViewRequest& request) {
  if (request.layout.is_fixed()) return;
  throw Error(Errc::BadUsage,
              "find looks at bytes, and the size of these records varies; leave -f out, or ask "
              "about records with 'bview dump --where'");
}

}  // namespace

int run_find(const Options& options) {
  refuse_more_files(options);
  Options of_file = options;
  of_file.operands.resize(1);
  of_file.filename = false;  // no column of the items
  const std::vector<std::string> patterns(options.operands.begin() + 1, options.operands.end());
  std::optional<Numbered> asked;
  if (!has_formulas(of_file)) asked = Numbered{of_file, view_request(of_file)};
  const FindRequest wanted(options);
  if (asked) refuse_varying(asked->request);
  Input input = open_file(of_file);
  if (!asked) asked = with_numbers(of_file, input);
  refuse_varying(asked->request);
  const Needles needles = needles_of(patterns, asked->request.layout, options);
  mention_interrupted_patch(of_file);
  const Layout layout = asked->request.layout;
  const ViewRequest request = of_bytes(std::move(asked->request), options);
  std::int64_t found = 0;
  if (comes_bit_by_bit(input, request, wanted, options)) {
    found = find_in_stream(std::move(input), request.window, layout, needles, wanted, options);
  } else {
    const auto shard = shard_of(asked->options);
    asked->options.shard.reset();  // hits that begin in a part may end behind it
    const Session session = make_session(std::move(input), request, asked->options);
    if (options.items) refuse_items(session.selection.view);
    Options shown = options;
    shown.header = options.header && (!shard || shard->is_first());
    found = find_in(session, layout, needles, wanted, shown, shard);
  }
  if (found > 0) return kDone;
  mention_nothing(patterns, options);
  return kNo;
}

}  // namespace bview
