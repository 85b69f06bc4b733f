// SPDX-License-Identifier: MIT

#include "app/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

#include <bview/core/input.hpp>

#include "app/terminal.hpp"

namespace bview {

Printing printing_while_reading(const std::string& path) {
  return path == kStandardInput && input_is_terminal() ? Printing::Results : Printing::Nothing;
}

Progress::Progress(const Options& options, Printing printing)
    : enabled_(!options.no_progress && !options.quiet && errors_are_on_terminal() &&
               (printing == Printing::Nothing || !results_share_terminal())) {}

Progress::~Progress() {
  if (shown_) put("");
}

void Progress::show_part(double done) {
  if (!is_due()) return;
  const double seconds = std::chrono::duration<double>(Clock::now() - start_).count();
  const double left = seconds / std::max(done, 1e-6) - seconds;
  put(fmt::format("{:.0f} % done, {:.0f} s left", 100 * done, left));
}

void Progress::show_bytes(std::int64_t bytes) {
  if (is_due()) put(fmt::format("{:.1f} MB read", static_cast<double>(bytes) / 1e6));
}

std::size_t WatchedSource::read(std::span<char> into) {
  const std::size_t got = source_->read(into);
  bytes_ += static_cast<std::int64_t>(got);
  progress_.show_bytes(bytes_);
  return got;
}

bool Progress::is_due() {
  constexpr std::chrono::milliseconds kStep(200);
  if (!enabled_) return false;
  const Clock::time_point now = Clock::now();
  if (now < next_) return false;
  next_ = now + kStep;
  return true;
}

void Progress::put(std::string_view text) {
  constexpr std::string_view kClearLine = "\r\x1b[K";
  const std::string line = fmt::format("{}{}", kClearLine, text);
  const ssize_t ignored = ::write(STDERR_FILENO, line.data(), line.size());
  static_cast<void>(ignored);
  shown_ = true;
}

}  // namespace bview
