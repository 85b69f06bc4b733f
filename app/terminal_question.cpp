// SPDX-License-Identifier: MIT
// Source: xterm's ctlseqs for DA1 and the size of a character, CSI 16 t; kitty's "Terminal graphics
// protocol" for a=q. Each terminal answers DA1, so that it ends what the others say.

#include "app/terminal_question.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <string>
#include <vector>

namespace bview {
namespace {

using Clock = std::chrono::steady_clock;

/// So long an answer may take, by a slow line, too.
constexpr std::chrono::milliseconds kPatience{700};
constexpr std::size_t kMostAnswer = 4096;

/// A picture of one pixel that is asked about and not shown, the size of a character, and DA1.
constexpr std::string_view kQuestion = "\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\\x1b[16t\x1b[c";

/// The terminal, with nothing echoed and no line waited for, until it is let go.
class AskedTerminal {
 public:
  AskedTerminal() : terminal_(::open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC)) {
    if (terminal_ < 0) return;
    const bool ours =
        ::tcgetpgrp(terminal_) == ::getpgrp() && ::tcgetattr(terminal_, &before_) == 0;
    if (!ours) return;
    // Who is stopped or ended meanwhile would leave it so.
    sigset_t all;
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_BLOCK, &all, &signals_);
    termios asked = before_;
    asked.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);
    asked.c_cc[VMIN] = 0;
    asked.c_cc[VTIME] = 0;
    changed_ = ::tcsetattr(terminal_, TCSANOW, &asked) == 0;
    if (!changed_) ::pthread_sigmask(SIG_SETMASK, &signals_, nullptr);
  }
  AskedTerminal(const AskedTerminal&) = delete;
  AskedTerminal& operator=(const AskedTerminal&) = delete;
  ~AskedTerminal() {
    if (changed_) {
      ::tcsetattr(terminal_, TCSANOW, &before_);
      ::pthread_sigmask(SIG_SETMASK, &signals_, nullptr);
    }
    if (terminal_ >= 0) ::close(terminal_);
  }

  /// Whether it can be asked.
  [[nodiscard]] bool listens() const {
    return changed_ && !waits_for(std::chrono::milliseconds{0});
  }

  [[nodiscard]] TerminalAnswer answer() const {
    const auto size = static_cast<ssize_t>(kQuestion.size());
    if (::write(terminal_, kQuestion.data(), kQuestion.size()) != size) return {};
    const auto end = Clock::now() + kPatience;
    std::string text;
    while (text.size() < kMostAnswer) {
      const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now());
      if (left.count() <= 0 || !waits_for(left)) break;
      char piece[256];
      const ssize_t count = ::read(terminal_, piece, sizeof(piece));
      if (count <= 0) break;
      text.append(piece, static_cast<std::size_t>(count));
      if (const auto answer = read_answer(text)) return *answer;
    }
    return {};
  }

 private:
  /// Whether there is something to read, before so long.
  [[nodiscard]] bool waits_for(std::chrono::milliseconds time) const {
    pollfd terminal{terminal_, POLLIN, 0};
    return ::poll(&terminal, 1, static_cast<int>(time.count())) > 0;
  }

  int terminal_;
  termios before_{};
  sigset_t signals_{};
  bool changed_ = false;
};

/// The numbers of a control sequence between its beginning and its last letter: ESC [ ? 62;4 c.
std::optional<std::vector<std::int64_t>> numbers_in(std::string_view text, std::string_view begin,
                                                    char last) {
  for (std::size_t at = text.find(begin); at != std::string_view::npos;
       at = text.find(begin, at + 1)) {
    std::vector<std::int64_t> numbers = {0};
    for (std::size_t k = at + begin.size(); k < text.size(); ++k) {
      const char c = text[k];
      if (c == last) return numbers;
      if (c == ';') {
        numbers.push_back(0);
      } else if (c >= '0' && c <= '9' && numbers.back() < 100'000) {
        numbers.back() = numbers.back() * 10 + (c - '0');
      } else {
        break;
      }
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<TerminalAnswer> read_answer(std::string_view text) {
  const auto features = numbers_in(text, "\x1b[?", 'c');
  if (!features) return std::nullopt;
  constexpr std::int64_t kSixel = 4;
  TerminalAnswer answer;
  // The first says what kind of terminal it is.
  answer.sixel = std::count(features->begin() + 1, features->end(), kSixel) > 0;
  answer.kitty = text.find("\x1b_Gi=31;OK") != std::string_view::npos;
  const auto cell = numbers_in(text, "\x1b[6;", 't');
  const bool told = cell && cell->size() == 2 &&
                    std::all_of(cell->begin(), cell->end(),
                                [](std::int64_t size) { return size > 0 && size <= 1000; });
  if (told) {
    answer.cell_height = cell->front();
    answer.cell_width = cell->back();
  }
  return answer;
}

TerminalAnswer ask_terminal() {
  const AskedTerminal terminal;
  return terminal.listens() ? terminal.answer() : TerminalAnswer{};
}

}  // namespace bview
