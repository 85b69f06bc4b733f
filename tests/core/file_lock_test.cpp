// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <fcntl.h>

#include <fstream>
#include <string>

#include <bview/core/descriptor.hpp>
#include <bview/core/file_lock.hpp>
#include <bview/core/quote.hpp>

#include "tests/support/child.hpp"
#include "tests/support/errors.hpp"
#include "tests/support/temporary.hpp"

namespace bview {
namespace {

using testing::Child;
using testing::message_of;

/// An open file with its lock, as long as it lives.
Descriptor locked(const std::string& path, WhenLocked when) {
  Descriptor file(::open(path.c_str(), O_RDWR | O_CLOEXEC));
  lock_exclusively(file.get(), bview::quoted(path), when);
  return file;
}

std::string refusal(const std::string& path) {
  return message_of([&] { return locked(path, WhenLocked::Refuse), 0; });
}

TEST_CASE("who will not wait is told that another process holds the lock") {
  const testing::TemporaryFolder folder;
  const std::string path = folder.file("data", "hello");
  Child holder([&](const Child::Tell& tell) {
    const Descriptor lock = locked(path, WhenLocked::Wait);
    tell("locked");
    ::pause();
  });
  REQUIRE(holder.next() == "locked");
  CHECK(refusal(path) ==
        "another process is writing to '" + path + "'; leave --no-wait out to wait for it");
  CHECK(refusal(folder.file("other", "")) == "");
  holder.end();
  CHECK(refusal(path) == "");  // the lock goes with its process
}

TEST_CASE("the lock is gone with its object") {
  const testing::TemporaryFolder folder;
  const std::string path = folder.file("data", "hello");
  const auto try_elsewhere = [&] {
    return Child([&](const Child::Tell& tell) { tell(refusal(path)); }).all();
  };
  {
    const Descriptor lock = locked(path, WhenLocked::Refuse);
    CHECK(try_elsewhere().starts_with("another process is writing"));
  }
  CHECK(try_elsewhere() == "");
}

TEST_CASE("who waits has the lock when the other is done") {
  const testing::TemporaryFolder folder;
  const std::string path = folder.file("data", "before");
  const Descriptor lock = locked(path, WhenLocked::Wait);
  const Child second([&](const Child::Tell& tell) {
    const Descriptor own = locked(path, WhenLocked::Wait);
    tell(testing::content_of(folder.path("note")));
  });
  std::ofstream(folder.path("note")) << "done";
  // The child has the descriptor, too, so that closing it here is not enough.
  struct flock whole {};
  whole.l_type = F_UNLCK;
  REQUIRE(::fcntl(lock.get(), F_OFD_SETLK, &whole) == 0);
  CHECK(second.all() == "done");
}

TEST_CASE("closing another descriptor of the file does not drop the lock") {
  const testing::TemporaryFolder folder;
  const std::string path = folder.file("data", "hello");
  const Descriptor lock = locked(path, WhenLocked::Wait);
  CHECK(testing::content_of(path) == "hello");
  const std::string told = Child([&](const Child::Tell& tell) { tell(refusal(path)); }).all();
  CHECK(told.starts_with("another process is writing"));
}

TEST_CASE("a record lock of POSIX is seen") {
  const testing::TemporaryFolder folder;
  const std::string path = folder.file("data", "hello");
  Child holder([&](const Child::Tell& tell) {
    const Descriptor file(::open(path.c_str(), O_RDWR));
    struct flock whole {};
    whole.l_type = F_WRLCK;
    tell(::fcntl(file.get(), F_SETLK, &whole) == 0 ? "locked" : "refused");
    ::pause();
  });
  REQUIRE(holder.next() == "locked");
  CHECK(refusal(path).starts_with("another process is writing"));
}

TEST_CASE("what is not open for writing cannot be locked") {
  CHECK(message_of([] { return lock_exclusively(-1, "'x'", WhenLocked::Wait), 0; }) ==
        "cannot lock 'x': Bad file descriptor");
}

}  // namespace
}  // namespace bview
