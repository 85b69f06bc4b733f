// SPDX-License-Identifier: MIT

#include "app/habits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include <bview/formats/input/reader.hpp>
#include <bview/formats/output/forms.hpp>

#include "app/options.hpp"

namespace bview {
namespace {

/// What is typed, where it may be meant, and what it is here.
struct Habit {
  unsigned groups;  ///< of OptionGroup: the commands that are asked for it; 0: it is a command
  std::string_view name;
  std::string_view here;
};

constexpr unsigned kFormat = kViewOptions | kFormatOption;
constexpr unsigned kForm = kOutputOptions | kInfoOutput | kUndoOptions | kStatOptions |
                           kDiffOptions | kFindOptions | kListOptions | kTypesOptions;
constexpr unsigned kCells = kOutputOptions | kDiffOptions;
constexpr unsigned kRows = kOutputOptions | kInputOptions;
constexpr unsigned kAsking = kOutputOptions | kInfoOutput | kPatchOptions | kStatOptions;
constexpr unsigned kCommand = 0;

// The first row that fits counts.
// clang-format off
constexpr Habit kHabits[] = {
    {kViewOptions, "--skip", "-o N"},
    {kViewOptions, "--skip-bytes", "-o N"},
    {kViewOptions, "--seek", "-o N"},
    {kViewOptions, "-N", "-n N"},
    {kViewOptions, "--bytes", "-n N"},
    {kViewOptions, "--read-bytes", "-n N"},
    {kViewOptions, "--count", "-i :N (so many items) or -n N (so many bytes)"},
    {kFormat, "--type", "-f FMT"},
    {kFormat, "--dtype", "-f FMT"},
    {kForm, "--output", "-t FORM for the form, and > FILE for where it goes"},
    {kForm, "-O", "-t FORM for the form, and > FILE for where it goes"},
    {kViewOptions, "-l", "-n N (bytes)"},
    {kOutputOptions, "-c", "--cols N for bytes, and -s -1,N with -f, N values to a line"},
    {kOutputOptions, "-w", "--cols N for bytes, and -s -1,N with -f, N values to a line"},
    {kOutputOptions, "-A", "-t hex or table, which show offsets, or tsv, which does not"},
    {kOutputOptions, "-b", "--bits, or -f B --base 2"},
    {kOutputOptions, "-d", "-f '<H'"},
    {kOutputOptions, "-r", "'bview pack --from hex', which makes bytes from such a text"},
    {kOutputOptions, "-u", "--base 16 with -f; digits are small"},
    {kBytesOutput, "-o", "> FILE"},
    {kInputOptions, "--output", "> FILE"},
    {kInputOptions, "--hex", "--bytes-as hex, with -f 4s"},
    {kInputOptions, "--set", "--fields NAME VALUE"},
    {kCells, "--big-integers", "--bigint string"},
    {kRows, "--separator", "--delimiter CHAR"},
    {kRows, "--sep", "--delimiter CHAR"},
    {kInputOptions, "--crlf", "not asked for: any end of a line is read"},
    {kInputOptions, "--bom", "not asked for: a mark that comes first is dropped"},
    {kInputOptions, "--fill", "-n N VALUE, which is given to all"},
    {kViewOptions, "--T", "--transpose"},
    {kViewOptions, "-T", "--transpose"},
    {kUndoOptions, "-n", "--list, which shows what can be taken back"},
    {kViewOptions, "--len", "-n N (bytes)"},
    {kViewOptions, "--names", "--fields NAME,..., or --header for a line of names"},
    {kViewOptions, "--columns", "--fields NAME,..."},
    {kOutputOptions, "--limit", "--head N"},
    {kAsking | kListOptions, "--filter", "--where EXPR"},
    {kOutputOptions, "-F", "--follow"},
    {kExploreOptions, "--follow", "not asked for: what is added to the file is shown"},
    {kFindOptions, "--where", "'bview dump --where EXPR', which asks about records"},
    {kFindOptions, "-e", "a pattern behind the file, or several"},
    {kFindOptions, "-E", "~\"EXPRESSION\" behind the file, as RE2 has them"},
    {kFindOptions, "-P", "~\"EXPRESSION\" behind the file, as RE2 has them"},
    {kFindOptions, "-F", "\"TEXT\" behind the file"},
    {kFindOptions, "-l", "-m 1, and exit code 0 where there is a hit"},
    {kDiffOptions, "--where", "'bview dump --where EXPR -t raw', whose output diff takes"},
    {kOutputOptions, "-C", "-t hex"},
    {kOutputOptions, "-x", "-t hex"},
    {kFormat, "--endian", "-f with <, > or = in front of the type"},
    {kFormat, "-e", "-f with <, > or = in front of the type"},
    {kUndoOptions, "-l", "--list"},
    {kUndoOptions, "--dry-run", "--list, which shows what can be taken back"},
    // xxd, od, hexdump, hexyl and dd
    {kOutputOptions, "--canonical", "-t hex"},
    {kOutputOptions, "--hexdump", "-t hex"},
    {kOutputOptions, "--columns", "--cols N for bytes, --fields NAME,... for fields"},
    {kOutputOptions, "--width", "--cols N for bytes, and -s -1,N with -f, N values to a line"},
    {kOutputOptions, "--group-size", "--group N"},
    {kOutputOptions, "--groupsize", "--group N"},
    {kOutputOptions, "--binary", "--bits"},
    {kOutputOptions, "--no-squeezing", "-v"},
    {kOutputOptions, "--output-duplicates", "-v"},
    {kOutputOptions, "-a", "without a name: repeated lines are squeezed, unless -v is given"},
    {kOutputOptions, "-P", "-t plain for digits alone, as xxd -p prints them"},
    {kOutputOptions, "--plain", "-t plain"},
    {kOutputOptions, "--postscript", "-t plain"},
    {kOutputOptions, "--include", "-t c"},
    {kOutputOptions, "-E", "--bytes-as text with -f and a charset, as 'bview help formats' has them"},
    {kOutputOptions, "-R", "--color auto|always|never"},
    {kOutputOptions, "--revert", "'bview pack --from hex', which makes bytes from such a text"},
    {kOutputOptions, "--reverse", "'bview pack --from hex', which makes bytes from such a text"},
    {kOutputOptions, "--characters", "-t hex, which shows them"},
    {kOutputOptions, "--address-radix", "-t hex or table, which show offsets, or tsv, which does not"},
    {kOutputOptions, "--strings", "bview find FILE '~\"[ -~]{4,}\"'"},
    {kOutputOptions, "-S", "bview find FILE '~\"[ -~]{4,}\"'"},
    {kViewOptions, "--block-size", "-s -1,N, N values to a row"},
    {kViewOptions, "--bs", "-s -1,N, N values to a row"},
    {kFormat, "--endianness", "-f with <, > or = in front of the type"},
    {kFormat, "--little-endian", "-f with < in front of the type"},
    {kFormat, "--big-endian", "-f with > in front of the type"},
    {kFormat, "-le", "-f with < in front of the type"},
    {kFormat, "-be", "-f with > in front of the type"},
    // numpy and pandas
    {kViewOptions, "--reshape", "-s N,N,..."},
    {kViewOptions, "--axis", "-i with ':' for the axes that stay, or --axes"},
    {kViewOptions, "--start", "-o N (bytes) or -i A:B (items)"},
    {kViewOptions, "--end", "-n N (bytes) or -i A:B (items)"},
    {kViewOptions, "--stop", "-n N (bytes) or -i A:B (items)"},
    {kViewOptions, "--slice", "-i A:B:STEP"},
    {kViewOptions, "--iloc", "-i EXPR"},
    {kViewOptions, "--rows", "-i A:B, or -s N,N for the shape"},
    {kViewOptions, "--nrows", "-i :N"},
    {kViewOptions, "--skiprows", "-i N:"},
    {kViewOptions, "--usecols", "--fields NAME,..."},
    {kViewOptions, "--field", "--fields NAME,..."},
    {kViewOptions, "--key", "-p NAME for a part, --fields NAME,... for fields"},
    {kOutputOptions, "--cmap", "--colormap NAME"},
    {kOutputOptions, "--vmin", "--range LO,HI"},
    {kOutputOptions, "--vmax", "--range LO,HI"},
    {kOutputOptions, "--clim", "--range LO,HI"},
    {kOutputOptions, "--decimals", "--precision N"},
    {kOutputOptions, "--mean", "'bview stat', which sums up"},
    {kOutputOptions, "--sum", "'bview stat', which sums up"},
    {kOutputOptions, "--min", "'bview stat', which sums up"},
    {kOutputOptions, "--max", "'bview stat', which sums up"},
    {kOutputOptions, "--describe", "'bview stat', which sums up"},
    // jq and DuckDB
    {kAsking | kListOptions, "--query", "--where EXPR"},
    {kAsking | kListOptions, "--select", "--where EXPR for items, --fields NAME,... for fields"},
    {kOutputOptions, "--compact-output", "-t ndjson"},
    {kOutputOptions, "--raw-output", "-t tsv"},
    {kOutputOptions, "--slurp", "-t json"},
    {kOutputOptions, "--line", "--vertical"},
    {kOutputOptions, "-line", "--vertical"},
    {kOutputOptions, "--box", "--style box"},
    {kOutputOptions, "-box", "--style box"},
    {kOutputOptions, "--markdown", "--style markdown"},
    {kOutputOptions, "-markdown", "--style markdown"},
    {kOutputOptions, "--expanded", "--vertical"},
    {kOutputOptions, "-csv", "-t csv"},
    {kOutputOptions, "-json", "-t json"},
    {kOutputOptions, "--no-header", "nothing: --header asks for one"},
    {kOutputOptions, "--group-by", "'bview stat --by EXPR'"},
    {kOutputOptions, "--by", "'bview stat --by EXPR'"},
    {kStatOptions, "--group-by", "--by EXPR"},
    {kOutputOptions, "--order-by", "'sort', behind -t tsv"},
    {kOutputOptions, "--sort", "'sort', behind -t tsv"},
    {kOutputOptions, "--unique", "'bview stat', which counts the distinct, or sort -u behind -t tsv"},
    // Commands, and tools that do what one of them does.
    {kCommand, "xxd", "dump"},
    {kCommand, "od", "dump"},
    {kCommand, "hexdump", "dump"},
    {kCommand, "hexyl", "dump"},
    {kCommand, "hex", "dump"},
    {kCommand, "show", "dump"},
    {kCommand, "print", "dump"},
    {kCommand, "read", "dump"},
    {kCommand, "cat", "dump"},
    {kCommand, "view", "dump"},
    {kCommand, "unpack", "dump"},
    {kCommand, "export", "dump"},
    {kCommand, "write", "patch"},
    {kCommand, "edit", "patch"},
    {kCommand, "set", "patch"},
    {kCommand, "poke", "patch"},
    {kCommand, "describe", "info"},
    {kCommand, "pahole", "layout"},
    {kCommand, "inspect", "info"},
    {kCommand, "stats", "stat"},
    {kCommand, "revert", "undo"},
    {kCommand, "restore", "undo"},
    {kCommand, "create", "pack"},
    {kCommand, "import", "pack"},
    {kCommand, "cmp", "diff"},
    {kCommand, "compare", "diff"},
    {kCommand, "vbindiff", "diff"},
    {kCommand, "grep", "find"},
    {kCommand, "search", "find"},
    {kCommand, "bgrep", "find"},
    {kCommand, "strings", "find"},
    {kCommand, "plot", "dump FILE -t plot"},
    {kCommand, "hist", "dump FILE -t plot --histogram"},
    {kCommand, "imshow", "dump FILE -t image"},
    {kCommand, "image", "dump FILE -t image"},
    {kCommand, "png", "dump FILE -t png"},
    {kCommand, "head", "dump FILE --head N"},
    {kCommand, "tail", "dump FILE --tail N"},
    {kCommand, "less", "explore"},
    {kCommand, "hexedit", "explore"},
    {kCommand, "bvi", "explore"},
    {kCommand, "browse", "explore"},
    {kCommand, "more", "explore"},
    {kCommand, "open", "explore"},
    {kCommand, "load", "dump"},
    {kCommand, "fromfile", "dump"},
    {kCommand, "frombuffer", "dump"},
    {kCommand, "memmap", "dump"},
    {kCommand, "parse", "dump"},
    {kCommand, "convert", "dump FILE -t FORM"},
    {kCommand, "select", "dump FILE --fields NAME,... --where EXPR"},
    {kCommand, "SELECT", "dump FILE --fields NAME,... --where EXPR"},
    {kCommand, "FROM", "dump FILE --fields NAME,... --where EXPR"},
    {kCommand, "query", "dump FILE --where EXPR"},
    {kCommand, "filter", "dump FILE --where EXPR"},
    {kCommand, "where", "dump FILE --where EXPR"},
    {kCommand, "jq", "dump FILE -t ndjson"},
    {kCommand, "to-csv", "dump FILE -t csv"},
    {kCommand, "to-json", "dump FILE -t json"},
    {kCommand, "csv", "dump FILE -t csv"},
    {kCommand, "json", "dump FILE -t json"},
    {kCommand, "ndjson", "dump FILE -t ndjson"},
    {kCommand, "raw", "dump FILE -t raw"},
    {kCommand, "npy", "dump FILE -t npy"},
    {kCommand, "parquet", "dump FILE -t parquet"},
    {kCommand, "table", "dump FILE -f FMT -t table"},
    {kCommand, "extract", "dump FILE -p NAME -t raw"},
    {kCommand, "cut", "dump FILE -o N -n N -t raw"},
    {kCommand, "slice", "dump FILE -i A:B"},
    {kCommand, "dd", "dump FILE -o N -n N -t raw"},
    {kCommand, "objcopy", "dump FILE -t ihex"},
    {kCommand, "srec_cat", "dump FILE -t srec"},
    {kCommand, "follow", "dump FILE --follow"},
    {kCommand, "watch", "dump FILE --follow"},
    {kCommand, "file", "info"},
    {kCommand, "schema", "info"},
    {kCommand, "shape", "info"},
    {kCommand, "dtype", "info"},
    {kCommand, "meta", "info"},
    {kCommand, "list", "ls"},
    {kCommand, "tree", "ls"},
    {kCommand, "keys", "ls"},
    {kCommand, "parts", "ls"},
    {kCommand, "tensors", "ls"},
    {kCommand, "sections", "ls"},
    {kCommand, "readelf", "ls"},
    {kCommand, "objdump", "ls"},
    {kCommand, "unzip", "ls"},
    {kCommand, "h5ls", "ls"},
    {kCommand, "h5dump", "ls"},
    {kCommand, "binwalk", "ls"},
    {kCommand, "sum", "stat"},
    {kCommand, "count", "stat"},
    {kCommand, "mean", "stat"},
    {kCommand, "summarize", "stat"},
    {kCommand, "SUMMARIZE", "stat"},
    {kCommand, "histogram", "stat"},
    {kCommand, "entropy", "stat FILE --bytes"},
    {kCommand, "hash", "stat FILE --hash NAME"},
    {kCommand, "crc32", "stat FILE --hash crc32"},
    {kCommand, "crc", "stat FILE --hash crc32"},
    {kCommand, "md5sum", "stat FILE --hash md5"},
    {kCommand, "sha256sum", "stat FILE --hash sha256"},
    {kCommand, "checksum", "stat FILE --hash NAME"},
    {kCommand, "sizeof", "layout"},
    {kCommand, "offsetof", "layout"},
    {kCommand, "struct", "layout"},
    {kCommand, "nm", "types"},
    {kCommand, "dwarf", "types"},
    {kCommand, "save", "pack"},
    {kCommand, "tofile", "pack"},
    {kCommand, "encode", "pack"},
    {kCommand, "decode", "dump"},
    {kCommand, "update", "patch"},
    {kCommand, "replace", "patch"},
    {kCommand, "fix", "patch FILE --fix TARGET=SUM"},
    {kCommand, "fill", "patch"},
    {kCommand, "man", "help man"},
    {kCommand, "usage", "help"},
    {kCommand, "tutorial", "help tutorial"},
    {kCommand, "examples", "help recipes"},
    {kCommand, "recipes", "help recipes"},
};
// clang-format on

/// Forms by other names.
constexpr std::pair<std::string_view, std::string_view> kForms[] = {
    {"jsonl", "ndjson"}, {"jsonlines", "ndjson"}, {"json-lines", "ndjson"}, {"text", "tsv"},
    {"txt", "tsv"},      {"bin", "raw"},          {"binary", "raw"},        {"bytes", "raw"},
    {"numpy", "npy"},    {"hexdump", "hex"},      {"xxd", "hex"},           {"C", "c"},
    {"pq", "parquet"},   {"ipc", "arrow"},        {"intel", "ihex"},        {"s19", "srec"},
};

/// Null where no tool has it.
const Habit* find_option(std::string_view name, unsigned groups) {
  const auto* const found = std::find_if(
      std::begin(kHabits), std::end(kHabits),
      [&](const Habit& habit) { return habit.name == name && (habit.groups & groups) != 0; });
  return found == std::end(kHabits) ? nullptr : found;
}

}  // namespace

std::string usual_name(const std::string& form) {
  const auto* const found = std::find_if(std::begin(kForms), std::end(kForms),
                                         [&](const auto& row) { return row.first == form; });
  return found == std::end(kForms) ? form : std::string(found->second);
}

bool is_foreign(std::string_view name, unsigned groups) {
  return find_option(name, groups) != nullptr;
}

std::string option_here(std::string_view name, unsigned groups) {
  const Habit* const found = find_option(name, groups);
  if (found != nullptr) return fmt::format("; here it is {}", found->here);
  const std::string form =
      usual_name(std::string(name.substr(std::min<std::size_t>(name.size(), 2))));
  if ((groups & kOutputOptions) != 0 && find_output_form(form) != nullptr) {
    return fmt::format("; did you mean -t {}?", form);
  }
  if ((groups & kInputOptions) != 0 && find_input_form(form) != nullptr) {
    return fmt::format("; did you mean --from {}?", form);
  }
  return "";
}

std::string command_here(std::string_view name) {
  const auto* const found = std::find_if(
      std::begin(kHabits), std::end(kHabits),
      [&](const Habit& habit) { return habit.groups == kCommand && habit.name == name; });
  return found == std::end(kHabits) ? "" : fmt::format("; here it is '{}'", found->here);
}

}  // namespace bview
