// SPDX-License-Identifier: MIT
// core/child.hpp - another program that works for this one: a compiler, a reader of files.
//
// No shell sees its arguments.

#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace bview {

/// Descriptors of ours that a child reads and writes.
struct ChildFiles {
  int input = -1;       ///< negative: there is nothing to read
  int output = -1;      ///< negative: what it prints goes where messages go
  bool silent = false;  ///< nobody sees its messages
};

class Child {
 public:
  Child() = default;
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  /// Kills it, where nobody has waited for its end.
  ~Child();

  /// Starts a program, which PATH finds where its name has no '/'; its signals are as usual. Gives
  /// errno's reason where that fails, else 0.
  [[nodiscard]] int start(const std::vector<std::string>& words, const ChildFiles& files);
  /// Of one that was started and not waited for.
  [[nodiscard]] pid_t id() const { return id_; }
  /// Waits for its end, and gives what waitpid() says of it.
  [[nodiscard]] int wait();
  /// The same without waiting: it is killed. One that has ended keeps the end that it had.
  [[nodiscard]] int end();

 private:
  pid_t id_ = 0;  // 0: none
};

}  // namespace bview
