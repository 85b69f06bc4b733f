// SPDX-License-Identifier: MIT

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

#include <bview/core/quote.hpp>
#include <bview/formats/parts/hdf5_helper.hpp>

namespace bview {
namespace {

namespace fs = std::filesystem;

// From the folder of the program: where it is installed, and where it is built.
#ifndef BVIEW_HELPERS
#define BVIEW_HELPERS "../libexec/bview"
#endif
constexpr const char* kHelperFolders[] = {BVIEW_HELPERS, "."};

std::string find_helper(const std::string& file) {
  const char* const named = std::getenv("BVIEW_HDF5");
  if (named != nullptr && *named != '\0') return fs::absolute(named).string();
  std::error_code ignored;
  const fs::path program = fs::read_symlink("/proc/self/exe", ignored);
  for (const char* const folder : kHelperFolders) {
    if (program.empty()) break;
    const fs::path found = (program.parent_path() / folder / "bview-hdf5").lexically_normal();
    if (::access(found.c_str(), X_OK) == 0) return found.string();
  }
  throw Error(
      Errc::File,
      fmt::format("{} is read by another program, bview-hdf5, which is not installed beside "
                  "bview; Debian's package of that name brings it, builds make it where "
                  "libhdf5-dev is, and $BVIEW_HDF5 names one that lies elsewhere",
                  file));
}

/// Its two ends: to read, and to write.
std::pair<Descriptor, Descriptor> make_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw system_error("make", "a pipe", errno);
  return {Descriptor(ends[0]), Descriptor(ends[1])};
}

/// Whether something can be read, or the end, before that time has passed.
bool says_more(int output, std::chrono::milliseconds silence) {
  pollfd waiting{output, POLLIN, 0};
  int ready = -1;
  do {
    ready = ::poll(&waiting, 1, static_cast<int>(silence.count()));
  } while (ready < 0 && errno == EINTR);
  return ready != 0;
}

/// How a program ended, of which waitpid() said `status`.
std::string ending_text(int status) {
  if (!WIFSIGNALED(status)) return fmt::format("ended with code {}", WEXITSTATUS(status));
  return fmt::format("ended by signal {} ({})", WTERMSIG(status), ::strsignal(WTERMSIG(status)));
}

}  // namespace

Hdf5Helper::Hdf5Helper(int file, std::string name, const Hdf5Patience& patience)
    : name_(std::move(name)), program_(find_helper(name_)), patience_(patience) {
  auto [ours, its] = make_pipe();
  output_ = std::move(ours);
  const ChildFiles files{file, its.get(), true};
  if (const int reason = child_.start({program_, "/proc/self/fd/0"}, files); reason != 0) {
    throw system_error("run", quoted(program_), reason,
                       fmt::format("; it would read {}, and $BVIEW_HDF5 names another", name_));
  }
}

std::size_t Hdf5Helper::read(std::span<char> into) {
  if (!says_more(output_.get(), patience_.silence)) {
    fault_ =
        fmt::format("said nothing for {} seconds",
                    std::chrono::duration_cast<std::chrono::seconds>(patience_.silence).count());
  } else if (said_ > patience_.bytes) {
    fault_ = fmt::format("said more than {} bytes", patience_.bytes);
  }
  if (!fault_.empty()) return 0;
  ssize_t got = -1;
  do {
    got = ::read(output_.get(), into.data(), into.size());
  } while (got < 0 && try_again(output_.get(), POLLIN));
  if (got < 0) throw system_error("read from", quoted(program_), errno);
  said_ += got;
  ended_ = ended_ || got == 0;
  return static_cast<std::size_t>(got);
}

Error Hdf5Helper::failure() {
  if (fault_.empty()) fault_ = ended_ ? ending_text(child_.end()) : "said what makes no sense";
  return {Errc::File, fmt::format("{} {} before {} was read; the file may be damaged, and that "
                                  "program, run by hand with its path, may say more",
                                  quoted(program_), fault_, name_)};
}

}  // namespace bview
