// SPDX-License-Identifier: MIT

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>

#include <bview/core/child.hpp>

namespace bview {
namespace {

/// What a child begins with: files of its own, and signals as is usual.
class SpawnPlan {
 public:
  explicit SpawnPlan(const ChildFiles& files) {
    sigset_t usual;
    ::sigemptyset(&usual);
    for (const int signal : {SIGINT, SIGQUIT, SIGPIPE}) ::sigaddset(&usual, signal);
    ::posix_spawnattr_init(&attributes_);
    ::posix_spawnattr_setsigdefault(&attributes_, &usual);
    ::posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGDEF);
    ::posix_spawn_file_actions_init(&actions_);
    take(files.input, STDIN_FILENO, O_RDONLY);
    take(files.output < 0 ? STDERR_FILENO : files.output, STDOUT_FILENO, O_WRONLY);
    if (files.silent) take(-1, STDERR_FILENO, O_WRONLY);
  }
  SpawnPlan(const SpawnPlan&) = delete;
  SpawnPlan& operator=(const SpawnPlan&) = delete;
  ~SpawnPlan() {
    ::posix_spawn_file_actions_destroy(&actions_);
    ::posix_spawnattr_destroy(&attributes_);
  }

  [[nodiscard]] int run(const std::vector<std::string>& words, pid_t& child) const {
    std::vector<char*> arguments(words.size() + 1);  // a null ends them
    std::transform(words.begin(), words.end(), arguments.begin(),
                   [](const std::string& word) { return const_cast<char*>(word.c_str()); });
    return ::posix_spawnp(&child, arguments.front(), &actions_, &attributes_, arguments.data(),
                          environ);
  }

 private:
  /// The child's descriptor `as` is ours, or leads nowhere.
  void take(int ours, int as, int flags) {
    if (ours >= 0) {
      ::posix_spawn_file_actions_adddup2(&actions_, ours, as);
    } else {
      ::posix_spawn_file_actions_addopen(&actions_, as, "/dev/null", flags, 0);
    }
  }

  posix_spawnattr_t attributes_{};
  posix_spawn_file_actions_t actions_{};
};

}  // namespace

Child::~Child() {
  if (id_ != 0) static_cast<void>(end());
}

int Child::start(const std::vector<std::string>& words, const ChildFiles& files) {
  const int reason = SpawnPlan(files).run(words, id_);
  if (reason != 0) id_ = 0;
  return reason;
}

int Child::wait() {
  int status = 0;
  while (::waitpid(id_, &status, 0) < 0 && errno == EINTR) {
  }
  id_ = 0;
  return status;
}

int Child::end() {
  ::kill(id_, SIGKILL);
  return wait();
}

}  // namespace bview
