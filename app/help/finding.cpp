// SPDX-License-Identifier: MIT
// bview help finding - patterns, and what find says of the places where they stand.

#include "app/help/topics.hpp"

namespace bview {

std::string finding_text() {
  return R"help('bview find FILE [VIEW] PATTERN...' looks at every byte from the first to the
last that the view selects. Exit code 0: there are hits, 1: none, 2: something
is wrong, as grep. A quoted pattern in place of FILE stands for the files that
it fits, 'run-*.bin'; --filename names them. A pipe is read whole first. Hits come in the order of their
offsets, of each pattern leftmost first, and do not overlap; --overlap gives all
(of an expression in 1 KiB behind each byte), --items those alone that begin
where items do.

patterns:
  x"7f 45 4? ??"  bytes; ? and _ are any digit
  "abc"           a text, with the escapes of formats; a word without quotes is
                  a text, too. --ignore-case takes ASCII letters for both of
                  their forms
  utf16le"abc"    a text in a charset of iconv
  ~"ab+c"         an expression of RE2 (github.com/google/re2/wiki/Syntax), over
                  bytes: \xff is one, . any but \n, ^ and $ are the ends of
                  what is searched. Work grows with the bytes alone. A match is
                  not looked for further than 64 KiB behind a MiB in which it
                  begins: longer ones may be cut
  0x8000          with -f of one field, -f '<I', a value, at any alignment; one
                  with a reading is searched for as it is stored
  1.0..2.0        a range of values with both ends; so are 5.. and ..5
  nan             of floats

what is printed:
  Without -t a hit is a line, 0xOFFSET, a tab and its bytes in hex; with several
  patterns, or a range, a tab and what it is. -t hex is a line of hexdump -C
  that begins with the hit, or with -C N whole lines and N in front and behind.
  tsv, csv, json and ndjson have offset, size, match in hex, with a format index
  (of the item that begins there) and value, and pattern.
)help";
}

}  // namespace bview
