// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include <bview/core/checked.hpp>
#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/parts/packing.hpp>
#include <bview/formats/parts/tiff_pixels.hpp>

namespace bview {
namespace {

constexpr std::int64_t kImageWidth = 256;
constexpr std::int64_t kImageLength = 257;
constexpr std::int64_t kBitsPerSample = 258;
constexpr std::int64_t kCompression = 259;
constexpr std::int64_t kPhotometric = 262;
constexpr std::int64_t kFillOrder = 266;
constexpr std::int64_t kStripOffsets = 273;
constexpr std::int64_t kSamplesPerPixel = 277;
constexpr std::int64_t kRowsPerStrip = 278;
constexpr std::int64_t kStripSizes = 279;
constexpr std::int64_t kPlanar = 284;
constexpr std::int64_t kPredictor = 317;
constexpr std::int64_t kTileWidth = 322;
constexpr std::int64_t kTileLength = 323;
constexpr std::int64_t kTileOffsets = 324;
constexpr std::int64_t kTileSizes = 325;
constexpr std::int64_t kSampleFormat = 339;

constexpr std::int64_t kYCbCr = 6;  // some samples of which may be left out

struct TiffUnpacking {
  std::int64_t compression;
  PackMethod method;
  std::int64_t in_front;  ///< bytes of zlib's head
  std::int64_t behind;    ///< bytes of its checksum
};
constexpr TiffUnpacking kTiffUnpackings[] = {
    {8, PackMethod::Deflate, 2, 4},
    {32946, PackMethod::Deflate, 2, 4},
    {50000, PackMethod::Zstd, 0, 0},
};

/// How many blocks of `size` it takes for `length`.
std::int64_t blocks_for(std::int64_t length, std::int64_t size) {
  return length / size + (length % size == 0 ? 0 : 1);
}

/// A picture cut into blocks of one shape; only the last strip may be shorter.
struct TiffGrid {
  std::int64_t height;
  std::int64_t width;
  std::int64_t samples;
  bool planar;             ///< each sample has blocks of its own
  std::int64_t rows;       ///< of a block
  std::int64_t columns;    ///< of a block
  std::int64_t row_bytes;  ///< of a block
  const TiffSample* type;  ///< null: there is none of such bits

  [[nodiscard]] std::int64_t samples_inside() const { return planar ? 1 : samples; }
};

class TiffPixels {
 public:
  TiffPixels(TiffEntries& entries, const TiffDirectory& told, const TiffEntry& offsets, bool tiled)
      : entries_(entries),
        told_(told),
        offsets_(offsets),
        sizes_(find(tiled ? kTileSizes : kStripSizes)),
        tiled_(tiled) {}

  bool list(const std::string& owner, const PartVisitor& visit) {
    check_lists();
    packing_ = number(kCompression, kTiffPlain);
    grid_ = grid();
    if (sizes_ == nullptr && (!grid_ || packing_ != kTiffPlain)) {
      throw entries_.bytes().damage(
          offsets_.at, fmt::format("{} has no sizes beside it", tiff_entry_name(offsets_)));
    }
    if (auto all = pixels()) {
      all->name = owner + "pixels";
      return visit(std::move(*all));
    }
    for (std::int64_t k = 0; k < offsets_.count; ++k) {
      if (!visit(block(k, fmt::format("{}{}/{}", owner, tiled_ ? "tile" : "strip", k)))) {
        return false;
      }
    }
    return true;
  }

 private:
  [[nodiscard]] const TiffEntry* find(std::int64_t tag) const {
    const auto found = told_.find(tag);
    return found == told_.end() ? nullptr : &found->second;
  }

  std::int64_t number(std::int64_t tag, std::int64_t otherwise) {
    const TiffEntry* const entry = find(tag);
    return entry == nullptr ? otherwise : entries_.value(*entry, 0);
  }

  /// What all samples have; 0 where they differ.
  std::int64_t same(std::int64_t tag, std::int64_t otherwise) {
    const TiffEntry* const entry = find(tag);
    if (entry == nullptr) return otherwise;
    entries_.count_read(entry->value.size, entry->at);
    const std::int64_t first = entries_.value(*entry, 0);
    for (std::int64_t k = 1; k < entry->count; ++k) {
      if (entries_.value(*entry, k) != first) return 0;
    }
    return first;
  }

  void check_lists() {
    entries_.count_read(offsets_.value.size, offsets_.at);
    if (sizes_ == nullptr) return;
    entries_.count_read(sizes_->value.size, sizes_->at);
    if (sizes_->count == offsets_.count) return;
    throw entries_.bytes().damage(
        sizes_->at,
        fmt::format("{} has {}, and {} {}", tiff_entry_name(*sizes_),
                    count_text(sizes_->count, "value"), tiff_entry_name(offsets_), offsets_.count));
  }

  /// Nothing where what is told does not fit together; then blocks are bytes.
  std::optional<TiffGrid> grid() {
    TiffGrid grid{};
    grid.height = number(kImageLength, 0);
    grid.width = number(kImageWidth, 0);
    grid.samples = number(kSamplesPerPixel, 1);
    grid.planar = number(kPlanar, 1) == 2;
    grid.rows =
        tiled_ ? number(kTileLength, 0) : std::min(number(kRowsPerStrip, grid.height), grid.height);
    grid.columns = tiled_ ? number(kTileWidth, 0) : grid.width;
    const std::int64_t bits = same(kBitsPerSample, 1);
    const bool plain_order = number(kFillOrder, 1) == 1;
    const bool complete = number(kPhotometric, 0) != kYCbCr;
    if (plain_order && complete) grid.type = find_tiff_sample(same(kSampleFormat, 1), bits);
    if (grid.height < 1 || grid.rows < 1 || grid.columns < 1) return std::nullopt;
    const Lengths blocks = {blocks_for(grid.height, grid.rows),
                            blocks_for(grid.width, grid.columns), grid.planar ? grid.samples : 1};
    const Lengths row = {grid.columns, grid.samples_inside(), bits};
    const auto row_bits = checked_product(row);
    if (checked_product(blocks) != offsets_.count || row_bits.value_or(0) < 1) return std::nullopt;
    constexpr std::int64_t kByteBits = 8;
    grid.row_bytes = blocks_for(*row_bits, kByteBits);
    if (!checked_mul(grid.row_bytes, grid.rows)) return std::nullopt;
    return grid;
  }

  [[nodiscard]] std::int64_t rows_of(std::int64_t k) const {
    if (tiled_) return grid_->rows;
    const std::int64_t above = k % blocks_for(grid_->height, grid_->rows) * grid_->rows;
    return std::min(grid_->rows, grid_->height - above);
  }

  [[nodiscard]] std::int64_t bytes_of(std::int64_t k) const {
    return rows_of(k) * grid_->row_bytes;
  }

  Extent place(std::int64_t k) {
    return {entries_.value(offsets_, k),
            sizes_ == nullptr ? bytes_of(k) : entries_.value(*sizes_, k)};
  }

  [[nodiscard]] Part array(const Extent& where, Lengths shape) {
    Part part;
    part.kind = PartKind::Array;
    part.format = fmt::format("{}{}", entries_.mark(), grid_->type->letter);
    part.offset = where.offset;
    part.size = where.size;
    part.shape = std::move(shape);
    part.summary = tiff_photometric(number(kPhotometric, -1));
    return part;
  }

  Part block(std::int64_t k, std::string name) {
    const Extent where = place(k);
    entries_.require(where, offsets_.value.offset + k * offsets_.type->bytes, name);
    Part part = packing_ == kTiffPlain ? plain_block(k, where) : packed_block(k, where);
    part.name = std::move(name);
    return part;
  }

  Part block_array(std::int64_t k, std::int64_t offset) {
    return array({offset, bytes_of(k)}, {rows_of(k), grid_->columns, grid_->samples_inside()});
  }

  Part plain_block(std::int64_t k, const Extent& where) {
    const bool known = grid_ && grid_->type != nullptr && where.size >= bytes_of(k);
    return known ? block_array(k, where.offset) : part_at(where, "");
  }

  Part packed_block(std::int64_t k, const Extent& where) {
    const auto packing = unpacking(k, where);
    Part part = packing ? block_array(k, 0) : part_at(where, "");
    part.packing = packing;
    const std::string_view word = tiff_compression(packing_);
    part.summary = word.empty() ? fmt::format("compression {}", packing_) : std::string(word);
    part.readonly = fmt::format("it is compressed ({})", part.summary);
    return part;
  }

  /// How a block is unpacked, where that gives its samples as they are.
  std::optional<Packing> unpacking(std::int64_t k, const Extent& where) {
    const auto* const how =
        std::find_if(std::begin(kTiffUnpackings), std::end(kTiffUnpackings),
                     [&](const TiffUnpacking& each) { return each.compression == packing_; });
    if (how == std::end(kTiffUnpackings) || !grid_ || grid_->type == nullptr) return std::nullopt;
    const std::int64_t size = where.size - how->in_front - how->behind;
    if (size < 1 || number(kPredictor, 1) != 1) return std::nullopt;
    return Packing{{where.offset + how->in_front, size}, bytes_of(k), std::nullopt, how->method};
  }

  /// All of them, where strips that are not packed follow one another.
  std::optional<Part> pixels() {
    if (packing_ != kTiffPlain || !grid_ || tiled_ || grid_->type == nullptr) return std::nullopt;
    const std::int64_t first = place(0).offset;
    Extent all{first, 0};
    for (std::int64_t k = 0; k < offsets_.count; ++k) {
      const Extent where = place(k);
      if (where.offset != first + all.size || where.size < bytes_of(k)) return std::nullopt;
      if (!entries_.bytes().has(where.offset, where.size)) return std::nullopt;
      all.size += bytes_of(k);
    }
    Part part = array(all, {grid_->height, grid_->width, grid_->samples});
    if (grid_->planar && grid_->samples > 1) {
      const std::int64_t item = grid_->row_bytes / grid_->width;
      part.strides = {grid_->row_bytes, item, grid_->row_bytes * grid_->height};
    }
    return part;
  }

  TiffEntries& entries_;
  const TiffDirectory& told_;
  const TiffEntry& offsets_;
  const TiffEntry* sizes_;
  bool tiled_;
  std::int64_t packing_ = kTiffPlain;
  std::optional<TiffGrid> grid_{};
};

}  // namespace

bool list_tiff_pixels(TiffEntries& entries, const TiffDirectory& told, const std::string& owner,
                      const PartVisitor& visit) {
  for (const bool tiled : {true, false}) {
    const auto offsets = told.find(tiled ? kTileOffsets : kStripOffsets);
    if (offsets == told.end()) continue;
    return TiffPixels(entries, told, offsets->second, tiled).list(owner, visit);
  }
  return true;
}

}  // namespace bview
