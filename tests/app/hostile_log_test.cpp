// SPDX-License-Identifier: MIT
// Undo logs in folders that others may write to: what a stranger puts there is not obeyed, what
// the owner of the file does to them harms nobody else. Most of it needs two users, so root.

#include <doctest/doctest.h>
#include <fcntl.h>
#include <grp.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <optional>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include <bview/core/journal.hpp>
#include <bview/core/patch_disk.hpp>

#include "tests/support/child.hpp"
#include "tests/support/patches.hpp"
#include "tests/support/process.hpp"
#include "tests/support/temporary.hpp"

namespace bview {
namespace {

namespace fs = std::filesystem;
using namespace testing;

constexpr uid_t kOwner = 1;
constexpr uid_t kStranger = 2;

bool is_root() { return ::geteuid() == 0; }

/// Makes this process another user's, for good.
void become(uid_t user) {
  if (::setgid(user) != 0 || ::setuid(user) != 0) ::_exit(1);
}

/// A folder and a file in it, of users of their own.
struct Scene {
  TemporaryFolder folder{};
  std::string path = folder.file("conf", "allow=127.0.0.1\n");
  std::string log = path + ".bview-undo";

  Scene(uid_t owner, mode_t folder_mode) {
    REQUIRE(::chown(path.c_str(), owner, owner) == 0);
    REQUIRE(::chmod(path.c_str(), 0644) == 0);
    REQUIRE(::chmod(folder.path("").c_str(), folder_mode) == 0);
  }
};

/// A pending log of `user` that would write "0.0.0.0/0" into the file.
void plant_log(const Scene& scene, uid_t user) {
  struct stat status {};
  REQUIRE(::stat(scene.path.c_str(), &status) == 0);
  testing::FakeDisk disk({"allow=0.0.0.0/0\n"}, {0, status.st_ino, 0});
  disk.stop_at(6, testing::Stop::Dies);
  const testing::Patch patch{"allow=0.0.0.0/0\n", {{6, "127.0.0.1"}}};
  try {
    apply_edits(disk, patch.edits());
  } catch (const testing::Death&) {
  }
  std::ofstream(scene.log, std::ios::binary) << disk.after_kill().log.value();
  REQUIRE(::chown(scene.log.c_str(), user, user) == 0);
}

TEST_CASE("a log that a stranger planted is neither obeyed nor recommended") {
  if (!is_root()) return;
  const Scene scene(0, 01777);
  const std::string before = content_of(scene.path);
  plant_log(scene, kStranger);
  const std::string sentence =
      "bview: '" + scene.log +
      "' belongs to user 2, who is neither you nor root nor the owner of the file, so it is not "
      "believed; --undo-log PATH names another undo log (bview help safety)\n";
  CHECK(run_bview({"dump", scene.path}).errors == "");
  CHECK(run_bview({"info", scene.path}).errors == "");
  CHECK(run_bview({"undo", scene.path}).errors == sentence);
  CHECK(run_bview({"patch", scene.path, "-o", "0", "-s", "1", "65"}).errors == sentence);
  CHECK(content_of(scene.path) == before);
  // The same log, of somebody who may write the file anyway, is.
  REQUIRE(::chown(scene.log.c_str(), 0, 0) == 0);
  CHECK(run_bview({"dump", scene.path}).errors.find("was interrupted") != std::string::npos);
  CHECK(run_bview({"undo", scene.path}).code == 0);
  CHECK(content_of(scene.path) == "allow=0.0.0.0/0\n");
}

TEST_CASE("what is no regular file of one name is no log, and is not opened") {
  const TemporaryFolder folder;
  const std::string path = folder.file("data", "abcd");
  const std::string log = path + ".bview-undo";
  const auto check_refused = [&](const std::string& reason) {
    for (const std::string command : {"undo", "patch"}) {
      std::vector<std::string> arguments = {command, path};
      if (command == "patch") arguments.insert(arguments.end(), {"-i", "0", "1"});
      const Ending ending = run_bview(arguments);
      CHECK(ending.code == 2);
      CHECK(ending.errors.find(reason) != std::string::npos);
    }
    CHECK(run_bview({"dump", path}).errors == "");
    CHECK(content_of(path) == "abcd");
  };
  REQUIRE(::mkfifo(log.c_str(), 0600) == 0);
  check_refused("is no regular file, so it is no undo log");
  fs::remove(log);
  fs::create_directory(log);
  check_refused("is no regular file, so it is no undo log");
  fs::remove(log);
  fs::create_symlink(folder.file("elsewhere", "bvundo"), log);
  check_refused("is no regular file, so it is no undo log");
  fs::remove(log);
  fs::create_hard_link(folder.path("elsewhere"), log);
  check_refused("has several names");
}

/// Rewrites the log of `path`, by whatever name it can be opened, again and again.
void rewrite_for_ever(const std::string& log) {
  std::mt19937_64 random(7);  // NOLINT(cert-msc51-cpp): chance enough
  const std::array<std::uint64_t, 5> wild = {std::uint64_t{1} << 62U, 0x123450000, 0, 1,
                                             ~std::uint64_t{0}};
  for (;;) {
    const int file = ::open(log.c_str(), O_RDWR | O_NOFOLLOW | O_NONBLOCK);
    if (file < 0) continue;
    for (int k = 0; k < 50; ++k) {
      const std::uint64_t number = wild[random() % wild.size()];
      const auto where = static_cast<off_t>(8 * (random() % 40));
      if (::pwrite(file, &number, sizeof number, where) < 0) break;
      if (random() % 64 == 0 && ::ftruncate(file, static_cast<off_t>(random() % 400)) != 0) break;
    }
    ::close(file);
  }
}

TEST_CASE("the owner of a file who rewrites its log meanwhile harms nobody but the file") {
  if (!is_root()) return;
  for (const std::string kind : {"patch", "undo"}) {
    CAPTURE(kind);
    const Scene scene(kOwner, 0755);
    REQUIRE(::chown(scene.folder.path("").c_str(), kOwner, kOwner) == 0);
    const std::string before = content_of(scene.path);
    Child attacker([&](const Child::Tell& tell) {
      become(kOwner);
      tell("ready");
      rewrite_for_ever(scene.log);
    });
    REQUIRE(attacker.next() == "ready");
    for (int round = 0; round < 60; ++round) {
      CAPTURE(round);
      const Ending patch = run_bview({"patch", scene.path, "-f", "c", "-i", ":9", "#", "-q"});
      // Either way it ends as a program does, and never by a signal.
      CAPTURE(patch.errors);
      CHECK((patch.code == 0 || patch.code == 2));
      if (kind == "undo") {
        const Ending undo = run_bview({"undo", scene.path, "-q"});
        CAPTURE(undo.errors);
        CHECK((undo.code == 0 || undo.code == 1 || undo.code == 2));
      }
      CHECK(content_of(scene.path).substr(9) == before.substr(9));
      CHECK(fs::file_size(scene.path) == before.size());
      fs::remove(scene.log);
    }
    attacker.end();
  }
}

TEST_CASE("two files with one undo log do not lose each other's bytes") {
  const TemporaryFolder folder;
  const std::string a = folder.file("a", "aaaa");
  const std::string b = folder.file("b", "bbbb");
  const std::string log = folder.path("log");
  CHECK(run_bview({"patch", a, "-i", "0", "1", "-q", "--undo-log", log}).code == 0);
  const std::string kept = content_of(log);
  const Ending other = run_bview({"patch", b, "-i", "0", "1", "-q", "--undo-log", log});
  CHECK(other.code == 2);
  CHECK(other.errors == "bview: the undo log '" + log +
                            "' is of another file, or of this one before it was replaced: "
                            "--undo-log PATH puts a log elsewhere, --any-file puts a new one in "
                            "its place (bview help safety)\n");
  CHECK(content_of(b) == "bbbb");
  CHECK(content_of(log) == kept);
  CHECK(run_bview({"undo", a, "--undo-log", log}).code == 0);
  CHECK(content_of(a) == "aaaa");
  // At the same time: whoever comes second is refused, and the first keeps its bytes.
  for (int round = 0; round < 20; ++round) {
    fs::remove(log);
    Process first({"patch", a, "-i", "0", "2", "-q", "--undo-log", log});
    Process second({"patch", b, "-i", "0", "2", "-q", "--undo-log", log});
    const int codes = first.wait().code + second.wait().code;
    CHECK(codes == 2);
    const bool a_won = content_of(a) != "aaaa";
    CHECK((content_of(b) != "bbbb") != a_won);
    CHECK(run_bview({"undo", a_won ? a : b, "--undo-log", log, "-q"}).code == 0);
    CHECK(content_of(a) + content_of(b) == "aaaabbbb");
  }
}

/// An ACL as the kernel takes it: user kStranger may read and write, the group may not.
bool give_acl(const std::string& path, const char* name) {
  struct Entry {
    std::uint16_t tag, permissions;
    std::uint32_t id;
  };
  constexpr std::uint32_t kNobody = ~std::uint32_t{0};
  const Entry entries[] = {{0x01, 6, kNobody},
                           {0x02, 6, kStranger},
                           {0x04, 0, kNobody},
                           {0x10, 6, kNobody},
                           {0x20, 0, kNobody}};
  std::string acl("\2\0\0\0", 4);
  acl.append(reinterpret_cast<const char*>(entries), sizeof entries);
  return ::setxattr(path.c_str(), name, acl.data(), acl.size(), 0) == 0;
}

/// What user and group 60 or the stranger can read of a file: "" if nothing.
std::string seen_by(uid_t user, gid_t group, const std::string& path) {
  return Child([&](const Child::Tell& tell) {
           if (::setgroups(0, nullptr) != 0 || ::setgid(group) != 0 || ::setuid(user) != 0) return;
           tell(content_of(path));
         })
      .all();
}

TEST_CASE("nobody reads in a log what he may not read in the file") {
  if (!is_root()) return;
  constexpr gid_t kGames = 60;
  {
    // The mask of an ACL looks like the rights of the group, which it has not.
    const TemporaryFolder folder;
    REQUIRE(::chmod(folder.path("").c_str(), 0755) == 0);
    const std::string path = folder.file("secret", "password");
    REQUIRE(::chown(path.c_str(), kOwner, kGames) == 0);
    REQUIRE(::chmod(path.c_str(), 0600) == 0);
    if (!give_acl(path, "system.posix_acl_access")) return;  // this file system has none
    REQUIRE(seen_by(5, kGames, path) == "");
    CHECK(run_bview({"patch", path, "-f", "c", "-i", "0", "x", "-q"}).code == 0);
    struct stat log {};
    REQUIRE(::stat((path + ".bview-undo").c_str(), &log) == 0);
    CHECK((log.st_mode & 0777U) == 0600);
    CHECK(seen_by(5, kGames, path + ".bview-undo") == "");
  }
  {
    // The default ACL of a folder gives rights to what is made in it.
    const TemporaryFolder folder;
    REQUIRE(::chmod(folder.path("").c_str(), 0755) == 0);
    const std::string path = folder.file("secret", "password");
    REQUIRE(::chown(path.c_str(), kOwner, kGames) == 0);
    REQUIRE(::chmod(path.c_str(), 0640) == 0);
    REQUIRE(give_acl(folder.path(""), "system.posix_acl_default"));
    CHECK(run_bview({"patch", path, "-f", "c", "-i", "0", "x", "-q"}).code == 0);
    CHECK(seen_by(kStranger, kStranger, path + ".bview-undo") == "");
    CHECK(seen_by(5, kGames, path + ".bview-undo") != "");  // who may read the file
    CHECK(::getxattr((path + ".bview-undo").c_str(), "system.posix_acl_access", nullptr, 0) <= 0);
  }
}

TEST_CASE("a log is for its maker alone until the patch is finished") {
  const TemporaryFolder folder;
  const std::string path = folder.file("data", "abcd");
  REQUIRE(::chmod(path.c_str(), 0666) == 0);
  const auto disk = open_patch_disk({path});
  const testing::Patch patch{"abcd", {{0, "X"}}};
  const EditSource edits = patch.edits();
  std::vector<unsigned> modes;
  const EditSource looking = [&](const EditVisitor& visit) {
    struct stat log {};
    if (::stat((path + ".bview-undo").c_str(), &log) == 0) modes.push_back(log.st_mode & 0777U);
    edits(visit);
  };
  apply_edits(*disk, looking);
  CHECK(modes == std::vector<unsigned>{0600, 0600});  // while it writes, and while it checks
}

}  // namespace
}  // namespace bview
