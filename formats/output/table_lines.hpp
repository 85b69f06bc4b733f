// SPDX-License-Identifier: MIT
// formats/output/table_lines.hpp - items one below the other, with a line per field.
//
// For single items, and for records that are too wide or too large for columns. A
// field's line streams: nothing is held of an item but a block of one array's values.

#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <bview/formats/output/renderer.hpp>
#include <bview/formats/output/table_fields.hpp>
#include <bview/formats/output/table_text.hpp>

namespace bview {

class FieldLines : public Renderer {
 public:
  /// A bare layout must not be a sub-array: unfold() makes axes of those.
  FieldLines(Selection selection, const OutputOptions& options);

  [[nodiscard]] std::int64_t parts() const override { return view_.size(); }
  [[nodiscard]] std::int64_t parts_of_items(std::int64_t items) const override {
    return items * inner_size(view_);
  }
  [[nodiscard]] std::int64_t parts_per_chunk() const override { return chunk_; }
  void end(TextBuffer& out) const override;
  void render(std::int64_t first, std::int64_t count, TextBuffer& out) const override;

 private:
  void write_value_line(std::int64_t n, Painter& line) const;
  void write_record(std::int64_t n, Painter& line) const;
  void write_entry(const Entry& entry, std::int64_t offset, const std::byte* item,
                   Painter& line) const;
  void write_value(const CellMaker& maker, const std::byte* data, std::int64_t left,
                   Painter& line) const;
  [[nodiscard]] std::int64_t widest_name() const;

  View view_;
  View places_;        // what offsets are shown of
  std::int64_t kept_;  // bytes of an item that stand there
  Layout layout_;
  OutputOptions options_;
  std::int64_t chunk_;
  int digits_;
  std::int64_t indent_;
  std::int64_t name_width_;
};

}  // namespace bview
