// SPDX-License-Identifier: MIT

#include "app/options.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <utility>

#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>

#include "app/habits.hpp"
#include "app/suggest.hpp"
#include "app/words.hpp"

namespace bview {
namespace {

// clang-format off
constexpr unsigned kFormat = kViewOptions | kFormatOption;
constexpr unsigned kTo = kOutputOptions | kInfoOutput | kUndoOptions | kStatOptions | kDiffOptions | kFindOptions |
                         kListOptions;
constexpr unsigned kForm = kTo | kTypesOptions;
constexpr unsigned kCells = kOutputOptions | kDiffOptions;
constexpr unsigned kTexts = kCells | kInputOptions;
constexpr unsigned kHeader = kTexts | kStatOptions | kFindOptions | kTypesOptions | kListOptions |
                             kUndoOptions;
constexpr unsigned kRows = kOutputOptions | kInputOptions;
constexpr unsigned kLongWork = kTo | kInputOptions;
constexpr unsigned kAsking = kOutputOptions | kInfoOutput | kPatchOptions | kStatOptions | kExploreOptions;
constexpr unsigned kKeeping = kPatchOptions | kExploreOptions;
constexpr unsigned kWriting = kKeeping | kUndoOptions;
constexpr unsigned kContainer = kPartOptions | kListOptions;
constexpr OptionSpec kOptions[] = {
    {kPartOptions, "-p,--part", "NAME", &Options::part, "a part of a file that says what it holds, as 'bview ls' lists them"},
    {kContainer, "--as", "KIND", &Options::as, "what kind of file it is, where several fit; raw: none"},
    {kContainer, "--catalogue", "PATH", &Options::catalogues, "a file that says what a kind of files holds ('bview help catalogues'); again: that, too"},
    {kSourceOption, "--source", "NAME", &Options::source, "the text of a catalogue: one of yours, or one that bview comes with"},
    {kListOptions, "-l,--long", "", &Options::long_list, "strides and formats, too, and what cannot be written"},
    {kFormat, "-f,--format", "FMT", &Options::format, "what one item is, as in Python's struct and PEP 3118; without it: B"},
    {kFormat, "--types", "PATH", &Options::types, "where types stand that -f names: a program with debug information, a .h or .c; again: there, too"},
    {kFormat | kTypesOptions, "--cflags", "FLAGS", &Options::cflags, "what $CC, else cc, is told about a .h or .c: '-I include -DX=1'"},
    {kViewOptions, "-s,--shape", "N,N,...", &Options::shape, "length of each axis; one may be -1 (inferred); '' is a single item"},
    {kViewOptions, "-o,--offset", "N", &Options::offset, "first byte; negative counts from the end"},
    {kViewOptions, "-n,--length", "N", &Options::length, "how many bytes the view covers"},
    {kViewOptions, "--strides", "N,N,...", &Options::strides, "bytes from one item to the next along each axis"},
    {kViewOptions, "--rest", "", &Options::rest, "let an axis of length -1 leave what does not fill a step along it"},
    {kViewOptions, "--order", "C|F", &Options::order, "which axis varies fastest: the last (C) or the first (F)"},
    {kViewOptions, "--itemsize", "N", &Options::itemsize, "distance between items when larger than the format"},
    {kViewOptions, "--step", "FORMULA", &Options::step, "distance from each record to the next, from its own fields"},
    {kViewOptions, "--until", "FORMULA", &Options::until, "ends in front of the record for which it holds"},
    {kViewOptions, "-i,--index", "EXPR", &Options::index, "which items, as Python indexes: 3 | 1:10:2 | ::-1,0 | ...,2; again: of those"},
    {kOutputOptions, "--head", "N", &Options::head, "the first N of them, as -i :N; with --where, of those for which it holds"},
    {kOutputOptions, "--tail", "N", &Options::tail, "the last N, as -i -N:"},
    {kOutputOptions | kStatOptions | kFindOptions, "--shard", "K/N", &Options::shard, "the K-th of N parts of the first axis, 1/N to N/N, for those who share a file"},
    {kAsking | kListOptions, "--where", "EXPR", &Options::where, "the items, or parts, for which it holds: 'len > 4 and kind in (1, 2)'; again: and"},
    {kPatchOptions, "--set", "FIELD=EXPR", &Options::set, "what a field shall be, worked out of what the item holds: 'len = len + 4'"},
    {kAsking, "--plain-values", "", &Options::plain_values, "--where and --set look at what is stored, not at what readings show"},
    {kViewOptions, "--read", "FMT", &Options::read, "read one record, at 0 or as 'N: FMT' at N; its fields are @name in other numbers"},
    {kViewOptions, "--transpose", "", &Options::transpose, "reverse the axes"},
    {kViewOptions, "--axes", "N,N,...", &Options::axes, "put the axes in this order"},
    {kViewOptions, "--fields", "NAME,...", &Options::fields, "keep these fields: names, dotted paths, elements v[0,2], positions"},
    {kForm, "-t,--to", "FORM", &Options::to, "output form"},
    {kCells | kPatchOptions | kExploreOptions, "--base", "2|8|10|16", &Options::base, "of integers in table, tsv, csv and c, and as patch shows them"},
    {kOutputOptions, "--precision", "N", &Options::precision, "digits after the point of floats in table, tsv and csv"},
    {kCells, "--nan", "null|string", &Options::nan, "how JSON shows NaN and infinities"},
    {kCells, "--bigint", "number|string", &Options::bigint, "how JSON shows integers past 2^53, which many tools round"},
    {kTexts, "--bytes-as", "text|hex|base64|list", &Options::bytes_as, "how s, p and c fields are written"},
    {kHeader, "--header", "", &Options::header, "tsv, csv: the first line has the names"},
    {kOutputOptions | kStatOptions | kFindOptions, "--filename", "", &Options::filename, "a first column with the name of the file"},
    {kRows, "--delimiter", "CHAR", &Options::delimiter, "tsv, csv: what lies between cells: ';' '|' tab and others"},
    {kRows, "--decimal", "CHAR", &Options::decimal, "tsv, csv: what stands in numbers in place of the point"},
    {kRows, "--null", "TEXT", &Options::null, "tsv, csv: the cell of a field that is not there, and of a NaN that is read"},
    {kOutputOptions, "--crlf", "", &Options::crlf, "tsv, csv: lines end with CR and LF"},
    {kOutputOptions, "--bom", "", &Options::bom, "tsv, csv: a mark of UTF-8 comes first"},
    {kBytesOutput, "--pad", "BYTE", &Options::pad, "fill with this byte, 0 to 255, what the file cuts off a last item, and gaps between what pack is given"},
    {kOutputOptions, "-v,--verbose", "", &Options::verbose, "hex: show repeated lines too"},
    {kOutputOptions, "--cols", "N", &Options::cols, "hex: so many bytes on a line, 1 to 256; without it: 16"},
    {kOutputOptions, "-g,--group", "N", &Options::group, "hex: so many bytes together"},
    {kOutputOptions, "--border", "", &Options::border, "hex: in boxes"},
    {kOutputOptions, "--bits", "", &Options::bits, "hex: bytes as eight binary digits"},
    {kOutputOptions, "--values", "", &Options::values_beside, "hex: with -f, what the bytes of each line read as, beside them"},
    {kOutputOptions, "--compression", "CODEC", &Options::compression, "parquet: of its pages: none, snappy, gzip or zstd; arrow, feather: none or zstd"},
    {kOutputOptions, "--range", "LO,HI", &Options::range, "png, image, plot: the values that are darkest and lightest, or 2%,98% of them; full: all of the type"},
    {kOutputOptions, "--colormap", "NAME", &Options::colormap, "png, image: grey, viridis, magma, inferno, plasma, cividis or rdbu"},
    {kOutputOptions, "--size", "WxH|N%", &Options::size, "png: pixels that it shall fit; image, plot: columns and lines; N%: so much of what it is"},
    {kOutputOptions, "--protocol", "NAME", &Options::protocol, "image: kitty, sixel, blocks or blocks256; auto, without it: what the terminal says it knows"},
    {kOutputOptions, "--histogram", "", &Options::histogram, "plot: how often values come, not where"},
    {kOutputOptions, "--wide", "", &Options::wide, "table: lines as long as their texts, whatever the terminal"},
    {kOutputOptions, "--style", "plain|box|markdown", &Options::style, "table: rules around cells, or as Markdown has them"},
    {kOutputOptions, "--vertical", "", &Options::vertical, "table: a line for each field, however wide the terminal"},
    {kOutputOptions, "--no-pager", "", &Options::no_pager, "table, hex: do not show long output in $PAGER, as it is done on a terminal"},
    {kOutputOptions | kInfoOutput | kStatOptions | kFindOptions | kExploreOptions, "--color", "auto|always|never", &Options::color, "colour in tables and hex; auto: on a terminal"},
    {kCells | kStatOptions | kFindOptions, "-j,--threads", "N", &Options::threads, "threads; without it: the cores this process may use, at most 32"},
    {kOutputOptions, "--follow", "", &Options::follow, "go on with what is added to the file, as tail -F does"},
    {kOutputOptions, "--new", "", &Options::only_new, "with --follow: only what is added from now on"},
    {kBytesOutput, "--force", "", &Options::force, "write bytes to a terminal, too"},
    {kDiffOptions, "--key", "FIELD", &Options::key, "match records by this field, not by position; again: by all of them"},
    {kDiffOptions, "--ignore", "FIELD", &Options::ignore, "do not compare this field; again: nor these"},
    {kDiffOptions, "--rtol", "X", &Options::rtol, "numbers are equal if |a - b| <= atol + rtol * |b|"},
    {kDiffOptions, "--atol", "X", &Options::atol, "the same; without it: 0"},
    {kDiffOptions, "--align", "", &Options::align, "without a format: find bytes that were inserted and deleted"},
    {kFindOptions, "--items", "", &Options::items, "hits that begin where items of the view do, and no others"},
    {kFindOptions, "--overlap", "", &Options::overlap, "hits that begin inside of another, too"},
    {kFindOptions, "--ignore-case", "", &Options::ignore_case, "ASCII letters of texts and expressions stand for both of their forms"},
    {kFindOptions, "-c,--count", "", &Options::count, "print how many there are, and nothing else"},
    {kFindOptions, "-m,--max-count", "N", &Options::max_count, "end behind so many hits"},
    {kFindOptions, "-C,--context", "N", &Options::context, "whole lines of 16 bytes, and so many in front and behind"},
    {kLongWork, "--no-progress", "", &Options::no_progress, "do not show on a terminal how far long work is"},
    {kStatOptions, "--by", "EXPR", &Options::by, "in groups: a field, or what is worked out of some, 'len // 100'"},
    {kStatOptions, "--bytes", "", &Options::bytes, "of the bytes alone: how often each comes, and the entropy along the file"},
    {kStatOptions, "--hash", "NAME,...", &Options::hash, "checksums and hashes of the bytes: crc32, crc32c, adler32, md5, sha256, ..."},
    {kInputOptions, "--from", "FORM", &Options::from, "read the values from a file (operand PATH, or -): json ndjson csv tsv raw hex ihex srec; patch: what diff -t patch writes"},
    {kPatchOptions, "--edit", "'VIEW VALUE...'", &Options::edit, "a patch of its own, with its options; repeated: all of them, or none"},
    {kPatchOptions, "--script", "PATH", &Options::script, "a patch from each line of a file (or -), as --edit has them"},
    {kPatchOptions, "--fix", "TARGET=SUM(A:B)", &Options::fix, "a checksum that is worked out behind the edits: 'crc = crc32(12:29)'"},
    {kInfoOutput, "--check", "TARGET=SUM(A:B)", &Options::check, "whether a checksum holds, of every item selected; exit code 1 where one does not"},
    {kPatchOptions, "--dry-run", "", &Options::dry_run, "print what would change; write nothing"},
    {kPatchOptions, "--expect", "VALUE", &Options::expect, "write only if this is there now; repeated, for several values"},
    {kWriting, "--undo-log", "PATH", &Options::undo_log, "where the undo log is; without it: FILE.bview-undo"},
    {kPatchOptions, "--no-undo", "", &Options::no_undo, "remove the undo log once the patch is on disk"},
    {kKeeping, "--keep", "N", &Options::keep, "how many patches can be taken back; without it: 16"},
    {kUndoOptions, "--list", "", &Options::list, "show the patches that can be taken back; take none back"},
    {kUndoOptions, "--all", "", &Options::all, "take all of them back, or none"},
    {kWriting, "--any-file", "", &Options::any_file, "accept the undo log of a file that was replaced or truncated"},
    {kPatchOptions | kUndoOptions, "--no-wait", "", &Options::no_wait, "fail when another process is writing to the file"},
    {kWriting, "--no-sync", "", &Options::no_sync, "do not wait for the disk"},
    {kWriting | kTo | kFormatOption, "-q,--quiet", "", &Options::quiet, "no summary, no notes"},
    {kEveryCommand, "-h,--help", "", &Options::help, "show this help"},
};
// clang-format on

// CLI11 takes "-inf", "-.5" and "-@n" for clusters of options. Arguments that are numbers or
// formulas, and all behind "--", carry a mark through it that makes them plain.
constexpr char kPlainMark = '\x01';

bool is_negative_number(std::string_view text) {
  if (!text.starts_with('-') || text.size() < 2) return false;
  text.remove_prefix(1);
  if (text.front() >= '0' && text.front() <= '9') return true;
  if (text.front() == '.') return text.size() > 1;
  constexpr std::string_view kFormulas = "@($~";
  if (kFormulas.find(text.front()) != std::string_view::npos) return true;
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return lower == "inf" || lower == "infinity" || lower == "nan" || lower.starts_with("inf+") ||
         lower.starts_with("inf-") || lower.starts_with("inf..") || lower.starts_with("nan+") ||
         lower.starts_with("nan-");
}

bool is_flag(std::string_view name) {
  return std::any_of(std::begin(kOptions), std::end(kOptions), [&](const OptionSpec& spec) {
    return std::holds_alternative<bool Options::*>(spec.target) &&
           std::string_view(spec.names).ends_with(name);
  });
}

/// CLI11 would take what stands behind "--verbose=" for a truth value, or drop it.
void refuse_value_of_flag(std::string_view text) {
  const std::string_view name = text.substr(0, text.find('='));
  if (name.size() == text.size() || !name.starts_with("--") || !is_flag(name)) return;
  throw Error(Errc::BadUsage, fmt::format("option {} takes no value", bview::quoted(name)));
}

/// The arguments as CLI11 shall see them, last one first, as it wants them.
std::vector<std::string> marked(std::span<const char* const> arguments) {
  std::vector<std::string> result;
  bool only_operands = false;
  for (const char* const argument : arguments) {
    const std::string_view text = argument;
    if (!only_operands && text == "--") {
      only_operands = true;
    } else if (only_operands || is_negative_number(text) || text.starts_with(kPlainMark)) {
      result.push_back(kPlainMark + std::string(text));
    } else if (text.starts_with("--") && text.find('=') == text.size() - 1) {
      refuse_value_of_flag(text);
      result.emplace_back(text.substr(0, text.size() - 1));  // --shape= is --shape ''
      result.emplace_back();
    } else {
      refuse_value_of_flag(text);
      result.emplace_back(text);
    }
  }
  std::reverse(result.begin(), result.end());
  return result;
}

std::string unmarked(std::string text) {
  if (text.starts_with(kPlainMark)) text.erase(0, 1);
  return text;
}

[[noreturn]] void refuse_unknown(const std::string& option, unsigned groups) {
  const std::string name = option.substr(0, option.find('='));
  std::vector<std::string> known;
  for (const OptionSpec& spec : kOptions) {
    if ((spec.groups & groups) == 0) continue;
    for (const std::string& one : CLI::detail::split(spec.names, ',')) known.push_back(one);
  }
  std::string here = option_here(name, groups);
  // -w16 is -w 16.
  if (here.empty() && name[1] != '-') here = option_here(name.substr(0, 2), groups);
  throw Error(Errc::BadUsage, fmt::format("there is no option {}{}", bview::quoted(name),
                                          here.empty() ? did_you_mean(name, known) : here));
}

/// -json is not -j with "son" behind it.
void refuse_long_names_of_others(std::span<const char* const> arguments, unsigned groups) {
  for (const std::string_view argument : arguments) {
    if (argument == "--") return;
    const bool one_dash = argument.starts_with('-') && argument.size() > 2 && argument[1] != '-';
    if (one_dash && is_foreign(argument, groups)) refuse_unknown(std::string(argument), groups);
  }
}

void declare_one(CLI::App& app, const char* names, bool& flag) {
  app.add_flag(names, flag)->disable_flag_override();
}

void declare_one(CLI::App& app, const char* names, std::optional<std::string>& value) {
  const auto keep = [&value](const CLI::results_t& given) {
    value = unmarked(given.back());
    return true;
  };
  app.add_option(names, keep)->expected(1)->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
}

void declare_one(CLI::App& app, const char* names, std::vector<std::string>& values) {
  const auto keep = [&values](const CLI::results_t& given) {
    for (const std::string& one : given) values.push_back(unmarked(one));
    return true;
  };
  // One value each time it is given, and any number of times.
  app.add_option(names, keep)->expected(1)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

/// What arguments may name, whether they are options or their values.
class GivenNames {
 public:
  explicit GivenNames(std::span<const std::string> arguments) {
    for (const std::string_view text : arguments) {
      if (text.starts_with("--")) {
        long_names_.push_back(text.substr(0, text.find('=')));
      } else if (text.starts_with('-')) {
        letters_ += text.substr(1);  // one name, or several, and a value behind them
      }
    }
  }

  /// Of "-p,--part" whether one is among them.
  [[nodiscard]] bool has(std::string_view names) const {
    if (names.starts_with("--")) return std::ranges::count(long_names_, names) > 0;
    const bool short_name = letters_.find(names[1]) != std::string::npos;
    return short_name || (names.size() > 2 && has(names.substr(3)));
  }

 private:
  std::vector<std::string_view> long_names_{};
  std::string letters_{};
};

/// CLI11 compares the names of each option with all that it knows, so it hears of no others than
/// those that may be given.
void declare(CLI::App& app, Options& options, unsigned groups, const GivenNames& given) {
  for (const OptionSpec& spec : kOptions) {
    if ((spec.groups & groups) == 0 || !given.has(spec.names)) continue;
    std::visit([&](auto target) { declare_one(app, spec.names, options.*target); }, spec.target);
  }
}

}  // namespace

std::span<const OptionSpec> option_table() { return kOptions; }

Options parse_options(std::span<const char* const> arguments, unsigned groups) {
  Options options;
  options.works_out_columns = (groups & kOutputOptions) != 0;
  CLI::App app;
  app.set_help_flag();
  app.allow_extras();
  refuse_long_names_of_others(arguments, groups | kEveryCommand);
  std::vector<std::string> words = marked(arguments);
  declare(app, options, groups | kEveryCommand, GivenNames(words));
  try {
    app.parse(std::move(words));
  } catch (const CLI::ArgumentMismatch&) {
    const std::string_view option = arguments.back();
    const bool format = option == "-f" || option == "--format";
    throw Error(Errc::BadUsage, fmt::format("option {} needs a value{}", bview::quoted(option),
                                            format ? "; quote < and >, as in -f '>H'" : ""));
  } catch (const CLI::ParseError& refused) {
    throw Error(Errc::BadUsage, refused.what());
  }
  for (std::string& rest : app.remaining()) {
    if (rest.starts_with('-') && rest.size() > 1) refuse_unknown(rest, groups | kEveryCommand);
    options.operands.push_back(unmarked(std::move(rest)));
  }
  return options;
}

}  // namespace bview
