// SPDX-License-Identifier: MIT
// tests/formats/syntax/layout_rows.hpp - formats, and the layouts that they mean.

#pragma once

#include <doctest/doctest.h>

#include <cstddef>
#include <string>

#include <bview/formats/syntax/format_string.hpp>

#include "tests/formats/syntax/layout_text.hpp"

namespace bview::testing {

struct LayoutRow {
  std::string format;
  std::string want;  ///< as text_of() writes it
};

/// Reads each format, on a host whose small end comes first.
template <std::size_t kRows>
void check_layouts(const LayoutRow (&rows)[kRows]) {
  for (const LayoutRow& row : rows) {
    CAPTURE(row.format);
    CHECK(text_of(parse_format(row.format, ByteOrder::Little)) == row.want);
  }
}

}  // namespace bview::testing
