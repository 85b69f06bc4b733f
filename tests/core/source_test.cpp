#include "core/source.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <string>

#include "core/error.hpp"

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
