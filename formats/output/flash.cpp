// SPDX-License-Identifier: MIT

#include <utility>

#include <bview/core/cursor.hpp>
#include <bview/formats/output/flash.hpp>
#include <bview/formats/output/records.hpp>
#include <bview/formats/text/flash_lines.hpp>

namespace bview {
namespace {

class FlashRenderer : public Renderer {
 public:
  FlashRenderer(ByteRuns runs, const FlashNotation& notation)
      : lines_(std::move(runs), kFlashLineBytes), notation_(notation) {}

  [[nodiscard]] std::int64_t parts() const override { return lines_.count(); }
  [[nodiscard]] std::int64_t parts_of_items(std::int64_t items) const override {
    return lines_.of_items(items);
  }
  [[nodiscard]] std::int64_t parts_per_chunk() const override { return 4096; }

  void begin(TextBuffer& out) const override { out.append(notation_.begin); }
  void end(TextBuffer& out) const override { out.append(notation_.end); }

  void render(std::int64_t first, std::int64_t count, TextBuffer& out) const override {
    constexpr int kUpperHalf = 16;
    std::int64_t above = 0;
    if (first > 0 && count > 0) {
      const Blocks::Block before = lines_.at(first - 1);
      above = (before.offset + before.size - 1) >> kUpperHalf;
    }
    for (std::int64_t n = first; n < first + count;) {
      const Blocks::Block stretch = lines_.stretch(n, first + count - n);
      append_flash_lines(notation_, stretch.offset,
                         {lines_.data(stretch), static_cast<std::size_t>(stretch.size)}, above,
                         out);
      n += (stretch.size + kFlashLineBytes - 1) / kFlashLineBytes;
    }
  }

 private:
  Blocks lines_;
  const FlashNotation& notation_;
};

std::unique_ptr<Renderer> make_flash(Selection selection, const FlashNotation& notation) {
  if (!selection.layout.is_fixed()) return make_flash_records(std::move(selection), notation);
  return std::make_unique<FlashRenderer>(byte_runs(selection.view, selection.layout), notation);
}

}  // namespace

std::unique_ptr<Renderer> make_ihex(Selection selection, const OutputOptions& /*options*/) {
  return make_flash(std::move(selection), intel_hex());
}

std::unique_ptr<Renderer> make_srec(Selection selection, const OutputOptions& /*options*/) {
  return make_flash(std::move(selection), s_records());
}

}  // namespace bview
