// SPDX-License-Identifier: MIT
// formats/output/record_text.hpp - one record of varying size as text.
//
// What item_text.hpp is for items that are all alike: what does not vary is compiled once. Where
// values lie is told by a Frame (core/walk.hpp). In rows each column is one cell, or, where its
// extent never varies, one for each of its leaves; a field whose count is a formula is one cell
// with its JSON.

#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <bview/core/record_layout.hpp>
#include <bview/core/walk.hpp>
#include <bview/formats/output/item_text.hpp>
#include <bview/formats/questions/varying_columns.hpp>

namespace bview {

class RecordText {
 public:
  /// `layout` has a plan. `json`: how values stand in a cell of their own. `columns`, if not null,
  /// has this layout, and values that are worked out besides.
  RecordText(const Layout& layout, const Punctuation& punctuation, const CellStyle& style,
             const CellStyle& json, std::shared_ptr<const VaryingColumns> columns = nullptr);
  RecordText(const RecordText&) = delete;
  RecordText& operator=(const RecordText&) = delete;
  ~RecordText();

  /// Values of more bytes are cut in cells, and their size is said; 0: they are not.
  void set_longest(std::int64_t bytes) { longest_ = bytes; }

  /// Writes the record of `frame`, which `walker` found; `number` is its index.
  void write(Walker& walker, const Frame& frame, TextBuffer& out, std::int64_t number = 0) const;

  /// The names of the columns of a row.
  [[nodiscard]] std::vector<std::string> column_names() const;
  /// Of what kind their cells are shown; those with JSON in them are texts.
  [[nodiscard]] std::vector<Kind> column_kinds() const;

 private:
  class Writer;
  struct Column;
  struct Computed;
  struct Fixed;
  struct Halves;
  struct Part;
  struct Segment;
  using Known = std::map<const Layout*, const RecordText*>;

  RecordText(const Layout& layout, const Punctuation& punctuation, const CellStyle& style,
             const CellStyle& json, Known& known);
  void compile(Known& known);
  void compile_fields();
  void insert_computed();
  void compile_part(Column& column) const;
  void find_plain(Column& column) const;
  void compile_segments();
  [[nodiscard]] std::unique_ptr<Segment> segment_of(std::size_t first, std::size_t end,
                                                    const std::vector<Fixed>& fixed) const;
  [[nodiscard]] std::string_view lead_of(std::size_t n) const;
  [[nodiscard]] std::vector<const PlanNode*> nodes_of(const Column& column) const;
  [[nodiscard]] Part part_of(const Field& value, bool follows, Known& known);

  Layout layout_;
  std::shared_ptr<const VaryingColumns> computed_{};
  Punctuation punctuation_;
  CellStyle style_;
  CellStyle json_;
  std::int64_t longest_ = 0;
  bool named_ = false;
  bool bare_ = false;
  std::vector<Column> columns_;
  std::vector<Part> parts_;  // by node of the plan
  std::vector<std::unique_ptr<RecordText>> inner_;
};

}  // namespace bview
