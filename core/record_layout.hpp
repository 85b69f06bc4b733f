// SPDX-License-Identifier: MIT
// core/record_layout.hpp - one record of varying size as what all others are: a layout of constant
// size, with each field where it was found.
//
// Who changes single records needs no second road: once it was walked, a record has offsets and
// counts like any other. Values in arrays that differ in size stand in a record of their own
// (Layout::list).

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <bview/core/layout.hpp>
#include <bview/core/walk.hpp>

namespace bview {

/// A part of a column as it lies where a node filled that: several layouts of one choice may have
/// fields of one name that differ in type and byte order.
[[nodiscard]] Field part_as_filled(const Field& part, const PlanNode& node, ByteOrder order);

/// A text up to an end: shorter, it would be filled with NULs.
struct EndedText {
  Extent extent;
  std::int64_t unit;  ///< bytes
};

struct RecordLayout {
  std::int64_t offset = 0;            ///< in the file, of the first selected byte
  Layout layout{};                    ///< of what is selected, to the last byte of it
  std::vector<std::size_t> fields{};  ///< which of the layout that varies each of its fields is
  std::vector<EndedText> texts{};     ///< among the values, where they lie in the file
};

/// The selected fields of a record, as `walker` found it in `frame`. Those that do not stand there
/// are left out.
/// \throws Error{Errc::BadShape} where more values of different size than anybody looks at stand
///         in one array.
[[nodiscard]] RecordLayout layout_of_record(Walker& walker, const Frame& frame);

/// What two walks over one record, which read other bytes, found in other places, of other sizes or
/// types, as messages say it; "" if nothing. The walkers are of one layout.
[[nodiscard]] std::string first_difference(Walker& before, const Frame& was, Walker& after,
                                           const Frame& is);

}  // namespace bview
