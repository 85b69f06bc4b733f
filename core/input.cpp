// SPDX-License-Identifier: MIT

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <limits>
#include <span>
#include <vector>

#include <bview/core/descriptor.hpp>
#include <bview/core/error.hpp>
#include <bview/core/input.hpp>
#include <bview/core/mapping.hpp>
#include <bview/core/pipe.hpp>
#include <bview/core/quote.hpp>
#include <bview/core/spool.hpp>

namespace bview {
namespace {

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

/// Maps the file, where there are addresses for all of it.
bool map_whole(int descriptor, Input& input) {
  const off_t size = ::lseek(descriptor, 0, SEEK_END);
  ::lseek(descriptor, 0, SEEK_SET);
  try {
    if (leaves_room(size)) {
      input.buffer = map_descriptor(descriptor, Access::Read, input.name);
      return true;
    }
  } catch (const Error&) {
    if (size <= 0) throw;
  }
  input.large_file = descriptor;
  input.buffer = {Bytes{nullptr, size}, nullptr};
  return false;
}

struct stat status_of(int descriptor, const std::string& name) {
  struct stat status {};
  if (::fstat(descriptor, &status) != 0) throw system_error("read", name, errno);
  if (S_ISDIR(status.st_mode)) throw system_error("read", name, EISDIR);
  return status;
}

/// Says how far to read for the end of a file that may have none.
void bound(Input& input, int descriptor, const struct stat& status) {
  if (S_ISREG(status.st_mode)) {
    input.patience = std::int64_t{1} << 30;
    input.endless = "has no end in sight, a GiB from its start";
  } else if (S_ISCHR(status.st_mode) && ::isatty(descriptor) == 0) {
    input.patience = std::int64_t{1} << 20;
    input.endless = "is a device without an end";
  }
}

Input open_descriptor(int descriptor, std::string name) {
  const struct stat status = status_of(descriptor, name);
  Input input;
  input.name = std::move(name);
  bound(input, descriptor, status);
  const bool mappable = can_be_mapped(descriptor, status) && ::lseek(descriptor, 0, SEEK_CUR) == 0;
  if (mappable && map_whole(descriptor, input)) return input;
  enlarge_pipe(descriptor);
  input.stream = std::make_unique<FdSource>(descriptor, input.name);
  return input;
}

}  // namespace

Input open_input(const std::string& path) {
  Input input;
  input.name = quoted(path);
  if (const auto descriptor = named_descriptor(path)) {
    return open_descriptor(*descriptor,
                           *descriptor == STDIN_FILENO ? "standard input" : input.name);
  }
  Descriptor file(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  if (file.get() < 0) throw system_error("open", input.name, errno);
  const struct stat status = status_of(file.get(), input.name);
  input.readonly = ::access(path.c_str(), W_OK) != 0;
  input.identity = identity_of(status);
  bound(input, file.get(), status);
  if (can_be_mapped(file.get(), status) && map_whole(file.get(), input)) return input;
  input.stream = source_of(std::move(file), input.name);
  return input;
}

Input read_whole(Input input, std::optional<std::int64_t> enough, std::int64_t start, Keep keep) {
  if (!input.stream) return input;
  const std::int64_t first = input.stream->skip(start);
  std::int64_t size = first;
  Spool spool;
  std::vector<char> piece(std::size_t{1} << 16U);
  while (first == start && (!enough || size < *enough)) {
    const std::int64_t wanted = enough ? *enough - size : std::ssize(piece);
    const auto step = static_cast<std::size_t>(std::min<std::int64_t>(std::ssize(piece), wanted));
    const std::size_t got = input.stream->read(std::span(piece).first(step));
    if (got == 0) break;
    size += static_cast<std::int64_t>(got);
    if (keep == Keep::Bytes) spool.add(std::as_bytes(std::span(piece).first(got)));
    if (!enough && size - first >= input.patience) {
      throw Error(Errc::File, fmt::format("{} {}; say how many bytes to look at, with --length",
                                          input.name, input.endless));
    }
  }
  const Buffer kept = spool.finish();
  input.buffer = {Bytes{kept.bytes().data, size, true, first}, kept.owner()};
  input.stream = nullptr;
  return input;
}

}  // namespace bview
