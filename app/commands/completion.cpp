// bview completion - scripts that complete commands, options and their words, from the
// tables in the code.

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <algorithm>
#include <string>
#include <vector>

#include "app/commands.hpp"
#include "app/session.hpp"
#include "core/error.hpp"
#include "core/sink.hpp"
#include "formats/input/reader.hpp"
#include "formats/output/forms.hpp"

namespace bview {
namespace {

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    parts.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

/// An option as shells want to know it.
struct Completion {
  std::vector<std::string> names;  ///< "-t", "--to"
  std::vector<std::string> words;  ///< that its value can be; none: anything
  bool has_value;
  std::string summary;
};

std::vector<std::string> words_of(const OptionSpec& spec, unsigned groups) {
  std::vector<std::string> words;
  const std::string_view names = spec.names;
  if (names == "--from") {
    for (const InputForm& form : input_forms()) words.emplace_back(form.name);
  } else if (names == "-t,--to" && (groups & kOutputOptions) != 0) {
    for (const OutputForm& form : output_forms()) words.emplace_back(form.name);
  } else if (names == "-t,--to") {
    words = {"table", "json"};
  } else if (std::string_view(spec.metavar).find('|') != std::string_view::npos) {
    words = split(spec.metavar, '|');
  }
  return words;
}

std::vector<Completion> completions_of(const Command& command) {
  std::vector<Completion> result;
  for (const OptionSpec& spec : option_table()) {
    if ((spec.groups & (command.options | kEveryCommand)) == 0) continue;
    result.push_back({split(spec.names, ','), words_of(spec, command.options),
                      *spec.metavar != '\0', spec.summary});
  }
  return result;
}

std::string names_of_commands() {
  std::vector<std::string_view> names;
  for (const Command& command : commands()) names.push_back(command.name);
  return fmt::format("{}", fmt::join(names, " "));
}

/// Text in single quotes, for any of the three shells.
std::string shell_quoted(const std::string& text) {
  std::string result = "'";
  for (const char c : text) result += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return result + "'";
}

std::string bash_script() {
  std::string values;
  std::string options;
  for (const Command& command : commands()) {
    std::vector<std::string> names;
    for (const Completion& option : completions_of(command)) {
      names.insert(names.end(), option.names.begin(), option.names.end());
      if (option.words.empty()) continue;
      std::vector<std::string> cases;
      for (const std::string& name : option.names) {
        cases.push_back(fmt::format("{}:{}", command.name, name));
      }
      values += fmt::format("    {}) words='{}' ;;\n", fmt::join(cases, "|"),
                            fmt::join(option.words, " "));
    }
    options += fmt::format("    {}) words='{}' ;;\n", command.name, fmt::join(names, " "));
  }
  return fmt::format(
      "# bash completion of bview: source it, or put it where bash-completion looks\n"
      "_bview() {{\n"
      "  local current=${{COMP_WORDS[COMP_CWORD]}} words=\n"
      "  if ((COMP_CWORD == 1)); then\n"
      "    COMPREPLY=($(compgen -W '{}' -- \"$current\"))\n"
      "    return\n"
      "  fi\n"
      "  case ${{COMP_WORDS[1]}}:${{COMP_WORDS[COMP_CWORD - 1]}} in\n"
      "{}"
      "  esac\n"
      "  [[ -z $words && $current == -* ]] && case ${{COMP_WORDS[1]}} in\n"
      "{}"
      "  esac\n"
      "  if [[ -n $words ]]; then\n"
      "    COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n"
      "  else\n"
      "    COMPREPLY=($(compgen -f -- \"$current\"))\n"
      "  fi\n"
      "}}\n"
      "complete -o filenames -F _bview bview\n",
      names_of_commands(), values, options);
}

/// '(-t --to)'{-t,--to}'[output form]:value:(hex table)'
std::string zsh_option(const Completion& option) {
  std::string summary;
  for (const char c : option.summary) {
    if (c == '[' || c == ']' || c == ':') summary += '\\';
    summary += c;
  }
  std::string value;
  if (option.has_value) value = fmt::format(":value:({})", fmt::join(option.words, " "));
  if (option.has_value && option.words.empty()) value = ":value:";
  const std::string rest = shell_quoted(fmt::format("[{}]{}", summary, value));
  if (option.names.size() == 1) return option.names.front() + rest;
  return fmt::format("'({})'{{{}}}{}", fmt::join(option.names, " "), fmt::join(option.names, ","),
                     rest);
}

std::string zsh_script() {
  std::string list;
  std::string cases;
  for (const Command& command : commands()) {
    list +=
        fmt::format("    {}\n", shell_quoted(fmt::format("{}:{}", command.name, command.summary)));
    cases += fmt::format("    {}) _arguments -s", command.name);
    for (const Completion& option : completions_of(command)) {
      cases += " \\\n      " + zsh_option(option);
    }
    cases += " \\\n      '*:file:_files' ;;\n";
  }
  return fmt::format(
      "#compdef bview\n"
      "_bview() {{\n"
      "  local -a commands=(\n{}  )\n"
      "  if ((CURRENT == 2)); then\n"
      "    _describe command commands\n"
      "    return\n"
      "  fi\n"
      "  local command=$words[2]\n"
      "  shift words\n"
      "  ((CURRENT--))\n"
      "  case $command in\n{}  esac\n"
      "}}\n"
      // Found through fpath, this script is the body of _bview when it is called first.
      "if [[ $funcstack[1] == _bview ]]; then _bview \"$@\"; else compdef _bview bview; fi\n",
      list, cases);
}

std::string fish_script() {
  std::string text = "# fish completion of bview\n";
  for (const Command& command : commands()) {
    text += fmt::format("complete -c bview -n __fish_use_subcommand -f -a {} -d {}\n", command.name,
                        shell_quoted(std::string(command.summary)));
    for (const Completion& option : completions_of(command)) {
      text += fmt::format("complete -c bview -n '__fish_seen_subcommand_from {}'", command.name);
      for (const std::string& name : option.names) {
        text += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
      }
      if (option.has_value) text += option.words.empty() ? " -r" : " -x";
      if (!option.words.empty()) text += fmt::format(" -a '{}'", fmt::join(option.words, " "));
      text += fmt::format(" -d {}\n", shell_quoted(option.summary));
    }
  }
  return text;
}

struct Shell {
  const char* name;
  std::string (*script)();
};
constexpr Shell kShells[] = {{"bash", bash_script}, {"zsh", zsh_script}, {"fish", fish_script}};

}  // namespace

int run_completion(const Options& options) {
  std::vector<std::string> names;
  for (const Shell& shell : kShells) names.emplace_back(shell.name);
  if (options.operands.size() != 1) {
    throw Error(Errc::BadUsage,
                fmt::format("completion takes the name of a shell: {}", fmt::join(names, ", ")));
  }
  const std::size_t chosen = choose(options.operands.front(), "the shell", names);
  FdSink(STDOUT_FILENO, "standard output").write(kShells[chosen].script());
  return kDone;
}

}  // namespace bview
