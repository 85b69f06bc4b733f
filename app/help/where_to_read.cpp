// SPDX-License-Identifier: MIT

#include "app/help/where_to_read.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/help/command_help.hpp"
#include "app/help/plain_text.hpp"
#include "app/options.hpp"

namespace bview {
namespace {

/// A topic of the help, and the options between blanks that it explains.
struct Explained {
  std::string_view topic;
  std::string_view options;
};

constexpr Explained kExplained[] = {
    {"formats", " --format --fields --itemsize "},
    {"structs", " --types --cflags "},
    {"index",
     " --shape --offset --length --strides --rest --order --index --transpose --axes --head "
     "--tail "},
    {"formulas", " --read "},
    {"records", " --step --until "},
    {"questions", " --where --set --plain-values --by "},
    {"parts", " --part --as --long "},
    {"catalogues", " --catalogue --source "},
    {"checksums", " --fix --check "},
    {"patching", " --edit --script --from --expect --dry-run --pad "},
    {"safety", " --undo-log --keep --no-undo --any-file --no-wait --no-sync --list --all "},
    {"comparing", " --key --ignore --rtol --atol --align "},
    {"finding", " --items --overlap --ignore-case --count --max-count --context "},
    {"streams", " --follow --new "},
    {"pictures", " --range --colormap --size --protocol --histogram "},
    {"output",
     " --to --base --precision --nan --bigint --bytes-as --header --filename --delimiter "
     "--decimal --null --crlf --bom --compression --wide --style --vertical --shard --cols --group "
     "--border --bits --values --color --no-pager "},
};

/// What may stand in the name of an option.
bool is_of_name(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-'; }

/// Where `name` stands in the message as a word of its own.
std::size_t find_name(std::string_view message, std::string_view name) {
  for (std::size_t at = message.find(name); at != std::string_view::npos;
       at = message.find(name, at + 1)) {
    const std::size_t end = at + name.size();
    const bool begins = at == 0 || message[at - 1] == ' ' || message[at - 1] == '\'';
    if (begins && (end == message.size() || !is_of_name(message[end]))) return at;
  }
  return std::string_view::npos;
}

/// The option of the command that the message names first; null where it names none.
const OptionSpec* first_named(std::string_view message, const Command& command) {
  const OptionSpec* found = nullptr;
  std::size_t first = message.size();
  for (const OptionSpec& spec : option_table()) {
    if (!takes(command.options, spec)) continue;
    for (const std::string& name : split(spec.names, ',')) {
      const std::size_t at = find_name(message, name);
      if (at >= first) continue;
      first = at;
      found = &spec;
    }
  }
  return found;
}

/// Of an option that no command has: the command that is named in its place, or this one.
std::string_view command_named(std::string_view message, const Command& command) {
  constexpr std::string_view kBegin = "'bview ";
  const std::size_t at = message.find(kBegin);
  if (at == std::string_view::npos) return command.name;
  message.remove_prefix(at + kBegin.size());
  const Command* const named = find_command(message.substr(0, message.find_first_of(" '")));
  return named == nullptr ? command.name : named->name;
}

}  // namespace

std::string where_to_read(std::string_view message, const Command& command) {
  if (message.find("bview help") != std::string_view::npos) return "";
  const bool unknown = message.find("there is no option") != std::string_view::npos;
  const OptionSpec* const option = first_named(message, command);
  if (option == nullptr && !unknown) return "";
  std::string_view read = unknown ? command_named(message, command) : command.name;
  if (option != nullptr && read == command.name) {
    const std::string name = split(option->names, ',').back();
    const auto* const row =
        std::find_if(std::begin(kExplained), std::end(kExplained), [&](const Explained& each) {
          return each.options.find(fmt::format(" {} ", name)) != std::string_view::npos;
        });
    if (row != std::end(kExplained)) read = row->topic;
  }
  return fmt::format(" (bview help {})", read);
}

}  // namespace bview
