// SPDX-License-Identifier: MIT
// tests/support/child.hpp - a part of a test in a process of its own.

#pragma once

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>

#include <bview/core/error.hpp>

#include "tests/support/descriptors.hpp"

namespace bview::testing {

/// A process that runs a function and may tell its parent something. It ends with its
/// owner, if it has not ended before.
class Child {
 public:
  using Tell = std::function<void(std::string_view)>;

  explicit Child(const std::function<void(const Tell&)>& run) : process_(::fork()) {
    if (process_ < 0) throw std::runtime_error("no process");
    if (process_ != 0) {
      told_.close_in();
      return;
    }
    try {
      run([this](std::string_view text) { told_.write(text); });
    } catch (const Error& error) {
      told_.write(error.what());
    }
    ::_exit(0);
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() { end(); }

  /// The next thing it tells, if no longer than a pipe takes at once; "" when it has ended.
  [[nodiscard]] std::string next() const {
    std::string text(4096, '\0');
    const ssize_t got = ::read(told_.out(), text.data(), text.size());
    text.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    return text;
  }

  /// All that it tells, when it has ended by itself.
  [[nodiscard]] std::string all() const { return told_.read_all(); }

  void end() {
    if (process_ <= 0) return;
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
    process_ = 0;
  }

 private:
  Pipe told_;
  pid_t process_;
};

}  // namespace bview::testing
