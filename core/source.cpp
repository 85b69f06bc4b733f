// SPDX-License-Identifier: MIT

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <string_view>
#include <thread>

#include <bview/core/checked.hpp>
#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/core/source.hpp>

namespace bview {

namespace {

/// As much as a device gives at a time: a record of /dev/kmsg, a report of /dev/hidraw.
constexpr std::size_t kRecord = 8192;

bool is_device(int descriptor) {
  struct stat status {};
  return ::fstat(descriptor, &status) == 0 && S_ISCHR(status.st_mode);
}

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

}  // namespace

// --- bytes that are held -------------------------------------------------------------------------

std::size_t HeldBytes::give(std::span<char> into) {
  const std::size_t count = std::min(into.size(), bytes_.size() - given_);
  std::copy_n(bytes_.data() + given_, count, into.begin());
  given_ += count;
  return count;
}

std::int64_t HeldBytes::drop(std::int64_t count) {
  const std::int64_t dropped = std::min(count, static_cast<std::int64_t>(bytes_.size() - given_));
  given_ += static_cast<std::size_t>(dropped);
  return dropped;
}

std::int64_t TastedSource::skip(std::int64_t count) {
  const std::int64_t dropped = taken_.drop(count);
  return dropped + (dropped < count ? source_.skip(count - dropped) : 0);
}

std::int64_t Source::skip(std::int64_t count) {
  std::vector<char> piece(std::size_t{1} << 16U);
  std::int64_t skipped = 0;
  while (skipped < count) {
    const auto wanted = std::min<std::int64_t>(count - skipped, std::ssize(piece));
    const std::size_t got = read(std::span(piece).first(static_cast<std::size_t>(wanted)));
    if (got == 0) break;
    skipped += static_cast<std::int64_t>(got);
  }
  return skipped;
}

// --- descriptors ---------------------------------------------------------------------------------

FdSource::FdSource(int descriptor, std::string name)
    : descriptor_(descriptor), name_(std::move(name)), device_(is_device(descriptor)) {}

std::size_t FdSource::read(std::span<char> into) {
  if (!held_.empty()) return held_.give(into);
  if (ended_) return 0;
  if (device_) into = into.first(std::min(into.size(), kRecord));
  const std::ptrdiff_t taken = read_now(into);
  // Some devices refuse to give a part of a record.
  if (taken < 0 && errno == EINVAL && into.size() < kRecord) {
    return hold_more() ? held_.give(into) : 0;
  }
  return taken_or_refused(taken);
}

std::ptrdiff_t FdSource::read_now(std::span<char> into) const {
  std::ptrdiff_t taken = -1;
  do {
    taken = ::read(descriptor_, into.data(), into.size());
  } while (taken < 0 && try_again(descriptor_, POLLIN));
  return taken;
}

std::size_t FdSource::taken_or_refused(std::ptrdiff_t taken) {
  if (taken < 0) throw system_error("read", name_, errno);
  ended_ = taken == 0;
  return static_cast<std::size_t>(taken);
}

/// Takes a record and holds it; false at the end.
bool FdSource::hold_more() {
  std::vector<char> record(kRecord);
  record.resize(taken_or_refused(read_now(record)));
  held_ = HeldBytes(std::move(record));
  return !held_.empty();
}

std::int64_t FdSource::skip(std::int64_t count) {
  const std::int64_t held = held_.drop(count);
  count -= held;
  const off_t here = ::lseek(descriptor_, 0, SEEK_CUR);
  const auto target = checked_add(here, count);
  struct stat status {};
  if (count == 0 || here < 0 || !target || ::fstat(descriptor_, &status) != 0) {
    return held + Source::skip(count);
  }
  const bool sized = S_ISREG(status.st_mode) && status.st_size > 0;
  const std::int64_t to = sized ? std::clamp<std::int64_t>(status.st_size, here, *target) : *target;
  // Devices that cannot seek say that they did, and have not moved.
  if (::lseek(descriptor_, to, SEEK_SET) != to) return held + Source::skip(count);
  if (sized || hold_more()) return held + (to - here);
  ended_ = false;
  ::lseek(descriptor_, here, SEEK_SET);
  return held + skip_unsized(count);
}

/// Looks for the end of a file that does not say where it is.
std::int64_t FdSource::skip_unsized(std::int64_t count) {
  constexpr std::int64_t kFar = std::int64_t{256} << 20;
  const std::int64_t skipped = Source::skip(std::min(count, kFar));
  if (skipped < kFar || count == kFar) return skipped;
  throw Error(Errc::File, fmt::format("{} has no bytes at offset {}", name_, count));
}

std::unique_ptr<Source> source_of(Descriptor file, const std::string& name) {
  struct stat status {};
  std::vector<char> taken;
  if (::fstat(file.get(), &status) == 0 && S_ISFIFO(status.st_mode)) {
    taken = await_writer(file.get(), name);
  }
  // From now on reads wait for data.
  ::fcntl(file.get(), F_SETFL, ::fcntl(file.get(), F_GETFL) & ~O_NONBLOCK);
  auto source = std::make_unique<FileSource>(std::move(file), name);
  if (taken.empty()) return source;
  return std::make_unique<TastedSource>(std::move(source), std::move(taken));
}

std::unique_ptr<Source> open_source(const std::string& path) {
  if (path == "-") return std::make_unique<FdSource>(STDIN_FILENO, "standard input");
  const std::string name = quoted(path);
  Descriptor file(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  if (file.get() < 0) throw system_error("open", name, errno);
  return source_of(std::move(file), name);
}

std::size_t StringSource::read(std::span<char> into) {
  const std::string_view rest = std::string_view(text_).substr(at_);
  const std::size_t taken = rest.copy(into.data(), std::min(into.size(), step_));
  at_ += taken;
  return taken;
}

}  // namespace bview
