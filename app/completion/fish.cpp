// SPDX-License-Identifier: MIT
// The fish script: a line for every option of every command.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "app/completion/model.hpp"

namespace bview {
namespace {

std::string option_line(const Command& command, const Completion& option) {
  std::string text = fmt::format("complete -c bview -n '__bview_is {}'", command.name);
  for (const std::string& name : option.names) {
    text += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
  }
  if (option.value == OptionValue::File) text += " -r";
  if (option.value == OptionValue::Words || option.value == OptionValue::Free) text += " -x";
  if (!option.words.empty()) text += fmt::format(" -a '{}'", fmt::join(option.words, " "));
  return text + fmt::format(" -d {}\n", shell_quoted(option.summary));
}

std::string command_lines(const Command& command) {
  std::string text = fmt::format("complete -c bview -n '__bview_is' -f -a {} -d {}\n", command.name,
                                 shell_quoted(command.summary));
  for (const Completion& option : completions_of(command)) text += option_line(command, option);
  if (command.words != nullptr) {
    text += fmt::format("complete -c bview -n '__bview_is {}' -f -a '{}'\n", command.name,
                        fmt::join(command.words(), " "));
  }
  return text;
}

}  // namespace

std::string fish_script() {
  std::string text =
      "# fish completion of bview\n"
      "# __bview_is [COMMAND]: it is the command typed, or none is typed yet\n"
      "function __bview_is\n"
      "  set -l words (commandline -opc)\n"
      "  test \"$words[2]\" = \"$argv[1]\"\n"
      "end\n"
      "complete -c bview -n __bview_is -f -l help -d 'show help'\n"
      "complete -c bview -n __bview_is -f -l version -d 'show the version'\n";
  for (const Command& command : commands()) text += command_lines(command);
  return text;
}

}  // namespace bview
