#include "core/input.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <span>
#include <thread>
#include <vector>

#include "core/descriptor.hpp"
#include "core/error.hpp"
#include "core/mapping.hpp"
#include "core/pipe.hpp"
#include "core/quote.hpp"
#include "core/spool.hpp"

namespace bview {
namespace {

/// A file from which some bytes were taken already.
class TastedSource : public FileSource {
 public:
  TastedSource(Descriptor file, std::string name, std::vector<char> taken)
      : FileSource(std::move(file), std::move(name)), taken_(std::move(taken)) {}

  [[nodiscard]] std::size_t read(std::span<char> into) override {
    if (taken_.empty()) return FileSource::read(into);
    const std::size_t count = std::min(into.size(), taken_.size());
    std::copy_n(taken_.begin(), count, into.begin());
    taken_.erase(taken_.begin(), taken_.begin() + static_cast<std::ptrdiff_t>(count));
    return count;
  }

 private:
  std::vector<char> taken_;
};

/// Waits until somebody has a fifo, which was opened without waiting, open for
/// writing. Nobody may ever do so, so the wait is bounded. Returns the byte that a
/// look at it may have taken.
std::vector<char> await_writer(int descriptor, const std::string& name) {
  using namespace std::chrono_literals;
  const auto deadline = std::chrono::steady_clock::now() + 1s;
  std::vector<char> taken(1);
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

/// Files of /proc and /sys claim to be empty, or have a size and are mapped in vain.
bool can_be_mapped(int descriptor, const struct stat& status) {
  if (S_ISBLK(status.st_mode)) return true;
  if (!S_ISREG(status.st_mode) || status.st_size == 0) return false;
  void* const page = ::mmap(nullptr, 1, PROT_READ, MAP_SHARED, descriptor, 0);
  if (page == MAP_FAILED) return false;
  ::munmap(page, 1);
  return true;
}

bool is_device(int descriptor, const struct stat& status) {
  return S_ISCHR(status.st_mode) && ::isatty(descriptor) == 0;
}

Input open_descriptor(int descriptor, std::string name) {
  struct stat status {};
  if (::fstat(descriptor, &status) != 0) throw system_error("read", name, errno);
  if (S_ISDIR(status.st_mode)) throw system_error("read", name, EISDIR);
  if (can_be_mapped(descriptor, status) && ::lseek(descriptor, 0, SEEK_CUR) == 0) {
    return {map_descriptor(descriptor, Access::Read, name), nullptr, name, true, false};
  }
  enlarge_pipe(descriptor);
  auto stream = std::make_unique<FdSource>(descriptor, name);
  return {{}, std::move(stream), std::move(name), true, is_device(descriptor, status)};
}

}  // namespace

Input open_input(const std::string& path) {
  const std::string name = quoted(path);
  if (const auto descriptor = named_descriptor(path)) {
    return open_descriptor(*descriptor, *descriptor == STDIN_FILENO ? "standard input" : name);
  }
  Descriptor file(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  if (file.get() < 0) throw system_error("open", name, errno);
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) throw system_error("read", name, errno);
  if (S_ISDIR(status.st_mode)) throw system_error("read", name, EISDIR);
  const bool readonly = ::access(path.c_str(), W_OK) != 0;
  if (can_be_mapped(file.get(), status)) {
    return {map_descriptor(file.get(), Access::Read, name), nullptr, name, readonly, false};
  }
  std::vector<char> taken;
  if (S_ISFIFO(status.st_mode)) taken = await_writer(file.get(), name);
  wait_for_data(file.get());
  const bool device = is_device(file.get(), status);
  auto stream = std::make_unique<TastedSource>(std::move(file), name, std::move(taken));
  return {{}, std::move(stream), name, readonly, device};
}

Input read_whole(Input input, std::optional<std::int64_t> enough) {
  constexpr std::int64_t kEndless = std::int64_t{1} << 20;  // a device without an end
  if (!input.stream) return input;
  Spool spool;
  std::vector<char> piece(std::size_t{1} << 16U);
  while (!enough || spool.size() < *enough) {
    const std::int64_t wanted = enough ? *enough - spool.size() : kEndless;
    const std::size_t step = std::min(piece.size(), static_cast<std::size_t>(wanted));
    const std::size_t got = input.stream->read(std::span(piece).first(step));
    if (got == 0) break;
    spool.add(std::as_bytes(std::span(piece).first(got)));
    if (input.device && !enough && spool.size() >= kEndless) {
      throw Error(Errc::File, fmt::format("{} is a device without an end; say how many bytes to "
                                          "look at, with --length",
                                          input.name));
    }
  }
  input.buffer = spool.finish();
  input.stream = nullptr;
  return input;
}

}  // namespace bview
