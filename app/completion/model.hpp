// SPDX-License-Identifier: MIT
// app/completion/model.hpp - what shells complete, from the tables of commands, options, forms
// and topics; and a script of it for each shell.
//
// A new shell is a function that makes its script, and a line in commands/completion.cpp.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/commands.hpp"

namespace bview {

/// What can stand behind an option.
enum class OptionValue { None, Words, File, Part, Free };

/// An option as shells want to know it.
struct Completion {
  std::vector<std::string> names;  ///< "-t", "--to"
  OptionValue value;
  std::vector<std::string> words;  ///< for OptionValue::Words
  std::string_view metavar;        ///< what stands behind it, for people
  bool repeats;                    ///< may be given several times
  std::string_view summary;
};

[[nodiscard]] std::vector<Completion> completions_of(const Command& command);

/// The options with a value behind them, of any command: what stands there is no operand.
[[nodiscard]] std::vector<std::string> options_with_values();

/// Text in single quotes, for any of the shells.
[[nodiscard]] std::string shell_quoted(std::string_view text);

[[nodiscard]] std::string bash_script();
[[nodiscard]] std::string zsh_script();
[[nodiscard]] std::string fish_script();

}  // namespace bview
