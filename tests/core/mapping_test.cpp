// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/core/lost_bytes.hpp>
#include <bview/core/mapping.hpp>

#include "tests/support/errors.hpp"
#include "tests/support/temporary.hpp"

namespace bview {
namespace {

namespace fs = std::filesystem;

std::string_view text_of(const Buffer& buffer) {
  const void* data = buffer.bytes().data;
  return {static_cast<const char*>(data), static_cast<std::size_t>(buffer.size())};
}

TEST_CASE("a file is seen as its bytes") {
  const testing::TemporaryFolder folder;
  const std::string path = folder.file("data", "hello");
  const Buffer buffer = map_file(path, Access::Read);
  CHECK(text_of(buffer) == "hello");
  CHECK(buffer.readonly());
  fs::remove(path);
  CHECK(text_of(buffer) == "hello");
}

TEST_CASE("what is written through a writable mapping is in the file") {
  const testing::TemporaryFolder folder;
  const std::string path = folder.file("data", "hello");
  {
    const Buffer buffer = map_file(path, Access::ReadWrite);
    CHECK_FALSE(buffer.readonly());
    buffer.bytes().data[0] = std::byte{'J'};
  }
  CHECK(testing::content_of(path) == "Jello");
}

TEST_CASE("an empty file is an empty buffer, read-only unless asked otherwise") {
  const testing::TemporaryFolder folder;
  const std::string path = folder.file("empty", "");
  CHECK(map_file(path, Access::Read).size() == 0);
  CHECK(map_file(path, Access::Read).readonly());
  CHECK(map_file(path, Access::ReadWrite).size() == 0);
  CHECK_FALSE(map_file(path, Access::ReadWrite).readonly());
}

TEST_CASE("what cannot be mapped is an error with a reason") {
  const testing::TemporaryFolder folder;
  const auto refusal = [&](const std::string& path, Access access) {
    const auto map = [&] { return map_file(path, access); };
    CHECK(testing::code_of(map) == Errc::File);
    std::string message = testing::message_of(map);
    const std::size_t at = message.find(path);
    return at == std::string::npos ? message : message.replace(at, path.size(), "PATH");
  };
  const std::string missing = folder.path("missing");
  CHECK(refusal(missing, Access::Read) == "cannot open 'PATH': No such file or directory");
  CHECK(refusal(missing, Access::ReadWrite) == "cannot open 'PATH': No such file or directory");
  CHECK(refusal(folder.path(""), Access::Read) == "cannot map 'PATH': it is a directory");
  CHECK(refusal("/dev/null", Access::Read) ==
        "cannot map 'PATH': it is no regular file or block device");
}

TEST_CASE("a file without permission to write cannot be mapped for writing") {
  if (::geteuid() == 0) return;  // nothing is forbidden to root
  const testing::TemporaryFolder folder;
  const std::string path = folder.file("data", "hello");
  fs::permissions(path, fs::perms::owner_read);
  CHECK(text_of(map_file(path, Access::Read)) == "hello");
  CHECK(testing::code_of([&] { return map_file(path, Access::ReadWrite); }) == Errc::File);
}

/// How a child process ended, and what it wrote to standard error.
struct Ending {
  int status;  ///< as waitpid() gives it
  std::string errors;
};

Ending in_child(const std::function<void()>& run) {
  std::array<int, 2> ends{};
  REQUIRE(::pipe(ends.data()) == 0);
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    ::dup2(ends[1], STDERR_FILENO);
    run();
    ::_exit(0);
  }
  ::close(ends[1]);
  Ending ending{};
  std::array<char, 512> chunk{};
  for (ssize_t got; (got = ::read(ends[0], chunk.data(), chunk.size())) > 0;) {
    ending.errors.append(chunk.data(), static_cast<std::size_t>(got));
  }
  ::close(ends[0]);
  ::waitpid(child, &ending.status, 0);
  return ending;
}

TEST_CASE("a process whose file shrinks ends with a message that names the offset") {
  constexpr std::size_t kPage = 4096;
  const testing::TemporaryFolder folder;
  const std::string path = folder.file("data", std::string(3 * kPage, 'x'));
  const Ending ending = in_child([&] {
    report_lost_bytes();
    const Buffer other = map_file(folder.file("other", "whole"), Access::Read);
    const Buffer buffer = map_file(path, Access::Read);
    fs::resize_file(path, kPage);
    const volatile std::byte* bytes = buffer.bytes().data;
    static_cast<void>(bytes[kPage - 1]);      // still there
    static_cast<void>(bytes[2 * kPage + 7]);  // gone
  });
  REQUIRE(WIFEXITED(ending.status));
  CHECK(WEXITSTATUS(ending.status) == 2);
  CHECK(ending.errors == "bview: '" + path +
                             "' lost its bytes from offset 8199 on while it was in use: "
                             "it was truncated, or its disk failed or is full\n");
}

TEST_CASE("a mapping that is gone is not reported any more, and its name is used again") {
  const testing::TemporaryFolder folder;
  const std::string path = folder.file("data", std::string(8192, 'x'));
  const Ending ending = in_child([&] {
    report_lost_bytes();
    for (int n = 0; n < 100; ++n) static_cast<void>(map_file(path, Access::Read));
    const Buffer buffer = map_file(path, Access::Read);
    fs::resize_file(path, 0);
    static_cast<void>(*static_cast<const volatile std::byte*>(buffer.bytes().data));
  });
  REQUIRE(WIFEXITED(ending.status));
  CHECK(WEXITSTATUS(ending.status) == 2);
  CHECK(ending.errors.find(path) != std::string::npos);
}

/// Bytes of a mapping that are in this process's memory; nothing where nobody tells.
std::optional<std::int64_t> resident_bytes(const Buffer& buffer) {
  std::ifstream smaps("/proc/self/smaps");
  const auto start = reinterpret_cast<std::uintptr_t>(buffer.bytes().data);
  bool mine = false;
  for (std::string line; std::getline(smaps, line);) {
    std::uintptr_t low = 0;
    std::int64_t kibibytes = 0;
    if (std::sscanf(line.c_str(), "%lx-", &low) == 1) mine = low == start;
    if (mine && std::sscanf(line.c_str(), "Rss: %ld kB", &kibibytes) == 1) return kibibytes << 10;
  }
  return std::nullopt;
}

TEST_CASE("memory is given back behind a reader, and the bytes stay readable") {
  const testing::TemporaryFolder folder;
  const std::string path = folder.file("data", "hello");
  constexpr std::int64_t kSize = std::int64_t{256} << 20;
  fs::resize_file(path, kSize);
  const Buffer buffer = map_file(path, Access::Read);
  constexpr std::int64_t kChunk = std::int64_t{1} << 20;
  const View forwards = View::contiguous(buffer.bytes(), kChunk, {kSize / kChunk});
  const View backwards = forwards.slice(0, {{}, {}, -1});
  for (const View& view : {forwards, backwards}) {
    MemoryKeeper memory(buffer, view);
    std::int64_t most = 0;
    std::int64_t sum = 0;
    for (std::int64_t n = 0; n < view.size(); ++n) {
      const std::byte* const chunk = buffer.bytes().data + view.offset_of(n);
      for (std::int64_t k = 0; k < kChunk; k += 512) sum += static_cast<std::int64_t>(chunk[k]);
      memory.after_chunk(static_cast<double>(n + 1) / static_cast<double>(view.size()));
      const auto resident = resident_bytes(buffer);
      if (!resident) return;
      most = std::max(most, *resident);
    }
    CHECK(sum == 'h');
    CHECK(most >= kChunk);
    CHECK(most < kSize / 2);
    CHECK(text_of(buffer).starts_with("hello"));
  }
}

TEST_CASE("bytes behind a file are seen with it, and are not in it") {
  const testing::TemporaryFolder folder;
  // In the last page, up to its end, over it, and further.
  for (const std::size_t size : {0U, 1U, 4095U, 4096U, 65535U, 65536U, 65537U, 300'000U}) {
    for (const std::size_t count : {0U, 1U, 5000U, 200'000U}) {
      CAPTURE(size);
      CAPTURE(count);
      std::string text(size, '\0');
      for (std::size_t k = 0; k < size; ++k) text[k] = static_cast<char>('a' + k % 23);
      const std::string path = folder.file("data", text);
      const auto more = static_cast<std::int64_t>(count);
      const Buffer from_file = padded(map_file(path, Access::Read), more, std::byte{'#'});
      const Buffer from_memory = padded(Buffer::borrow(text), more, std::byte{'#'});
      const std::string wanted = text + std::string(count, '#');
      CHECK((text_of(from_file) == wanted));
      CHECK((text_of(from_memory) == wanted));
      CHECK((count == 0 || (from_file.readonly() && from_memory.readonly())));
      CHECK((testing::content_of(path) == text));
    }
  }
}

TEST_CASE("memory that is no mapped file keeps its bytes") {
  std::vector<std::byte> bytes(std::size_t{80} << 20U, std::byte{7});
  const Buffer buffer = Buffer::own(std::move(bytes));
  const View view = View::contiguous(buffer.bytes(), 1, {buffer.size()});
  MemoryKeeper memory(buffer, view);
  expect_reading(buffer, byte_runs(view, byte_layout()));
  memory.after_chunk(1);
  CHECK(std::all_of(buffer.bytes().data, buffer.bytes().data + buffer.size(),
                    [](std::byte byte) { return byte == std::byte{7}; }));
}

}  // namespace
}  // namespace bview
