// SPDX-License-Identifier: MIT
// formats/output/records.hpp - the output forms of records that vary in size.
//
// Each stands behind the form of its name, which asks once whether the layout is fixed.

#pragma once

#include <memory>

#include <bview/formats/output/nested.hpp>
#include <bview/formats/output/record_text.hpp>
#include <bview/formats/output/renderer.hpp>
#include <bview/formats/text/flash_lines.hpp>

namespace bview {

/// Records inside levels of text; the level's of the axis, where there is one.
[[nodiscard]] std::unique_ptr<Renderer> make_records(Selection selection,
                                                     std::unique_ptr<RecordText> text,
                                                     NestedText around);

/// Their own bytes: as they are, or in lines of digits, each record from a line of its own.
[[nodiscard]] std::unique_ptr<Renderer> make_raw_records(Selection selection);
[[nodiscard]] std::unique_ptr<Renderer> make_plain_records(Selection selection);
[[nodiscard]] std::unique_ptr<Renderer> make_flash_records(Selection selection,
                                                           const FlashNotation& notation);
[[nodiscard]] std::unique_ptr<Renderer> make_hex_records(Selection selection,
                                                         const OutputOptions& options);

/// A line for each, in columns that blocks of records have in common.
[[nodiscard]] std::unique_ptr<Renderer> make_record_table(Selection selection,
                                                          const OutputOptions& options);

}  // namespace bview
