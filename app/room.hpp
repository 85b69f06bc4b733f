// SPDX-License-Identifier: MIT
// app/room.hpp - where values go that nobody has counted yet.
//
// Nobody overwrites what he did not name. Where a shape, a length, an index or a condition is
// written, it names the items. Where none is, values are pasted: the view is as much room as there
// is from
// --offset on, and the values, once counted, take their part of it.

#pragma once

#include <cstdint>

#include "app/session.hpp"

namespace bview {

/// Whether the options say which items are meant, and not only where they begin.
[[nodiscard]] bool names_extent(const Options& options);

/// The items that values may go to: those that are named, or as many as there is room for. Of
/// an item only what is selected: a field of a record of many GiB is a small item. Of a file
/// that is too large to be mapped no bytes are in memory: map_target() maps those that count.
/// \throws Error as open_session() does; Error{Errc::ReadOnly} where items or fields share bytes.
[[nodiscard]] Session open_room(const Options& options, ViewRequest request);
/// The same of a file that is open.
[[nodiscard]] Session room_in(Input input, const Options& options, ViewRequest request);

/// Only what is selected of each item, which is all that is made and written. Items lie `offset`
/// bytes behind where they did.
struct Trimmed {
  Layout layout;
  std::int64_t offset;
};
[[nodiscard]] Trimmed trimmed(const Layout& layout);

/// Maps what `target`, which was taken of the room, looks at, if that is not done yet.
void map_target(Session& room, Selection& target);

/// What values for `items` items take of the room: all of it where it was named, else its first
/// items. Without --offset those must be all that the file holds.
/// \throws Error{Errc::BadUsage} saying how to name a place.
[[nodiscard]] Selection taken_of(const Session& room, std::int64_t items, const Options& options);

}  // namespace bview
