// SPDX-License-Identifier: MIT
// The zsh script: _arguments is told every option of every command.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "app/completion/model.hpp"

namespace bview {
namespace {

/// What _arguments reads as it stands.
std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '[' || c == ']' || c == ':' || c == '\\') result += '\\';
    result += c;
  }
  return result;
}

/// ":FORM:(hex table)", what stands behind an option.
std::string value_text(const Completion& option) {
  if (option.value == OptionValue::None) return "";
  const std::string action = option.value == OptionValue::Words
                                 ? fmt::format("({})", fmt::join(option.words, " "))
                             : option.value == OptionValue::File ? "_files"
                             : option.value == OptionValue::Part ? "_bview_parts"
                                                                 : " ";
  return fmt::format(":{}:{}", escaped(option.metavar), action);
}

/// "-t+" and "--to=": a value may stand in the same word, or be the next one.
std::vector<std::string> specs_of(const Completion& option) {
  std::vector<std::string> specs = option.names;
  if (option.value == OptionValue::None) return specs;
  for (std::string& name : specs) name += name.starts_with("--") ? '=' : '+';
  return specs;
}

/// '(-t --to)'{-t+,--to=}'[output form]:FORM:(hex table)', '*--expect=[...]:VALUE: '
std::string option_text(const Completion& option) {
  const std::vector<std::string> specs = specs_of(option);
  const std::string rest = fmt::format("[{}]{}", escaped(option.summary), value_text(option));
  if (specs.size() == 1) return shell_quoted((option.repeats ? "*" : "") + specs.front() + rest);
  return fmt::format("'({})'{{{}}}{}", fmt::join(option.names, " "), fmt::join(specs, ","),
                     shell_quoted(rest));
}

std::string operand_text(const Command& command) {
  if (command.words == nullptr) return "'*:file:_files'";
  return fmt::format("'1:{}:({})'", escaped(command.operands), fmt::join(command.words(), " "));
}

/// dump) _arguments -s -S ... ;;
std::string command_case(const Command& command) {
  std::string text = fmt::format("    {}) _arguments -s -S", command.name);
  for (const Completion& option : completions_of(command)) {
    text += " \\\n      " + option_text(option);
  }
  return text + fmt::format(" \\\n      {} ;;\n", operand_text(command));
}

}  // namespace

std::string zsh_script() {
  std::string list;
  std::string cases;
  for (const Command& command : commands()) {
    list +=
        fmt::format("    {}\n", shell_quoted(fmt::format("{}:{}", command.name, command.summary)));
    cases += command_case(command);
  }
  return fmt::format(
      "#compdef bview\n"
      "# zsh completion of bview: source it behind compinit, or put it into $fpath as _bview\n"
      "# the names of the parts of the file on the line\n"
      "_bview_parts() {{\n"
      "  local k file word\n"
      "  local -a how names\n"
      "  for ((k = 2; k <= $#words; k++)); do\n"
      "    ((k != CURRENT)) || continue\n"
      "    word=${{(Q)words[k]}}\n"
      "    [[ $word != '~/'* ]] || word=$HOME/${{word#'~/'}}\n"
      "    case $words[k-1] in\n"
      "      (--as|--catalogue) how+=($words[k-1] $word) ;;\n"
      "      ({}) ;;\n"
      "      (*) [[ -n $file || ! -f $word ]] || file=$word ;;\n"
      "    esac\n"
      "  done\n"
      "  [[ -n $file ]] || return 1\n"
      "  names=(${{(f)\"$(timeout 2 bview ls $how -t tsv -- $file 2>/dev/null | cut -f 1 |\n"
      "    grep -vF '\\' | head -n 4096)\"}})\n"
      "  compadd -a names\n"
      "}}\n"
      "_bview() {{\n"
      "  local -a commands=(\n{}  )\n"
      "  if ((CURRENT == 2)); then\n"
      "    if [[ $PREFIX == -* ]]; then\n"
      "      _arguments '--help[show help]' '--version[show the version]'\n"
      "    else\n"
      "      _describe command commands\n"
      "    fi\n"
      "    return\n"
      "  fi\n"
      "  local command=$words[2]\n"
      "  shift words\n"
      "  ((CURRENT--))\n"
      "  case $command in\n{}  esac\n"
      "}}\n"
      "# out of $fpath this is the function itself, and it is wanted now\n"
      "if [[ $funcstack[1] == _bview ]]; then _bview \"$@\"; else compdef _bview bview; fi\n",
      fmt::join(options_with_values(), "|"), list, cases);
}

}  // namespace bview
