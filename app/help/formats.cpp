// SPDX-License-Identifier: MIT
// bview help formats - format strings; the letters come from the table of types.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <bview/core/scalar.hpp>
#include <bview/formats/syntax/words.hpp>

#include "app/help/topics.hpp"

namespace bview {
namespace {

/// "i l" after '@', "i" behind a prefix, or "[bf16]" for what struct has no letter for.
std::string spelled(const ScalarInfo& scalar, std::string_view letters) {
  if (scalar.native_letters.empty()) return fmt::format("[{}]", scalar.stem());
  return fmt::format("{}", fmt::join(letters, " "));
}

std::string types_text() {
  std::string text =
      fmt::format("  {:<12}{:<14}{:>5}  {}\n", "after @ ^", "after = < > !", "bytes", "name");
  for (const ScalarInfo& scalar : kScalars) {
    text += fmt::format("  {:<12}{:<14}{:>5}  {}\n", spelled(scalar, scalar.native_letters),
                        spelled(scalar, scalar.standard_letters), scalar.size, scalar.name);
  }
  return text;
}

/// Some words to a line.
std::string in_lines(const std::vector<std::string>& words) {
  constexpr std::size_t kPerLine = 11;
  std::string text;
  for (std::size_t k = 0; k < words.size(); ++k) {
    text += k % kPerLine == 0 ? "    " : " ";
    text += words[k];
    if (k % kPerLine == kPerLine - 1 || k + 1 == words.size()) text += '\n';
  }
  return text;
}

constexpr std::string_view kRules = R"help(words and lists:
  A word with le or be is never aligned, and leaves the order in force alone; in
  brackets they stand inside, [u40be]. What C writes in several words is one
  here: ulong for unsigned long, u64 for unsigned long long. The types of a list
  are single ones. A text is a list only where its first colon has no second one
  before the next comma, semicolon or new line.

unions:
  U{...} is as large as its largest member, padded as C does in native mode:
  <U{f:x: I|hex:bits:} are two readings of the same four bytes. Members have
  constant sizes. patch takes values for all of them if one at most differs from
  what stands there, pack if they agree.

integers of any width:
  Side by side they are filled up to whole bytes where their run ends: at a type
  of whole bytes (a width that 8 divides), a byte order, x, a brace, a count
  that is a formula, the end of the item. Names and plain counts do not end it:
  <2[u12] is three bytes, >[u4]:version: [u4]:words: B:tos: how IPv4 begins.
  Patching one leaves the bits around it alone; raw and hex show the bytes that
  a field reaches into; npy and c take the next wider type up to 64 bits.

padding:
  Records follow one another at the size that struct.calcsize gives; only T{...}
  is padded behind its last field as C pads a struct. numpy and ctypes pad whole
  records: give their item size with --itemsize. Where a native record ends
  short of what C would give it, a note says so (-q silences it), and where a
  file divides by that size, or by the packed one, the error does. So does a
  note where the padding between its fields was not asked for: in a list, and
  where items without it would fill the bytes as well; a mode in front, @ or =,
  says what is meant.
)help";

}  // namespace

std::string formats_text() {
  return "A format says what one item is: Python's struct strings, and PEP 3118 on top.\n\n"
         "byte order, in force for all that follows:\n"
         "  @  this machine's, sizes and alignment as in C, but no padding behind the last item:\n"
         "     end with 0d (0 of the largest type), or write T{...}, for arrays of structs (the "
         "default)\n"
         "  ^  the same without alignment\n"
         "  =  this machine's, standard sizes, no alignment\n"
         "  <  little-endian      >  !  big-endian\n\n"
         "types:\n" +
         types_text() +
         "  x           x                 1  padding: no value\n"
         "  Zf Zd       Zf Zd                complex, as F D\n\n"
         "words, which a run of letters, digits and _ is as a whole:\n"
         "  u32 f64 char ...    the names above; those of more than one byte take le or be: u32be\n"
         "  [u12] [i7]          integers of any other width up to 128 bits, see below\n"
         "  u32mid f32mid       16-bit words the other way round: > CDAB, < BADC; [u48mid]\n"
         "  ptr                 u64\n"
         "  int32_t float64     as C and numpy call them, also with le or be\n"
         "  short ushort int uint long ulong float double size_t    h H i I l L f d N\n"
         "  Any other run is read letter by letter. These strings of struct are words; with a "
         "space\n"
         "  between their letters they are not:\n" +
         in_lines(words_of_letters()) +
         "\n"
         "composition:\n"
         "  3i          three values; 4s: one text of 4 bytes, likewise p w u\n"
         "  i:name:     a value with a name\n"
         "  3i:xyz:     with a name, a count makes a sub-array\n"
         "  (2,3)h      a sub-array of that shape\n"
         "  T{...}      a record in the record; in native mode padded as C pads a struct\n"
         "  U{...}      a union: its members all begin at its start\n"
         "  f32[2][3]   the same behind the type; char[8] is 8s, and so is 8char\n"
         "  id: u32, tag: char[8]   a list of names and types: commas, semicolons, new lines "
         "between\n"
         "  [u4] [u12]  side by side without gaps: from the least significant bit up in <, from "
         "the most\n"
         "              significant down in >; see below\n"
         "  {len}s      as many as an earlier field says; 'bview help records'\n"
         "  I|unix:t:   how people read it: a time, a name for a number, a charset; 'bview help "
         "readings'\n\n"
         "examples:\n"
         "  <i                        little-endian 32-bit integers\n"
         "  >H:port: 2x I:addr:       a big-endian header with a hole of two bytes\n"
         "  <(3,3)f:m: 16s:name:      a matrix and a text of 16 bytes\n"
         "  <4s:tag: T{H:x:H:y:}:p:   a record in the record; its fields are p.x and p.y\n"
         "  <[bf16]                   bf16, which struct has no letter for\n\n"
         "'bview info FILE -f FMT' shows the offset, size and type of each field, and the holes."
         "\n\n" +
         std::string(kRules);
}

}  // namespace bview
