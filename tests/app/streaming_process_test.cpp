// SPDX-License-Identifier: MIT
// Streams as users have them: real pipes and files, and a program that waits.

#include <doctest/doctest.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "tests/support/descriptors.hpp"
#include "tests/support/process.hpp"
#include "tests/support/temporary.hpp"

namespace bview {
namespace {

using testing::Pipe;
using testing::Process;
using testing::TemporaryFolder;
using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds kPatience(20);  // far longer than anything here should take

/// What comes out of a pipe until it says `wanted`, or patience ends.
std::string wait_for(const Pipe& pipe, std::string_view wanted) {
  std::string got;
  const auto deadline = Clock::now() + kPatience;
  std::array<char, 4096> piece{};
  while (got.size() < wanted.size() && Clock::now() < deadline) {
    struct pollfd ready {
      pipe.out(), POLLIN, 0
    };
    if (::poll(&ready, 1, 100) <= 0) continue;
    const ssize_t count = ::read(pipe.out(), piece.data(), piece.size());
    if (count <= 0) break;
    got.append(piece.data(), static_cast<std::size_t>(count));
  }
  return got;
}

/// Whether nothing comes out of a pipe for longer than a file is left unlooked at.
bool wait_for_nothing(const Pipe& pipe) {
  struct pollfd ready {
    pipe.out(), POLLIN, 0
  };
  return ::poll(&ready, 1, 80) == 0;
}

TEST_CASE("a record is printed while its writer is still writing") {
  Pipe input;
  Pipe output;
  Process process({"dump", "-f", "<H:a: B:b:", "-t", "ndjson"}, output.in(), input.out());
  input.write({"\1\0\2\3\0\4\5", 7});
  CHECK(wait_for(output, "{\"a\":1,\"b\":2}\n{\"a\":3,\"b\":4}\n") ==
        "{\"a\":1,\"b\":2}\n{\"a\":3,\"b\":4}\n");
  input.write({"\0\6", 2});
  CHECK(wait_for(output, "{\"a\":5,\"b\":6}\n") == "{\"a\":5,\"b\":6}\n");
  input.write({"\7\0", 2});
  input.close_in();
  const testing::Ending ending = process.wait();
  CHECK(ending.code == 2);
  CHECK(ending.errors ==
        "bview: standard input has 11 bytes, which is 3 times 3 and 2 more at offset 9; "
        "--rest takes the whole ones (bview help index)\n");
  output.close_in();
  CHECK(output.read_all().empty());
}

TEST_CASE("bytes are copied while their writer is still writing") {
  Pipe input;
  Pipe output;
  Process process({"dump", "-f", "3s", "-t", "raw"}, output.in(), input.out());
  input.write("abcdefgh");
  CHECK(wait_for(output, "abcdef") == "abcdef");
  input.write("ij");
  CHECK(wait_for(output, "ghi") == "ghi");
  input.close_in();
  CHECK(process.wait().code == 2);
}

TEST_CASE("a fifo is printed while its writer is still writing") {
  const TemporaryFolder folder;
  const std::string path = folder.path("fifo");
  REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
  Pipe output;
  Process process({"dump", path, "-f", "2s", "-s", "-1,2"}, output.in());
  testing::Descriptor writer(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
  REQUIRE(::write(writer.get(), "abcdefg", 7) == 7);
  CHECK(wait_for(output, "ab\tcd\n") == "ab\tcd\n");
  REQUIRE(::write(writer.get(), "h", 1) == 1);
  CHECK(wait_for(output, "ef\tgh\n") == "ef\tgh\n");
  writer.close();
  CHECK(process.wait().code == 0);
}

TEST_CASE("the reader of a stream may go away") {
  Pipe input;
  Pipe output;
  Process process({"dump", "-f", "B"}, output.in(), input.out());
  output.close_in();
  input.write("a");
  CHECK(wait_for(output, "97\n") == "97\n");
  output.close_out();
  input.write("b");
  const testing::Ending ending = process.wait();
  CHECK(ending.code == 128 + SIGPIPE);
  CHECK(ending.errors.empty());
}

TEST_CASE("who waits for input ends when nobody reads any more") {
  Pipe input;
  Pipe output;
  Process process({"dump", "-f", "B"}, output.in(), input.out());
  output.close_in();
  input.write("a");
  CHECK(wait_for(output, "97\n") == "97\n");
  output.close_out();
  CHECK(process.wait().code == 128 + SIGPIPE);  // nothing more was written to it
}

TEST_CASE("an index that needs the end reads the input into a temporary file") {
  const TemporaryFolder folder;
  Pipe input;
  Pipe output;
  // A folder that is none shows that it is used: only long inputs need it.
  const std::string missing = folder.path("missing");
  Process process({"dump", "-f", "B", "-i", "-1"}, output.in(), input.out(), {"TMPDIR", missing});
  input.close_out();  // or nobody would hear that the program has ended
  {
    const testing::IgnoredSignal ignored(SIGPIPE);
    const std::string text(1 << 16, 'x');
    for (int k = 0; k < 40; ++k) {
      if (::write(input.in(), text.data(), text.size()) < 0) break;
    }
  }
  input.close_in();
  const testing::Ending ending = process.wait();
  CHECK(ending.code == 2);
  CHECK(ending.errors == "bview: cannot keep the input in a temporary file in '" + missing +
                             "': No such file or directory; TMPDIR names another folder\n");
}

/// A file that is appended to.
void append(const std::string& path, std::string_view text) {
  std::ofstream(path, std::ios::binary | std::ios::app) << text;
}

TEST_CASE("a followed file is printed as it grows, is truncated and is replaced") {
  const TemporaryFolder folder;
  const std::string path = folder.file("log", "aabb");
  Pipe output;
  Process process({"dump", "--follow", "-f", "2s:text:", "-t", "csv", "--header", path},
                  output.in());
  CHECK(wait_for(output, "text\naa\nbb\n") == "text\naa\nbb\n");
  append(path, "cc");
  CHECK(wait_for(output, "cc\n") == "cc\n");
  append(path, "d");
  append(path, "deef");
  CHECK(wait_for(output, "dd\nee\n") == "dd\nee\n");
  std::ofstream(path, std::ios::binary) << "gg";  // truncated, with half an item unread
  CHECK(wait_for(output, "gg\n") == "gg\n");
  std::filesystem::rename(path, path + ".1");
  append(path + ".1", "hh");
  CHECK(wait_for(output, "hh\n") == "hh\n");
  const std::string deleted = "bview: '" + path +
                              "' was deleted or renamed; what is still written to it is shown, "
                              "until another file takes its name\n";
  while (!process.errors().ends_with(deleted)) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  append(path, "iijj");
  CHECK(wait_for(output, "ii\njj\n") == "ii\njj\n");
  CHECK(process.errors() == "bview: '" + path +
                                "' was truncated; its first bytes are next, and 1 of an item at "
                                "offset 10 are dropped\n" +
                                deleted + "bview: '" + path +
                                "' was replaced; its first bytes are next\n");
  output.close_in();
  output.close_out();
  CHECK(process.wait().code == 128 + SIGPIPE);  // nobody reads any more: it ends as a write would
}

TEST_CASE("a followed file that ends before anything is selected is left in peace") {
  const TemporaryFolder folder;
  const std::string path = folder.file("log", "ab");
  Pipe output;
  Process process({"dump", "--follow", "-f", "c:letter:", "-i", "2", "-t", "csv", "--header", path},
                  output.in());
  while (process.errors().empty()) {
    std::filesystem::rename(folder.file("next", "a"), path);
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  std::filesystem::rename(folder.file("next", "xyz"), path);
  CHECK(wait_for(output, "letter\nz\n") == "letter\nz\n");
  CHECK(process.wait().code == 0);
}

TEST_CASE("what does not fill a line is printed before a followed file is left") {
  const TemporaryFolder folder;
  const std::string path = folder.file("log", "0123456789abcdefGHI");
  Pipe output;
  Process process({"dump", "--follow", path}, output.in());
  const std::string first =
      "00000000  30 31 32 33 34 35 36 37  38 39 61 62 63 64 65 66  |0123456789abcdef|\n";
  CHECK(wait_for(output, first) == first);
  std::filesystem::rename(folder.file("next", "0123456789abcdef"), path);
  const std::string rest = "00000010  47 48 49" + std::string(42, ' ') + "|GHI|\n" + first;
  CHECK(wait_for(output, rest) == rest);
}

/// A record of "<H:n: {n}s:text:", whose text is shorter than 128 bytes.
std::string record_of(const std::string& text) {
  return {static_cast<char>(text.size()) + std::string(1, '\0') + text};
}

TEST_CASE("records that vary in size are followed as they grow, are truncated and are replaced") {
  const TemporaryFolder folder;
  const std::string path = folder.file("log", record_of("one") + record_of("two"));
  Pipe output;
  Process process({"dump", "--follow", "-f", "<H:n: {n}s:text:", "-t", "csv", "--header", path},
                  output.in());
  CHECK(wait_for(output, "n,text\n3,one\n3,two\n") == "n,text\n3,one\n3,two\n");
  const std::string three = record_of("three");
  for (std::size_t k = 0; k + 1 < three.size(); ++k) {
    append(path, three.substr(k, 1));
    CHECK(wait_for_nothing(output));
  }
  append(path, "e" + record_of("cut").substr(0, 4));
  CHECK(wait_for(output, "5,three\n") == "5,three\n");
  std::ofstream(path, std::ios::binary) << record_of("four");  // truncated
  CHECK(wait_for(output, "4,four\n") == "4,four\n");
  std::filesystem::rename(path, path + ".1");
  append(path + ".1", record_of("five"));
  CHECK(wait_for(output, "4,five\n") == "4,five\n");
  const std::string deleted = "bview: '" + path +
                              "' was deleted or renamed; what is still written to it is shown, "
                              "until another file takes its name\n";
  while (!process.errors().ends_with(deleted)) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  append(path, record_of("six") + record_of(""));
  CHECK(wait_for(output, "3,six\n0,\"\"\n") == "3,six\n0,\"\"\n");
  CHECK(process.errors() == "bview: '" + path +
                                "' was truncated; its first bytes are next, and 4 of an item at "
                                "offset 17 are dropped\n" +
                                deleted + "bview: '" + path +
                                "' was replaced; its first bytes are next\n");
  output.close_in();
  output.close_out();
  CHECK(process.wait().code == 128 + SIGPIPE);
}

TEST_CASE("what is new begins with the record that is not whole yet") {
  const TemporaryFolder folder;
  const auto text_of = [](int k) { return std::to_string(100 + k); };
  const auto line_of = [&](int k) { return "{\"n\":3,\"text\":\"" + text_of(k) + "\"}\n"; };
  // Whenever it is looked at, the last record is not whole: 3 bytes of it are missing.
  const std::string path =
      folder.file("log", record_of(text_of(0)) + record_of(text_of(1)).substr(0, 2));
  Pipe output;
  Process process({"dump", "--follow", "--new", "-f", "<H:n: {n}s:text:", "-t", "ndjson", path},
                  output.in());
  int last = 0;
  while (wait_for_nothing(output) && last < 200) {
    ++last;
    append(path, text_of(last) + record_of("").replace(0, 1, "\3"));
  }
  std::string got = wait_for(output, line_of(last));
  const auto first = got.find(":\"1");
  REQUIRE(first != std::string::npos);
  std::string wanted;
  for (int k = std::stoi(got.substr(first + 2)) - 100; k <= last; ++k) wanted += line_of(k);
  got += wait_for(output, wanted.substr(std::min(got.size(), wanted.size())));
  CHECK(got == wanted);
  // Of the next file all is new.
  std::filesystem::rename(folder.file("next", record_of("next")), path);
  const std::string next = "{\"n\":4,\"text\":\"next\"}\n";
  CHECK(wait_for(output, next) == next);
}

TEST_CASE("what ends the records ends a dump that follows them") {
  struct Row {
    std::vector<std::string> options;
    int code;
    std::string errors;
  };
  const Row rows[] = {
      {{"-f", "<H:n: {n}s:text:", "--until", "text==\"end\""}, 0, ""},
      {{"-f", "<H:n: {n}s:text:", "-s", "2"}, 0, ""},
      {{"-f", "<H:n: {n}s:text:", "-i", ":2"}, 0, ""},
      {{"-f", "<H:n: {n}s|is(\"one\",\"two\"):text:"},
       2,
       "bview: record 2, offset 0xc: field 'text': expected 'one', 'two', found 'end'\n"},
      {{"-f", "<H:n: {n}s:text: S(text){\"one\"=, \"two\"=}"},
       2,
       "bview: record 2 at offset 10, S(...): at offset 15 no layout is there for 'end'\n"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.options.back());
    const TemporaryFolder folder;
    const std::string path = folder.file("log", record_of("one"));
    Pipe output;
    std::vector<std::string> arguments = {"dump", "--follow", path};
    arguments.insert(arguments.end(), row.options.begin(), row.options.end());
    Process process(arguments, output.in());
    CHECK(wait_for(output, "3\tone\n") == "3\tone\n");
    append(path, record_of("two"));
    CHECK(wait_for(output, "3\ttwo\n") == "3\ttwo\n");
    append(path, record_of("end"));
    const testing::Ending ending = process.wait();
    CHECK(ending.code == row.code);
    CHECK(ending.errors == row.errors);
    output.close_in();
    CHECK(output.read_all().empty());
  }
}

}  // namespace
}  // namespace bview
