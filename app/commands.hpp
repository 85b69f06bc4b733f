// SPDX-License-Identifier: MIT
// app/commands.hpp - THE TABLE of commands.
//
// A new command is one line of the table and a file in app/commands/.

#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/options.hpp"

namespace bview {

/// Exit codes of the program.
enum ExitCode : int {
  kDone = 0,
  kNo = 1,     ///< the answer is "no": an expectation did not hold, files differ
  kWrong = 2,  ///< anything that went wrong
};

struct Command {
  std::string_view name;
  std::string_view operands;  ///< as usage shows them
  std::string_view summary;
  unsigned options;           ///< of OptionGroup
  std::string_view examples;  ///< for help: lines of commands, each with a comment
  int (*run)(const Options& options);
  std::vector<std::string> (*words)() = nullptr;  ///< what its operand can be; null: a file
};

[[nodiscard]] std::span<const Command> commands();

/// The command of that name, or null.
[[nodiscard]] const Command* find_command(std::string_view name);

/// Runs the program: the arguments behind its name. Returns its exit code.
/// \throws Error for everything that makes the exit code kWrong.
int run(std::span<const char* const> arguments);

int run_dump(const Options& options);
int run_explore(const Options& options);
int run_info(const Options& options);
int run_layout(const Options& options);
int run_ls(const Options& options);
int run_patch(const Options& options);
int run_undo(const Options& options);
int run_find(const Options& options);
int run_stat(const Options& options);
int run_diff(const Options& options);
int run_pack(const Options& options);
int run_types(const Options& options);
int run_completion(const Options& options);
int run_help(const Options& options);

/// The shells that `bview completion` knows.
[[nodiscard]] std::vector<std::string> completion_operands();
/// Topics and commands that `bview help` knows.
[[nodiscard]] std::vector<std::string> help_operands();

}  // namespace bview
