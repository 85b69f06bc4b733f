// SPDX-License-Identifier: MIT
// bview help catalogues - kinds of files that users tell of.

#include "app/help/topics.hpp"

namespace bview {

std::string catalogues_text() {
  return R"help(A catalogue is a TOML file that says what a kind of files holds:

  name  = "log"                         # for --as
  magic = "4c 4f 47 ??"                 # at 0; "@510: 55 aa"; one or the other: "01 | 02"
  when  = "size > u32le@4"              # beside a magic, or instead of one: not 0 for such files
  big   = "u8@4 == 1"                   # a formula: not 0 where numbers are big-endian
  [types]
  entry = "H:size: {size}s:text:"
  [parts.header]
  format = "4s:magic: H:n:"
  shape  = ""
  [parts.entries]
  format = "entry"
  offset = "@header.$end"
  shape  = "@header.n"
  [each.entries]                        # a part for each record of another
  name   = "entry/{index}"
  offset = "start + 2"
  length = "@this.size"

'bview ls FILE --catalogue log.toml' uses one; those in the folders of $BVIEW_PATH (a:b) and in
~/.config/bview are always known. The first that fits is taken: given ones first, of those
that bview comes with the one that knows most bytes. Wrong ones are named with line and column.

keys of a part, all of them formulas but format, summary, kind, name, of and checksums:
  format     a type of the catalogue, or a format; without it bytes (kind = "text": a text)
  offset     where it begins; without it at 0, in [each] at the record
  shape      "" is one record, "a, b" two axes; without it as many as fit
  length     bytes in which it lies; without it up to the end of the file
  strides    bytes from item to item along each axis; they may be negative
  until      ends in front of the record for which it holds
  step       bytes from a record to the next, where it does not follow at once, as --step says it
  when       the part is there where it is not 0
  checksums  as --fix has them, formulas in braces: "u32be@{end - 4} = crc32({start}:{end - 4})";
             one that begins with "{N ?}" is there where N is not 0

names: @header.n is a field of a part, @entries[2].size one of a record of several, @header.$start
$end $size $count $itemsize what is known of a part itself. Of parts of [each] those whose name has
no braces are known, too: the first that is there. In [each.X], whose records 'of' may name, n is a
field of the record, @this.n the same in formats and where n is a name of bview's; start, end and
index are the record's own. In the name of such a part, braces show a field as dump does. 'of' may
be another [each] above it: then the records are those of each part that it makes.
Numbers are little-endian and nothing is aligned, where neither 'big' nor the format says otherwise.
)help";
}

}  // namespace bview
