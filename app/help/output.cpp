// SPDX-License-Identifier: MIT
// bview help output - the forms, from their table, and the rules they share.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <vector>

#include <bview/formats/input/reader.hpp>
#include <bview/formats/output/forms.hpp>

#include "app/help/topics.hpp"

namespace bview {
namespace {

constexpr Meaning kExitCodes[] = {
    {"0", "done"},
    {"1", "no: other bytes than expected, nothing found, a difference, a wrong checksum"},
    {"2", "anything wrong: usage, format, file, input; the reason is on standard error"},
};

constexpr Meaning kEnvironment[] = {
    {"NO_COLOR", "when set and not empty, --color auto is never"},
    {"PAGER", "shows what is longer than the terminal; without it: less; empty, or cat: nothing"},
    {"TMPDIR", "where input that has to be kept goes while bview runs; without it: /tmp"},
};

constexpr Meaning kFormOptions[] = {
    {"--header", "tsv, csv: the names first; of plain values, the indices along the row"},
    {"--delimiter ';'",
     "tsv, csv: between cells, in place of a comma or tab; also | : ~ ^, tab, a blank"},
    {"--decimal ,", "tsv, csv: in place of the point of numbers"},
    {"--null NA",
     "tsv, csv: the cell of a field that is not there, else empty; read, NaN of floats"},
    {"--crlf --bom", "tsv, csv: lines end with CR and LF; a mark of UTF-8 comes first"},
    {"--base 2|8|10|16", "integers in table, tsv and csv, with Python's prefixes: 0x1f, -0b101"},
    {"--precision N", "floats in table, tsv and csv: N digits after the point"},
    {"--nan null|string", "JSON: NaN and infinities are null, or \"NaN\" \"Infinity\""},
    {"--bigint string", "JSON: integers past 2^53 as strings, since jq and others round numbers"},
    {"--force", "raw, npy, parquet, arrow, feather, png, pack: on a terminal, too"},
    {"--compression zstd", "parquet, arrow, feather: smaller; parquet also snappy, gzip, or none"},
    {"--bytes-as text", "s, p and c as UTF-8 text; a byte that is not shows as \\xff"},
    {"--bytes-as hex", "every byte of them, as ff00; also base64, or list: a list of numbers"},
    {"--range 2%,98%", "png, image, plot: which values are dark and light; --colormap, --size and"},
    {"", "--protocol: 'bview help pictures'"},
    {"--histogram", "plot: how often values come, not where"},
    {"--color auto", "table, hex: colour on a terminal, unless NO_COLOR is set; always, never;"},
    {"", "of bytes NULs are faint, ASCII cyan, blanks green, control characters magenta"},
    {"--wide", "table: texts whole, however narrow the terminal is"},
    {"--style box", "table: rules around cells; also markdown, or plain; floats by their points"},
    {"--vertical", "table: a line for each field, as where records are wider than the terminal"},
    {"--no-pager", "table, hex: to the terminal, however long, and not to $PAGER"},
    {"-v", "hex: repeated lines too, which are otherwise one *"},
    {"--cols N, -g N", "hex: N bytes on a line, and N together; with --bits as binary digits"},
    {"--border", "hex: in boxes"},
    {"--values", "hex, with -f: beside the bytes of a line what they read as"},
};

std::string output_forms_text() {
  Rows rows;
  for (const OutputForm& form : output_forms()) {
    rows.add(std::string(form.name), form.summary);
    rows.add("", fmt::format("for {}", form.purpose));
  }
  return rows.text();
}

std::vector<std::string_view> input_names() {
  std::vector<std::string_view> names;
  for (const InputForm& form : input_forms()) names.push_back(form.name);
  return names;
}

}  // namespace

std::span<const Meaning> exit_codes() { return kExitCodes; }
std::span<const Meaning> environment_variables() { return kEnvironment; }

std::string output_text() {
  return "The form is what -t names. Without -t it is hex when there is no -f; with -f it is\n"
         "table on a terminal and tsv elsewhere.\n\n"
         "forms:\n" +
         output_forms_text() +
         "\nvalues and records:\n"
         "  <i        a bare value: one value without a name. Likewise 16s and (2,3)h\n"
         "  <iH       an array per record, in JSON; a line per record in tsv and csv\n"
         "  <i:a:H    an object per record: {\"a\":1,\"f1\":2}; without a name it is f1, by "
         "position\n"
         "  T{<i}     always a record\n"
         "  <F        a complex number: [1.0,-2.0] in JSON, 1.0-2.0j elsewhere\n\n"
         "The shape nests as memoryview.tolist() nests. In tsv and csv, plain values of several\n"
         "axes are a row per line; sub-arrays in a record become columns m[0,0] m[0,1] ...\n\n"
         "Floats are the shortest text that reads back to the same value at their own width:\n"
         "0.1 for a half, a bf16, a float and a double; 1e-05 and 1e+16 as Python writes them.\n"
         "NULs at the end of an s are not shown.\n\n"
         "What these forms print, pack and patch take back with --from FORM PATH:\n" +
         fmt::format("  {}\n", fmt::join(input_names(), " ")) +
         "Of tsv and csv any line may end with LF, CR LF or CR, and a mark of UTF-8 is skipped;\n"
         "--header has columns by name, in any order, and others beside them are passed over.\n"
         "hex is plain digits, or a dump of bview, hexdump -C or xxd. Bytes of a dump, of\n"
         "ihex and of srec go to their offsets; pack fills gaps, large ones with --pad.\n\n"
         "Tools in between may round: give jq and others --bigint string, and awk\n"
         "-v OFMT=%.17g -v CONVFMT=%.17g.\n\noptions:\n" +
         Rows(kFormOptions).text() + "  A form refuses what it has no use for.\n" +
         "\nexit codes:\n" + Rows(kExitCodes).text() + "\nenvironment:\n" +
         Rows(kEnvironment).text();
}

}  // namespace bview
