// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

#include <bview/core/error.hpp>
#include <bview/core/input.hpp>

#include "tests/support/descriptors.hpp"
#include "tests/support/errors.hpp"
#include "tests/support/temporary.hpp"

namespace bview {
namespace {

using testing::code_of;
using testing::Descriptor;
using testing::message_of;
using testing::Pipe;
using testing::TemporaryFolder;

constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();

std::string text_of(const Input& input) {
  const Bytes& bytes = input.buffer.bytes();
  return {reinterpret_cast<const char*>(bytes.data), static_cast<std::size_t>(bytes.size)};
}

std::string read(const std::string& path, std::optional<std::int64_t> enough = std::nullopt) {
  return text_of(read_whole(open_input(path), enough));
}

/// What open_input says about a path, the path itself as PATH.
std::string refusal(const std::string& path) {
  CHECK(code_of([&] { return read_whole(open_input(path), std::nullopt); }) == Errc::File);
  std::string message = message_of([&] { return read_whole(open_input(path), std::nullopt); });
  const std::size_t at = message.find(path);
  return at == std::string::npos ? message : message.replace(at, path.size(), "PATH");
}

/// A descriptor under another number, put back in the end.
class Redirected {
 public:
  Redirected(int number, int to) : number_(number), before_(::dup(number)) { ::dup2(to, number); }
  Redirected(const Redirected&) = delete;
  Redirected& operator=(const Redirected&) = delete;
  ~Redirected() {
    ::dup2(before_, number_);
    ::close(before_);
  }

 private:
  int number_;
  int before_;
};

std::string letters(std::size_t count) {
  std::string text(count, '\0');
  for (std::size_t k = 0; k < count; ++k) text[k] = static_cast<char>('a' + k * k % 23);
  return text;
}

/// Writes a text into a pipe from a thread, so that it may be longer than the pipe.
class Writer {
 public:
  Writer(Pipe& pipe, std::string text)
      : thread_([&pipe, text = std::move(text)] {
          const testing::IgnoredSignal ignored(SIGPIPE);
          for (std::string_view rest = text; !rest.empty();) {
            const ssize_t taken = ::write(pipe.in(), rest.data(), rest.size());
            if (taken < 0) break;
            rest.remove_prefix(static_cast<std::size_t>(taken));
          }
          pipe.close_in();
        }) {}
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  ~Writer() { thread_.join(); }

 private:
  std::thread thread_;
};

// --- files ------------------------------------------------------------------------------

TEST_CASE("a regular file is seen whole, and so is one that claims to be empty") {
  const TemporaryFolder folder;
  const std::string path = folder.file("data", "hello");
  const Input input = read_whole(open_input(path), std::nullopt);
  CHECK(text_of(input) == "hello");
  CHECK(input.name == "'" + path + "'");
  CHECK(input.buffer.readonly());
  CHECK_FALSE(input.readonly);
  CHECK(read(path, 2) == "hello");  // it is mapped: there is nothing to save
  CHECK(read(folder.file("empty", "")).empty());
  CHECK(read("/proc/self/stat").starts_with(std::to_string(::getpid()) + " ("));
  CHECK(read("/proc/self/stat", 3).size() == 3);
}

TEST_CASE("a file that claims to have bytes and cannot be mapped is read") {
  const std::string path = "/sys/class/net/lo/mtu";  // says 4096 bytes
  if (std::filesystem::exists(path)) CHECK(read(path) == testing::content_of(path));
}

TEST_CASE("standard input that is a file is mapped, if it stands at its start") {
  const TemporaryFolder folder;
  const Descriptor file(::open(folder.file("data", "hello").c_str(), O_RDONLY | O_CLOEXEC));
  const std::string path = "/dev/fd/" + std::to_string(file.get());
  CHECK(open_input(path).stream == nullptr);
  CHECK(read(path) == "hello");
  REQUIRE(::lseek(file.get(), 2, SEEK_SET) == 2);
  CHECK(read(path) == "llo");
}

TEST_CASE("a file is mapped, not read: a sparse terabyte opens at once") {
  const TemporaryFolder folder;
  const std::string path = folder.file("sparse", "x");
  constexpr std::int64_t kSize = std::int64_t{1} << 40;
  std::error_code refused;
  std::filesystem::resize_file(path, kSize, refused);
  if (refused) return;  // this file system has no room for such a name
  const Input input = read_whole(open_input(path), std::nullopt);
  CHECK(input.buffer.size() == kSize);
  CHECK(input.buffer.bytes().data[0] == std::byte{'x'});
  CHECK(input.buffer.bytes().data[kSize - 1] == std::byte{0});
}

TEST_CASE("what cannot be opened is an error with a reason") {
  const TemporaryFolder folder;
  CHECK(refusal(folder.path("missing")) == "cannot open 'PATH': No such file or directory");
  CHECK(refusal(folder.path("")) == "cannot read 'PATH': Is a directory");
  CHECK(refusal(folder.file("data", "x") + "/y") == "cannot open 'PATH': Not a directory");
  CHECK(message_of([] { return read_whole(open_input(""), std::nullopt); }) ==
        "cannot open '': No such file or directory");
  CHECK(refusal("/dev/fd/987") == "cannot read 'PATH': Bad file descriptor");
}

/// Runs `test` as a user without rights and returns what it returned.
int as_nobody(const std::function<int()>& test) {
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    constexpr uid_t kNobody = 65534;
    if (::geteuid() == 0 && ::setuid(kNobody) != 0) ::_exit(99);
    try {
      ::_exit(test());
    } catch (...) {
      ::_exit(98);  // the child must not go on with the other tests
    }
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  REQUIRE(WIFEXITED(status));
  return WEXITSTATUS(status);
}

TEST_CASE("permissions: what may not be read is an error, what may not be written is read-only") {
  const TemporaryFolder folder;
  namespace fs = std::filesystem;
  fs::permissions(folder.path(""), fs::perms::all);
  const std::string secret = folder.file("secret", "x");
  fs::permissions(secret, fs::perms::none);
  const std::string fixed = folder.file("fixed", "x");
  fs::permissions(fixed, static_cast<fs::perms>(0444));
  const std::string open = folder.file("open", "x");
  fs::permissions(open, fs::perms::all);
  const int right = as_nobody([&] {
    const bool refused = message_of([&] { return read_whole(open_input(secret), std::nullopt); }) ==
                         "cannot open '" + secret + "': Permission denied";
    const bool readonly = read_whole(open_input(fixed), std::nullopt).readonly;
    const bool writable = !read_whole(open_input(open), std::nullopt).readonly;
    return (refused ? 1 : 0) + (readonly ? 2 : 0) + (writable ? 4 : 0);
  });
  CHECK(right == 7);
}

// --- streams ----------------------------------------------------------------------------

TEST_CASE("standard input is read to its end, or as far as is enough") {
  for (const char* path : {"-", "/dev/stdin", "/dev/fd/0"}) {
    CAPTURE(path);
    Pipe pipe;
    const Redirected redirected(STDIN_FILENO, pipe.out());
    pipe.write("hello");
    CHECK(read(path, 2) == "he");
    CHECK(read(path, 0).empty());
    pipe.close_in();
    const Input rest = read_whole(open_input(path), std::nullopt);
    CHECK(text_of(rest) == "llo");
    CHECK(rest.name == "standard input");
    CHECK(rest.readonly);
    CHECK(read(path, 5).empty());
  }
}

TEST_CASE("a descriptor by its number, as shells write <(...)") {
  Pipe pipe;
  const std::string path = fmt::format("/dev/fd/{}", pipe.out());
  pipe.write("hello");
  pipe.close_in();
  const Input input = read_whole(open_input(path), kMax);
  CHECK(text_of(input) == "hello");
  CHECK(input.name == "'" + path + "'");
  CHECK(::fcntl(pipe.out(), F_GETFD) >= 0);  // it stays the caller's
}

TEST_CASE("long streams arrive whole") {
  for (const std::size_t size : {65'535U, 65'536U, 65'537U, 1'000'003U, 3'000'000U}) {
    CAPTURE(size);
    const std::string text = letters(size);
    const auto through_pipe = [&](std::optional<std::int64_t> enough) {
      Pipe pipe;
      const Writer writer(pipe, text);
      std::string got = read(fmt::format("/dev/fd/{}", pipe.out()), enough);
      pipe.close_out();
      return got;
    };
    CHECK(through_pipe(std::nullopt) == text);
    CHECK(through_pipe(kMax) == text);
    CHECK(through_pipe(static_cast<std::int64_t>(size) - 1) == text.substr(0, size - 1));
    CHECK(through_pipe(static_cast<std::int64_t>(size) + 1) == text);
    CHECK(through_pipe(100'000) == text.substr(0, 100'000));
  }
}

TEST_CASE("a device without an end gives what is enough, and is refused without a limit") {
  CHECK(read("/dev/zero", 5) == std::string(5, '\0'));
  CHECK(read("/dev/zero", 2'000'000) == std::string(2'000'000, '\0'));
  CHECK(read("/dev/null").empty());
  CHECK(read("/dev/null", 5).empty());
  CHECK(refusal("/dev/zero") ==
        "'PATH' is a device without an end; say how many bytes to look at, with --length");
}

TEST_CASE("a terminal is waited for") {
  const testing::Descriptor master(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC));
  if (master.get() < 0 || ::grantpt(master.get()) != 0 || ::unlockpt(master.get()) != 0) return;
  const std::string path = ::ptsname(master.get());
  const testing::Descriptor kept_open(::open(path.c_str(), O_RDWR | O_NOCTTY | O_CLOEXEC));
  std::thread typist([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    CHECK(::write(master.get(), "abc\n", 4) == 4);
  });
  std::string got;
  CHECK(message_of([&] { return got = read(path, 4); }) == "");
  typist.join();
  CHECK(got == "abc\n");
}

TEST_CASE("a file that says it is empty is looked into where it is asked") {
  const std::string secret = letters(20'000);
  const auto address = reinterpret_cast<std::intptr_t>(secret.data());
  const auto seen = [&](std::int64_t start, std::int64_t size) {
    const Input input = read_whole(open_input("/proc/self/mem"), start + size, start);
    CHECK(input.buffer.size() == start + size);
    const auto* data = reinterpret_cast<const char*>(input.buffer.bytes().at(start));
    return std::string(data, static_cast<std::size_t>(size));
  };
  CHECK(seen(address, 16) == secret.substr(0, 16));
  CHECK(seen(address + 9000, 11'000) == secret.substr(9000));
}

TEST_CASE("what a start leaves out is not kept") {
  Pipe pipe;
  pipe.write("hello");
  const std::string path = fmt::format("/dev/fd/{}", pipe.out());
  const Input input = read_whole(open_input(path), 4, 2);
  CHECK(input.buffer.bytes().first == 2);
  CHECK(input.buffer.size() == 4);
  CHECK(*input.buffer.bytes().at(2) == std::byte{'l'});
  pipe.close_in();
  CHECK(read_whole(open_input(path), 9, 5).buffer.size() == 1);
}

TEST_CASE("of a stream whose bytes nobody wants the number is told") {
  Pipe pipe;
  const Writer writer(pipe, letters(3'000'000));
  const std::string path = fmt::format("/dev/fd/{}", pipe.out());
  const Input input = read_whole(open_input(path), std::nullopt, 0, Keep::Nothing);
  CHECK(input.buffer.size() == 3'000'000);
  CHECK(input.buffer.bytes().data == nullptr);
}

// --- fifos ------------------------------------------------------------------------------

class Fifo {
 public:
  Fifo() : path_(folder_.path("fifo")) { REQUIRE(::mkfifo(path_.c_str(), 0600) == 0); }
  [[nodiscard]] const std::string& path() const { return path_; }

  /// Opens it for writing after `wait`, writes a piece, waits again, writes the rest.
  [[nodiscard]] std::thread writer(std::chrono::milliseconds wait, std::string text) const {
    return std::thread([path = path_, wait, text = std::move(text)] {
      std::this_thread::sleep_for(wait);
      const testing::Descriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
      std::this_thread::sleep_for(wait);
      for (const std::string& part :
           {text.substr(0, 1), text.substr(std::min<std::size_t>(1, text.size()))}) {
        if (!part.empty()) CHECK(::write(file.get(), part.data(), part.size()) > 0);
        std::this_thread::sleep_for(wait);
      }
    });
  }

 private:
  TemporaryFolder folder_;
  std::string path_;
};

TEST_CASE("a fifo gives what its writer writes, however late and slow") {
  const std::string long_text = letters(300'000);
  for (const std::string& text : {std::string("hello"), std::string(), long_text}) {
    for (const int wait : {0, 30}) {
      CAPTURE(text.size());
      CAPTURE(wait);
      const Fifo fifo;
      std::thread writer = fifo.writer(std::chrono::milliseconds(wait), text);
      CHECK(read(fifo.path()) == text);
      writer.join();
    }
  }
}

TEST_CASE("a fifo is read as far as is enough") {
  const Fifo fifo;
  const testing::Descriptor writer(::open(fifo.path().c_str(), O_RDWR | O_CLOEXEC));
  REQUIRE(::write(writer.get(), "hello", 5) == 5);
  CHECK(read(fifo.path(), 3) == "hel");
  CHECK(read(fifo.path(), 2) == "lo");
}

TEST_CASE("a fifo that nobody writes to is given up") {
  const Fifo fifo;
  const auto start = std::chrono::steady_clock::now();
  CHECK(message_of([&] {
          return read_whole(open_input(fifo.path()), std::nullopt);
        }).starts_with("nobody writes to the fifo '" + fifo.path() + "'"));
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(10));
}

}  // namespace
}  // namespace bview
