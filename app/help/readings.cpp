// SPDX-License-Identifier: MIT
// bview help readings - how people read a value.

#include "app/help/topics.hpp"

namespace bview {
namespace {

constexpr Meaning kReadings[] = {
    {"hex oct bin dec", "integers, padded to their type; hex of s and of 4B: its digits"},
    {"enum(0=none, 1..9=few)", "names of integers, in either order; of texts enum(\"RIFF\"=wave);"},
    {"", "what has no name stays as it is"},
    {"flags(exec=1, write=2)", "exec|write, in the order of the list, what is left over as hex"},
    {"bits(a:3, :4, b:-9)", "bit fields from the lowest bit on, a record: x.a, x.b; -9 is signed,"},
    {"", ":4 has no name; bits>(...) from the highest bit on"},
    {"unix unixms unixus unixns", "times since 1970 in UTC, of integers and floats;"},
    {"", "one that no calendar has stays a number"},
    {"filetime hfs dos", "of Windows, of HFS+, of FAT: date above time, or the date alone"},
    {"uuid guid ip mac", "of s, of arrays of bytes, of integers"},
    {"cstr cstr(0x40)", "text up to the first NUL, or another end"},
    {"trim trim(\"+\")", "text without blanks at the ends, or another filling"},
    {"latin1 cp437 utf16le ebcdic", "text in any charset that iconv knows; charset(\"name\"), too"},
    {"text(oct) text(dec) text(hex)",
     "a number in ASCII, as in tar, ar and cpio; padded as it was"},
    {"bcd", "packed decimals, two digits a byte; a byte that is none stays hex"},
    {"scale(k) scale(k, offset)", "times k, plus offset, exactly: scale(0.01), scale(1/256)"},
    {"at(16) at(@str) at(start)",
     "the text at that offset plus the number: string tables; a formula, as in"},
    {"", "'bview help formulas'; only dump shows it, patch leaves it as it is"},
    {"is(1, 3..5, \"text\", NAME)", "any other value is an error, there and back"},
};

}  // namespace

std::string readings_text() {
  return "A reading says how people read a value: a name for a number, a time, an address. It "
         "stands\n"
         "behind '|', after the type and before the name, and several may follow one another:\n"
         "I|unix:mtime:, 12s|text(oct)|unix:mtime:, mtime: u32le|unix. Each reads what the one "
         "before\n"
         "it made. They change text, never bytes, and both ways: what dump prints, patch, pack "
         "and\n"
         "--expect take, and a number as well as its name.\n\n"
         "readings:\n" +
         Rows(kReadings).text() +
         "\nIn JSON, numbers stay numbers; names, times, addresses and texts are strings. raw, npy "
         "and c\n"
         "have what is stored. A text equal to what dump prints leaves the bytes alone, and so "
         "what\n"
         "stands behind a NUL or pads a text. What fits no value is an error that lists what "
         "does.\n"
         "Times are read with or without seconds, and with an offset: 2024-02-29 12:00+02:00; no "
         "offset\n"
         "is UTC. In quotes stand \\\" \\\\ \\n \\r \\t \\0 and \\xnn.\n"
         "is() is checked in each item that is shown: where items vary in size, in all fields, "
         "else in those\n"
         "that --fields names.\n\n"
         "examples:\n"
         "  bview dump /bin/ls -o 0 -s '' -f '4s|is(\"\\x7fELF\"):magic: B|enum(1=ELF32,2=ELF64):"
         "class:'\n"
         "  bview dump a.tar -o 0 -s '' -t ndjson \\\n"
         "    -f '100s|cstr:name: 8s|text(oct):mode: 16x 12s|text(oct):size: "
         "12s|text(oct)|unix:mtime:'\n"
         "  bview dump /bin/ls --read '<40xQ:off: 10xH:ent: H:n: H:names:' \\\n"
         "    --read '@off+@names*@ent: <24xQ:str:' -o @off -s @n --itemsize @ent -f "
         "'<I|at(@str):name:'\n"
         "  bview patch regs.bin -f '<H|bits(on:1, mode:3):ctl:' -i 4 --fields ctl.mode 5\n";
}

}  // namespace bview
