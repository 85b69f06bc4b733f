// formats/text/parse_cells.hpp - text -> values, one cell at a time.
//
// The way back from formats/text/append_cells.hpp: what that writes in a style, a
// kernel here reads in the same style. Beyond it, integers may stand in any base and
// have a sign; floats may be hex floats and integers, and nan, inf, infinity may
// stand in any case; spaces and tabs around a number do not count. Nothing is
// allocated for a number.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/scalar.hpp"
#include "formats/text/cell_style.hpp"

namespace bview {

/// Reads all of `text` and writes one value at `to`: exactly info(type).size * length
/// bytes. The style's base and precision do not matter.
/// \throws Error{Errc::BadValue} naming the type, what it takes, and the text; what
///         stands at `to` then is of no use.
using ParseCell = void (*)(std::string_view text, std::int64_t length, const CellStyle& style,
                           std::byte* to);

/// The kernel for one type, whose bytes shall stand in `order`.
[[nodiscard]] ParseCell cell_parser(ScalarType type, ByteOrder order);

/// The same for half of a complex number: one float, the bytes of one part. For other
/// types it is cell_parser.
[[nodiscard]] ParseCell part_parser(ScalarType type, ByteOrder order);

/// A type as messages name it: by its letter, '<q' as 'q', with the length where a
/// value is a text, '4s'; by its name in brackets where it has no letter.
[[nodiscard]] std::string quoted_type(ScalarType type, std::int64_t length);

}  // namespace bview
