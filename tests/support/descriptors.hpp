// SPDX-License-Identifier: MIT
// tests/support/descriptors.hpp - descriptors, pipes and signals that end with the test.

#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace bview::testing {

class Descriptor {
 public:
  explicit Descriptor(int descriptor) : descriptor_(descriptor) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { close(); }

  [[nodiscard]] int get() const { return descriptor_; }
  void close() {
    if (descriptor_ >= 0) ::close(descriptor_);
    descriptor_ = -1;
  }

 private:
  int descriptor_;
};

/// Two ends: what is written into in() comes out of out().
class Pipe {
 public:
  Pipe() : Pipe(ends()) {}

  [[nodiscard]] int in() const { return in_.get(); }
  [[nodiscard]] int out() const { return out_.get(); }
  void close_in() { in_.close(); }
  void close_out() { out_.close(); }

  /// Everything up to the end.
  [[nodiscard]] std::string read_all() const {
    std::string text;
    std::array<char, 4096> piece{};
    for (ssize_t got = 0; (got = ::read(out(), piece.data(), piece.size())) > 0;) {
      text.append(piece.data(), static_cast<std::size_t>(got));
    }
    return text;
  }

  /// Writes a text that the pipe has room for.
  void write(std::string_view text) const {
    if (::write(in(), text.data(), text.size()) != static_cast<ssize_t>(text.size())) {
      throw std::runtime_error("the pipe does not take the text");
    }
  }

 private:
  explicit Pipe(std::array<int, 2> both) : out_(both[0]), in_(both[1]) {}
  static std::array<int, 2> ends() {
    std::array<int, 2> both{};
    if (::pipe2(both.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    return both;
  }

  Descriptor out_;
  Descriptor in_;
};

class IgnoredSignal {
 public:
  explicit IgnoredSignal(int number) : number_(number), before_(std::signal(number, SIG_IGN)) {}
  IgnoredSignal(const IgnoredSignal&) = delete;
  IgnoredSignal& operator=(const IgnoredSignal&) = delete;
  ~IgnoredSignal() { std::signal(number_, before_); }

 private:
  int number_;
  void (*before_)(int);
};

}  // namespace bview::testing
