// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <memory>
#include <string>

#include <bview/core/error.hpp>
#include <bview/core/source.hpp>

namespace bview {
namespace {

std::string read_all(Source& source, std::size_t room) {
  std::string text;
  std::string buffer(room, '\0');
  while (const std::size_t taken = source.read(buffer)) text += buffer.substr(0, taken);
  CHECK(source.read(buffer) == 0);
  return text;
}

TEST_CASE("a string source gives its text in steps") {
  for (const std::size_t room : {1U, 3U, 100U}) {
    StringSource whole("hello world");
    CHECK(read_all(whole, room) == "hello world");
    StringSource slow("hello world", 2);
    CHECK(read_all(slow, room) == "hello world");
  }
  StringSource empty("");
  CHECK(read_all(empty, 10).empty());
  StringSource slow("hello", 2);
  std::array<char, 10> buffer{};
  CHECK(slow.read(buffer) == 2);
}

TEST_CASE("what was taken from a source comes first") {
  for (const std::size_t room : {1U, 3U, 100U}) {
    StringSource rest("world", 2);
    TastedSource tasted(rest, {'h', 'e', 'l', 'l', 'o', ' '});
    CHECK(read_all(tasted, room) == "hello world");
    TastedSource kept(std::make_unique<StringSource>("", 2), {'h', 'i'});
    CHECK(read_all(kept, room) == "hi");
    TastedSource fresh(std::make_unique<StringSource>("hi"), {});
    CHECK(read_all(fresh, room) == "hi");
  }
}

TEST_CASE("the end of a descriptor stays the end") {
  std::array<int, 2> ends{};
  REQUIRE(::pipe2(ends.data(), O_NONBLOCK) == 0);
  ::close(ends[1]);
  FdSource source(ends[0], "the terminal");
  std::array<char, 10> buffer{};
  CHECK(source.read(buffer) == 0);
  const int late = ::open(("/dev/fd/" + std::to_string(ends[0])).c_str(), O_WRONLY | O_NONBLOCK);
  REQUIRE(::write(late, "late", 4) == 4);
  CHECK(source.read(buffer) == 0);
  ::close(late);
  ::close(ends[0]);
}

TEST_CASE("a descriptor is read to its end") {
  std::array<int, 2> ends{};
  REQUIRE(::pipe(ends.data()) == 0);
  REQUIRE(::write(ends[1], "hello", 5) == 5);
  ::close(ends[1]);
  FdSource source(ends[0], "standard input");
  CHECK(read_all(source, 3) == "hello");
  ::close(ends[0]);
}

TEST_CASE("what the system refuses is an error with the name") {
  const auto message_of = [](int descriptor, const std::string& name) -> std::string {
    FdSource source(descriptor, name);
    std::array<char, 10> buffer{};
    try {
      return std::to_string(source.read(buffer));
    } catch (const Error& error) {
      CHECK(error.code() == Errc::File);
      return error.what();
    }
  };
  const int folder = ::open("/", O_RDONLY);
  CHECK(message_of(folder, "'/'") == "cannot read '/': Is a directory");
  ::close(folder);
  CHECK(message_of(-1, "standard input") == "cannot read standard input: Bad file descriptor");
}

}  // namespace
}  // namespace bview
