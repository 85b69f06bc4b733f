// SPDX-License-Identifier: MIT

#include "app/diff_items.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstring>

#include <bview/core/compare.hpp>
#include <bview/core/cursor.hpp>
#include <bview/core/error.hpp>
#include <bview/core/holes.hpp>
#include <bview/core/item.hpp>
#include <bview/core/mapping.hpp>
#include <bview/core/parallel.hpp>
#include <bview/formats/output/item_text.hpp>

#include "app/progress.hpp"
#include "app/words.hpp"

namespace bview {
namespace {

constexpr std::int64_t kBlockValues = 1 << 15;  // whose text is in memory, if all differ
constexpr std::int64_t kComparedBytes = std::int64_t{256} << 10;
constexpr int kMostThreads = 8;  // more than memory keeps busy; each has text of its own

/// The items that two views hand out side by side.
struct RunPair {
  const std::byte* a;
  const std::byte* b;
  std::int64_t step_a;
  std::int64_t step_b;
  std::int64_t count;
};

/// Calls `visit(pair, n)` for runs of items [first, first + count) of both views.
template <class Visit>
void for_each_pair(const View& a, const View& b, std::int64_t first, std::int64_t count,
                   const Visit& visit) {
  Cursor cursor_a(a, first, count);
  Cursor cursor_b(b, first, count);
  ItemRun run_a{};
  ItemRun run_b{};
  for (std::int64_t n = first; n < first + count;) {
    if (run_a.count == 0 && !cursor_a.next(run_a)) return;
    if (run_b.count == 0 && !cursor_b.next(run_b)) return;
    const std::int64_t both = std::min(run_a.count, run_b.count);
    visit(RunPair{run_a.data, run_b.data, run_a.step, run_b.step, both}, n);
    n += both;
    for (ItemRun* run : {&run_a, &run_b}) {
      run->count -= both;
      if (run->count > 0) run->data += both * run->step;
    }
  }
}

class ItemsDiff {
 public:
  ItemsDiff(const Session& a, const Session& b, const DiffRequest& request)
      : a_(a.selection),
        b_(b.selection),
        holes_a_(a_.view),
        holes_b_(b_.view),
        request_(request),
        ignored_(a_.layout, request.ignored),
        differences_(request, ignored_, a_.layout, b_.layout),
        json_(a_.layout, kJsonPunctuation, json_style(request)),
        json_b_(b_.layout, kJsonPunctuation, json_style(request)),
        itemsize_(a_.view.itemsize()),
        in_bytes_(a_.layout.pointed == nullptr),
        both_(std::min(a_.view.size(), b_.view.size())),
        all_(std::max(a_.view.size(), b_.view.size())) {
    if (total_size(selected_bytes(a_.layout)) == 0) both_ = all_ = 0;  // nothing to compare
    const std::int64_t by_bytes = kComparedBytes / std::max<std::int64_t>(1, itemsize_);
    const std::int64_t by_values = kBlockValues / std::max<std::int64_t>(1, leaf_count(a_.layout));
    long_ = by_bytes == 0 || by_values == 0;
    per_block_ = std::max<std::int64_t>(1, std::min(by_bytes, by_values));
  }

  void run(Sink& sink, const std::function<void(double)>& on_progress) {
    const std::int64_t blocks = all_ / per_block_ + (all_ % per_block_ == 0 ? 0 : 1);
    if (long_) {
      // What differs in one may be more than memory holds.
      TextBuffer out(&sink);
      for (std::int64_t k = 0; k < blocks; ++k) write_block(k, out);
      return out.flush();
    }
    write_in_order(
        blocks, std::min(request_.threads, kMostThreads),
        [&](std::int64_t k, TextBuffer& out) { write_block(k, out); }, sink,
        [&](std::int64_t k) { on_progress(static_cast<double>(k) / static_cast<double>(blocks)); });
  }

 private:
  void write_block(std::int64_t k, TextBuffer& out) const {
    const std::int64_t first = k * per_block_;
    const std::int64_t end = std::min(first + per_block_, all_);
    const std::int64_t common = std::min(end, both_);
    ItemDifferences::Cells cells;
    if (first < common && !both_in_holes(first, common - first)) {
      for_each_pair(a_.view, b_.view, first, common - first,
                    [&](const RunPair& pair, std::int64_t n) { compare(pair, n, cells, out); });
    }
    for (std::int64_t n = std::max(first, both_); n < end; ++n) write_lone(n, out);
  }

  [[nodiscard]] bool both_in_holes(std::int64_t first, std::int64_t count) const {
    return in_bytes_ && holes_a_.has(first, count) && holes_b_.has(first, count);
  }

  void compare(const RunPair& pair, std::int64_t n, ItemDifferences::Cells& cells,
               TextBuffer& out) const {
    for (std::int64_t k = skipped(pair, 0); k < pair.count; k = skipped(pair, k + 1)) {
      differences_.write(item(a_.view, pair.a + k * pair.step_a),
                         item(b_.view, pair.b + k * pair.step_b), index(a_.view, n + k), cells,
                         out);
    }
  }

  /// The number of the next item from the k-th on whose bytes differ.
  [[nodiscard]] std::int64_t skipped(const RunPair& pair, std::int64_t k) const {
    if (!in_bytes_ || k >= pair.count) return k;
    if (pair.step_a == itemsize_ && pair.step_b == itemsize_) {
      const std::int64_t size = (pair.count - k) * itemsize_;
      const std::int64_t agree =
          agreeing_bytes(pair.a + k * itemsize_, pair.b + k * itemsize_, size);
      return k + agree / itemsize_;
    }
    const auto size = static_cast<std::size_t>(itemsize_);
    while (k < pair.count &&
           std::memcmp(pair.a + k * pair.step_a, pair.b + k * pair.step_b, size) == 0) {
      ++k;
    }
    return k;
  }

  [[nodiscard]] static ItemDifferences::Item item(const View& view, const std::byte* data) {
    return {data, data - view.bytes().data + view.bytes().first};
  }

  [[nodiscard]] static std::optional<Lengths> index(const View& view, std::int64_t n) {
    return view.ndim() == 0 ? std::nullopt : std::optional(view.index_of(n));
  }

  void write_lone(std::int64_t n, TextBuffer& out) const {
    const bool in_a = n < a_.view.size();
    const View& view = in_a ? a_.view : b_.view;
    const std::int64_t offset = view.offset_of(n);
    const std::string cell = json_cell(request_, itemsize_, [&](TextBuffer& json) {
      (in_a ? json_ : json_b_).write(view.bytes().at(offset), json);
    });
    write_lone_item(request_, in_a ? DifferenceKind::Delete : DifferenceKind::Insert, offset,
                    index(view, n), cell, out);
  }

  const Selection& a_;
  const Selection& b_;
  ItemHoles holes_a_;
  ItemHoles holes_b_;
  const DiffRequest& request_;
  IgnoredFields ignored_;
  ItemDifferences differences_;
  ItemText json_;
  ItemText json_b_;
  std::int64_t itemsize_;
  bool in_bytes_;           // items with these bytes are the same
  std::int64_t both_;       // items that both have
  std::int64_t all_;        // that either has
  std::int64_t per_block_;  // items
  bool long_;               // an item is more than a block
};

void refuse_patch(const Session& a, const Session& b) {
  const std::int64_t items = a.selection.view.size();
  if (items == b.selection.view.size()) return;
  refuse_patch_of_sizes(
      fmt::format("A has {}, and B {}", count_text(items, "item"), b.selection.view.size()));
}

}  // namespace

void refuse_unlike(const Session& a, const Session& b) {
  const Lengths shape_a = a.selection.view.shape();
  const Lengths shape_b = b.selection.view.shape();
  if (!same_format(a.selection.layout, b.selection.layout)) {
    throw Error(Errc::BadShape, "the format is another in A than in B, as it depends on the file");
  }
  const bool alike =
      shape_a.size() == shape_b.size() &&
      (shape_a.empty() || std::equal(shape_a.begin() + 1, shape_a.end(), shape_b.begin() + 1));
  if (alike) return;
  throw Error(Errc::BadShape, fmt::format("A has the shape ({}), and B ({}); they may differ in "
                                          "the first axis alone",
                                          fmt::join(shape_a, ","), fmt::join(shape_b, ",")));
}

int diff_items(const Session& a, const Session& b, const DiffRequest& request,
               const Options& options) {
  refuse_unlike(a, b);
  if (request.form == nullptr) {
    refuse_patch_of(a.selection);
    refuse_patch(a, b);
  }
  DiffOutput output(request, options, a.input.buffer.size(), b.input.buffer.size());
  ItemsDiff diff(a, b, request);
  Progress progress(options);
  MemoryKeeper memory_a(a.input.buffer, a.selection.view);
  MemoryKeeper memory_b(b.input.buffer, b.selection.view);
  diff.run(output.sink(), [&](double done) {
    memory_a.after_chunk(done);
    memory_b.after_chunk(done);
    progress.show_part(done);
  });
  return output.finish();
}

}  // namespace bview
