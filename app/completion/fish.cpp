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
  if (option.value != OptionValue::None && option.value != OptionValue::File) text += " -x";
  if (option.value == OptionValue::Part) text += " -a '(__bview_parts)'";
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
      "# the names of the parts of the file on the line\n"
      "function __bview_parts\n"
      "  set -l words (commandline -op | string unescape)\n"
      "  set -l how\n"
      "  set -l file\n"
      "  for k in (seq 3 (count $words))\n"
      "    switch $words[(math $k - 1)]\n"
      "      case --as --catalogue\n"
      "        set -a how $words[(math $k - 1)] $words[$k]\n"
      "      case " +
      fmt::format("{}", fmt::join(options_with_values(), " ")) +
      "\n"
      "      case '*'\n"
      "        set -l path (string replace -r '^~/' $HOME/ -- $words[$k])\n"
      "        test -z \"$file\" -a -f \"$path\"; and set file $path\n"
      "    end\n"
      "  end\n"
      "  test -n \"$file\"; or return\n"
      "  timeout 2 bview ls $how -t tsv -- $file 2>/dev/null | cut -f 1 | grep -vF '\\\\' | head "
      "-n "
      "4096\n"
      "end\n"
      "complete -c bview -n __bview_is -f -l help -d 'show help'\n"
      "complete -c bview -n __bview_is -f -l version -d 'show the version'\n";
  for (const Command& command : commands()) text += command_lines(command);
  return text;
}

}  // namespace bview
