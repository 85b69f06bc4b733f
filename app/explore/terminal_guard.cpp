// SPDX-License-Identifier: MIT

#include "app/explore/terminal_guard.hpp"

#include <signal.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <iterator>

namespace bview {
namespace {

constexpr int kEnding[] = {SIGTERM, SIGHUP, SIGINT, SIGQUIT};

volatile sig_atomic_t g_ending = 0;
std::array<struct sigaction, std::size(kEnding)> g_before{};
struct sigaction g_lost_before {};
struct termios g_modes {};
volatile sig_atomic_t g_taken = 0;
std::array<char, 256> g_restoring{};  // what is written to give a terminal back
std::size_t g_restoring_size = 0;

void on_ending(int signal) { g_ending = signal; }

// Everything here is async-signal-safe.
void on_lost_bytes(int signal, siginfo_t* info, void* context) {
  if (g_taken != 0) {
    g_taken = 0;
    const ssize_t ignored = ::write(STDOUT_FILENO, g_restoring.data(), g_restoring_size);
    static_cast<void>(ignored);
    ::tcsetattr(STDOUT_FILENO, TCSANOW, &g_modes);
  }
  if ((g_lost_before.sa_flags & SA_SIGINFO) != 0) {
    g_lost_before.sa_sigaction(signal, info, context);
  } else {
    ::signal(signal, SIG_DFL);
  }
}

void remember(const char* text) {
  if (text == nullptr || reinterpret_cast<std::intptr_t>(text) == -1) return;
  const std::size_t size = std::min(std::strlen(text), g_restoring.size() - g_restoring_size);
  std::copy_n(text, size, g_restoring.data() + g_restoring_size);
  g_restoring_size += size;
}

}  // namespace

void guard_terminal() {
  ::tcgetattr(STDOUT_FILENO, &g_modes);
  struct sigaction ending {};
  ending.sa_handler = on_ending;  // waits are broken off
  for (std::size_t k = 0; k < std::size(kEnding); ++k) {
    ::sigaction(kEnding[k], &ending, &g_before[k]);
  }
  struct sigaction lost {};
  lost.sa_sigaction = on_lost_bytes;
  lost.sa_flags = SA_SIGINFO;
  ::sigaction(SIGBUS, &lost, &g_lost_before);
}

void remember_terminal(const char* show_cursor, const char* leave, const char* plain) {
  g_restoring_size = 0;
  for (const char* const each : {plain, show_cursor, leave}) remember(each);
  g_taken = 1;
}

void forget_terminal() {
  g_taken = 0;
  for (std::size_t k = 0; k < std::size(kEnding); ++k) {
    ::sigaction(kEnding[k], &g_before[k], nullptr);
  }
  ::sigaction(SIGBUS, &g_lost_before, nullptr);
}

int signal_that_ends() { return g_ending; }

void end_as(int signal) { g_ending = signal; }

bool take_interrupt() {
  if (g_ending != SIGINT) return false;
  g_ending = 0;
  return true;
}

}  // namespace bview
