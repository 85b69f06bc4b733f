#include "core/input.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstring>
#include <limits>
#include <thread>
#include <vector>

#include "core/descriptor.hpp"
#include "core/error.hpp"
#include "core/mapping.hpp"
#include "core/quote.hpp"

namespace bview {
namespace {

constexpr std::int64_t kEverything = std::numeric_limits<std::int64_t>::max();

[[noreturn]] void refuse(const char* what, const std::string& name, int reason) {
  throw Error(Errc::File, fmt::format("cannot {} {}: {}", what, name, std::strerror(reason)));
}

/// Reads `limit` bytes, or up to the end, behind those in `bytes`. `endless_after`: so
/// many bytes without an end mean that there is none.
Buffer read_up_to(int descriptor, std::vector<std::byte> bytes, std::int64_t limit,
                  std::int64_t endless_after, const std::string& name) {
  constexpr std::size_t kStep = std::size_t{1} << 16;
  std::size_t size = bytes.size();
  while (static_cast<std::int64_t>(size) < limit) {
    const auto wanted = std::min<std::int64_t>(limit, static_cast<std::int64_t>(size + kStep));
    if (bytes.size() < static_cast<std::size_t>(wanted)) {
      const auto twice = std::min<std::int64_t>(limit, static_cast<std::int64_t>(2 * size));
      bytes.resize(static_cast<std::size_t>(std::max(wanted, twice)));
    }
    const ssize_t got =
        ::read(descriptor, bytes.data() + size, static_cast<std::size_t>(wanted) - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) refuse("read", name, errno);
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
    if (static_cast<std::int64_t>(size) >= endless_after) {
      throw Error(Errc::File, fmt::format("{} is a device without an end; say how many bytes to "
                                          "look at, with --length",
                                          name));
    }
  }
  bytes.resize(size);
  return Buffer::own(std::move(bytes));
}

/// Waits until somebody has a fifo, which was opened without waiting, open for
/// writing. Nobody may ever do so, so the wait is bounded. Returns the byte that a
/// look at it may have taken.
std::vector<std::byte> await_writer(int descriptor, const std::string& name) {
  using namespace std::chrono_literals;
  const auto deadline = std::chrono::steady_clock::now() + 1s;
  std::vector<std::byte> taken(1);
  while (true) {
    // Nothing to read: without a writer the fifo is at its end, with one it would block.
    const ssize_t got = ::read(descriptor, taken.data(), 1);
    taken.resize(got > 0 ? 1 : 0);
    struct pollfd ready {
      descriptor, POLLIN, 0
    };
    if (got != 0 || ::poll(&ready, 1, 0) > 0) break;
    if (std::chrono::steady_clock::now() > deadline) {
      throw Error(Errc::File, fmt::format("nobody writes to the fifo {}; start the writer first, "
                                          "or wait for one with 'bview dump - <'",
                                          name));
    }
    std::this_thread::sleep_for(5ms);
    taken.resize(1);
  }
  return taken;
}

/// Lets reads wait for data, on a descriptor that was opened without waiting.
void wait_for_data(int descriptor) {
  ::fcntl(descriptor, F_SETFL, ::fcntl(descriptor, F_GETFL) & ~O_NONBLOCK);
}

/// The descriptor that a path like /dev/fd/63 stands for, as shells write <(...).
std::optional<int> named_descriptor(std::string_view path) {
  if (path == kStandardInput || path == "/dev/stdin") return STDIN_FILENO;
  constexpr std::string_view kFolder = "/dev/fd/";
  if (!path.starts_with(kFolder)) return std::nullopt;
  path.remove_prefix(kFolder.size());
  int descriptor = 0;
  const auto [end, status] = std::from_chars(path.data(), path.data() + path.size(), descriptor);
  if (status != std::errc{} || end != path.data() + path.size()) return std::nullopt;
  return descriptor;
}

Buffer read_stream(int descriptor, const struct stat& status, std::optional<std::int64_t> enough,
                   const std::string& name, std::vector<std::byte> taken = {}) {
  constexpr std::int64_t kLongest = std::int64_t{1} << 20;
  const bool device = S_ISCHR(status.st_mode) && ::isatty(descriptor) == 0;
  const bool unbounded = device && !enough;
  return read_up_to(descriptor, std::move(taken), enough.value_or(kEverything),
                    unbounded ? kLongest : kEverything, name);
}

Input open_descriptor(int descriptor, std::string name, std::optional<std::int64_t> enough) {
  struct stat status {};
  if (::fstat(descriptor, &status) != 0) refuse("read", name, errno);
  if (S_ISDIR(status.st_mode)) refuse("read", name, EISDIR);
  return {read_stream(descriptor, status, enough, name), std::move(name)};
}

}  // namespace

Input open_input(const std::string& path, std::optional<std::int64_t> enough) {
  const std::string name = quoted(path);
  if (const auto descriptor = named_descriptor(path)) {
    return open_descriptor(*descriptor, *descriptor == STDIN_FILENO ? "standard input" : name,
                           enough);
  }
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  if (file.get() < 0) refuse("open", name, errno);
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) refuse("read", name, errno);
  if (S_ISDIR(status.st_mode)) refuse("read", name, EISDIR);
  const bool readonly = ::access(path.c_str(), W_OK) != 0;
  if (S_ISBLK(status.st_mode) || (S_ISREG(status.st_mode) && status.st_size > 0)) {
    return {map_descriptor(file.get(), Access::Read, path), name, readonly};
  }
  std::vector<std::byte> taken;
  if (S_ISFIFO(status.st_mode)) taken = await_writer(file.get(), name);
  wait_for_data(file.get());
  return {read_stream(file.get(), status, enough, name, std::move(taken)), name, readonly};
}

}  // namespace bview
