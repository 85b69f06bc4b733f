// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/formats/arrow/arrow.hpp>
#include <bview/formats/arrow/record_batch.hpp>

namespace bview {
namespace {

constexpr std::int64_t kBatchBytes = std::int64_t{4} << 20;
constexpr std::int64_t kBatchRows = std::int64_t{1} << 20;

const Compression* compression_for_arrow(const Compression* asked) {
  if (asked == nullptr || asked->compress == nullptr) return nullptr;
  if (asked->arrow_id >= 0) return asked;
  throw Error(Errc::BadUsage,
              fmt::format("Arrow has no {}; --compression takes zstd or none there", asked->name));
}

ArrowColumns arrow_columns(const Selection& selection, const OutputOptions& options) {
  ArrowColumns made{columns_of(selection), {}, compression_for_arrow(options.compression)};
  if (selection.ahead) {
    const Columns ahead = columns_of({*selection.ahead, selection.layout});
    made.leaves = look_ahead(made.columns, &ahead);
  } else {
    made.leaves = look_ahead(made.columns, nullptr);
  }
  return made;
}

/// Its parts are rows; those that are rendered together are a batch.
class ArrowRenderer : public Renderer {
 public:
  ArrowRenderer(const Selection& selection, const OutputOptions& options)
      : columns_(arrow_columns(selection, options)),
        items_per_row_(std::max<std::int64_t>(1, inner_size(selection.view))),
        format_(selection.layout.format) {
    std::int64_t row = 1;
    for (const ColumnLeaf& leaf : columns_.columns.leaves) {
      row += std::min(leaf.row_size(), kBatchBytes);
    }
    batch_rows_ = std::clamp<std::int64_t>(kBatchBytes / row, 1, kBatchRows);
  }

  [[nodiscard]] std::int64_t parts() const override { return columns_.columns.rows; }
  [[nodiscard]] std::int64_t parts_of_items(std::int64_t items) const override {
    return items / items_per_row_;
  }
  [[nodiscard]] std::int64_t parts_per_chunk() const override { return batch_rows_; }

  void begin(TextBuffer& out) const override { static_cast<void>(write_front(0, out)); }
  void end(TextBuffer& out) const override { write_arrow_end(out); }

  void render(std::int64_t first, std::int64_t count, TextBuffer& out) const override {
    for (const std::int64_t end = first + count; first < end; first += batch_rows_) {
      const std::int64_t rows = std::min(batch_rows_, end - first);
      wrote(first, write_arrow_batch(columns_, first, rows, out));
    }
  }

 protected:
  [[nodiscard]] FlatTable schema() const {
    return arrow_schema(columns_.columns, columns_.leaves, format_);
  }

  /// Writes what stands in front of the batches, the schema and then names.
  std::vector<ArrowBlock> write_front(std::int64_t position, TextBuffer& out) const {
    std::vector<ArrowBlock> blocks = {write_arrow_schema(schema(), position, out)};
    for (std::size_t leaf = 0; leaf < columns_.leaves.size(); ++leaf) {
      if (columns_.leaves[leaf].names) blocks.push_back(write_arrow_names(columns_, leaf, out));
    }
    return blocks;
  }

 private:
  virtual void wrote(std::int64_t /*first*/, const ArrowBlock& /*block*/) const {}

  ArrowColumns columns_;
  std::int64_t items_per_row_;
  std::string format_;
  std::int64_t batch_rows_ = 1;
};

constexpr std::string_view kArrowMagic = "ARROW1";

class FeatherRenderer : public ArrowRenderer {
 public:
  FeatherRenderer(const Selection& selection, const OutputOptions& options)
      : ArrowRenderer(selection, options), notes_(options.notes) {}

  void begin(TextBuffer& out) const override {
    notes_->clear();
    out.append(std::string_view("ARROW1\0\0", kMagicRoom));
    static_cast<void>(write_front(kMagicRoom, out));
  }

  void end(TextBuffer& out) const override {
    write_arrow_end(out);
    const std::string footer = footer_table().buffer();
    if (footer.size() > std::numeric_limits<std::int32_t>::max()) {
      throw Error(Errc::BadValue,
                  "the directory of the Arrow file is larger than 2 GiB; write it in pieces, "
                  "with -i 0:N and so on, or fewer columns with --fields");
    }
    const auto size = static_cast<std::int32_t>(footer.size());
    char length[sizeof(size)];
    std::memcpy(length, &size, sizeof(size));
    out.append(footer);
    out.append({length, sizeof(length)});
    out.append(kArrowMagic);
  }

 private:
  static constexpr std::int64_t kMagicRoom = 8;  // bytes

  void wrote(std::int64_t first, const ArrowBlock& block) const override {
    notes_->add(first, block);
  }

  /// What stands in front is made again for its sizes.
  [[nodiscard]] FlatTable footer_table() const {
    TextBuffer front;
    std::vector<ArrowBlock> blocks = write_front(kMagicRoom, front);
    std::int64_t position = kMagicRoom + blocks.front().metadata;
    blocks.erase(blocks.begin());
    const auto dictionaries = placed(blocks, position);
    blocks.clear();
    for (const auto& [first, note] : notes_->all()) {
      blocks.push_back(std::any_cast<const ArrowBlock&>(note));
    }
    constexpr std::size_t kIntegers = 3;  // of the struct Block, one of them filled up
    FlatTable footer;
    footer.i16(0, kArrowVersion);
    footer.table(1, schema());
    footer.structs(2, kIntegers, dictionaries);
    footer.structs(3, kIntegers, placed(blocks, position));
    return footer;
  }

  static std::vector<std::int64_t> placed(const std::vector<ArrowBlock>& blocks,
                                          std::int64_t& position) {
    std::vector<std::int64_t> numbers;
    for (const ArrowBlock& block : blocks) {
      numbers.insert(numbers.end(), {position, block.metadata, block.body});
      position += block.metadata + block.body;
    }
    return numbers;
  }

  std::shared_ptr<PartNotes> notes_;
};

}  // namespace

std::unique_ptr<Renderer> make_arrow(Selection selection, const OutputOptions& options) {
  return std::make_unique<ArrowRenderer>(selection, options);
}

std::unique_ptr<Renderer> make_feather(Selection selection, const OutputOptions& options) {
  return std::make_unique<FeatherRenderer>(selection, options);
}

}  // namespace bview
