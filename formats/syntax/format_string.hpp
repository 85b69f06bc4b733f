// SPDX-License-Identifier: MIT
// formats/syntax/format_string.hpp - the format language: text to Layout and back.
//
// Python's struct strings with PEP 3118 on top: byte order anywhere, records T{...},
// sub-arrays (2,3), names :a:; types in words, and in brackets; lists of "name: type".
//
//     format  = items | list
//     items   = { order | item [ ":" name ":" ] }
//     list    = [ pair ] { ( "," | ";" | new line ) [ pair ] }
//     pair    = { order } [ name ":" { order } ] item
//     order   = "@" | "^" | "=" | "<" | ">" | "!"        in force for all to its right
//     item    = [ shape { order } ] [ number ] type { "[" number { "," number } "]" } readings
//     shape   = "(" number { "," number } ")"
//     type    = word | letter | "x" | "Zf" | "Zd" | "[" type name "]" | "T{" format "}"
//             | ( "struct" | "union" | "enum" | "typedef" ) type name
//
//     readings: formats/syntax/reading_text.hpp
//
// White space may stand between any two of these parts but three: a count and its
// type, the characters of a type, and a name and its colons. A run of letters, digits and
// '_' is a word as a whole (formats/syntax/words.hpp) or else read letter by letter. What is
// a list, and not items, is said in formats/syntax/field_list.hpp.
//
// Source: CPython Doc/library/struct.rst (3.14) and Modules/_struct.c; PEP 3118 as
// numpy/core/_internal.py (_dtype_from_pep3118) reads it.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <bview/core/formula.hpp>
#include <bview/core/layout.hpp>
#include <bview/core/public.hpp>

namespace BVIEW_PUBLIC bview {

class TypeBook;  // formats/syntax/type_book.hpp

/// So many records may lie one in another.
inline constexpr std::size_t kMaxRecordDepth = 64;

/// What `text` means; Layout::format keeps the text as it is. `host` is the byte
/// order of native modes.
///
/// An item may be as large as 2^63-1 bytes: counts are kept, not written out.
/// A format that is one unnamed T{...}, padding aside, gives that record itself.
/// \throws Error{Errc::BadFormat} with a caret under the place.
[[nodiscard]] Layout parse_format(std::string_view text, ByteOrder host = kHostOrder);

/// The same, and what a user may want to know of it: sentences about text that looks like
/// one thing and was read as another.
struct ReadFormat {
  Layout layout;
  std::vector<std::string> notes;
};
/// `numbers` knows the names with an '@' in front, which are constants of the format; `book` types
/// that are none of the language: "[ehdr]", "struct ehdr", and a format that is nothing else,
/// "ehdr", where that is none otherwise.
[[nodiscard]] ReadFormat read_format(std::string_view text, ByteOrder host = kHostOrder,
                                     FormulaEnvironment* numbers = nullptr,
                                     const TypeBook* book = nullptr);

/// A formula about the fields of a record, bound to them. Throws as parse_format() does.
[[nodiscard]] Formula record_formula(std::string_view text, const Layout& layout,
                                     FormulaEnvironment* numbers = nullptr);

/// The same layout as one whose records have to be walked.
[[nodiscard]] Layout as_varying(Layout layout);

/// The canonical text of a layout: '<' and '>' only, standard letters, every hole as
/// explicit padding. Parsed again it gives the same fields, sizes and offsets; that
/// they came from native mode, and the alignment they had there, is gone. That of a record
/// whose size varies is the text it was made from.
/// \throws Error{Errc::BadFormat} when fields overlap or go back, as project() can
///         make them: no format can say that.
[[nodiscard]] std::string to_format(const Layout& layout);

}  // namespace bview
