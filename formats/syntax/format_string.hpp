// formats/syntax/format_string.hpp - the format language: text to Layout and back.
//
// Python's struct strings with PEP 3118 on top: byte order anywhere, records T{...},
// sub-arrays (2,3), names :a:, and types in brackets for what struct lacks.
//
//     format  = { order | item }
//     order   = "@" | "^" | "=" | "<" | ">" | "!"        in force for all to its right
//     item    = [ "(" number { "," number } ")" ] { order } [ number ] type [ ":" name ":" ]
//     type    = letter | "x" | "Zf" | "Zd" | "[" type name "]" | "T{" format "}"
//
// White space may stand between any two of these parts but three: a count and its
// type, the characters of a type, and a name and its colons.
//
// Source: CPython Doc/library/struct.rst (3.14) and Modules/_struct.c; PEP 3118 as
// numpy/core/_internal.py (_dtype_from_pep3118) reads it.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/layout.hpp"

namespace bview {

/// So many records may lie one in another.
inline constexpr std::size_t kMaxRecordDepth = 64;

/// What `text` means; Layout::format keeps the text as it is. `host` is the byte
/// order of native modes.
///
/// An item may be as large as 2^63-1 bytes: counts are kept, not written out.
/// A format that is one unnamed T{...}, padding aside, gives that record itself.
/// \throws Error{Errc::BadFormat} with a caret under the place.
[[nodiscard]] Layout parse_format(std::string_view text, ByteOrder host = kHostOrder);

/// The canonical text of a layout: '<' and '>' only, standard letters, every hole as
/// explicit padding. Parsed again it gives the same fields, sizes and offsets; that
/// they came from native mode, and the alignment they had there, is gone.
/// \throws Error{Errc::BadFormat} when fields overlap or go back, as project() can
///         make them: no format can say that.
[[nodiscard]] std::string to_format(const Layout& layout);

}  // namespace bview
