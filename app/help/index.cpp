// SPDX-License-Identifier: MIT
// bview help index - which bytes a view covers, and which of its items are selected.

#include <fmt/format.h>

#include "app/help/topics.hpp"

namespace bview {
namespace {

/// Options behind `bview dump data.bin -f '<i' -s 3,4`, and what they select, as JSON.
struct Example {
  std::string_view options;
  std::string_view selected;
  std::string_view remark;
};
constexpr Example kExamples[] = {
    {"-i 1", "[4,5,6,7]", "a row; an integer drops its axis"},
    {"-i 1,2", "6", "one item; no axis is left"},
    {"-i :,1", "[1,5,9]", "a column"},
    {"-i 1:2,1", "[5]", "a slice keeps its axis, even of length 1"},
    {"-i -1", "[8,9,10,11]", "the last row; negative counts from the end"},
    {"-i ...,-1", "[3,7,11]", "the last column, however many axes there are"},
    {"-i '::-1, 1:3'", "[[9,10],[5,6],[1,2]]", "rows backwards, columns 1 and 2"},
    {"-i ::2,::2", "[[0,2],[8,10]]", "every second row and column"},
    {"--transpose -i 1", "[1,5,9]", "the axes are turned first, then indexed"},
};

// In the order in which they act.
constexpr Meaning kSteps[] = {
    {"-o, --offset", "where the view begins; negative counts from the end of the file"},
    {"-n, --length", "how many bytes it covers, which the items must fill exactly"},
    {"-f, --itemsize", "what one item is, and how far apart items are at least"},
    {"-s, --shape", "how many items along each axis; -1 is as many as there are"},
    {"--order, --strides", "how the axes lie in the bytes: last axis fastest (C), first (F),"},
    {"", "or any number of bytes per step, also negative, 0 or overlapping"},
    {"--transpose, --axes", "the axes in reverse, or in the order given"},
    {"-i, --index", "which items along each axis"},
    {"--head, --tail", "the first N of these, or the last; with --where, of those that it leaves"},
    {"--fields", "which fields of each item"},
};

std::string examples_text() {
  std::string text;
  for (const Example& example : kExamples) {
    text +=
        fmt::format("  {:<16}  {:<20}  {}\n", example.options, example.selected, example.remark);
  }
  return text;
}

}  // namespace

std::string index_text() {
  return "An index selects items of a view as Python indexes a memoryview or a numpy array: one\n"
         "part per axis, with commas between. Brackets around it are optional, and axes that it\n"
         "does not mention are taken whole.\n\n"
         "parts:\n"
         "  3           that item; the axis is dropped. Out of range is an error\n"
         "  1:10:2      from 1 up to, not including, 10 in steps of 2; the axis stays.\n"
         "              Each number may be missing; bounds past either end are clipped\n"
         "  ::-1        backwards\n"
         "  ...         as many whole axes as are missing, once\n"
         "A second -i selects from what the first left: -i ::2 -i 1:3.\n\n"
         "examples, on the integers 0 to 11 as 3 rows of 4, bview dump data.bin -f '<i' -s 3,4\n"
         "and these options:\n" +
         examples_text() + "\nthe options act in this order:\n" + Rows(kSteps).text() +
         "\nA shape may also be written as 3x4, [3, 4] or (3,4). --fields takes names, dotted "
         "paths,\n"
         "positions, and of sub-arrays what an index selects: v[0,2], v[:,1], p[::2].x.\n"
         "\nNumbers are decimal, 0x, 0o or 0b; where they count bytes, K M G T are powers of\n"
         "1024 and kB MB GB TB powers of 1000. They may be formulas ('bview help\n"
         "formulas').\n"
         "\n"
         "Without -o and -n the items must fill the whole file, as with memoryview.cast,\n"
         "and with -n that window. With -o, even -o 0, the view takes what format and\n"
         "shape need and leaves the rest alone. An inferred axis takes all that is left,\n"
         "which must divide evenly: else --rest leaves what remains, and dump --pad BYTE\n"
         "fills a last step that the file cuts short, of at most 16 MiB. With --strides,\n"
         "-o is where item [0, ..., 0] lies, and an inferred axis takes as many items as\n"
         "fit. Everything is proven to lie inside of the file before the first byte is\n"
         "looked at.\n\n"
         "windows:\n"
         "  -o -64                       the last 64 bytes of the file\n"
         "  -o 0x200 -n 1K               1024 bytes from 0x200 on; they must be whole items\n"
         "  -o 16 -s 3,4                 3 x 4 items from 16 on\n"
         "  -o 16 -s -1,4                rows of 4 items from 16 to the end\n"
         "  -o 0 -s ''                   one item, at the start\n"
         "  -s 480,640,3 --axes 2,0,1    an image of RGB pixels as three planes\n"
         "  -s 4,3 --order F             four rows of a file that has its columns one by one\n"
         "  -o 0 -s -1,2 --strides 1,1   each byte with the one behind it\n\n"
         "'bview info FILE' and the same options shows shape, strides and offset without the\n"
         "items.\n";
}

}  // namespace bview
