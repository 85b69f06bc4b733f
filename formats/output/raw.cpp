#include "formats/output/raw.hpp"

#include <algorithm>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "core/cursor.hpp"
#include "formats/output/nested.hpp"
#include "formats/output/npy_header.hpp"

namespace bview {
namespace {

constexpr std::int64_t kBlock = 4096;

/// Copies `size` bytes from each item of a run. Sizes that are known here are one move each.
template <std::size_t kSize>
char* copy_each(const ItemRun& run, const Extent& extent, char* to) {
  for (std::int64_t k = 0; k < run.count; ++k, to += kSize) {
    std::memcpy(to, run.data + k * run.step + extent.offset, kSize);
  }
  return to;
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

class RawRenderer : public Renderer {
 public:
  RawRenderer(ByteRuns runs, std::string header)
      : blocks_(std::move(runs), kBlock), header_(std::move(header)) {
    for (const Extent& extent : extents()) {
      short_ = short_ && extent.size <= kBlock;
      per_start_ += extent.size;
    }
    if (extents().size() == 1) copy_ = copy_of_size(per_start_);
  }

  [[nodiscard]] std::int64_t parts() const override { return blocks_.count(); }
  [[nodiscard]] std::int64_t complete_parts() const override { return blocks_.complete(); }
  /// Whole starts, so that they can be walked.
  [[nodiscard]] std::int64_t parts_per_chunk() const override {
    constexpr std::int64_t kChunkBytes = 64 * kBlock;
    if (!short_ || per_start_ == 0) return kChunkBytes / kBlock;
    return std::max<std::int64_t>(1, kChunkBytes / per_start_) * std::ssize(extents());
  }

  void begin(TextBuffer& out) const override { out.append(header_); }

  [[nodiscard]] std::optional<std::string_view> verbatim() const override {
    if (parts() == 0) return std::nullopt;
    const Blocks::Block all = blocks_.stretch(0, parts());
    if ((all.size + kBlock - 1) / kBlock < parts()) return std::nullopt;
    return text_of(all);
  }

  void render(std::int64_t first, std::int64_t count, TextBuffer& out) const override {
    const std::int64_t each = std::ssize(extents());
    if (short_ && first % each == 0 && count % each == 0) {
      return render_starts(first / each, count / each, out);
    }
    for (std::int64_t n = first; n < first + count; ++n) out.append(text_of(blocks_.at(n)));
  }

 private:
  void render_starts(std::int64_t first, std::int64_t count, TextBuffer& out) const {
    char* to = out.reserve(static_cast<std::size_t>(count * per_start_));
    Cursor cursor(blocks_.runs().starts, first, count);
    for (ItemRun run{}; cursor.next(run);) {
      to = copy_ != nullptr ? copy_(run, extents().front(), to) : copy_all(run, extents(), to);
    }
    out.commit(to);
  }

  [[nodiscard]] const std::vector<Extent>& extents() const { return blocks_.runs().extents; }
  [[nodiscard]] std::string_view text_of(const Blocks::Block& block) const {
    const auto* data = reinterpret_cast<const char*>(blocks_.data(block));
    return {data, static_cast<std::size_t>(block.size)};
  }

  Blocks blocks_;
  std::string header_;
  bool short_ = true;           // every extent is one block
  std::int64_t per_start_ = 0;  // bytes of all extents
  CopyEach copy_ = nullptr;     // for a single extent of a common size
};

}  // namespace

std::unique_ptr<Renderer> make_raw(Selection selection, const OutputOptions& /*options*/) {
  return std::make_unique<RawRenderer>(byte_runs(selection.view, selection.layout), "");
}

std::unique_ptr<Renderer> make_npy(Selection selection, const OutputOptions& /*options*/) {
  Selection shown = unfold(selection);
  if (shown.layout.is_bare()) shown.layout.projected = true;  // padding is no value
  return std::make_unique<RawRenderer>(byte_runs(shown.view, shown.layout),
                                       npy_header(shown.layout, shown.view.shape()));
}

}  // namespace bview
