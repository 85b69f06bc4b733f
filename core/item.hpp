// SPDX-License-Identifier: MIT
// core/item.hpp - one item of a view as a Value, and back.
//
// The caller owns the bytes; they hold a whole item of the layout and need not be
// aligned. What a value is follows Python's struct: a bare layout gives the value
// itself, any other a list with a value per position. A sub-array is nested lists, a
// nested record a list.

#pragma once

#include <cstddef>

#include <bview/core/layout.hpp>
#include <bview/core/value.hpp>

namespace bview {

/// The item at `item`. Texts keep their trailing NULs; of p, a length byte that is too
/// large is taken for the largest that fits.
[[nodiscard]] Value get(const std::byte* item, const Layout& layout);

/// Writes `value` as the item at `item`. Bytes that no field covers stay.
///
/// Every float is rounded once, half to even. Integers and floats take booleans, floats
/// take integers, ? takes 0 and 1; text is padded with NULs.
/// \throws Error{Errc::BadValue} for a value of the wrong kind, out of range or too
///         long, and for a list of the wrong length; the item is then as before.
void set(std::byte* item, const Layout& layout, const Value& value);

/// Whether two values of a field that is no record are one, in whatever bytes: a NaN is a
/// NaN, all that is not 0 is true, and what no text shows does not count. But -0.0 is not 0.0.
[[nodiscard]] bool same_value(const std::byte* one, const std::byte* other, const Field& field);

/// Whether `now` is the integer `before` as a tool writes it that reads numbers as doubles:
/// another one, and either the double nearest to `before` or that double's first digits.
[[nodiscard]] bool is_rounded(const std::byte* now, const std::byte* before, const Field& field);

/// The parts of a number that JSON writes alone: two of a complex one, else one.
[[nodiscard]] int part_count(const Field& field);

/// Whether a part of a number is NaN or infinite; no integer is.
[[nodiscard]] bool is_special(const std::byte* value, const Field& field, int part);

/// same_value() of one part.
[[nodiscard]] bool same_part(const std::byte* one, const std::byte* other, const Field& field,
                             int part);

/// Whether both select the same bytes of an item and read the same from them. Names,
/// the format's text and the byte order of single bytes do not matter.
[[nodiscard]] bool same_format(const Layout& a, const Layout& b);

}  // namespace bview
