// SPDX-License-Identifier: MIT
// formats/input/given_rows.hpp - records of varying size from rows of cells.

#pragma once

#include <bview/formats/input/given_record.hpp>

namespace bview {

/// A line for each record; fields whose count is a formula are one cell with their JSON.
void read_tsv_records(Source& source, const Layout& layout, const InputOptions& options,
                      const RecordSink& sink);
void read_csv_records(Source& source, const Layout& layout, const InputOptions& options,
                      const RecordSink& sink);

}  // namespace bview
