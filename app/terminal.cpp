// SPDX-License-Identifier: MIT

#include "app/terminal.hpp"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "app/words.hpp"

namespace bview {
namespace {

std::string_view environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

}  // namespace

void occupy_standard_descriptors() {
  for (int descriptor = STDIN_FILENO; descriptor <= STDERR_FILENO; ++descriptor) {
    if (::fcntl(descriptor, F_GETFD) >= 0) continue;
    // The lowest free number is taken, which is this one. It is opened the wrong way
    // round: reading standard input and writing the others fail as on a closed one.
    const int taken = ::open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY);
    static_cast<void>(taken);
  }
}

void tell(const std::string& line) {
  const std::string whole = line + '\n';
  std::fwrite(whole.data(), 1, whole.size(), stderr);
}

bool input_is_terminal() { return ::isatty(STDIN_FILENO) != 0; }
bool output_is_terminal() { return ::isatty(STDOUT_FILENO) != 0; }
bool errors_are_on_terminal() { return ::isatty(STDERR_FILENO) != 0; }

bool results_share_terminal() {
  struct stat errors {};
  struct stat output {};
  return output_is_terminal() && errors_are_on_terminal() && ::fstat(STDOUT_FILENO, &output) == 0 &&
         ::fstat(STDERR_FILENO, &errors) == 0 && errors.st_rdev == output.st_rdev;
}

TerminalSize terminal_size() {
  struct winsize size {};
  if (!output_is_terminal() || ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) return {};
  return {size.ws_col, size.ws_row, size.ws_xpixel, size.ws_ypixel};
}

std::optional<std::int64_t> terminal_width() {
  const std::int64_t columns = terminal_size().columns;
  return columns == 0 ? std::nullopt : std::optional(columns);
}

bool has_true_colours() {
  const std::string_view colours = environment("COLORTERM");
  return colours == "truecolor" || colours == "24bit" || environment("TERM").ends_with("-direct");
}

bool is_dumb_terminal() { return environment("TERM") == "dumb"; }

bool wants_color(const Options& options) {
  const std::size_t when =
      choose(options.color.value_or("auto"), "--color", {"auto", "always", "never"});
  if (when != 0) return when == 1;
  return output_is_terminal() && environment("NO_COLOR").empty() && environment("TERM") != "dumb";
}

void refuse_bytes_on_terminal(const Options& options) {
  if (options.force || !output_is_terminal()) return;
  throw Error(Errc::BadUsage, "bytes are not written to a terminal; redirect them, or say --force");
}

}  // namespace bview
