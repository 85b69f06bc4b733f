// SPDX-License-Identifier: MIT
// formats/output/summary_text.hpp - what stat found, as a table with drawn histograms, or as JSON.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <bview/core/sink.hpp>
#include <bview/formats/questions/summarize.hpp>

namespace bview {

/// One line: a field, in one group.
struct SummaryRow {
  const SummedField& field;
  const OrderedValue* group;  ///< null: there are no groups
  const FieldSummary& summary;
};

/// "json": an array of objects; "ndjson": one in each line; "table", "tsv", "csv": a line for each.
/// With `file` a first column has the name of the file.
void append_summaries(const std::vector<SummaryRow>& rows, std::string_view form, bool header,
                      bool color, const std::optional<std::string>& file, TextBuffer& out);

/// One character for each, as high as it is beside `most` or the greatest of them.
[[nodiscard]] std::string sparkline(const std::vector<std::int64_t>& counts, std::int64_t most);

/// So many eighths of a column of characters: "███▌".
[[nodiscard]] std::string bar_text(double part, std::int64_t width);

}  // namespace bview
