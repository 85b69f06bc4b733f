// SPDX-License-Identifier: MIT
// The hex form as somebody wants it to look, and items of a size with what they read as.

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <bview/core/cursor.hpp>
#include <bview/core/error.hpp>
#include <bview/formats/output/hex.hpp>
#include <bview/formats/output/hex_look.hpp>
#include <bview/formats/output/table_cells.hpp>
#include <bview/formats/output/table_label.hpp>

namespace bview {
namespace {

/// Lines of bytes that are addressed by number; those that repeat the one before are squeezed.
class LookedHex : public Renderer {
 public:
  LookedHex(const OutputOptions& options, std::int64_t size)
      : look_(*options.hex_look), lines_(look_, size), verbose_(options.verbose) {}

  [[nodiscard]] std::int64_t parts_per_chunk() const override { return 1024; }

  void begin(TextBuffer& out) const override { lines_.write_top(out); }
  void end(TextBuffer& out) const override {
    std::optional<std::int64_t> behind;
    if (parts() > 0) {
      const Blocks::Block last = line_at(parts() - 1);
      behind = last.offset + last.size;
    }
    lines_.write_bottom(behind, out);
  }

  void render(std::int64_t first, std::int64_t count, TextBuffer& out) const override {
    bool squeezed = count > 0 && first > 0 && repeats(line_at(first - 1));
    for (std::int64_t n = first; n < first + count; ++n) {
      const Blocks::Block line = line_at(n);
      if (repeats(line)) {
        if (!std::exchange(squeezed, true)) lines_.write_squeezed(out);
        continue;
      }
      squeezed = false;
      const std::span<const std::byte> bytes(data(line.offset),
                                             static_cast<std::size_t>(line.size));
      lines_.write(line.offset, bytes, beside(n), out);
    }
  }

 protected:
  [[nodiscard]] const HexLook& look() const { return look_; }
  [[nodiscard]] virtual Blocks::Block line_at(std::int64_t n) const = 0;
  [[nodiscard]] virtual const std::byte* data(std::int64_t offset) const = 0;
  [[nodiscard]] virtual std::string beside(std::int64_t n) const = 0;

 private:
  [[nodiscard]] bool repeats(const Blocks::Block& line) const {
    if (verbose_ || !line.continues || line.size < look_.cols) return false;
    return std::memcmp(data(line.offset), data(line.offset - look_.cols),
                       static_cast<std::size_t>(look_.cols)) == 0;
  }

  HexLook look_;
  HexLines lines_;
  bool verbose_;
};

class LookedBytes : public LookedHex {
 public:
  LookedBytes(const Selection& selection, const OutputOptions& options)
      : LookedHex(options, selection.view.bytes().size),
        blocks_(byte_runs(selection.view, selection.layout), options.hex_look->cols),
        holes_(selection.view.bytes()),
        verbose_(options.verbose) {}

  [[nodiscard]] std::int64_t parts() const override { return blocks_.count(); }
  [[nodiscard]] std::int64_t parts_of_items(std::int64_t items) const override {
    return blocks_.of_items(items);
  }
  [[nodiscard]] std::int64_t silent_parts(std::int64_t first) const override {
    return verbose_ ? 0 : lines_in_hole(blocks_, look().cols, holes_, first);
  }

 private:
  [[nodiscard]] Blocks::Block line_at(std::int64_t n) const override { return blocks_.at(n); }
  [[nodiscard]] const std::byte* data(std::int64_t offset) const override {
    return blocks_.runs().starts.bytes().at(offset);
  }
  [[nodiscard]] std::string beside(std::int64_t /*n*/) const override { return ""; }

  Blocks blocks_;
  Holes holes_;
  bool verbose_;
};

/// Items from lines of their own, or as many whole ones as a line takes, with their values.
class ReadBytes : public LookedHex {
 public:
  ReadBytes(const Selection& selection, const OutputOptions& options)
      : LookedHex(options, selection.view.bytes().size), view_(coalesce(selection.view)) {
    const std::int64_t size = view_.itemsize();
    const bool adjacent = !view_.list() && view_.ndim() == 1 && view_.axes().front().stride == size;
    if (adjacent && size > 0) items_ = std::max<std::int64_t>(1, look().cols / size);
    lines_ = pieces_of(size, look().cols);
    for_each_leaf(selection.layout, [&](const Leaf& leaf) {
      const bool named = !selection.layout.is_bare();
      leaves_.push_back({CellMaker(leaf.field, options), leaf.offset,
                         named ? printable(leaf.name) + "=" : std::string()});
    });
  }

  [[nodiscard]] std::int64_t parts() const override {
    return pieces_of(view_.size(), items_) * lines_;
  }
  [[nodiscard]] std::int64_t parts_of_items(std::int64_t items) const override {
    return items / items_ * lines_;
  }

 private:
  struct ReadLeaf {
    CellMaker maker;
    std::int64_t offset;
    std::string name;
  };

  [[nodiscard]] Blocks::Block line_at(std::int64_t n) const override {
    const std::int64_t item = n / lines_ * items_;
    const std::int64_t skipped = n % lines_ * look().cols;
    const std::int64_t bytes = std::min(items_, view_.size() - item) * view_.itemsize();
    const bool continues = skipped > 0 || (item > 0 && items_ * view_.itemsize() == look().cols);
    return {view_.offset_of(item) + skipped, std::min(look().cols, bytes - skipped),
            continues && (skipped > 0 || adjoins(item))};
  }
  [[nodiscard]] bool adjoins(std::int64_t item) const {
    return view_.offset_of(item - 1) + view_.itemsize() == view_.offset_of(item);
  }
  [[nodiscard]] const std::byte* data(std::int64_t offset) const override {
    return view_.bytes().at(offset);
  }

  /// Those that begin on the line.
  [[nodiscard]] std::string beside(std::int64_t n) const override {
    const std::int64_t first = n / lines_ * items_;
    const std::int64_t skipped = n % lines_ * look().cols;
    std::string text;
    Cells cells;
    for (std::int64_t k = first; k < std::min(first + items_, view_.size()); ++k) {
      const std::byte* const item = view_.bytes().at(view_.offset_of(k));
      for (const ReadLeaf& leaf : leaves_) {
        if (leaf.offset < skipped || leaf.offset >= skipped + look().cols) continue;
        cells.clear();
        leaf.maker.append(item + leaf.offset, 0, 1, cells);
        if (!text.empty()) text += ' ';
        text += leaf.name;
        text += cells[0].text;
      }
    }
    return text;
  }

  View view_;
  std::int64_t items_ = 1;  // of a line
  std::int64_t lines_ = 1;  // of an item
  std::vector<ReadLeaf> leaves_;
};

}  // namespace

std::unique_ptr<Renderer> make_looked_hex(const Selection& selection,
                                          const OutputOptions& options) {
  constexpr std::int64_t kMostLeaves = 4096;
  if (!options.hex_look->values) return std::make_unique<LookedBytes>(selection, options);
  if (selection.view.itemsize() == 0 || leaf_count(selection.layout) > kMostLeaves) {
    throw Error(Errc::BadUsage,
                fmt::format("--values shows records of 1 to {} values beside their bytes, and "
                            "this one has {}",
                            kMostLeaves, leaf_count(selection.layout)));
  }
  return std::make_unique<ReadBytes>(selection, options);
}

}  // namespace bview
