#include "core/file_lock.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <optional>
#include <string>

#include "core/error.hpp"
#include "tests/support/child.hpp"
#include "tests/support/errors.hpp"
#include "tests/support/temporary.hpp"

namespace bview {
namespace {

using testing::Child;
using testing::message_of;

std::string refusal(const std::string& path) {
  return message_of([&] { return FileLock(path, WhenLocked::Refuse), 0; });
}

TEST_CASE("who will not wait is told that another process holds the lock") {
  const testing::TemporaryFolder folder;
  const std::string path = folder.file("data", "hello");
  Child holder([&](const Child::Tell& tell) {
    const FileLock lock(path, WhenLocked::Wait);
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
    const FileLock lock(path, WhenLocked::Refuse);
    CHECK(try_elsewhere().starts_with("another process is writing"));
  }
  CHECK(try_elsewhere() == "");
}

TEST_CASE("who waits has the lock when the other is done") {
  const testing::TemporaryFolder folder;
  const std::string path = folder.file("data", "before");
  std::optional<FileLock> lock;
  lock.emplace(path, WhenLocked::Wait);
  const Child second([&](const Child::Tell& tell) {
    const FileLock own(path, WhenLocked::Wait);
    tell(testing::content_of(folder.path("note")));
  });
  std::ofstream(folder.path("note")) << "done";
  lock.reset();
  CHECK(second.all() == "done");
}

TEST_CASE("a file that cannot be opened for writing cannot be locked") {
  const testing::TemporaryFolder folder;
  const std::string missing = folder.path("missing");
  CHECK(refusal(missing) == "cannot lock '" + missing + "': No such file or directory");
  CHECK(refusal(folder.path("")) == "cannot lock '" + folder.path("") + "': Is a directory");
}

}  // namespace
}  // namespace bview
