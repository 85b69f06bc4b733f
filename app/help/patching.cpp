// SPDX-License-Identifier: MIT
// bview help patching - what patch writes, and what it shows and asks before.

#include "app/help/topics.hpp"

namespace bview {

std::string patching_text() {
  return R"help('bview patch FILE [VIEW] VALUE...' overwrites nothing that was not named. Where
-s, -n or -i is written, it takes as many values as the selection holds, or as
one item of it holds, which each item then gets (-i : names all items). Where
none is, the values are pasted: -o 0x10 0xde 0xad writes two bytes, and without
-o they must be as many as the file holds.

--from FORM PATH takes what dump prints in that form ('bview help output'). With
raw, holes between fields are written too. With the others a value that the
file holds already keeps its bytes, whatever they are - a NaN with a payload, a
true that is not 1 - so that a dump that comes back changes nothing. JSON's null
leaves a NaN or an infinity alone and is NaN elsewhere (--nan string loses
nothing). A number of 64 bits or more that is the one in the file as a double
rounds it is refused: jq and others read numbers as doubles. --bigint string
dumps those past 2^53 as strings, which are taken back.

--from hex takes plain digits through the view, and the dumps of bview,
hexdump -C and xxd with their offsets. Those, --from ihex and --from srec say
themselves where their bytes belong, and what differs is written as one patch. A
wrong checksum, bytes that share a place, and lines in another order than that
of offsets are refused with their line. pack takes the same from offset 0 on and
fills gaps with --pad BYTE; without it, with zeros, and no more than 16 MiB.

--where EXPR writes to those alone of the selection for which it holds. --set
'FIELD = EXPR' takes no values: they are worked out of what each item holds.
Both look at the file while it is locked. 'bview help questions' has their
rules.

Several patches are one with --edit 'VIEW VALUE...', once for each, or --script
FILE, a line each with quotes as in a shell and # in front of comments: all of
them or none, each on the file as those before it leave it, with one undo.
--fix ('bview help checksums') belongs to the same patch and comes last. What is
planned so stands in private memory until it is written.

before anything is written:
  Every value is parsed, checked and counted before the file is opened for
  writing. A view whose items share bytes is refused.
  --dry-run prints 'offset [index] field old -> new' for each value that would
  change, then what the patch would say on standard error, and opens nothing for
  writing. Integers are shown in the base they are given in, or in that of
  --base; where two encodings have one text, the bytes stand behind it.
  With --expect VALUE, once per value, nothing is written unless the selection
  holds these values now; the exit code is then 1. Values are compared as dump
  shows them.

'bview help safety' tells what is promised of the file, and of the way back.
)help";
}

}  // namespace bview
