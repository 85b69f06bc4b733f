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
     "at=$(bview dump /bin/ls -o 0x28 -s '' -f '<Q')\n"
     "n=$(bview dump /bin/ls -o 0x3c -s '' -f '<H')\n"
     "bview dump /bin/ls -o $at -s $n -t table \\\n"
     "  -f '<I:name: I:type: Q:flags: Q:addr: Q:offset: Q:size: I:link: I:info: Q:align: "
     "Q:each:'\n"},
    {"Half floats, eight a line, three digits?",
     "bview dump half.bin -f '<e' -s -1,8 --precision 3\n"},
    {"A big-endian field of a header changed: look first, write if it is still 80, take it back?",
     "bview patch header.bin -o 6 -s '' -f '>H' 8080 --dry-run\n"
     "bview patch header.bin -o 6 -s '' -f '>H' 8080 --expect 80\n"
     "bview undo header.bin\n"},
    {"Records through awk and back?",
     "bview dump in.bin -f '<iH' -t csv | awk -F, -v OFS=, '{ $2 *= 2; print }' |\n"
     "  bview pack -f '<iH' --from csv - > out.bin\n"},
    {"Every second row: the last one first, or each of them backwards?",
     "bview dump grid.bin -f '<f' -s -1,4 -i ::-2\n"
     "bview dump grid.bin -f '<f' -s -1,4 -i ::2,::-1\n"},
    {"The bytes at the end of a file, and its last 8 as a number?",
     "bview dump log.bin -o -64\n"
     "bview dump log.bin -o -8 -f '<Q'\n"},
    {"Records in which one field is larger than another, with jq?",
     "bview dump disks.bin -f '<I:used: I:size: 8s:name:' -t ndjson | jq -c 'select(.used > .size)'"
     "\n"},
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
