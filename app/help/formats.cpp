// bview help formats - format strings; the letters come from the table of types.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "app/help/topics.hpp"
#include "core/scalar.hpp"

namespace bview {
namespace {

/// "i l" after '@', "i" behind a prefix, or "[bf16]" for what struct has no letter for.
std::string spelled(const ScalarInfo& scalar, std::string_view letters) {
  if (scalar.native_letters.empty()) return fmt::format("[{}]", scalar.name);
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

}  // namespace

std::string formats_text() {
  return "A format says what one item is: Python's struct strings, and PEP 3118 on top.\n\n"
         "byte order, in force for all that follows:\n"
         "  @  this machine's, sizes and alignment as in C (the default)\n"
         "  ^  the same without alignment\n"
         "  =  this machine's, standard sizes, no alignment\n"
         "  <  little-endian      >  !  big-endian\n\n"
         "types:\n" +
         types_text() +
         "  x           x                 1  padding: no value\n"
         "  Zf Zd       Zf Zd                complex, as F D\n\n"
         "composition:\n"
         "  3i          three values; 4s: one text of 4 bytes, likewise p w u\n"
         "  i:name:     a value with a name\n"
         "  3i:xyz:     with a name, a count makes a sub-array\n"
         "  (2,3)h      a sub-array of that shape\n"
         "  T{...}      a record in the record; in native mode padded as C pads a struct\n\n"
         "examples:\n"
         "  <i                        little-endian 32-bit integers\n"
         "  >H:port: 2x I:addr:       a big-endian header with a hole of two bytes\n"
         "  <(3,3)f:m: 16s:name:      a matrix and a text of 16 bytes\n"
         "  <4s:tag: T{H:x:H:y:}:p:   a record in the record; its fields are p.x and p.y\n"
         "  <[bf16]                   bf16, which struct has no letter for\n\n"
         "'bview info FILE -f FMT' shows the offset, size and type of each field, and the holes.\n";
}

}  // namespace bview
