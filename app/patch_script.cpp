// SPDX-License-Identifier: MIT

#include "app/patch_script.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <iostream>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/core/input.hpp>
#include <bview/core/quote.hpp>

#include "app/part_options.hpp"
#include "app/patch_values.hpp"
#include "app/shell_words.hpp"

namespace bview {
namespace {

constexpr std::size_t kLongestLine = std::size_t{1} << 20;

/// What is about the patch as a whole, and not about one of its edits.
struct WholeOption {
  const char* name;
  bool (*given)(const Options& options);
};
constexpr WholeOption kWhole[] = {
    {"--edit", [](const Options& o) { return !o.edit.empty(); }},
    {"--script", [](const Options& o) { return !o.script.empty(); }},
    {"--fix", [](const Options& o) { return !o.fix.empty(); }},
    {"--dry-run", [](const Options& o) { return o.dry_run; }},
    {"--undo-log", [](const Options& o) { return o.undo_log.has_value(); }},
    {"--keep", [](const Options& o) { return o.keep.has_value(); }},
    {"--no-undo", [](const Options& o) { return o.no_undo; }},
    {"--no-wait", [](const Options& o) { return o.no_wait; }},
    {"--no-sync", [](const Options& o) { return o.no_sync; }},
    {"--any-file", [](const Options& o) { return o.any_file; }},
    {"--quiet", [](const Options& o) { return o.quiet; }},
    {"--help", [](const Options& o) { return o.help; }},
};

Options edit_in(const std::vector<std::string>& words, const Options& whole) {
  std::vector<const char*> arguments(words.size());
  std::transform(words.begin(), words.end(), arguments.begin(),
                 [](const std::string& word) { return word.c_str(); });
  Options edit =
      parse_options(arguments, kViewOptions | kPartOptions | kInputOptions | kPatchOptions);
  for (const WholeOption& each : kWhole) {
    if (!each.given(edit)) continue;
    throw Error(Errc::BadUsage,
                fmt::format("{} is about the patch as a whole, and stands outside", each.name));
  }
  edit.operands.insert(edit.operands.begin(), whole.operands.front());
  edit.types.insert(edit.types.begin(), whole.types.begin(), whole.types.end());
  edit.catalogues.insert(edit.catalogues.begin(), whole.catalogues.begin(), whole.catalogues.end());
  if (!edit.cflags) edit.cflags = whole.cflags;
  edit.dry_run = whole.dry_run;
  edit.quiet = whole.quiet;
  return edit.part ? with_part(edit, true) : edit;
}

/// Whether the command line itself is an edit.
bool is_edit(const Options& options) {
  return options.from || !options.set.empty() || !value_operands(options).empty();
}

/// Refuses a view, or an expectation, that nothing is written through.
void refuse_useless_view(const Options& options) {
  const bool given = options.format || options.offset || options.shape || options.length ||
                     !options.index.empty() || !options.where.empty() || !options.expect.empty();
  if (is_edit(options) || !options.fix.empty() || !given) return;
  throw Error(Errc::BadUsage,
              "what stands outside of --edit and --script has no values; a view and what is "
              "expected stand in an edit, in front of its values");
}

void take_line(const std::string& line, const std::string& where, const Options& whole,
               const VisitEdit& visit) {
  try {
    const std::vector<std::string> words = shell_words(line);
    if (!words.empty()) visit(edit_in(words, whole));
  } catch (const Error& error) {
    throw Error(error.code(), fmt::format("{}: {}", where, error.what()));
  }
}

/// A line that is too long is cut there.
bool next_line(std::istream& lines, std::string& line) {
  line.clear();
  for (int c = lines.get(); c != std::istream::traits_type::eof(); c = lines.get()) {
    if (c == '\n') return true;
    line += static_cast<char>(c);
    if (line.size() > kLongestLine) return true;
  }
  return !line.empty();
}

void take_script(const std::string& path, const Options& whole, const VisitEdit& visit) {
  const bool standard = path == kStandardInput;
  const std::string name = standard ? "standard input" : quoted(path);
  std::ifstream file;
  if (!standard) file.open(path);
  if (!standard && !file) throw system_error("open", name, errno);
  std::istream& lines = standard ? std::cin : file;
  std::size_t number = 0;
  for (std::string line; next_line(lines, line);) {
    const std::string where = fmt::format("line {} of {}", ++number, name);
    if (line.size() > kLongestLine) {
      throw Error(Errc::BadUsage, fmt::format("{} has more than {} bytes; --from reads many values",
                                              where, kLongestLine));
    }
    take_line(line, where, whole, visit);
  }
  if (lines.bad()) throw system_error("read", name, errno);
}

}  // namespace

bool is_scripted(const Options& options) {
  return !options.edit.empty() || !options.script.empty() || !options.fix.empty();
}

void for_each_edit(const Options& options, const VisitEdit& visit) {
  refuse_useless_view(options);
  if (is_edit(options)) visit(options);
  for (std::size_t k = 0; k < options.edit.size(); ++k) {
    take_line(options.edit[k], fmt::format("edit {}", k + 1), options, visit);
  }
  for (const std::string& path : options.script) take_script(path, options, visit);
}

}  // namespace bview
