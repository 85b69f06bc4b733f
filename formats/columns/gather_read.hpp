// SPDX-License-Identifier: MIT
// formats/columns/gather_read.hpp - the same of texts, bit fields, and values that are read as
// something else.

#pragma once

#include <bview/formats/columns/gather.hpp>

namespace bview {

/// Whether the field has a reading that says more than in which base its numbers are written.
[[nodiscard]] bool is_read(const Field& field);

/// Of such fields. Numbers with names are texts, times are points in time; digits are integers,
/// and none where they are no digits.
[[nodiscard]] ColumnSource read_column_source(const Field& field);

}  // namespace bview
