// SPDX-License-Identifier: MIT
// formats/output/npy_header.hpp - what stands in front of the data of a .npy file.
//
// Source: numpy/lib/format.py: magic, version, length, then a Python dictionary
// literal padded so that the data begins at a multiple of 64 bytes.

#pragma once

#include <string>

#include <bview/core/layout.hpp>

namespace bview {

/// The type of an item as the header says it: "'<i4'", "[('a', '<i4'), ('', '|V4')]". Of a bare
/// array that of its values.
/// \throws Error{Errc::BadValue} as npy_header() does.
[[nodiscard]] std::string numpy_descr(const Layout& layout);

/// The header for items of `layout` in C order. A record's holes are unnamed void
/// fields; of a projected record and of a plain value only the values count.
/// \throws Error{Errc::BadValue} for a type that numpy does not have, and for a record of
///         more than 65536 fields, each value of an unnamed count being one.
[[nodiscard]] std::string npy_header(const Layout& layout, const Lengths& shape);

}  // namespace bview
