// SPDX-License-Identifier: MIT
// bview help recipes - what people want of their bytes, and the commands. tests/help.sh runs
// every command on files of these names.

#include <fmt/format.h>

#include "app/help/topics.hpp"

namespace bview {
namespace {

struct Recipe {
  std::string_view question;
  std::string_view commands;  ///< a line each
};
constexpr Recipe kRecipes[] = {
    {"One column of a 2-D array: rows of 4 floats, column 1?",
     "bview dump grid.bin -f '<f' -s -1,4 -i :,1\n"},
    {"Records of mixed types to CSV?",
     "bview dump points.bin -f '<I:id: d:x: d:y: 8s:label:' -t csv --header > points.csv\n"},
    {"An array of structs in an ELF file: where are its section headers, how many, and what?",
     "bview dump /bin/ls --read '<40xQ:at: 12xH:n:' -o @at -s @n -t table \\\n"
     "  -f '<I:name: I:type: Q:flags: Q:addr: Q:offset: Q:size: I:link: I:info: Q:align: "
     "Q:each:'\n"},
    {"Chunks that say how long they are, as in PNG, and the packets of a capture?",
     "bview dump logo.png -o 8 -f '>I:len: 4s:type: {len}s|hex:data: I|hex:crc:' -t table\n"
     "bview dump cap.pcap -o 24 -f '<I|unix:sec: I:usec: I:caplen: I:len: {caplen}B:data:' -t "
     "ndjson\n"},
    {"Half floats, eight a line, three digits?",
     "bview dump half.bin -f '<e' -s -1,8 --precision 3\n"},
    {"A big-endian field of a header changed: look first, write if it is still 80, take it back?",
     "bview patch header.bin -o 6 -f '>H' 8080 --dry-run\n"
     "bview patch header.bin -o 6 -f '>H' 8080 --expect 80\n"
     "bview undo header.bin\n"},
    {"Records through awk and back? It rounds to six digits unless it is told not to.",
     "bview dump in.bin -f '<iH' -t csv |\n"
     "  awk -F, -v OFS=, -v OFMT=%.17g -v CONVFMT=%.17g '{ $2 *= 2; print }' |\n"
     "  bview pack -f '<iH' --from csv - > out.bin\n"},
    {"Records through jq and back? It rounds integers past 2^53 unless they are strings.",
     "bview dump log.bin -f '<Q:time: H:code:' -t ndjson --bigint string | jq -c '.code = 0' |\n"
     "  bview patch log.bin -f '<Q:time: H:code:' --from ndjson -\n"},
    {"Every second row: the last one first, or each of them backwards?",
     "bview dump grid.bin -f '<f' -s -1,4 -i ::-2\n"
     "bview dump grid.bin -f '<f' -s -1,4 -i ::2,::-1\n"},
    {"The bytes at the end of a file, and its last 8 as a number?",
     "bview dump log.bin -o -64\n"
     "bview dump log.bin -o -8 -f '<Q'\n"},
    {"Records in which one field is larger than another?",
     "bview dump disks.bin -f '<I:used: I:size: 8s:name:' --where 'used > size' -t ndjson\n"},
    {"Several files as one table, with the name of each? And a part of the work, the second of 8?",
     "bview dump 'log*.bin' -f '<Q:time: H:code:' --filename -t csv --header\n"
     "bview dump log.bin -f '<Q:time: H:code:' --shard 2/8 -t csv > part-2.csv\n"},
    {"A depth image of 16 bits, or a bitmap, as a PNG? The course of a column, with all its peaks?",
     "bview dump depth.raw -f '<H' -s 4,6 -t png --range 2%,98% --colormap viridis > depth.png\n"
     "bview dump photo.bmp -p pixels -i ...,::-1 -t png > photo.png\n"
     "bview dump grid.bin -f '<f' -s -1,4 -i :,1 -t plot\n"},
    {"Where a file is compressed, code or text: its entropy from 0 to 8, as a map of 16 blocks a "
     "row?",
     "bview stat fw.bin --bytes -t json | jq -r '.blocks[].entropy' |\n"
     "  bview pack -f '<f' --from csv - |\n"
     "  bview dump - -f '<f' -s -1,16 --pad 0 -t image --range 0,8 --colormap inferno\n"},
    {"A table for a report, of the first records alone?",
     "bview dump points.bin -f '<I:id: d:x: d:y: 8s:label:' --style markdown --head 10\n"},
    {"bf16 weights behind a header of 1 KiB, or as doubles for other programs?",
     "bview dump model.bin -o 1K -f '<[bf16]' -s -1,4\n"
     "bview dump model.bin -o 1K -f '<[bf16]' -t csv | bview pack -f '<d' --from csv - > "
     "model.f64\n"},
};

}  // namespace

std::string recipes_text() {
  std::string text =
      "Put your file, format (-f) and shape (-s) in place of these. 'bview help formats' has the\n"
      "type letters, 'bview help index' what -s, -o and -i can say.\n";
  for (const Recipe& recipe : kRecipes) {
    text += fmt::format("\n{}\n{}", recipe.question, indented(recipe.commands));
  }
  return text;
}

}  // namespace bview
