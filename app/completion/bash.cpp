// SPDX-License-Identifier: MIT
// The bash script: the words are looked up by command, and by the option before.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "app/completion/model.hpp"

namespace bview {
namespace {

/// dump:-t|dump:--to) words='hex table' ;;
std::string value_case(const Command& command, const Completion& option) {
  std::vector<std::string> cases;
  for (const std::string& name : option.names) {
    cases.push_back(fmt::format("{}:{}", command.name, name));
  }
  const std::string action = option.value == OptionValue::Words
                                 ? fmt::format("words='{}'", fmt::join(option.words, " "))
                             : option.value == OptionValue::File ? "kind=file"
                             : option.value == OptionValue::Part ? "kind=part"
                                                                 : "kind=free";
  return fmt::format("    {}) {} ;;\n", fmt::join(cases, "|"), action);
}

std::string value_cases() {
  std::string text;
  for (const Command& command : commands()) {
    for (const Completion& option : completions_of(command)) {
      if (option.value != OptionValue::None) text += value_case(command, option);
    }
  }
  return text;
}

/// dump) words='-f --format' ;;
std::string option_cases() {
  std::string text;
  for (const Command& command : commands()) {
    std::vector<std::string> names;
    for (const Completion& option : completions_of(command)) {
      names.insert(names.end(), option.names.begin(), option.names.end());
    }
    text += fmt::format("      {}) words='{}' ;;\n", command.name, fmt::join(names, " "));
  }
  return text;
}

/// help) words='formats index' ;;
std::string operand_cases() {
  std::string text;
  for (const Command& command : commands()) {
    if (command.words == nullptr) continue;
    text += fmt::format("      {}) words='{}' ;;\n", command.name, fmt::join(command.words(), " "));
  }
  return text;
}

std::string command_names() {
  std::vector<std::string_view> names;
  for (const Command& command : commands()) names.push_back(command.name);
  return fmt::format("{}", fmt::join(names, " "));
}

// $commands $values $options $operands $valued stand for what the tables say.
constexpr std::string_view kScript =
    R"(# bash completion of bview: source it, or put it where bash-completion looks

# a word as the shell takes it, in REPLY
_bview_plain() {
  REPLY=${1//\\/}
  REPLY=${REPLY#[\'\"]}
  REPLY=${REPLY%[\'\"]}
  [[ $REPLY != '~/'* ]] || REPLY=$HOME/${REPLY:2}
}
# the names of the parts of the file on the line that begin with the word
_bview_parts() {
  local k file='' how=() begin name REPLY
  for ((k = 2; k < ${#COMP_WORDS[@]}; k++)); do
    ((k != COMP_CWORD)) || continue
    _bview_plain "${COMP_WORDS[k]}"
    case ${COMP_WORDS[k - 1]} in
      --as | --catalogue) how+=("${COMP_WORDS[k - 1]}" "$REPLY") ;;
      $valued) ;;
      *) [[ -n $file || ! -f $REPLY ]] || file=$REPLY ;;
    esac
  done
  [[ -n $file ]] || return
  _bview_plain "$1"
  begin=$REPLY
  while IFS= read -r name; do
    [[ $name != "$begin"* ]] || COMPREPLY+=("$name")
  done < <(timeout 2 bview ls "${how[@]}" -t tsv -- "$file" 2>/dev/null | cut -f 1 | grep -vF '\' | head -n 4096)
}
_bview() {
  local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
  local command=${COMP_WORDS[1]} words='' kind='' word
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
    words='$commands'
    [[ $current == -* ]] && words='--help --version'
    COMPREPLY=($(compgen -W "$words" -- "$current"))
    return
  fi
  # --to=json comes as three words
  if [[ $current == = ]]; then
    current=''
  elif [[ $before == = ]]; then
    before=${COMP_WORDS[COMP_CWORD - 2]}
  fi
  for word in "${COMP_WORDS[@]:2:COMP_CWORD-2}"; do
    [[ $word == -- ]] && kind=operand
  done
  [[ -z $kind ]] && case $command:$before in
$values  esac
  if [[ -z $words$kind && $current == -* ]]; then
    case $command in
$options    esac
  elif [[ -z $words && $kind != f* ]]; then
    case $command in
$operands    esac
  fi
  if [[ -n $words ]]; then
    COMPREPLY=($(compgen -W "$words" -- "$current"))
  elif [[ $kind == part ]]; then
    _bview_parts "$current"
  elif [[ $kind != free && $current != -* || $kind == operand ]]; then
    mapfile -t COMPREPLY < <(compgen -f -- "$current")
  fi
}
complete -o filenames -F _bview bview
)";

std::string replaced(std::string text, std::string_view what, std::string_view by) {
  return text.replace(text.find(what), what.size(), by);
}

}  // namespace

std::string bash_script() {
  std::string script(kScript);
  script = replaced(script, "$commands", command_names());
  script = replaced(script, "$values", value_cases());
  script = replaced(script, "$options", option_cases());
  script = replaced(script, "$valued", fmt::format("{}", fmt::join(options_with_values(), " | ")));
  return replaced(script, "$operands", operand_cases());
}

}  // namespace bview
