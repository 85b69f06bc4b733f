// SPDX-License-Identifier: MIT
// bview help checksums - checksums that stand in a file: --fix, --check.

#include <fmt/format.h>

#include <bview/core/checksum.hpp>

#include "app/help/topics.hpp"

namespace bview {
namespace {

std::string algorithms() {
  Rows rows;
  for (const ChecksumAlgorithm& each : checksum_algorithms()) {
    rows.add(std::string(each.name), each.summary);
  }
  return rows.text();
}

}  // namespace

std::string checksums_text() {
  return "patch --fix 'TARGET = SUM(START:STOP, ...)' works a checksum out behind the edits of "
         "the\n"
         "same patch, with one preview and one undo; given again, each sees what those before it\n"
         "wrote. info --check 'TARGET = SUM(...)' lists what stands there and what should, and "
         "its\n"
         "exit code is 1 where one does not hold.\n\n"
         "TARGET is a field, of every item that is selected, or TYPE@PLACE: u32be@4. The ranges\n"
         "are bytes of the file, one behind the other; START is 0 and STOP the end where they are\n"
         "left out. They are formulas (bview help formulas), which know the fields of the item, "
         "and\n"
         "offset, where it begins. zero(START:STOP) are bytes that count as 0: in other ranges, "
         "or\n"
         "else in their place. What --where and -i select is what was there before the edits.\n\n"
         "checksums:\n" +
         algorithms() +
         "\nHashes fill a field of as many bytes, 32s|hex:sum:, all others a number.\n\n"
         "examples:\n"
         "  bview patch x.png -o 8 -f '>I:len: 4s:type: {len}s:data: I:crc:' -i 1 --fields data "
         "abc \\\n"
         "    --fix 'crc = crc32(offset+4 : offset+8+len)'\n"
         "  bview patch uImage -o 32 -f 32s -s '' name --fix 'u32be@4 = crc32(0:64, zero(4:8))'\n"
         "  bview info x.png -o 8 -f '>I:len: 4s:type: {len}x I:crc:' \\\n"
         "    --check 'crc = crc32(offset+4 : offset+8+len)'\n";
}

}  // namespace bview
