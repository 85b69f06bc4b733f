// Patches of real files: what becomes of them, of their log, and of what is around them.

#include "core/patch_disk.hpp"

#include <doctest/doctest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "core/journal.hpp"
#include "core/quote.hpp"
#include "tests/support/child.hpp"
#include "tests/support/errors.hpp"
#include "tests/support/patches.hpp"
#include "tests/support/temporary.hpp"

namespace bview {
namespace {

namespace fs = std::filesystem;
using testing::Child;
using testing::content_of;
using testing::message_of;
using testing::Patch;
using testing::TemporaryFolder;

const Patch kPatch{"the quick brown fox", {{0, "T"}, {4, "QUICK"}}};

void write_patch(const std::string& path, const std::string& log, const Patch& patch = kPatch,
                 Durability durability = Durability::Synced) {
  apply_edits(*open_patch_disk(path, log, durability), patch.edits(), true);
}
void write_patch(const std::string& path) { write_patch(path, default_log_path(path)); }

UndoOutcome take_back(const std::string& path, const std::string& log) {
  return undo_edits(*open_patch_disk(path, log, Durability::Synced)).outcome;
}
UndoOutcome take_back(const std::string& path) { return take_back(path, default_log_path(path)); }

std::string refusal(const std::function<void()>& run) {
  return message_of([&] { return run(), 0; });
}

struct stat status_of(const std::string& path) {
  struct stat status {};
  REQUIRE(::stat(path.c_str(), &status) == 0);
  return status;
}

/// The names in a folder, in order.
std::string names_in(const std::string& folder) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) names.push_back(entry.path().filename());
  std::sort(names.begin(), names.end());
  std::string text;
  for (const std::string& name : names) text += name + ' ';
  return text;
}

TEST_CASE("a patch of a file is written in place and taken back") {
  for (const Durability durability : {Durability::Synced, Durability::NotSynced}) {
    const TemporaryFolder folder;
    const std::string path = folder.file("data", kPatch.before);
    REQUIRE(::chmod(path.c_str(), 0640) == 0);
    fs::create_hard_link(path, folder.path("other name"));
    const struct stat before = status_of(path);

    write_patch(path, default_log_path(path), kPatch, durability);
    CHECK(content_of(path) == kPatch.after());
    CHECK(content_of(folder.path("other name")) == kPatch.after());
    const struct stat after = status_of(path);
    CHECK(after.st_ino == before.st_ino);
    CHECK(after.st_size == before.st_size);
    CHECK(after.st_mode == before.st_mode);
    CHECK(after.st_nlink == 2);
    CHECK(after.st_uid == before.st_uid);
    CHECK(after.st_gid == before.st_gid);
    CHECK(names_in(folder.path("")) == "data data.bview-undo other name ");

    CHECK(take_back(path) == UndoOutcome::Restored);
    CHECK(content_of(path) == kPatch.before);
    CHECK(status_of(path).st_ino == before.st_ino);
    CHECK(names_in(folder.path("")) == "data other name ");
  }
}

TEST_CASE("through a symbolic link the file is patched, and its log is beside it") {
  const TemporaryFolder folder;
  fs::create_directory(folder.path("real"));
  const std::string path = folder.file("real/data", kPatch.before);
  fs::create_symlink("real/data", folder.path("link"));
  fs::create_symlink("link", folder.path("link to link"));
  write_patch(folder.path("link to link"));
  CHECK(content_of(path) == kPatch.after());
  CHECK(fs::is_symlink(folder.path("link")));
  CHECK(names_in(folder.path("real")) == "data data.bview-undo ");
  CHECK(names_in(folder.path("")) == "link link to link real ");
  CHECK(take_back(path) == UndoOutcome::Restored);
  CHECK(content_of(path) == kPatch.before);
}

TEST_CASE("the log of a path lies beside the file that it leads to") {
  const TemporaryFolder folder;
  const std::string root = fs::canonical(folder.path("")).string();
  const std::string path = folder.file("data", "");
  fs::create_symlink("data", folder.path("link"));
  fs::create_symlink("nowhere", folder.path("broken"));
  CHECK(default_log_path(path) == path + ".bview-undo");
  CHECK(default_log_path(folder.path("link")) == root + "/data.bview-undo");
  CHECK(default_log_path(folder.path("./link")) == root + "/data.bview-undo");
  CHECK(default_log_path(folder.path("broken")) == folder.path("broken.bview-undo"));
  CHECK(default_log_path("no/such/file") == "no/such/file.bview-undo");
}

TEST_CASE("a log that is not published is gone with the disk, and only that") {
  const TemporaryFolder folder;
  const std::string path = folder.file("data", kPatch.before);
  {
    const auto disk = open_patch_disk(path, folder.path("log"), Durability::Synced);
    disk->log_create();
    CHECK(disk->new_log_exists());
    CHECK(names_in(folder.path("")) == "data log.bview-new ");
  }
  CHECK(names_in(folder.path("")) == "data ");
  write_patch(path, folder.path("log"));
  {
    // Over a finished log: when this one is done, a new log is somebody else's.
    const auto disk = open_patch_disk(path, folder.path("log"), Durability::Synced);
    apply_edits(*disk, Patch{kPatch.after(), {{10, "B"}}}.edits(), true);
    CHECK(names_in(folder.path("")) == "data log ");
    static_cast<void>(folder.file("log.bview-new", ""));
  }
  CHECK(names_in(folder.path("")) == "data log log.bview-new ");
}

TEST_CASE("what lies where the new log goes is replaced and never written through") {
  const TemporaryFolder folder;
  const std::string path = folder.file("data", kPatch.before);
  const std::string precious = folder.file("precious", "keep me");
  const std::string in_the_way = default_log_path(path) + ".bview-new";
  fs::create_symlink(precious, in_the_way);
  write_patch(path);
  CHECK(content_of(precious) == "keep me");
  fs::create_hard_link(precious, in_the_way);
  write_patch(path, default_log_path(path), {kPatch.after(), {{10, "B"}}});
  CHECK(content_of(precious) == "keep me");
  CHECK(names_in(folder.path("")) == "data data.bview-undo precious ");
}

TEST_CASE("a file that is no log is not replaced by one") {
  const TemporaryFolder folder;
  const std::string path = folder.file("data", kPatch.before);
  const std::string notes = folder.file("notes", "keep me");
  CHECK(refusal([&] { write_patch(path, notes); }) ==
        "'" + notes + "' is no undo log, or a damaged one: move it away first");
  CHECK(content_of(notes) == "keep me");
  CHECK(content_of(path) == kPatch.before);
}

TEST_CASE("the file itself cannot be its log, under none of its names") {
  const TemporaryFolder folder;
  const std::string path = folder.file("data", kPatch.before);
  const std::string linked = folder.path("link");
  fs::create_symlink("data", linked);
  const std::string hard = folder.path("hard");
  fs::create_hard_link(path, hard);
  const std::string new_name = folder.path("x.bview-new");
  fs::create_hard_link(path, new_name);
  for (const std::string& log : {path, linked, hard, folder.path("./data"), folder.path("x")}) {
    CAPTURE(log);
    const std::string name = log == folder.path("x") ? new_name : log;
    const std::string sentence = "'" + name + "' is the file itself and cannot be its undo log";
    CHECK(refusal([&] { write_patch(path, log); }) == sentence);
    CHECK(refusal([&] { take_back(path, log); }) == sentence);
  }
  CHECK(content_of(path) == kPatch.before);
  CHECK(names_in(folder.path("")) == "data hard link x.bview-new ");
}

TEST_CASE("a log may be read by those who may read the file, and nobody else") {
  for (const unsigned mode : {0600U, 0640U, 0644U, 0666U, 0755U}) {
    const TemporaryFolder folder;
    const std::string path = folder.file("data", kPatch.before);
    REQUIRE(::chmod(path.c_str(), mode) == 0);
    if (::geteuid() == 0) REQUIRE(::chown(path.c_str(), 1234, 2345) == 0);
    write_patch(path);
    const struct stat log = status_of(default_log_path(path));
    CHECK((log.st_mode & 07777U) == (mode & 0666U));
    CHECK(log.st_uid == status_of(path).st_uid);
    CHECK(log.st_gid == status_of(path).st_gid);
  }
}

/// What a user without privileges is told; "" if all went well.
std::string told_to_nobody(const std::function<void()>& run) {
  constexpr unsigned kNobody = 65534;
  return Child([&](const Child::Tell&) {
           if (::geteuid() == 0 && (::setgid(kNobody) != 0 || ::setuid(kNobody) != 0)) ::_exit(1);
           run();
         })
      .all();
}

TEST_CASE("where no log can be written nothing is") {
  const TemporaryFolder folder;
  const std::string path = folder.file("data", kPatch.before);
  const std::string log = default_log_path(path);
  REQUIRE(::chmod(path.c_str(), 0666) == 0);
  REQUIRE(::chmod(folder.path("").c_str(), 0555) == 0);
  CHECK(told_to_nobody([&] { write_patch(path); }) ==
        "cannot create the undo log '" + log +
            ".bview-new': Permission denied; --undo-log PATH puts the undo log elsewhere");
  CHECK(content_of(path) == kPatch.before);
  REQUIRE(::chmod(folder.path("").c_str(), 0700) == 0);
  REQUIRE(::chmod(path.c_str(), 0400) == 0);
  if (::geteuid() == 0) REQUIRE(::chmod(folder.path("").c_str(), 0777) == 0);
  CHECK(told_to_nobody([&] { write_patch(path); }) ==
        "cannot open '" + path + "': Permission denied");
}

TEST_CASE("a log of another group's file is for its owner alone") {
  if (::geteuid() != 0) return;  // only root can make such a file
  const TemporaryFolder folder;
  const std::string path = folder.file("data", kPatch.before);
  REQUIRE(::chmod(path.c_str(), 0666) == 0);
  REQUIRE(::chmod(folder.path("").c_str(), 0777) == 0);
  CHECK(told_to_nobody([&] { write_patch(path); }) == "");
  CHECK((status_of(default_log_path(path)).st_mode & 07777U) == 0600);
  CHECK(content_of(path) == kPatch.after());
}

TEST_CASE("a disk that is full when the log is written leaves the file and an older log alone") {
  const TemporaryFolder folder;
  const std::string path = folder.file("data", std::string(100'000, 'a'));
  const Patch small{content_of(path), {{0, "b"}}};
  write_patch(path, default_log_path(path), small);
  const std::string older_log = content_of(default_log_path(path));
  const Patch large{content_of(path), {{0, std::string(90'000, 'c')}}};
  const std::string told = Child([&](const Child::Tell&) {
                             // Files may not grow beyond this: the next best thing to a full disk.
                             std::signal(SIGXFSZ, SIG_IGN);
                             const rlimit limit{50'000, 50'000};
                             ::setrlimit(RLIMIT_FSIZE, &limit);
                             write_patch(path, default_log_path(path), large);
                           }).all();
  CHECK(told == "cannot write the undo log '" + default_log_path(path) +
                    ".bview-new': File too large; the file is unchanged");
  CHECK((content_of(path) == small.after()));
  CHECK((content_of(default_log_path(path)) == older_log));
  CHECK(names_in(folder.path("")) == "data data.bview-undo ");
}

TEST_CASE("a disk that is full when the holes of a file are written is an error, and undone") {
  const TemporaryFolder folder;
  const std::string path = folder.file("data", std::string(4096, 'a'));
  fs::resize_file(path, 100'000);
  const testing::Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (::lseek(file.get(), 0, SEEK_HOLE) != 4096) return;  // this file system does not tell
  const std::string before = content_of(path);
  const Patch patch{before, {{0, "b"}, {30'000, std::string(40'000, 'c')}}};
  // The log has 80 KB; what is small is the limit of the file, once it is written.
  const std::string told = Child([&](const Child::Tell&) {
                             std::signal(SIGXFSZ, SIG_IGN);
                             const auto disk =
                                 open_patch_disk(path, default_log_path(path), Durability::Synced);
                             const auto limit_files = [](double) {
                               const rlimit limit{50'000, 50'000};
                               ::setrlimit(RLIMIT_FSIZE, &limit);
                             };
                             apply_edits(*disk, patch.edits(), true, limit_files);
                           }).all();
  CHECK(told ==
        "cannot write to '" + path + "': File too large; 'bview undo' brings the old bytes back");
  CHECK((content_of(path) == std::string(1, 'b') + before.substr(1, 29'999) +
                                 std::string(20'000, 'c') + before.substr(50'000)));
  CHECK(take_back(path) == UndoOutcome::Restored);
  CHECK((content_of(path) == before));
  struct stat status = status_of(path);
  CHECK(status.st_blocks * 512 <= 4096 + 20'000 + 2 * 4096);
}

TEST_CASE("what cannot be patched is refused by name") {
  const TemporaryFolder folder;
  const auto open = [&](const std::string& path) {
    return message_of([&] { return open_patch_disk(path, path + ".log", Durability::Synced); });
  };
  const std::string missing = folder.path("missing");
  CHECK(open(missing) == "cannot open '" + missing + "': No such file or directory");
  CHECK(open(folder.path("")) == "cannot open '" + folder.path("") + "': Is a directory");
  CHECK(open("/dev/null") == "cannot map '/dev/null': it is no regular file or block device");
  REQUIRE(::mkfifo(folder.path("fifo").c_str(), 0600) == 0);
  CHECK(open(folder.path("fifo")) ==
        "cannot map '" + folder.path("fifo") + "': it is no regular file or block device");
}

TEST_CASE("an empty file has nothing to patch, and no harm comes of it") {
  const TemporaryFolder folder;
  const std::string path = folder.file("data", "");
  const auto disk = open_patch_disk(path, default_log_path(path), Durability::Synced);
  CHECK(disk->identity().size == 0);
  apply_edits(*disk, Patch{}.edits(), true);
  CHECK(undo_edits(*disk).outcome == UndoOutcome::Restored);
  CHECK(names_in(folder.path("")) == "data ");
}

TEST_CASE("the name of a log may be relative, and as long as names may be") {
  const TemporaryFolder folder;
  const std::string path = folder.file(std::string(230, 'n'), kPatch.before);
  write_patch(path);
  CHECK(take_back(path) == UndoOutcome::Restored);
  const std::string too_long = folder.file(std::string(250, 'n'), kPatch.before);
  CHECK(refusal([&] { write_patch(too_long); }) ==
        "cannot create the undo log " + bview::quoted(default_log_path(too_long) + ".bview-new") +
            ": File name too long; --undo-log PATH puts the undo log elsewhere");
  const std::string told = Child([&](const Child::Tell& tell) {
                             if (::chdir(folder.path("").c_str()) != 0) return;
                             write_patch(too_long, "log");
                             tell(fs::exists("log") ? "there" : "not there");
                           }).all();
  CHECK(told == "there");
  CHECK(take_back(too_long, folder.path("log")) == UndoOutcome::Restored);
  CHECK(content_of(too_long) == kPatch.before);
}

}  // namespace
}  // namespace bview
