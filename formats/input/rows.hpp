// SPDX-License-Identifier: MIT
// formats/input/rows.hpp - items from lines of cells: --from tsv, csv.
//
// Of records, a line holds one, with exactly as many cells as a record has values.
// Plain values stand in any number of cells a line, as many in each, and fill one item after
// another.
//
// An empty line is one empty cell. Where that cannot be a value, empty lines at the end
// of the input do not count. A record without values is an empty line.

#pragma once

#include <bview/formats/input/reader.hpp>

namespace bview {

/// Cells lie between tabs; a return before the end of a line does not count.
void read_tsv(Source& source, const Layout& layout, const InputOptions& options,
              const ItemSink& sink);

/// RFC 4180, with LF or CRLF at the end of a line.
void read_csv(Source& source, const Layout& layout, const InputOptions& options,
              const ItemSink& sink);

}  // namespace bview
