// SPDX-License-Identifier: MIT

#include <fcntl.h>
#include <fmt/format.h>
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
                  "bview; it is built where libhdf5-dev is, and $BVIEW_HDF5 names one that "
                  "lies elsewhere",
                  file));
}

/// Its two ends: to read, and to write.
std::pair<Descriptor, Descriptor> make_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw system_error("make", "a pipe", errno);
  return {Descriptor(ends[0]), Descriptor(ends[1])};
}

}  // namespace

Hdf5Helper::Hdf5Helper(int file, std::string name)
    : name_(std::move(name)), program_(find_helper(name_)) {
  auto [ours, its] = make_pipe();
  output_ = std::move(ours);
  const ChildFiles files{file, its.get(), true};
  if (const int reason = child_.start({program_, "/proc/self/fd/0"}, files); reason != 0) {
    throw system_error("run", quoted(program_), reason, fmt::format(", which reads {}", name_));
  }
}

std::size_t Hdf5Helper::read(std::span<char> into) {
  ssize_t got = -1;
  do {
    got = ::read(output_.get(), into.data(), into.size());
  } while (got < 0 && errno == EINTR);
  if (got < 0) throw system_error("read from", quoted(program_), errno);
  ended_ = ended_ || got == 0;
  return static_cast<std::size_t>(got);
}

Error Hdf5Helper::failure() {
  if (!ended_) {
    return {Errc::File,
            fmt::format("bview cannot make sense of what {} says of {}", quoted(program_), name_)};
  }
  const int status = child_.wait();
  if (WIFSIGNALED(status)) {
    return {Errc::File,
            fmt::format("{} ended by signal {} ({}) while it read {}, which may be damaged",
                        quoted(program_), WTERMSIG(status), ::strsignal(WTERMSIG(status)), name_)};
  }
  return {Errc::File,
          fmt::format("{} ended with code {} before it had read {}; run by hand, with the file's "
                      "path, it says why",
                      quoted(program_), WEXITSTATUS(status), name_)};
}

}  // namespace bview
