// SPDX-License-Identifier: MIT
// core/unions.hpp - values for the members of unions, which are the same bytes.
//
// Who is given values has one for each member. They are put into items where members do not share
// bytes; then those items become ones of the layout, if the members agree.

#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>

#include <bview/core/layout.hpp>

namespace bview {

/// Whether members of a union are among the fields, those of records too.
[[nodiscard]] bool has_unions(const Layout& layout);

/// The layout of the same values, each of which has bytes of its own; without holes.
[[nodiscard]] Layout without_unions(const Layout& layout);

/// The layout of items that values are given for: without_unions(), or the same where it has none.
[[nodiscard]] Layout given_layout(const Layout& layout);

/// Makes an item of without_unions(layout), of zeros so far, from one of the layout.
void spread_unions(const Layout& layout, const Layout& apart, const std::byte* item, std::byte* to);

/// What is written of a union.
struct MemberChoice {
  /// Whether a value is one that stands there already; `offset` is in an item of
  /// without_unions().
  std::function<bool(const Field& field, std::int64_t offset)> is_kept{};
  bool takes_first = false;  ///< of several members that are not
};

/// Writes an item of without_unions(layout) over one of the layout. Of a union the member is
/// written that is not kept.
/// \throws Error{Errc::BadValue} where several are not.
void join_unions(const Layout& layout, const Layout& apart, const std::byte* from,
                 const MemberChoice& choice, std::byte* item);

/// The same over an item of zeros, with nothing to keep: all members are written.
/// \throws Error{Errc::BadValue} where they do not agree.
void join_unions(const Layout& layout, const Layout& apart, const std::byte* from, std::byte* item);

}  // namespace bview
