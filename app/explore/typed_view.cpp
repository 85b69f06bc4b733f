// SPDX-License-Identifier: MIT

#include "app/explore/typed_view.hpp"

#include <fmt/format.h>

#include <optional>
#include <vector>

#include <bview/core/error.hpp>

#include "app/shell_words.hpp"

namespace bview {
namespace {

/// The file, and what is said of all of its views; nothing of this one.
Options without_view(const Options& before) {
  Options options;
  options.operands = before.operands;
  options.as = before.as;
  options.catalogues = before.catalogues;
  options.types = before.types;
  options.cflags = before.cflags;
  options.read = before.read;
  options.base = before.base;
  options.color = before.color;
  options.undo_log = before.undo_log;
  options.keep = before.keep;
  options.any_file = before.any_file;
  options.no_sync = before.no_sync;
  options.quiet = before.quiet;
  options.command_line = before.command_line;
  return options;
}

Options options_typed(const Options& before, const std::string& text) {
  const std::vector<std::string> words = shell_words(text);
  std::vector<const char*> arguments;
  arguments.reserve(words.size());
  for (const std::string& word : words) arguments.push_back(word.c_str());
  Options typed = parse_options(arguments, kViewOptions | kPartOptions | kExploreOptions);
  if (!typed.operands.empty()) {
    throw Error(Errc::BadUsage, fmt::format("options are taken here, and {} is none; quotes keep "
                                            "words together, as in a shell",
                                            typed.operands.front()));
  }
  const Options file = without_view(before);
  typed.operands = file.operands;
  typed.undo_log = file.undo_log;
  typed.command_line = file.command_line;
  if (typed.types.empty()) typed.types = file.types;
  if (typed.catalogues.empty()) typed.catalogues = file.catalogues;
  if (typed.read.empty()) typed.read = file.read;
  if (!typed.as) typed.as = file.as;
  if (!typed.cflags) typed.cflags = file.cflags;
  if (!typed.base) typed.base = file.base;
  return typed;
}

}  // namespace

Options view_typed(const Options& before, const std::string& text) {
  if (text.starts_with('-')) return options_typed(before, text);
  Options typed = before;
  typed.where.clear();
  typed.format = text.empty() ? std::nullopt : std::optional<std::string>(text);
  return typed;
}

Options view_of_part(const Options& before, const std::string& name) {
  Options typed = without_view(before);
  typed.part = name;
  return typed;
}

}  // namespace bview
