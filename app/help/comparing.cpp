// SPDX-License-Identifier: MIT
// bview help comparing - when diff calls bytes, items and records different, and how it says so.

#include "app/help/topics.hpp"

namespace bview {

std::string comparing_text() {
  return R"help('bview diff A B [VIEW]' compares two files through one view; options that read
numbers (--read, formulas) read each file's own. Exit code 0: equal, 1:
different, 2: something is wrong, as cmp. Standard input may be A or B. Files
that are equal are compared at the speed of memory, by all cores (-j).

bytes, without -f:
  A run of bytes that differ is one difference; what one file has more of is
  inserted or deleted at the end. Lines for people show 16 bytes of a long run,
  other forms all of it, in pieces of 32 KiB. --align finds insertions and
  deletions anywhere: the shortest list of them by Myers' O(ND) algorithm, in
  files of more than 4 KiB between anchors, which are pieces that both files
  have just once. Work is bounded; a stretch that differs too much is one
  difference, and a note says so.

items, with -f:
  They are compared field by field, by position. Values differ when they print
  differently: a NaN is a NaN, -0.0 is not 0.0, and what stands behind a cstr's
  end does not count; holes are not compared. With --rtol and --atol numbers are
  equal if |a - b| <= atol + rtol * |b|, which is numpy's rule; integers and
  scaled numbers are compared exactly. --ignore FIELD leaves a field out, with
  all that is in it. The axes behind the first have to be as long in both files.

by key, with --key FIELD:
  Records are matched by a field, or by several, wherever they stand. Those
  without a partner are deleted or inserted; those of A come first, in its
  order. A key names one record. The table of keys is a hash table, in a
  temporary file where it is large.

records that vary in size:
  They are walked in both files. A field that has another number of values is
  one difference, shown as JSON.

what is printed:
  A line for each difference, '0xOFFSET  [index]  field  a -> b'; the offset is
  A's, of what is only in B B's. -t json, ndjson, tsv and csv have kind (change,
  insert, delete), offset_a, offset_b, index, field, a and b; of bytes these are
  hexadecimal. What does not apply is null.
  -t patch is lines of offset, old and new bytes, for 'bview patch FILE --from
  patch PATH': it writes all of them if the file has the size and the old bytes
  that the patch names, else none, with exit code 1. A patch inserts and deletes
  nothing, and one whose writer was stopped is refused. A patch of a view makes
  the compared values equal, and leaves all else.
)help";
}

}  // namespace bview
