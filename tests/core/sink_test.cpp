// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstddef>
#include <cstring>
#include <random>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/core/sink.hpp>
#include <bview/core/source.hpp>

#include "tests/support/descriptors.hpp"
#include "tests/support/errors.hpp"

namespace bview {
namespace {

using testing::code_of;
using testing::Descriptor;
using testing::message_of;
using testing::Pipe;

/// Remembers every chunk.
class ChunkSink : public Sink {
 public:
  void write(std::string_view chunk) override { chunks.emplace_back(chunk); }
  [[nodiscard]] std::string text() const {
    std::string all;
    for (const std::string& chunk : chunks) all += chunk;
    return all;
  }
  std::vector<std::string> chunks;
};

std::string letters(std::size_t count) {
  std::string text(count, '\0');
  for (std::size_t k = 0; k < count; ++k) text[k] = static_cast<char>('a' + k * k % 23);
  return text;
}

// --- descriptors ------------------------------------------------------------------------

TEST_CASE("a descriptor gets every byte, however many the system takes at once") {
  Pipe pipe;
  std::string got;
  std::thread reader([&] { got = pipe.read_all(); });
  const std::string text = letters(1'000'003);  // far more than a pipe holds
  FdSink sink(pipe.in(), "the pipe");
  sink.write("");
  sink.write(text);
  sink.write("end");
  pipe.close_in();
  reader.join();
  CHECK(got == text + "end");
}

TEST_CASE("a pipe that does not wait is waited for, by writers and by readers") {
  Pipe pipe;
  REQUIRE(::fcntl(pipe.in(), F_SETFL, O_NONBLOCK) == 0);
  REQUIRE(::fcntl(pipe.out(), F_SETFL, O_NONBLOCK) == 0);
  const std::string text = letters(10'000'000);  // more than a pipe holds
  std::string got;
  std::thread reader([&] {
    FdSource source(pipe.out(), "the pipe");
    std::string piece(100'000, '\0');
    while (const std::size_t size = source.read(piece)) got.append(piece, 0, size);
  });
  FdSink(pipe.in(), "the pipe").write(text);
  pipe.close_in();
  reader.join();
  CHECK((got == text));
}

TEST_CASE("a full disk is an error that names the output and the reason") {
  const Descriptor full(::open("/dev/full", O_WRONLY | O_CLOEXEC));
  REQUIRE(full.get() >= 0);
  FdSink sink(full.get(), "standard output");
  CHECK(code_of([&] {
          sink.write("x");
          return 0;
        }) == Errc::File);
  CHECK(message_of([&] {
          sink.write("x");
          return 0;
        }) == "cannot write to standard output: No space left on device");
  CHECK(code_of([&] {
          sink.write("");
          return 0;
        }) == std::nullopt);
}

TEST_CASE("an output that is not open is an error") {
  FdSink sink(-1, "standard output");
  CHECK(message_of([&] {
          sink.write("x");
          return 0;
        }) == "cannot write to standard output: Bad file descriptor");
}

TEST_CASE("a pipe without a reader is told apart") {
  const testing::IgnoredSignal ignored(SIGPIPE);
  Pipe pipe;
  pipe.close_out();
  FdSink sink(pipe.in(), "standard output");
  CHECK(code_of([&] {
          sink.write("x");
          return 0;
        }) == Errc::ClosedPipe);
}

// --- buffers ----------------------------------------------------------------------------

TEST_CASE("without a sink a buffer grows and keeps all") {
  TextBuffer buffer;
  CHECK(buffer.text().empty());
  buffer.append("");
  CHECK(buffer.text().empty());
  std::string want;
  for (std::size_t size = 1; size < 3'000'000; size = 3 * size + 1) {
    const std::string piece = letters(size);
    buffer.append(piece);
    buffer.append('|');
    want += piece + '|';
    REQUIRE(buffer.text() == want);
  }
  buffer.clear();
  CHECK(buffer.text().empty());
  buffer.append("again");
  CHECK(buffer.text() == "again");
  buffer.flush();  // nobody to give it to
  CHECK(buffer.text().empty());
}

TEST_CASE("what was written before stays when room is made") {
  TextBuffer buffer;
  buffer.append("front");
  const std::size_t large = 10'000'000;
  char* to = buffer.reserve(large);
  std::memset(to, 'x', large);
  buffer.commit(to + large);
  CHECK(buffer.text() == "front" + std::string(large, 'x'));
}

TEST_CASE("room that was not used is not written") {
  TextBuffer buffer;
  char* to = buffer.reserve(100);
  to[0] = 'a';
  buffer.commit(to + 1);
  to = buffer.reserve(100);
  buffer.commit(to);
  CHECK(buffer.text() == "a");
}

TEST_CASE("a sink gets everything in order, a chunk at a time") {
  std::mt19937 random(7);
  for (int round = 0; round < 20; ++round) {
    ChunkSink sink;
    TextBuffer buffer(&sink);
    std::string want;
    for (int piece = 0; piece < 300; ++piece) {
      const std::size_t size = random() % 3 == 0 ? random() % 20'000 : random() % 20;
      const std::string text = letters(size);
      want += text;
      if (random() % 2 == 0) {
        buffer.append(text);
      } else {
        char* to = buffer.reserve(size + random() % 100'000);
        buffer.commit(to + text.copy(to, size));
      }
    }
    buffer.flush();
    CHECK(sink.text() == want);
    for (const std::string& chunk : sink.chunks) CHECK_FALSE(chunk.empty());
  }
}

TEST_CASE("small pieces do not become small writes") {
  ChunkSink sink;
  TextBuffer buffer(&sink);
  for (int k = 0; k < 1'000'000; ++k) buffer.append('x');
  CHECK(sink.chunks.size() <= 4);
  CHECK(sink.text().size() >= 500'000);  // and the buffer does not keep them all
  buffer.flush();
  CHECK(sink.text() == std::string(1'000'000, 'x'));
}

TEST_CASE("a flush without text writes nothing, and neither does the destructor") {
  ChunkSink sink;
  {
    TextBuffer buffer(&sink);
    buffer.flush();
    buffer.append("given up");
  }
  CHECK(sink.chunks.empty());
}

TEST_CASE("a string sink keeps every byte") {
  StringSink sink;
  sink.write("a");
  sink.write("");
  sink.write(std::string_view("\0b", 2));
  CHECK(sink.text() == std::string("a\0b", 3));
}

}  // namespace
}  // namespace bview
