// SPDX-License-Identifier: MIT

#include <algorithm>
#include <cstring>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/formats/columns/columns.hpp>
#include <bview/formats/parquet/footer.hpp>
#include <bview/formats/parquet/parquet.hpp>

namespace bview {
namespace {

constexpr std::string_view kParquetMagic = "PAR1";
constexpr std::int64_t kGroupBytes = std::int64_t{4} << 20;
constexpr std::int64_t kGroupRows = std::int64_t{1} << 20;

/// Its parts are rows; those that are rendered together are a group.
class ParquetRenderer : public Renderer {
 public:
  ParquetRenderer(const Selection& selection, const OutputOptions& options)
      : columns_(columns_of(selection)),
        items_per_row_(std::max<std::int64_t>(1, inner_size(selection.view))),
        listed_(selection.view.list() != nullptr),
        compression_(options.compression),
        notes_(options.notes),
        format_(selection.layout.format) {
    std::int64_t row = 1;
    for (const ColumnLeaf& leaf : columns_.leaves) row += std::min(leaf.row_size(), kGroupBytes);
    group_rows_ = std::clamp<std::int64_t>(kGroupBytes / row, 1, kGroupRows);
  }

  [[nodiscard]] std::int64_t parts() const override { return columns_.rows; }
  [[nodiscard]] std::int64_t parts_of_items(std::int64_t items) const override {
    const std::int64_t rows = items / items_per_row_;
    return listed_ ? rows : rows / group_rows_ * group_rows_;
  }
  [[nodiscard]] std::int64_t items_kept() const override {
    return listed_ ? 0 : group_rows_ * items_per_row_;
  }
  [[nodiscard]] std::int64_t parts_per_chunk() const override { return group_rows_; }

  void begin(TextBuffer& out) const override {
    notes_->clear();
    out.append(kParquetMagic);
  }

  void render(std::int64_t first, std::int64_t count, TextBuffer& out) const override {
    for (const std::int64_t end = first + count; first < end; first += group_rows_) {
      write_group(first, std::min(group_rows_, end - first), out);
    }
  }

  void end(TextBuffer& out) const override {
    std::vector<const RowGroupNote*> groups;
    for (const auto& [first, note] : notes_->all()) {
      groups.push_back(std::any_cast<RowGroupNote>(&note));
    }
    const std::string footer =
        parquet_footer(columns_, groups, std::ssize(kParquetMagic), {{"bview.format", format_}});
    if (footer.size() > std::numeric_limits<std::uint32_t>::max()) {
      throw Error(Errc::BadValue,
                  "the directory of the Parquet file is larger than 4 GiB; write it in pieces, "
                  "with -i 0:N and so on, or fewer columns with --fields");
    }
    const auto size = static_cast<std::uint32_t>(footer.size());
    char length[sizeof(size)];
    std::memcpy(length, &size, sizeof(size));
    out.append(footer);
    out.append({length, sizeof(length)});
    out.append(kParquetMagic);
  }

 private:
  void write_group(std::int64_t first, std::int64_t count, TextBuffer& out) const {
    RowGroupNote group{count, compression_ == nullptr ? 0 : compression_->parquet_id};
    for (const ColumnLeaf& leaf : columns_.leaves) {
      group.chunks.push_back(write_chunk(leaf, first, count, compression_, out));
    }
    notes_->add(first, std::move(group));
  }

  Columns columns_;
  std::int64_t items_per_row_;
  bool listed_;  // what is chosen may be far apart in a stream: then groups are as they come
  const Compression* compression_;
  std::shared_ptr<PartNotes> notes_;
  std::string format_;
  std::int64_t group_rows_ = 1;
};

}  // namespace

std::unique_ptr<Renderer> make_parquet(Selection selection, const OutputOptions& options) {
  return std::make_unique<ParquetRenderer>(selection, options);
}

}  // namespace bview
