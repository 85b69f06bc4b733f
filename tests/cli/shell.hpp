// SPDX-License-Identifier: MIT
// tests/cli/shell.hpp - runs command lines as a user types them, in a folder of their own.

#pragma once

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <system_error>
#include <thread>

#include "tests/cli/transcript.hpp"
#include "tests/support/temporary.hpp"

namespace bview::testing {

/// A scratch folder, and a shell in it that finds `bview` and the helpers of tests/cli/bin.
class Shell {
 public:
  /// \param program  the file that the commands call bview.
  explicit Shell(const std::string& program) {
    std::filesystem::create_directory(folder_.path("bin"));
    std::filesystem::create_directory(folder_.path("work"));
    std::filesystem::create_symlink(program, folder_.path("bin/bview"));
  }

  /// Runs `sh -c command`. Nothing: it was killed, as it ran longer than `limit` or
  /// printed more than 16 MiB.
  [[nodiscard]] std::optional<Outcome> run(const std::string& command,
                                           std::chrono::milliseconds limit) const {
    std::filesystem::remove(folder_.path("stdout"));
    std::filesystem::remove(folder_.path("stderr"));
    const pid_t child = ::fork();
    if (child < 0) throw std::runtime_error("no process for the shell");
    if (child == 0) become(command);
    ::setpgid(child, child);
    const bool ended = wait_for(child, limit);
    ::kill(-child, SIGKILL);  // with all that it left in the background
    int status = 0;
    ::waitpid(child, &status, 0);
    if (!ended) return std::nullopt;
    return Outcome{content_of(folder_.path("stdout")), content_of(folder_.path("stderr")),
                   WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status)};
  }

 private:
  /// The child's side of run(): a known environment, then the shell.
  [[noreturn]] void become(const std::string& command) const {
    ::setpgid(0, 0);
    std::signal(SIGPIPE, SIG_DFL);
    const char* const path = std::getenv("PATH");
    const std::string paths =
        folder_.path("bin") + ":" BVIEW_TEST_DATA "/cli/bin:" + (path == nullptr ? "" : path);
    const bool ready = ::setenv("PATH", paths.c_str(), 1) == 0 && ::setenv("LC_ALL", "C", 1) == 0 &&
                       ::setenv("TERM", "xterm", 1) == 0 && ::unsetenv("NO_COLOR") == 0 &&
                       ::unsetenv("COLUMNS") == 0 &&
                       redirect("/dev/null", O_RDONLY, STDIN_FILENO) &&
                       redirect(folder_.path("stdout"), kWrite, STDOUT_FILENO) &&
                       redirect(folder_.path("stderr"), kWrite, STDERR_FILENO) &&
                       ::chdir(folder_.path("work").c_str()) == 0;
    if (ready) ::execl("/bin/sh", "sh", "-c", command.c_str(), nullptr);
    ::_exit(127);
  }

  static bool redirect(const std::string& path, int flags, int descriptor) {
    const int opened = ::open(path.c_str(), flags, 0600);
    return opened >= 0 && ::dup2(opened, descriptor) == descriptor && ::close(opened) == 0;
  }

  /// Whether the child ended in time. It is not reaped, so its number stays its own.
  [[nodiscard]] bool wait_for(pid_t child, std::chrono::milliseconds limit) const {
    const auto end = std::chrono::steady_clock::now() + limit;
    for (;;) {
      siginfo_t info{};
      ::waitid(P_PID, static_cast<id_t>(child), &info, WEXITED | WNOHANG | WNOWAIT);
      if (info.si_pid == child) return true;
      if (std::chrono::steady_clock::now() > end || printed() > kMost) return false;
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  }

  /// Bytes on both outputs so far.
  [[nodiscard]] std::uintmax_t printed() const {
    std::error_code absent;
    const std::uintmax_t out = std::filesystem::file_size(folder_.path("stdout"), absent);
    const std::uintmax_t err =
        absent ? 0 : std::filesystem::file_size(folder_.path("stderr"), absent);
    return absent ? 0 : out + err;
  }

  static constexpr std::uintmax_t kMost = std::uintmax_t{16} << 20;
  static constexpr int kWrite = O_WRONLY | O_CREAT | O_TRUNC | O_APPEND;
  TemporaryFolder folder_;
};

}  // namespace bview::testing
