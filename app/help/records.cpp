// SPDX-License-Identifier: MIT
// bview help records - records whose size depends on what they hold.

#include "app/help/topics.hpp"

namespace bview {
namespace {

constexpr Meaning kCounts[] = {
    {"{len}s {n-1}H", "as many as a formula says, of earlier fields"},
    {"(h,w)B (n,4)f", "a shape of formulas"},
    {"{*}B (*)4s", "what is left of the window, or of the body around it"},
    {"{* until n==0}T{B:n: {n}s:t:}", "up to the value for which it holds, which is the last one;"},
    {"{* until value==-1}i", "'value' is what was just read"},
    {"{flags&4 ?}I:crc:", "only where the formula is not 0; null where it does not stand"},
};

constexpr Meaning kTypes[] = {
    {"z  z(0x0a)  z(\"\\r\\n\")", "text up to a NUL, or another end; 4z are four texts"},
    {"[uleb] [sleb]", "LEB128; [vlq] as in MIDI, [ebml] as in Matroska"},
    {"\"PK\\x03\\x04\"", "bytes that must stand there; they are not shown"},
};

constexpr Meaning kGroups[] = {
    {"S(tag){1=H:n:, 3..6|9=I:n:, *=}", "a layout chosen by a number, or by a text: \"OB\"=I:n:"},
    {"M(size){...}", "within so many bytes; what is left of them is skipped"},
    {"A(offset){...}", "at that offset of the file; takes no bytes here"},
    {"A(va(next)){...}", "at that address of a program or a core dump"},
    {"E(bom==\"MM\")", "big end first from here on where it holds, else little"},
    {"type box = >I:len: M(len-4){...};", "a name for a layout, in front of a format: [box];"},
    {"", "it may contain itself"},
};

constexpr Meaning kRecordOptions[] = {
    {"--step FORMULA", "where the fields do not fill a record: 'align(len,2)+8'"},
    {"--until FORMULA", "the record that ends them, and is not one of them: 'name==\"\"'"},
    {"-s 3, -s ''", "three records; one, without a list around it"},
    {"--rest", "a last record that is cut short is left out, and no error"},
};

constexpr Meaning kNames[] = {
    {"len", "an earlier field, of this record or of one around it"},
    {"a.b v[2] v[index]", "a field in a record, an element of an array"},
    {"len(v)", "how many elements it has, or bytes a text"},
    {"index", "the number of the innermost repetition"},
    {"offset", "where the field begins in the file"},
    {"rest", "bytes left of the window, or of the body around it"},
    {"size", "bytes of the file; a field of these names hides them, $size never"},
};

}  // namespace

std::string records_text() {
  return "Records may say themselves how large they are. They are found by walking, one behind "
         "the\n"
         "other, and form one axis; each is printed when it is whole.\n\n"
         "counts, in front of a type:\n" +
         Rows(kCounts).text() + "\ntypes whose values tell their size:\n" + Rows(kTypes).text() +
         "\ngroups, whose fields are those of the record around them:\n" + Rows(kGroups).text() +
         "\nnames in formulas ('bview help formulas' has the operators):\n" + Rows(kNames).text() +
         "\noptions:\n" + Rows(kRecordOptions).text() +
         "\n"
         "A field whose count is a formula is a list in JSON, and one cell with its JSON in tsv "
         "and\n"
         "csv; table cuts long values, and says their size. raw and hex show a record's own "
         "bytes;\n"
         "npy and c take items of one size alone.\n"
         "Whole records in front of a damaged one are printed, then the error.\n\n"
         "--follow goes on with the records that are added to a file, each when it is whole;\n"
         "--new leaves out those that are whole now. What needs the end is not followed: A,\n"
         "TYPE@, size and rest, and {*} without --length.\n\n"
         "Fields of one name in several layouts of S(...) are one, of the smallest type that holds "
         "all of\n"
         "them exactly: u8 and f32 are f32, u32 and f32 f64, i64 and u64 i128; dump shows 2 as 2.0 "
         "where\n"
         "others are floats, and patch and pack take that. Where no type holds them it is an "
         "error.\n\n"
         "patch writes fields of such records, -i 3 --fields data 1 2 3, as long as no size "
         "changes; "
         "what\n"
         "would change one is refused. pack makes them: a count must be that of the values that "
         "follow,\n"
         "what M leaves and what is skipped is zero, and A has no place in it. Both read json, "
         "ndjson,\n"
         "csv and tsv as dump prints them; null and empty cells are what does not stand there.\n\n"
         "examples:\n"
         "  bview dump logo.png -o 8 -f '>I:len: 4s:type: {len}s|hex:data: I|hex:crc:' -t table\n"
         "  bview dump a.wav -o 12 -f '<4s:id: I:len: {len}B:data: {len%2}x' --fields id,len\n"
         "  bview dump cap.pcap -o 24 -t ndjson \\\n"
         "    -f '<I|unix:sec: I:usec: I:caplen: I:len: {caplen}B:data:'\n"
         "  bview dump a.tar --step '512+align(size,512)' --until 'name==\"\"' \\\n"
         "    -f '100s|cstr:name: 24x 12s|text(oct):size: 376x' --fields name,size\n";
}

}  // namespace bview
