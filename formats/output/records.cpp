// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include <bview/formats/output/hex_look.hpp>
#include <bview/formats/output/plain.hpp>
#include <bview/formats/output/record_renderer.hpp>
#include <bview/formats/output/records.hpp>
#include <bview/formats/text/hex_lines.hpp>

namespace bview {
namespace {

class RecordsInText : public RecordRenderer {
 public:
  RecordsInText(Selection selection, std::unique_ptr<RecordText> text, NestedText around)
      : RecordRenderer(std::move(selection)), text_(std::move(text)), around_(std::move(around)) {
    if (view().ndim() > 0) level_ = around_.levels.front();
  }

  [[nodiscard]] std::string_view item_ending() const override { return level_.separator; }
  void begin(TextBuffer& out) const override { around_.begin(out); }
  void end(TextBuffer& out) const override { out.append(around_.end); }

  void render(std::int64_t first, std::int64_t count, TextBuffer& out) const override {
    Walker walker = this->walker();
    for_each_record(first, count, walker, [&](const Frame& frame, std::int64_t n, const Extent&) {
      out.append(n == 0 ? level_.open : level_.separator);
      text_->write(walker, frame, out, number_of(n));
    });
    if (first + count == parts()) out.append(level_.close);
  }

 private:
  std::unique_ptr<RecordText> text_;
  NestedText around_;
  Level level_{};
};

/// The bytes of a record that are selected: its own, or those of its selected fields.
std::vector<Extent> selected_bytes_of(const Layout& layout, const Frame& frame, Walker& walker,
                                      const Extent& record) {
  if (!layout.projected) return {record};
  std::vector<Extent> extents;
  for (std::size_t k = 0; k < layout.fields.size(); ++k) {
    const ColumnPath path = layout.paths.empty() ? ColumnPath{{k}} : layout.paths[k];
    const Place* place = walker.find_place(frame, path);
    if (place == nullptr) continue;
    if (path.whole) {
      extents.push_back({place->offset, place->size});
      continue;
    }
    const Field filled = part_as_filled(layout.fields[k], *place->node, place->order);
    for (const Extent& part : extents_of(filled)) {
      extents.push_back({place->offset + part.offset, part.size});
    }
  }
  return extents;
}

/// The bytes of each record that are selected.
class RecordBytes : public RecordRenderer {
 public:
  using RecordRenderer::RecordRenderer;

  void render(std::int64_t first, std::int64_t count, TextBuffer& out) const override {
    Walker walker = this->walker();
    for_each_record(
        first, count, walker, [&](const Frame& frame, std::int64_t, const Extent& record) {
          append(walker.bytes(), selected_bytes_of(layout(), frame, walker, record), out);
        });
  }

 protected:
  /// Those of a record.
  virtual void append(const Bytes& bytes, const std::vector<Extent>& extents,
                      TextBuffer& out) const = 0;

  [[nodiscard]] static std::span<const std::byte> bytes_in(const Bytes& bytes,
                                                           const Extent& extent) {
    return {bytes.at(extent.offset), static_cast<std::size_t>(extent.size)};
  }
};

class RawRecords : public RecordBytes {
 public:
  using RecordBytes::RecordBytes;

 private:
  void append(const Bytes& bytes, const std::vector<Extent>& extents,
              TextBuffer& out) const override {
    for (const Extent& extent : extents) {
      const auto data = bytes_in(bytes, extent);
      out.append({reinterpret_cast<const char*>(data.data()), data.size()});
    }
  }
};

class PlainRecords : public RecordBytes {
 public:
  using RecordBytes::RecordBytes;

 private:
  void append(const Bytes& bytes, const std::vector<Extent>& extents,
              TextBuffer& out) const override {
    if (extents.size() == 1) return append_plain_lines(bytes_in(bytes, extents.front()), out);
    std::vector<std::byte> joined;
    for (const Extent& extent : extents) {
      const auto data = bytes_in(bytes, extent);
      joined.insert(joined.end(), data.begin(), data.end());
    }
    append_plain_lines(joined, out);
  }
};

class FlashRecords : public RecordBytes {
 public:
  FlashRecords(Selection selection, const FlashNotation& notation)
      : RecordBytes(std::move(selection)), notation_(notation) {}

  void begin(TextBuffer& out) const override { out.append(notation_.begin); }
  void end(TextBuffer& out) const override { out.append(notation_.end); }

 private:
  /// Each says its addresses whole: the record before it may be gone.
  void append(const Bytes& bytes, const std::vector<Extent>& extents,
              TextBuffer& out) const override {
    std::int64_t above = -1;
    for (const Extent& extent : extents) {
      append_flash_lines(notation_, extent.offset, bytes_in(bytes, extent), above, out);
    }
  }

  const FlashNotation& notation_;
};

class HexRecords : public RecordBytes {
 public:
  HexRecords(Selection selection, const OutputOptions& options)
      : RecordBytes(std::move(selection)), verbose_(options.verbose) {
    if (!options.hex_look) return;
    if (options.hex_look->values) {
      throw Error(Errc::BadUsage,
                  "--values takes records of one size; -t table shows those that vary");
    }
    looked_.emplace(*options.hex_look, walker().bytes().size);
    line_bytes_ = options.hex_look->cols;
  }

  void begin(TextBuffer& out) const override {
    if (looked_) looked_->write_top(out);
  }
  void end(TextBuffer& out) const override {
    if (looked_) looked_->write_bottom(std::nullopt, out);
  }

 private:
  void append(const Bytes& bytes, const std::vector<Extent>& extents,
              TextBuffer& out) const override {
    for (const Extent& extent : extents) append_lines(bytes, extent, out);
  }

  /// Lines of a stretch; those that repeat the one before are left out as ever.
  void append_lines(const Bytes& bytes, const Extent& extent, TextBuffer& out) const {
    bool squeezed = false;
    for (std::int64_t at = 0; at < extent.size; at += line_bytes_) {
      const std::byte* const data = bytes.at(extent.offset + at);
      const std::int64_t size = std::min(line_bytes_, extent.size - at);
      const bool repeats = !verbose_ && at > 0 && size == line_bytes_ &&
                           std::equal(data, data + size, data - line_bytes_);
      if (!repeats) {
        append_line(extent.offset + at, {data, static_cast<std::size_t>(size)}, out);
      } else if (!squeezed) {
        append_squeezed(out);
      }
      squeezed = repeats;
    }
  }

  void append_line(std::int64_t offset, std::span<const std::byte> bytes, TextBuffer& out) const {
    if (looked_) return looked_->write(offset, bytes, "", out);
    char* const to = out.reserve(2 * kMaxHexLine);
    out.commit(std::ssize(bytes) == kHexLineBytes
                   ? write_hex_lines(to, offset, bytes.data(), 1)
                   : write_short_hex_line(to, offset, bytes.data(), std::ssize(bytes)));
  }

  void append_squeezed(TextBuffer& out) const {
    if (looked_) return looked_->write_squeezed(out);
    out.append("*\n");
  }

  std::optional<HexLines> looked_{};  // as somebody wants them to look
  std::int64_t line_bytes_ = kHexLineBytes;
  bool verbose_;
};

}  // namespace

Error RecordRenderer::changed(std::int64_t number, const Extent& extent) {
  return Error(Errc::BadShape, fmt::format("record {} at offset {} changed while it was read",
                                           number, extent.offset));
}

std::unique_ptr<Renderer> make_records(Selection selection, std::unique_ptr<RecordText> text,
                                       NestedText around) {
  return std::make_unique<RecordsInText>(std::move(selection), std::move(text), std::move(around));
}

std::unique_ptr<Renderer> make_raw_records(Selection selection) {
  return std::make_unique<RawRecords>(std::move(selection));
}

std::unique_ptr<Renderer> make_plain_records(Selection selection) {
  return std::make_unique<PlainRecords>(std::move(selection));
}

std::unique_ptr<Renderer> make_flash_records(Selection selection, const FlashNotation& notation) {
  return std::make_unique<FlashRecords>(std::move(selection), notation);
}

std::unique_ptr<Renderer> make_hex_records(Selection selection, const OutputOptions& options) {
  return std::make_unique<HexRecords>(std::move(selection), options);
}

}  // namespace bview
