// SPDX-License-Identifier: MIT
// bview explore - look at a file on the whole screen, and patch it.

#include <signal.h>

#include <chrono>
#include <optional>
#include <utility>

#include <bview/core/error.hpp>

#include "app/commands.hpp"
#include "app/explore/explorer.hpp"
#include "app/explore/screen.hpp"
#include "app/explore/terminal_guard.hpp"
#include "app/session.hpp"
#include "app/terminal.hpp"

namespace bview {
namespace {

/// Whether somebody wants long work to end; says that it can be, when it has become long.
class Patience {
 public:
  [[nodiscard]] bool is_over(Screen& screen) {
    constexpr std::chrono::milliseconds kLong{300};
    if (!said_ && std::chrono::steady_clock::now() - begun_ > kLong) {
      screen.note(" at work; Esc stops it");
      said_ = true;
    }
    return screen.is_interrupted();
  }
  void begin_anew() { *this = {}; }

 private:
  std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
  bool said_ = false;
};

constexpr int kLookAgain = 250;  // milliseconds from one look at a growing file to the next

/// Shows what is there, and passes keys on, until one, or a signal, ends it.
void explore(Explorer& explorer, Screen& screen, Patience& patience) {
  int rows = 0;
  int columns = 0;
  bool changed = true;
  while (!explorer.has_ended()) {
    if (const int signal = Screen::ending_signal(); signal != 0) {
      if (signal != SIGINT || !explorer.interrupt()) return;
      static_cast<void>(take_interrupt());
      changed = true;
    }
    const int rows_before = std::exchange(rows, screen.rows());
    const int columns_before = std::exchange(columns, screen.columns());
    if (rows != rows_before || columns != columns_before) {
      explorer.resize(rows, columns);
      changed = true;
    }
    // Of keys that arrive faster than screens do the last screen is enough.
    if (changed && !screen.has_key()) {
      screen.show(explorer.draw());
      changed = false;
    }
    const auto key = screen.key(kLookAgain);
    patience.begin_anew();
    // What a key does shall not look for bytes that are gone since.
    changed = explorer.tick() || changed;
    if (key) explorer.press(*key);
    if (key && action_of(*key) == KeyAction::Redraw) screen.forget();
    changed = key || changed;
  }
}

}  // namespace

int run_explore(const Options& options) {
  if (options.operands.empty()) throw Error(Errc::BadUsage, "explore needs a file");
  refuse_more_operands(options, 1);
  require_screen();
  std::optional<Screen> screen;
  Patience patience;
  Explorer explorer(options, [&] { return screen && patience.is_over(*screen); });
  screen.emplace(wants_color(options));
  explore(explorer, *screen, patience);
  screen.reset();
  if (const int signal = Screen::ending_signal(); signal != 0) ::raise(signal);
  return kDone;
}

}  // namespace bview
