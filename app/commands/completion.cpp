// SPDX-License-Identifier: MIT
// bview completion - a script that completes commands, options and their words.

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <string>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/core/sink.hpp>

#include "app/commands.hpp"
#include "app/completion/model.hpp"
#include "app/words.hpp"

namespace bview {
namespace {

struct Shell {
  const char* name;
  std::string (*script)();
};
constexpr Shell kShells[] = {{"bash", bash_script}, {"zsh", zsh_script}, {"fish", fish_script}};

}  // namespace

std::vector<std::string> completion_operands() { return names_of(kShells); }

int run_completion(const Options& options) {
  const std::vector<std::string> names = completion_operands();
  if (options.operands.size() != 1) {
    throw Error(Errc::BadUsage,
                fmt::format("completion takes the name of a shell: {}", fmt::join(names, ", ")));
  }
  const std::size_t chosen = choose(options.operands.front(), "the shell", names);
  FdSink(STDOUT_FILENO, "standard output").write(kShells[chosen].script());
  return kDone;
}

}  // namespace bview
