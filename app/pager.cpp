// SPDX-License-Identifier: MIT

#include "app/pager.hpp"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <utility>

#include <bview/core/error.hpp>

#include "app/shell_words.hpp"
#include "app/terminal.hpp"

namespace bview {
namespace {

constexpr int kSignals[] = {SIGINT, SIGQUIT, SIGPIPE};

std::vector<std::string> pager_command() {
  const char* const asked = std::getenv("PAGER");
  try {
    const std::vector<std::string> words = shell_words(asked == nullptr ? "less" : asked);
    return words == std::vector<std::string>{"cat"} ? std::vector<std::string>() : words;
  } catch (const Error&) {
    return {};  // what no shell would take, either
  }
}

}  // namespace

PagedOutput::PagedOutput(bool wanted) : direct_(STDOUT_FILENO, "standard output") {
  struct winsize size {};
  if (!wanted || !output_is_terminal() || ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) return;
  rows_ = size.ws_row;
  if (rows_ > 1) command_ = pager_command();
}

PagedOutput::~PagedOutput() {
  try {
    finish();
  } catch (const std::exception&) {
    // Whatever made this output end is on its way to be said.
  }
}

bool PagedOutput::fills_screen(std::string_view chunk) {
  constexpr std::size_t kMostHeld = std::size_t{1} << 20;
  while (!chunk.empty() && lines_ < rows_) {
    const std::size_t end = chunk.find('\n');
    if (end == std::string_view::npos) break;
    ++lines_;
    chunk.remove_prefix(end + 1);
  }
  return lines_ >= rows_ || held_.size() > kMostHeld;
}

void PagedOutput::write(std::string_view chunk) {
  std::string held;
  if (!command_.empty()) {
    held_ += chunk;
    if (!fills_screen(chunk)) return;
    start_pager();
    chunk = held = std::exchange(held_, {});
  }
  direct_.write(chunk);
}

/// Where there is no such program, output goes the direct way. Standard output becomes the pipe, so
/// that whoever looks whether somebody reads it sees when the pager is left.
void PagedOutput::start_pager() {
  int ends[2];
  const std::vector<std::string> words = std::exchange(command_, {});
  if (::pipe2(ends, O_CLOEXEC) != 0) return;
  const Descriptor read_end(ends[0]);
  const Descriptor write_end(ends[1]);
  ::setenv("LESS", "FRX", 0);  // colours, and no screen of its own for what fits
  if (pager_.start(words, {read_end.get(), STDOUT_FILENO}) != 0) return;
  terminal_ = Descriptor(::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 0));
  if (!is_paged()) return;
  ::dup2(write_end.get(), STDOUT_FILENO);
  // Keys that interrupt are for the pager, and who leaves it is no error.
  for (const int signal : kSignals) std::signal(signal, SIG_IGN);
}

void PagedOutput::finish() {
  if (!held_.empty()) direct_.write(std::exchange(held_, ""));
  if (!is_paged()) return;
  ::dup2(terminal_.get(), STDOUT_FILENO);
  terminal_ = Descriptor();
  static_cast<void>(pager_.wait());
  for (const int signal : kSignals) std::signal(signal, SIG_DFL);
}

int with_pager(bool wanted, const std::function<int(Sink& sink)>& print) {
  PagedOutput output(wanted);
  try {
    const int code = print(output);
    output.finish();
    return code;
  } catch (const Error& error) {
    if (output.is_paged() && error.code() == Errc::ClosedPipe) return 0;
    throw;
  }
}

}  // namespace bview
