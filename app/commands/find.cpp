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
#include <bview/formats/output/hits.hpp>
#include <bview/formats/output/item_text.hpp>
#include <bview/formats/search/item_starts.hpp>
#include <bview/formats/search/search.hpp>
#include <bview/formats/syntax/numbers.hpp>

#include "app/commands.hpp"
#include "app/formula_options.hpp"
#include "app/needles.hpp"
#include "app/opened_file.hpp"
#include "app/patching.hpp"
#include "app/progress.hpp"
#include "app/session.hpp"
#include "app/terminal.hpp"
#include "app/threads.hpp"
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

/// Where neither items nor their number are asked for, a format says what values are and no more:
/// all bytes of the window are searched.
ViewRequest of_bytes(ViewRequest request, const Options& options) {
  const bool items = options.items || options.shape || options.strides || options.itemsize ||
                     !options.index.empty();
  if (items) return request;
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
  Finder(const Session& session, const Layout& layout, const Needles& needles,
         const FindRequest& request, const Options& options)
      : request_(request),
        needles_(needles),
        options_(options),
        bytes_(searched_bytes(session.selection.view)),
        items_(items_in(session.selection.view, layout)),
        session_(session),
        sink_(STDOUT_FILENO, "standard output"),
        out_(&sink_),
        cells_(without_name(layout), punctuation(), style()),
        writer_(request_.form.make(output())) {}

  std::int64_t find(int threads) {
    MemoryKeeper memory(session_.input.buffer, bytes_);
    Progress progress(options_);
    SearchRequest request{needles_.needles};
    request.overlap = options_.overlap;
    request.items = options_.items ? &session_.selection.view : nullptr;
    request.threads = threads;
    if (request_.most) request.most = static_cast<std::size_t>(*request_.most);
    search(
        bytes_, request, [&](const Hit& hit) { return take(hit); },
        [&](double done) {
          out_.flush();  // who waits for the first hit has it at once
          memory.after_chunk(done);
          progress.show_part(done);
        });
    if (options_.count) {
      out_.append(fmt::format("{}\n", found_));
    } else {
      writer_->end(out_);
    }
    out_.flush();
    return found_;
  }

 private:
  [[nodiscard]] std::span<const std::byte> span() const {
    if (bytes_.size() == 0) return {};
    return {bytes_.bytes().at(bytes_.offset()), static_cast<std::size_t>(bytes_.size())};
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
    HitOutput output{span(), bytes_.offset()};
    output.context = request_.context;
    output.color = wants_color(options_);
    output.labels = needles_.needles.size() > 1 || needles_.any_range;
    output.values = options_.format.has_value();
    output.header = options_.header;
    return output;
  }

  bool take(const Hit& hit) {
    ++found_;
    if (!options_.count) print(hit);
    return found_ != request_.most;
  }

  void print(const Hit& hit) {
    const auto n = static_cast<std::size_t>(hit.needle);
    value_.clear();
    if (needles_.is_value[n]) cells_.write(span().data() + hit.offset, value_);
    FoundHit found{bytes_.offset() + hit.offset, hit.size, needles_.texts[n]};
    if (options_.format && items_) found.index = item_at(*items_, hit.offset);
    found.value = value_.text();
    writer_->write(found, out_);
  }

  const FindRequest& request_;
  const Needles& needles_;
  const Options& options_;
  View bytes_;
  std::optional<View> items_;  // that have an index
  const Session& session_;
  FdSink sink_;
  TextBuffer out_;
  TextBuffer value_{};
  ItemText cells_;
  std::unique_ptr<HitWriter> writer_;
  std::int64_t found_ = 0;
};

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
  const Session session = make_session(std::move(input), request, asked->options);
  if (options.items) refuse_items(session.selection.view);
  if (Finder(session, layout, needles, wanted, options).find(threads_of(options)) > 0) return kDone;
  mention_nothing(patterns, options);
  return kNo;
}

}  // namespace bview
