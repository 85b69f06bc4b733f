// SPDX-License-Identifier: MIT
// tests/support/process.hpp - the built bview as a process that a test can meddle with.

#pragma once

#include <fcntl.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/temporary.hpp"

namespace bview::testing {

/// How a process ended.
struct Ending {
  int code = 0;          ///< of the exit, or 128 and the number of the signal, as in a shell
  std::string errors{};  ///< what it wrote to standard error

  [[nodiscard]] bool killed() const { return code == 128 + SIGKILL; }
};

/// A bview with its standard error in a file, and its output and input where `output` and
/// `input` lead, if anywhere, and one variable of the environment set. It is killed with its owner,
/// if it has not ended before.
class Process {
 public:
  explicit Process(std::vector<std::string> arguments, int output = -1, int input = -1,
                   std::pair<std::string, std::string> variable = {})
      : errors_(folder_.file("stderr", "")), process_(::fork()) {
    if (process_ < 0) throw std::runtime_error("no process");
    if (process_ != 0) return;
    const int silence = ::open("/dev/null", O_RDWR);
    const int errors = ::open(errors_.c_str(), O_WRONLY | O_APPEND);
    ::dup2(input >= 0 ? input : silence, STDIN_FILENO);
    ::dup2(output >= 0 ? output : silence, STDOUT_FILENO);
    ::dup2(errors, STDERR_FILENO);
    if (!variable.first.empty()) ::setenv(variable.first.c_str(), variable.second.c_str(), 1);
    arguments.insert(arguments.begin(), "bview");
    std::vector<char*> pointers(arguments.size() + 1);  // a null ends them
    std::transform(arguments.begin(), arguments.end(), pointers.begin(),
                   [](std::string& argument) { return argument.data(); });
    ::execv(BVIEW_EXE, pointers.data());
    ::_exit(127);
  }
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;
  ~Process() {
    if (process_ <= 0) return;
    kill();
    static_cast<void>(wait());
  }

  [[nodiscard]] std::string errors() const { return content_of(errors_); }
  [[nodiscard]] pid_t id() const { return process_; }
  void kill() const { ::kill(process_, SIGKILL); }

  /// Waits for its end.
  Ending wait() {
    int status = 0;
    ::waitpid(std::exchange(process_, 0), &status, 0);
    return {WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status),
            content_of(errors_)};
  }

 private:
  TemporaryFolder folder_;
  std::string errors_;
  pid_t process_;
};

/// Runs bview to its end.
inline Ending run_bview(std::vector<std::string> arguments) {
  return Process(std::move(arguments)).wait();
}

}  // namespace bview::testing
