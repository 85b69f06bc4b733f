// SPDX-License-Identifier: MIT
// bview help values - what stands in the output where other tools have no rule, or several.

#include "app/help/topics.hpp"

namespace bview {

std::string values_text() {
  return R"help(Where the tools that bview is modelled on say nothing, this holds. The output
does not depend on --threads; only table depends on the terminal.

texts:
  s, p and c are UTF-8; a byte that is not stands as \xnn, and where a backslash
  would read as such an escape it stands as \x5c. u joins surrogate pairs; a
  unit that is no character stands as \ud800, a w past U+10FFFF as \U00110000.
  NULs behind the text of w and u are not shown, as with s.
  What a terminal obeys or hides (controls, bidirectional overrides, zero-width
  characters, U+2028) is escaped in tables, messages and previews as \xnn (in u
  and w also \u202e), in JSON as \u202e. tsv and csv are for programs: they
  escape control characters.
  A byte order mark in front of values that are read is skipped; so in tsv and
  csv it is \xef\xbb\xbf (\ufeff in u and w), too.

numbers:
  Floats are written as Python's repr writes them. --precision counts digits
  after the point, in the notation (fixed or with an exponent) that repr would
  choose.

table and hex:
  On a terminal texts are cut where lines end, but with --wide. Between two
  texts stands a rule, since they may hold blanks. hex squeezes repeats only
  inside a contiguous stretch.

tsv and csv:
  --header over plain values is 'value', or the indices along the row.

info -t json:
  'type' is a name such as u16, with 'be' behind it when the big end comes first
  (u16be); a hole has type x and the name null. An unnamed count is one entry
  with a shape. A nested record, an array of records too, has the type T{} and
  'fields' of its own, whose offsets count from its start; in text they have
  dotted names.

npy:
  A record keeps its holes as void fields; plain values and --fields give the
  values alone. i24, u24, bf16 and 8-bit floats are widened to i4, u4 and f4,
  with a note on standard error. A union needs --fields.

c:
  It compiles as C11 and as C++ (complex numbers: C alone), names of files and
  fields included: where either language keeps a name for itself it gets a _.
  Bytes are in the order of the machine. A struct that C would lay out otherwise
  than the file is packed (__attribute__((packed)), as gcc and clang have it;
  holes are bit fields without a name) and its size asserted. Types that C lacks
  are widened, with a note; then, and with --fields, C chooses the padding. A
  union is declared, and its largest member gets the value. Plain bytes are
  hexadecimal without --base.
)help";
}

}  // namespace bview
