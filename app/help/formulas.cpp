// SPDX-License-Identifier: MIT
// bview help formulas - numbers that are worked out, or stand in the file.

#include "app/help/topics.hpp"

namespace bview {
namespace {

constexpr Meaning kFormulaParts[] = {
    {"12 0x40 4K", "numbers as elsewhere, with units"},
    {"size", "bytes of the file; $size is the same"},
    {"u32le@0x3c", "one value of that type at that offset: a word, a letter or a name in"},
    {"", "brackets, then '@' and a number, a name or a parenthesis: >H@(size-2)"},
    {"@n @hdr.n @d[2]", "a field that --read read, one in a record, an element of an array;"},
    {"", "a float is taken where it is whole"},
    {"align(n, to)", "n, rounded up to a multiple"},
    {"min(a, b) max(a, b)", "the smallest and the largest, of two or more"},
    {"len(@d)", "how many elements an array has, or bytes a text"},
    {"va(0x404020)", "where the byte at that address lies in the file: of programs, libraries and"},
    {"", "core dumps, ELF, PE or Mach-O, whose segments or sections say so"},
    {"rva(0x4020)", "the same, from where the program begins in memory"},
};

constexpr Meaning kFormulaOperators[] = {
    {"- + ~", "in front of a number"},
    {"* / %", "rounded down, as Python does: -7 / 2 is -4, -n % 4 fills up to 4"},
    {"+ -", "sums and differences"},
    {"<< >>", "bits moved to the left or right: 1 << n is 2 to the n"},
    {"&", "the bits that both have; (a > 0) & (b > 0) holds where both do"},
    {"^", "the bits that one of them has"},
    {"|", "the bits that one or both have; (a > 0) | (b > 0)"},
    {"== != < <= > >=", "1 or 0; 0 <= n < 8 is one of them, too"},
    {"a ? b : c", "b where a is not 0, else c; in -i and --read in parentheses"},
};

}  // namespace

std::string formulas_text() {
  return "The numbers in --offset, --length, --shape, --strides, --itemsize and --index may be\n"
         "formulas: of integers, and of numbers that stand in the file. They have 64 bits, and a\n"
         "sign; what does not fit, divides by 0 or lies outside of the file is an error.\n\n"
         "parts:\n" +
         Rows(kFormulaParts).text() + "\noperators, what binds tightest first:\n" +
         Rows(kFormulaOperators).text() +
         "\n--read 'FORMAT' reads one record at the start of the file, and --read 'OFFSET: "
         "FORMAT'\n"
         "elsewhere, with a space behind the colon; OFFSET may be a formula. Its named fields are\n"
         "@name in all formulas and in the --read behind it. It may be given several times; a "
         "name\n"
         "is that of the last record that has it. What is a format as a whole is one.\n\n"
         "Where an operand is expected, < and > are byte orders. Only a number that is typed "
         "counts\n"
         "from the end or is inferred: where that has a meaning of its own (-o -8, -s -1, -i -1),\n"
         "a formula that is negative is an error.\n\n"
         "examples:\n"
         "  bview dump a.exe -o u32le@0x3c -s '' -f '4s:sig: <H:machine: H:sections:'\n"
         "  bview dump a.bmp --read '<10xI:off: 4x i:w: i:h:' -o @off -s @h,@w,3 \\\n"
         "    --strides 'align(@w*3,4),3,1' -i ::-1 -f B\n"
         "  bview dump x.nii --read '<40x 8h:d: 52x f:vox:' -o @vox \\\n"
         "    -s '@d[1],@d[2],@d[3]' --order F -f '<h'\n"
         "  bview dump a.out -o 'va(0x404020)' -s 8 -f 'struct entry' --types a.out\n"
         "  bview patch a.stl --read '<80xI:n:' -o 84 -s @n -f '<12f:v: H:attr:' --fields attr "
         "0\n\n"
         "From a pipe, what formulas look at is waited for, and no more; for 'size', all of it.\n";
}

}  // namespace bview
