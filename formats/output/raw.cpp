// SPDX-License-Identifier: MIT

#include <algorithm>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include <bview/core/cursor.hpp>
#include <bview/core/gathered.hpp>
#include <bview/formats/output/nested.hpp>
#include <bview/formats/output/npy_header.hpp>
#include <bview/formats/output/raw.hpp>
#include <bview/formats/output/records.hpp>
#include <bview/formats/output/widened.hpp>

namespace bview {
namespace {

/// Copies `size` bytes from each item of a run. Sizes that are known here are one move each.
template <std::int64_t kSize>
char* copy_each(const ItemRun& run, const Extent& extent, char* to) {
  const std::byte* const from = run.data + extent.offset;
  const std::int64_t count = run.count;
  const auto copy = [=](std::int64_t step) __attribute__((always_inline)) {
    for (std::int64_t k = 0; k < count; ++k) std::memcpy(to + k * kSize, from + k * step, kSize);
  };
  // Backwards, one behind the other, they can be taken several at a time.
  run.step == -kSize ? copy(-kSize) : copy(run.step);
  return to + count * kSize;
}

using CopyEach = char* (*)(const ItemRun& run, const Extent& extent, char* to);

/// The copy for extents of one size, where there is one.
CopyEach copy_of_size(std::int64_t size) {
  struct Row {
    std::int64_t size;
    CopyEach copy;
  };
  constexpr Row kRows[] = {{1, copy_each<1>}, {2, copy_each<2>}, {3, copy_each<3>},
                           {4, copy_each<4>}, {8, copy_each<8>}, {16, copy_each<16>}};
  const auto* found = std::find_if(std::begin(kRows), std::end(kRows),
                                   [size](const Row& row) { return row.size == size; });
  return found == std::end(kRows) ? nullptr : found->copy;
}

char* copy_all(const ItemRun& run, const std::vector<Extent>& extents, char* to) {
  for (std::int64_t k = 0; k < run.count; ++k) {
    for (const Extent& extent : extents) {
      const auto size = static_cast<std::size_t>(extent.size);
      std::memcpy(to, run.data + k * run.step + extent.offset, size);
      to += size;
    }
  }
  return to;
}

/// Items without anything between them, which may be there already.
char* copy_neighbours(const ItemRun& run, std::int64_t size, char* to) {
  const auto all = static_cast<std::size_t>(run.count * size);
  if (run.data != reinterpret_cast<const std::byte*>(to)) std::memcpy(to, run.data, all);
  return to + all;
}

/// Its parts are bytes.
class RawRenderer : public Renderer {
 public:
  RawRenderer(ByteRuns runs, std::string header)
      : bytes_(std::move(runs), 1),
        header_(std::move(header)),
        per_start_(total_size(extents())),
        from_start_(extents().size() == 1 && extents().front().offset == 0 ? per_start_ : 0),
        copy_(extents().size() == 1 ? copy_of_size(per_start_) : nullptr) {}

  [[nodiscard]] std::int64_t parts() const override { return bytes_.count(); }
  [[nodiscard]] std::int64_t parts_of_items(std::int64_t items) const override {
    return bytes_.of_items(items);
  }
  /// Whole starts, where they are short enough, so that they can be walked.
  [[nodiscard]] std::int64_t parts_per_chunk() const override {
    if (!short_starts()) return kChunk;
    const std::int64_t starts = kChunk / per_start_;
    return per_start_ *
           GatheredRuns::items_at_once(bytes_.runs().starts, from_start_, starts, 2 * starts);
  }

  void begin(TextBuffer& out) const override { out.append(header_); }

  [[nodiscard]] std::optional<std::string_view> verbatim() const override {
    if (parts() == 0) return std::nullopt;
    const Blocks::Block first = bytes_.stretch(0, parts());
    if (first.size < parts()) return std::nullopt;
    return text_of(first);
  }

  void render(std::int64_t first, std::int64_t count, TextBuffer& out) const override {
    if (short_starts() && first % per_start_ == 0 && count % per_start_ == 0) {
      return render_starts(first / per_start_, count / per_start_, out);
    }
    for (std::int64_t n = first; n < first + count;) {
      const Blocks::Block stretch = bytes_.stretch(n, first + count - n);
      out.append(text_of(stretch));
      n += stretch.size;
    }
  }

 private:
  static constexpr std::int64_t kChunk = std::int64_t{256} << 10;  // bytes

  [[nodiscard]] bool short_starts() const { return per_start_ > 0 && per_start_ <= kChunk; }

  void render_starts(std::int64_t first, std::int64_t count, TextBuffer& out) const {
    char* to = out.reserve(static_cast<std::size_t>(count * per_start_));
    GatheredRuns runs(bytes_.runs().starts, from_start_, first, count,
                      reinterpret_cast<std::byte*>(to));
    for (ItemRun run{}; runs.next(run);) {
      to = stand_close(run)   ? copy_neighbours(run, from_start_, to)
           : copy_ != nullptr ? copy_(run, extents().front(), to)
                              : copy_all(run, extents(), to);
    }
    out.commit(to);
  }

  /// Whether there is nothing between the items; a single one may have any step.
  [[nodiscard]] bool stand_close(const ItemRun& run) const {
    return from_start_ > 0 && run.step == from_start_;
  }

  [[nodiscard]] const std::vector<Extent>& extents() const { return bytes_.runs().extents; }
  [[nodiscard]] std::string_view text_of(const Blocks::Block& bytes) const {
    const auto* data = reinterpret_cast<const char*>(bytes_.data(bytes));
    return {data, static_cast<std::size_t>(bytes.size)};
  }

  Blocks bytes_;  // of one byte each
  std::string header_;
  std::int64_t per_start_;   // bytes
  std::int64_t from_start_;  // of them, those of a single extent that begins at the start
  CopyEach copy_;            // for a single extent of a common size
};

}  // namespace

std::unique_ptr<Renderer> make_raw(Selection selection, const OutputOptions& /*options*/) {
  if (!selection.layout.is_fixed()) return make_raw_records(std::move(selection));
  return std::make_unique<RawRenderer>(byte_runs(selection.view, selection.layout), "");
}

std::unique_ptr<Renderer> make_npy(Selection selection, const OutputOptions& /*options*/) {
  selection.layout = without_readings(std::move(selection.layout));
  Selection shown = unfold(selection);
  if (shown.layout.is_bare()) shown.layout.projected = true;  // padding is no value
  const Layout wide = widened(shown.layout);
  Lengths shape = shown.view.shape();
  if (wide.is_bare()) {
    // The axes that packed values have.
    const Lengths& own = wide.fields.front().shape;
    shape.insert(shape.end(), own.begin(), own.end());
  }
  std::string header = npy_header(wide, shape);
  if (!widening(shown.layout).empty()) return make_widened(std::move(shown), std::move(header));
  return std::make_unique<RawRenderer>(byte_runs(shown.view, shown.layout), std::move(header));
}

}  // namespace bview
