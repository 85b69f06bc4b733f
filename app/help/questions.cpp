// SPDX-License-Identifier: MIT
// bview help questions - which items hold what: --where; and what they shall hold: --set.

#include "app/help/topics.hpp"

namespace bview {
namespace {

constexpr Meaning kQuestionParts[] = {
    {"len hdr.len v[2]", "a field by its name, one in a record, an element of an array"},
    {"$0 f1 `odd name`", "a field by its position, one without a name, one with other characters"},
    {"value", "of items without names, the item"},
    {"index offset", "the number of the item, counted after -i, and where it begins in the file;"},
    {"", "index[0] is that along the first axis, where there are several;"},
    {"", "a field of that name hides them, and $index and $offset never are"},
    {"12 0xff 4K 2.5 1e-3", "numbers; whole ones have 128 bits at most"},
    {"\"PK\\x03\" 'abc'", "texts, in either quotes"},
    {"x\"de ad ?? 4_\"", "bytes beside a text, == or !=; ? and _ are any digit"},
    {"@n", "a field that --read read"},
    {"abs(x) min(a, b) max(a, b)", "of numbers"},
    {"floor(x) round(x)", "whole numbers; of two as near, round takes the even one"},
    {"float(x) sqrt(x) exp(x) log(x)", "floats"},
    {"len(tag) len(v)", "how many bytes a text has, or values an array"},
    {"isnan(x)", "whether a float is no number"},
};

constexpr Meaning kQuestionOperators[] = {
    {"- + ~", "in front of a number"},
    {"* / // %", "/ of whole numbers is //, rounded down; a division by 0 has no value"},
    {"+ -", "sums and differences"},
    {"<< >>, &, ^, |", "bits of whole numbers, in this order"},
    {"== != < <= > >=", "comparisons; 0 <= x < 8 is one, too"},
    {"in not in", "one of a list: kind in (1, 2, 5), tag not in ('IDAT', 'IEND')"},
    {"like", "the whole text: % is anything, _ one character"},
    {"~", "somewhere in the text: name ~ '^ab+c' is an expression (RE2, over bytes),"},
    {"", "data ~ x'de ad' are bytes"},
    {"not, and, or", "conditions, in this order"},
};

}  // namespace

std::string questions_text() {
  return "--where EXPR keeps the items for which EXPR holds. It stands between -i and --fields: "
         "it\n"
         "may look at fields that are not shown, and index counts what -i left. Given again, all "
         "of\n"
         "them have to hold. What is kept has one axis, in C order. dump shows the items, stat "
         "sums\n"
         "them up, info counts them, and patch writes to them alone; ls asks about parts.\n\n"
         "patch --set 'FIELD = EXPR' gives a field what EXPR is, in every item, or in those that\n"
         "--where leaves. Several --set all see the old values. A value that its field cannot hold "
         "is\n"
         "an error that names item and field, and then nothing is written.\n\n"
         "dump --fields works columns out, too: 'id, mb=size/1048576, r=sqrt(x*x + y*y)', "
         "integers\n"
         "exactly, all else in doubles.\n\n"
         "parts:\n" +
         Rows(kQuestionParts).text() + "\noperators, what binds tightest first, as in Python:\n" +
         Rows(kQuestionOperators).text() +
         "\nNumbers are compared exactly, whatever their types: integers never become doubles, "
         "and\n"
         "do not wrap. A number with a point is rounded to the width of the float it stands\n"
         "beside, so that x == 0.1 finds what dump prints as 0.1. NaN is equal to nothing; so is\n"
         "a field that does not stand in a record, and what has no value: only != holds for "
         "them.\n"
         "Texts are compared as bytes, without the NULs that fill them up.\n\n"
         "A value with a reading is either what is stored or what is shown, as the other side has "
         "it:\n"
         "class == 2 and class == 'ELF64', time > '2024-01-01', addr == '10.0.0.1'. What scale(),\n"
         "text() and bcd show are numbers. With --plain-values all are what is stored.\n\n"
         "examples:\n"
         "  bview dump log.bin -f '<I|unix:time: H:code: 4s:tag:' --where 'code in (404, 500)'\n"
         "  bview dump log.bin -f '<I|unix:time: H:code: 4s:tag:' --where \"time > '2024-01-01'\"\n"
         "  bview dump x.png -o 8 -f '>I:len: 4s:type: {len}x I|hex:crc:' --where \"type != "
         "'IDAT'\"\n"
         "  bview dump x.f32 -f '<f' --where 'isnan(value)' -t table\n"
         "  bview patch x.f32 -f '<f' --where 'isnan(value)' 0\n"
         "  bview patch fw.bin -f '<I:addr: H:len: H:flags:' --where 'len > 4' --set 'flags = "
         "flags "
         "& ~3'\n";
}

}  // namespace bview
