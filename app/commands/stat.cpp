// SPDX-License-Identifier: MIT
// bview stat - what the values of each field are like, or the bytes.

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <optional>
#include <utility>

#include <bview/core/checksum.hpp>
#include <bview/core/cursor.hpp>
#include <bview/core/error.hpp>
#include <bview/core/holes.hpp>
#include <bview/core/mapping.hpp>
#include <bview/core/near_bytes.hpp>
#include <bview/formats/output/byte_summary_text.hpp>
#include <bview/formats/output/listing.hpp>
#include <bview/formats/output/summary_text.hpp>
#include <bview/formats/questions/question.hpp>
#include <bview/formats/questions/summarize.hpp>
#include <bview/formats/syntax/question_text.hpp>

#include "app/commands.hpp"
#include "app/formula_options.hpp"
#include "app/opened_file.hpp"
#include "app/patching.hpp"
#include "app/progress.hpp"
#include "app/record_source.hpp"
#include "app/session.hpp"
#include "app/terminal.hpp"
#include "app/threads.hpp"
#include "app/words.hpp"

namespace bview {
namespace {

std::string listing_form_of(const Options& options) {
  return kListingForms[choose(options.to.value_or("table"), "--to",
                              {std::begin(kListingForms), std::end(kListingForms)})];
}

// --- fields --------------------------------------------------------------------------------------

/// The last axis of a view of plain items is one of columns where it is no longer than this.
constexpr std::int64_t kMostColumns = 64;

class FieldStat {
 public:
  /// `file`: its name, where that is shown.
  FieldStat(const ViewRequest& request, const Options& options, std::optional<std::string> file)
      : request_(request),
        options_(options),
        threads_(threads_of(options)),
        file_(std::move(file)) {
    summed_.fields = summed_fields(request.layout, options.plain_values);
    if (summed_.fields.empty()) {
      throw Error(
          Errc::BadUsage,
          "stat sums up numbers and texts, and there are none in these items: complex "
          "numbers are neither, and into records inside of ones that vary it does not look");
    }
    summed_.where = request.where.get();
    if (!options.by) return;
    // As --where it looks at all fields, whichever are summed up.
    Options all = options;
    all.fields.reset();
    const Layout layout = layout_of(all);
    const Asked asked{layout, nullptr, options.plain_values};
    by_ = parsed("--by", *options.by,
                 [&](const std::string& text) { return operand_of(parse_question(text), asked); });
    summed_.by = by_.get();
  }

  /// Items that are all alike.
  void add(const View& view, const std::function<void(double)>& on_part) {
    const bool columns = view.ndim() > 1 && request_.layout.is_bare() && !summed_.by &&
                         !summed_.where && view.axes().back().extent <= kMostColumns;
    if (!columns) return add_view(view, "", on_part);
    const std::size_t last = view.ndim() - 1;
    const std::string rows = view.ndim() == 2 ? ":" : "...";
    for (std::int64_t k = 0; k < view.axes().back().extent; ++k) {
      // Each walks through the bytes from the start.
      add_view(view.at(last, k), fmt::format("{},{}", rows, k), [](double /*part*/) {});
    }
  }

  /// Records of varying size, as they are found.
  void add(RecordSource& source, const View& view, const std::function<void(double)>& on_part) {
    Summarizer sums(summed_, threads_);
    for (std::int64_t n = 0; n < view.size() && source.reach(view.offset_of(n));) {
      const std::int64_t count = count_in_memory(view, n, *source.records());
      sums.add({view, request_.layout, source.records().get()}, n, count,
               [](std::int64_t /*done*/) {});
      n += count;
      on_part(static_cast<double>(n) / static_cast<double>(view.size()));
    }
    groups_.push_back(sums.finish());
  }

  void print(Sink& sink) const {
    std::vector<SummaryRow> rows;
    for (std::size_t part = 0; part < groups_.size(); ++part) {
      for (const auto& [key, summary] : groups_[part]) {
        for (std::size_t k = 0; k < summary.size(); ++k) {
          const SummedField& field = columns_.empty() ? summed_.fields[k] : columns_[part];
          rows.push_back({field, summed_.by ? &key : nullptr, summary[k]});
        }
      }
    }
    TextBuffer out(&sink);
    append_summaries(rows, listing_form_of(options_), options_.header, wants_color(options_), file_,
                     out);
    out.flush();
  }

 private:
  void add_view(const View& view, const std::string& column,
                const std::function<void(double)>& on_part) {
    if (!column.empty()) {
      columns_.push_back(summed_.fields.front());
      columns_.back().name = column;
    }
    const auto all = static_cast<double>(std::max<std::int64_t>(1, view.size()));
    Summarizer sums(summed_, threads_);
    sums.add({view, request_.layout}, 0, view.size(),
             [&](std::int64_t done) { on_part(static_cast<double>(done) / all); });
    groups_.push_back(sums.finish());
  }

  const ViewRequest& request_;
  const Options& options_;
  int threads_;
  std::optional<std::string> file_;
  OperandPtr by_{};
  SummaryRequest summed_{};
  std::vector<Groups> groups_{};        // of each column, or of all
  std::vector<SummedField> columns_{};  // none: all fields
};

void stat_fields(Input input, const ViewRequest& request, const Options& options,
                 const std::optional<std::string>& file, Sink& sink) {
  Progress progress(options);
  FieldStat stat(request, options, file);
  if (!request.layout.is_fixed()) {
    if (input.stream) input = read_whole(std::move(input), std::nullopt);
    RecordSource source(input, request);
    const View view = rearranged(view_of_records(source.count_all()), options);
    if (source.error()) throw Error(*source.error());
    stat.add(source, view, [&](double done) { progress.show_part(done); });
    return stat.print(sink);
  }
  const Session session = make_session(std::move(input), request, options);
  MemoryKeeper memory(session.input.buffer, session.selection.view);
  stat.add(session.selection.view, [&](double done) {
    memory.after_chunk(done);
    progress.show_part(done);
  });
  stat.print(sink);
}

// --- bytes ---------------------------------------------------------------------------------------

struct RunningHash {
  std::string name;
  const ChecksumAlgorithm* algorithm;
  std::unique_ptr<Checksum> sum;
};

std::vector<RunningHash> hashes_of(const Options& options) {
  std::vector<RunningHash> hashes;
  if (!options.hash) return hashes;
  for (std::string_view rest = *options.hash;;) {
    const std::size_t comma = rest.find(',');
    const std::string name(rest.substr(0, comma));
    const ChecksumAlgorithm* const found = find_checksum(name);
    if (found == nullptr) refuse_name(name, "checksum", names_of(checksum_algorithms()));
    hashes.push_back({name, found, make_checksum(*found)});
    if (comma == std::string_view::npos) break;
    rest.remove_prefix(comma + 1);
  }
  return hashes;
}

std::string hash_text(const RunningHash& hash) {
  const ChecksumValue value = hash.sum->finish();
  if (hash.algorithm->is_number) {
    return fmt::format("{:0{}x}", value.number, (hash.algorithm->bits + 3) / 4);
  }
  std::string text;
  for (const std::byte each : value.bytes)
    text += fmt::format("{:02x}", std::to_integer<int>(each));
  return text;
}

/// What is asked about bytes. Those of holes are counted until data comes, and are taken at once.
class ByteSums {
 public:
  explicit ByteSums(const Options& options) : hashes_(hashes_of(options)) {
    if (options.bytes) summary_.emplace();
  }

  void add(std::span<const std::byte> bytes) {
    end_hole();
    if (summary_) summary_->add(bytes);
    for (RunningHash& hash : hashes_) hash.sum->add(bytes);
  }
  void add_zeros(std::int64_t count) {
    constexpr std::int64_t kMost = std::int64_t{256} << 20;  // hashes take their time
    zeros_ += count;
    if (zeros_ >= kMost) end_hole();
  }

  /// Nothing is added any more.
  [[nodiscard]] ByteReport report(std::int64_t offset) {
    end_hole();
    ByteReport report{summary_ ? &*summary_ : nullptr, offset};
    for (const RunningHash& hash : hashes_) report.hashes.emplace_back(hash.name, hash_text(hash));
    return report;
  }

 private:
  void end_hole() {
    const std::int64_t zeros = std::exchange(zeros_, 0);
    if (zeros == 0) return;
    if (summary_) summary_->add_zeros(zeros);
    for (RunningHash& hash : hashes_) hash.sum->add_zeros(zeros);
  }

  std::optional<ByteSummary> summary_{};
  std::vector<RunningHash> hashes_;
  std::int64_t zeros_ = 0;  // bytes
};

void refuse_for_bytes(const ViewRequest& request, const Options& options) {
  const char* const option = options.bytes ? "--bytes" : "--hash";
  if (request.where || options.by) {
    throw Error(Errc::BadUsage,
                fmt::format("{} is about all bytes that the view selects; --where and --by are "
                            "about the values of fields",
                            option));
  }
  if (request.layout.is_fixed()) return;
  throw Error(Errc::BadUsage, fmt::format("{} takes items of a fixed size, and the size of these "
                                          "varies; without -f it is about all bytes",
                                          option));
}

void stat_bytes(Input input, const ViewRequest& request, const Options& options, Sink& sink) {
  const std::string form = listing_form_of(options);
  if (form != "table" && form != "json") {
    throw Error(Errc::BadUsage,
                fmt::format("bytes are summed up as table or json, not as {}", form));
  }
  refuse_for_bytes(request, options);
  ByteSums sums(options);
  Progress progress(options);
  const Session session = make_session(std::move(input), request, options);
  const View& view = session.selection.view;
  MemoryKeeper memory(session.input.buffer, view);
  const Blocks blocks(byte_runs(view, session.selection.layout), NearBytes::kAtOnce);
  const Holes holes(view.bytes());
  NearBytes near(view.bytes());
  for (std::int64_t n = 0; n < blocks.count(); ++n) {
    const Blocks::Block block = blocks.at(n);
    if (holes.has({block.offset, block.size})) {
      sums.add_zeros(block.size);
    } else {
      sums.add({near.at(block.offset, block.size), static_cast<std::size_t>(block.size)});
    }
    const double done = static_cast<double>(n + 1) / static_cast<double>(blocks.count());
    memory.after_chunk(done);
    progress.show_part(done);
  }
  const ByteReport report = sums.report(view.offset());
  TextBuffer out(&sink);
  if (form == "json") {
    append_byte_json(report, out);
  } else {
    append_byte_text(report, wants_color(options), out);
  }
  out.flush();
}

}  // namespace

int run_stat(const Options& options) {
  refuse_more_operands(options, 1);
  const auto file = options.filename ? std::optional(file_of(options)) : std::nullopt;
  Options of_items = options;
  of_items.filename = false;  // no column of theirs
  std::optional<Numbered> asked;
  if (!has_formulas(of_items)) asked = Numbered{of_items, view_request(of_items)};
  Input input = open_file(of_items);
  if (!asked) asked = with_numbers(of_items, input);
  mention_interrupted_patch(of_items);
  FdSink sink(STDOUT_FILENO, "standard output");
  if (options.bytes || options.hash) {
    if (file)
      throw Error(Errc::BadUsage, "--filename stands beside fields, and of bytes there are none");
    stat_bytes(std::move(input), asked->request, asked->options, sink);
  } else {
    stat_fields(std::move(input), asked->request, asked->options, file, sink);
  }
  return kDone;
}

}  // namespace bview
