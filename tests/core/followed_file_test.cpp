// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/core/followed_file.hpp>
#include <bview/core/stream.hpp>

#include "tests/support/errors.hpp"
#include "tests/support/temporary.hpp"

namespace bview {
namespace {

namespace fs = std::filesystem;

void append(const std::string& path, std::string_view text) {
  std::ofstream(path, std::ios::binary | std::ios::app) << text;
}

/// What happens to a file while its reader waits, one after another.
class Events {
 public:
  explicit Events(std::vector<std::function<void()>> events) : events_(std::move(events)) {}

  void next() {
    REQUIRE(done_ < events_.size());  // else it would wait for ever
    events_[done_++]();
  }
  [[nodiscard]] bool over() const { return done_ == events_.size(); }

 private:
  std::vector<std::function<void()>> events_;
  std::size_t done_ = 0;
};

std::string all_of(FollowedFile& file) {
  std::string text;
  std::array<char, 4> some{};
  while (const std::size_t count = file.read(some)) text.append(some.data(), count);
  return text;
}

TEST_CASE("what is added to a file is read, until it is another") {
  const testing::TemporaryFolder folder;
  const std::string path = folder.file("log", "begin");
  int deletions = 0;
  struct Row {
    const char* fate;
    std::function<void()> end;
    int deletions;
  };
  const Row rows[] = {
      {"truncated", [&] { fs::resize_file(path, 2); }, 0},
      {"replaced",
       [&] {
         static_cast<void>(folder.file("next", "xyz"));
         fs::rename(folder.path("next"), path);
       },
       0},
      {"replaced", [&] { static_cast<void>(folder.file("log", "new")); }, 1},
  };
  for (const Row& row : rows) {
    CAPTURE(row.fate);
    static_cast<void>(folder.file("log", "begin"));
    deletions = 0;
    Events events({[&] { append(path, ", more"); }, [&] { append(path, "!"); },
                   [&] {
                     if (row.deletions > 0) fs::rename(path, folder.path("old"));
                   },
                   row.end});
    FollowedFile file(path, {.wait = [&] { events.next(); }, .on_deletion = [&] { ++deletions; }});
    CHECK(all_of(file) == "begin, more!");
    CHECK(events.over());
    CHECK(file.fate() == std::string(row.fate));
    CHECK(deletions == row.deletions);
  }
}

TEST_CASE("a file that is not waited for ends where it ends now") {
  const testing::TemporaryFolder folder;
  FollowedFile file(folder.file("log", "0123456789"), {.stop_at_end = true});
  CHECK(file.skip(4) == 4);
  CHECK(all_of(file) == "456789");
  CHECK(file.fate() == std::string());
}

TEST_CASE("a file that is not there is waited for where that is asked for") {
  const testing::TemporaryFolder folder;
  const std::string path = folder.path("log");
  Events events({[] {}, [&] { static_cast<void>(folder.file("log", "at last")); }});
  FollowedFile file(path, {true, true, [&] { events.next(); }});
  CHECK(all_of(file) == "at last");
  CHECK(testing::message_of([&] {
          return FollowedFile(folder.path("none")).fate();
        }).find("cannot open") == 0);
  CHECK(testing::code_of([&] { return FollowedFile(folder.path("")).fate(); }) == Errc::File);
}

TEST_CASE("what the one that waits throws passes through") {
  const testing::TemporaryFolder folder;
  FollowedFile file(folder.file("log", ""),
                    {.wait = [] { throw Error(Errc::BadUsage, "enough"); }});
  Stream stream(file, 0, Stream::kMost, "log");
  CHECK(testing::message_of([&] { return stream.wait_for_more(); }) == "enough");
}

}  // namespace
}  // namespace bview
