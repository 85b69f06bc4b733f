// SPDX-License-Identifier: MIT
// formats/output/record_parts.hpp - what record_text.hpp compiles a layout to.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <bview/formats/output/record_text.hpp>

namespace bview {

/// How the values of a cell are written: as in JSON, or as the notation of the row has them.
enum Way : std::uint8_t { kJson, kCells };

[[nodiscard]] inline bool is_text_type(ScalarType type) { return info(type).count_is_length(); }

/// How the values of one node of the plan are written.
struct RecordText::Part {
  std::array<std::array<CellWriter, 2>, 2>
      values{};  ///< in JSON and in rows, of little and big end first
  std::array<std::array<ValueWriter, 2>, 2> single{};  ///< the same of one value
  std::unique_ptr<ItemText> json{};                    ///< of a record of constant size
  std::unique_ptr<ItemText> cells{};                   ///< the same, in rows
  const RecordText* record = nullptr;       ///< of one that varies, as the notation has it
  const RecordText* json_record = nullptr;  ///< the same, in a cell
};

/// A part of a column, little and big end first.
struct RecordText::Halves {
  std::unique_ptr<ItemText> text[2]{};
};

/// Columns side by side whose values stand in every record, at the same distances.
struct RecordText::Segment {
  std::size_t columns = 0;
  std::int64_t offset = 0;  ///< of the first value; those of the texts count from there on
  std::unique_ptr<ItemText> json{};
  std::unique_ptr<ItemText> cells{};  ///< null where the notation is JSON
};

/// A value that is worked out of the record.
struct RecordText::Computed {
  Computed(const VaryingColumns::Computed& column, const Layout& layout, const RecordText& text)
      : value(column.value),
        json(layout, kJsonPunctuation, text.json_),
        cells(layout, text.punctuation_, text.style_) {}

  std::shared_ptr<const ComputedColumns> value;
  ItemText json;
  ItemText cells;
};

struct RecordText::Column {
  std::string name;
  std::string lead;  // what stands in front of it in JSON: a bracket or a comma, and its key
  Field field;
  std::vector<std::size_t> path;         // columns that lead to it
  std::size_t first = 0;                 // the first of them
  std::unique_ptr<Segment> segment{};    // that begins here
  std::unique_ptr<Computed> computed{};  // instead of all the rest
  const Part* plain = nullptr;  // of the one node that fills it, with values of `unit` bytes side
                                // by side in one axis at most; null: it is not that simple
  std::int64_t unit = 0;
  std::map<std::size_t, Halves> parts{};  // of a part of a column: by node that fills it
  std::int64_t position = 0;
  std::int64_t cells = 1;  // of a row
  bool one_cell = true;    // with its JSON, where it is an array or a record
};

}  // namespace bview
