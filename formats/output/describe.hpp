// SPDX-License-Identifier: MIT
// formats/output/describe.hpp - the view itself: where its items lie and what one is.
//
// The record is told as a list that covers each of its bytes once, in offset order; a
// hole is bytes of type x that no field covers. A nested record is one field of type T{}.
// In JSON that has `fields` of its own, whose offsets count from its start; a person sees
// them instead of it, under dotted names, unless it is an array.

#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <bview/formats/output/listing.hpp>
#include <bview/formats/output/renderer.hpp>

namespace bview {

struct Description {
  Selection selection;
  std::string file;                      ///< its name, as messages show it: quoted
  std::int64_t file_size = 0;            ///< bytes
  bool readonly = true;                  ///< the user may not write to the file
  std::int64_t start = 0;                ///< where the first of records begins that vary in size
  std::optional<std::int64_t> chosen{};  ///< items for which a question holds, where there was one
};

/// One JSON object on one line: format itemsize ndim shape strides offset nbytes
/// readonly c_contiguous f_contiguous contiguous fields. `offset` is where item
/// [0, ..., 0] lies in the file; `fields` holds objects of name offset size type shape,
/// and of a nested record fields; the name is null where none was given. In front of it stands
/// `chosen` where a question was asked. What each record has
/// its own of is null.
[[nodiscard]] std::string describe_json(const Description& description);

/// The same for a person, and the file; of a very long record the first fields.
[[nodiscard]] std::string describe_text(const Description& description, bool color);

/// The record alone: `fields` of describe_json(), and for a person a line for each field and hole,
/// those of nested records under dotted names; readings that are long are cut where asked for.
[[nodiscard]] ListingJson fields_json(const Layout& layout);
[[nodiscard]] Listing fields_listing(const Layout& layout, bool cut);

}  // namespace bview
