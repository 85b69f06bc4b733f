// SPDX-License-Identifier: MIT
// Patches of real files: what becomes of them, of their log, and of what is around them.

#include <doctest/doctest.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/core/journal.hpp>
#include <bview/core/patch_disk.hpp>
#include <bview/core/quote.hpp>

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

const std::string kElsewhere =
    "; a patch needs it while it writes, and --undo-log PATH puts it elsewhere";

const Patch kPatch{"the quick brown fox", {{0, "T"}, {4, "QUICK"}}};

void write_patch(const std::string& path, const std::string& log, const Patch& patch = kPatch,
                 Durability durability = Durability::Synced) {
  apply_edits(*open_patch_disk({path, log, durability}), patch.edits());
}
void write_patch(const std::string& path) { write_patch(path, default_log_path(path)); }

UndoOutcome take_back(const std::string& path, const std::string& log) {
  return undo_edits(*open_patch_disk({path, log})).outcome;
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
  CHECK(default_log_path(folder.path("broken")) == folder.path("nowhere.bview-undo"));
  CHECK(default_log_path("no/such/file") == "no/such/file.bview-undo");
}

TEST_CASE("a log that is not published has no name and leaves nothing behind") {
  const TemporaryFolder folder;
  const std::string path = folder.file("data", kPatch.before);
  {
    const auto disk = open_patch_disk({path, folder.path("log")});
    disk->log_create();
    disk->log_append(std::as_bytes(std::span(kPatch.before)));
    CHECK(names_in(folder.path("")).starts_with("data "));
  }
  CHECK(names_in(folder.path("")) == "data ");
  write_patch(path, folder.path("log"));
  {
    const auto disk = open_patch_disk({path, folder.path("log")});
    apply_edits(*disk, Patch{kPatch.after(), {{10, "B"}}}.edits(), {.keep = 1});
    CHECK(names_in(folder.path("")) == "data log ");
  }
  CHECK(names_in(folder.path("")) == "data log ");
  CHECK(take_back(path, folder.path("log")) == UndoOutcome::Restored);
  CHECK(content_of(path) == kPatch.after());
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
  for (const std::string& log : {path, linked, hard, folder.path("./data")}) {
    CAPTURE(log);
    const std::string sentence = "'" + log + "' is the file itself and cannot be its undo log";
    CHECK(refusal([&] { write_patch(path, log); }) == sentence);
    CHECK(refusal([&] { take_back(path, log); }) == sentence);
  }
  CHECK(content_of(path) == kPatch.before);
  CHECK(names_in(folder.path("")) == "data hard link ");
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
        "cannot create the undo log '" + log + "': Permission denied" + kElsewhere);
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
                    "': File too large; the file is unchanged");
  CHECK((content_of(path) == small.after()));
  CHECK((content_of(default_log_path(path)) == older_log));
  CHECK(names_in(folder.path("")) == "data data.bview-undo ");
}

TEST_CASE("a disk that is full when the holes of a file are written is an error, and undone") {
  const TemporaryFolder folder;
  const TemporaryFolder elsewhere;  // for the log
  const std::string path = folder.path("data");
  const std::string log = elsewhere.path("log");
  const std::string told =
      Child([&](const Child::Tell& tell) {
        // A small disk that only this process sees.
        if (::unshare(CLONE_NEWNS) != 0 ||
            ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
            std::system(("cd '" + elsewhere.path("") +
                         "' && truncate -s 1M disk && mkfs.ext4 -q -b 1024 -O ^has_journal disk && "
                         "mount -o loop disk '" +
                         folder.path("") + "'")
                            .c_str()) != 0) {
          return tell("no disk");
        }
        static_cast<void>(folder.file("data", std::string(4096, 'a')));
        static_cast<void>(folder.file("filler", std::string(700'000, 'f')));
        fs::resize_file(path, 1'000'000);
        const std::string before = content_of(path);
        const Patch patch{before, {{0, "b"}, {30'000, std::string(400'000, 'c')}}};
        tell(refusal([&] { write_patch(path, log, patch); }) + "; ");
        tell(fs::file_size(path) == 1'000'000 ? "as long, " : "longer, ");
        tell(content_of(path) != before ? "changed, " : "unchanged, ");
        tell(take_back(path, log) == UndoOutcome::Restored ? "restored, " : "refused, ");
        tell(content_of(path) == before ? "as before" : "not as before");
      }).all();
  if (told == "no disk") return;
  CHECK(told == "cannot write to '" + path +
                    "': No space left on device; 'bview undo' brings the old bytes back; as long, "
                    "changed, restored, as before");
}

/// What a patch of a real file says when something happens to it before its n-th look at the
/// edits: to log them, to write them, to check them.
std::string mishap_of(const std::string& path, int nth, const std::function<void()>& happens) {
  const auto disk = open_patch_disk({path});
  const EditSource edits = kPatch.edits();
  int pass = 0;
  return refusal([&] {
    apply_edits(*disk, [&](const EditVisitor& visit) {
      if (++pass == nth) happens();
      edits(visit);
    });
  });
}

TEST_CASE("what becomes of the file while it is patched is told, and nothing is promised in vain") {
  struct Row {
    const char* what;
    std::function<void(const TemporaryFolder& folder, const std::string& path)> happens;
    std::string told;  ///< of the file
    std::string undo;  ///< of one that is written: what is to be done
  };
  const Row rows[] = {
      {"cut", [](const auto&, const std::string& path) { fs::resize_file(path, 6); },
       " was truncated to 6 bytes", "'bview undo --any-file' restores what is left"},
      {"grown", [](const auto&, const std::string& path) { fs::resize_file(path, 1000); }, "", ""},
      {"replaced",
       [](const TemporaryFolder& folder, const std::string& path) {
         fs::rename(folder.file("other", "another file"), path);
       },
       " was replaced by another file", "the patch is in the file before"},
      {"removed", [](const auto&, const std::string& path) { fs::remove(path); },
       " was removed or renamed", "the patch is in the file before"},
  };
  for (const Row& row : rows) {
    for (int pass = 1; pass <= 3; ++pass) {
      CAPTURE(row.what);
      CAPTURE(pass);
      const TemporaryFolder folder;
      const std::string path = folder.file("data", kPatch.before);
      const std::string told = mishap_of(path, pass, [&] { row.happens(folder, path); });
      if (row.told.empty()) {
        CHECK(told == "");
        CHECK(take_back(path) == UndoOutcome::Restored);
      } else if (pass == 1) {
        CHECK(told == "'" + path + "'" + row.told + " meanwhile; nothing was written");
        CHECK_FALSE(fs::exists(path + ".bview-undo"));
      } else {
        CAPTURE(told);
        CHECK(told.starts_with("'" + path + "'" + row.told + " while it was patched; "));
        CHECK(told.find(row.undo) != std::string::npos);
      }
      if (row.what == std::string("cut")) CHECK(fs::file_size(path) == 6);
      if (row.what == std::string("grown")) {
        CHECK(content_of(path).substr(0, kPatch.before.size()) == kPatch.before);
      }
    }
  }
}

TEST_CASE("a folder is no log") {
  const TemporaryFolder folder;
  const std::string path = folder.file("data", kPatch.before);
  fs::create_directory(folder.path("d"));
  CHECK(refusal([&] { write_patch(path, folder.path("d/")); }) ==
        "'" + folder.path("d/") + "' is a folder; --undo-log takes the path of a file");
  CHECK(content_of(path) == kPatch.before);
}

TEST_CASE("a log that may be read by more than the file is not appended to") {
  const TemporaryFolder folder;
  const std::string path = folder.file("data", kPatch.before);
  REQUIRE(::chmod(path.c_str(), 0644) == 0);
  write_patch(path);
  const auto old_log = status_of(default_log_path(path)).st_ino;
  REQUIRE(::chmod(path.c_str(), 0600) == 0);
  write_patch(path, default_log_path(path), {kPatch.after(), {{10, "B"}}});
  CHECK(status_of(default_log_path(path)).st_ino != old_log);
  CHECK((status_of(default_log_path(path)).st_mode & 07777U) == 0600);
  CHECK(take_back(path) == UndoOutcome::Restored);
  CHECK(take_back(path) == UndoOutcome::Restored);
  CHECK(content_of(path) == kPatch.before);
}

TEST_CASE("a log that is appended to is for its user alone meanwhile") {
  const TemporaryFolder folder;
  const std::string path = folder.file("data", kPatch.before);
  REQUIRE(::chmod(path.c_str(), 0644) == 0);
  write_patch(path);
  const auto mode = [&] { return status_of(default_log_path(path)).st_mode & 0777U; };
  CHECK(mode() == 0644);
  const auto disk = open_patch_disk({path});
  const Patch second{kPatch.after(), {{10, "B"}}};
  const EditSource edits = second.edits();
  std::vector<unsigned> modes;
  apply_edits(*disk, [&](const EditVisitor& visit) {
    modes.push_back(mode());
    edits(visit);
  });
  CHECK(modes == std::vector<unsigned>{0644, 0600, 0600});
  CHECK(mode() == 0644);
}

TEST_CASE("a folder that is renamed meanwhile is worked in all the same") {
  const TemporaryFolder folder;
  fs::create_directory(folder.path("d"));
  const std::string path = folder.file("d/data", kPatch.before);
  CHECK(mishap_of(path, 1, [&] { fs::rename(folder.path("d"), folder.path("e")); }) == "");
  CHECK(content_of(folder.path("e/data")) == kPatch.after());
  CHECK(take_back(folder.path("e/data")) == UndoOutcome::Restored);
}

TEST_CASE("a log that appears, or disappears, meanwhile is told") {
  const TemporaryFolder folder;
  const std::string path = folder.file("data", kPatch.before);
  const std::string log = path + ".bview-undo";
  CHECK(mishap_of(path, 1, [&] { static_cast<void>(folder.file("data.bview-undo", "hi")); }) ==
        "cannot create the undo log '" + log + "': File exists" + kElsewhere);
  CHECK(content_of(path) == kPatch.before);
  CHECK(content_of(log) == "hi");
  fs::remove(log);
  CHECK(mishap_of(path, 2, [&] { fs::remove(log); }) ==
        "the patch is written, but its undo log '" + log +
            "' was removed meanwhile: it cannot be taken back");
  CHECK(content_of(path) == kPatch.after());
}

TEST_CASE("a folder that cannot be listed is refused before anything is written") {
  if (::geteuid() != 0) return;
  const TemporaryFolder folder;
  const std::string path = folder.file("data", kPatch.before);
  REQUIRE(::chmod(path.c_str(), 0666) == 0);
  REQUIRE(::chmod(folder.path("").c_str(), 0333) == 0);
  const std::string told = told_to_nobody([&] { write_patch(path); });
  CHECK(told.find("cannot open the folder") == 0);
  CHECK(told.find("--no-sync does without") != std::string::npos);
  CHECK(content_of(path) == kPatch.before);
  CHECK(told_to_nobody([&] {
          write_patch(path, default_log_path(path), kPatch, Durability::NotSynced);
        }) == "");
  CHECK(content_of(path) == kPatch.after());
}

TEST_CASE("what cannot be patched is refused by name") {
  const TemporaryFolder folder;
  const auto open = [&](const std::string& path) {
    return message_of([&] { return open_patch_disk({path, path + ".log"}); });
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
  const auto disk = open_patch_disk({path});
  CHECK(disk->identity().size == 0);
  apply_edits(*disk, Patch{}.edits());
  CHECK(undo_edits(*disk).outcome == UndoOutcome::Restored);
  CHECK(names_in(folder.path("")) == "data ");
}

TEST_CASE("the name of a log may be relative, and as long as names may be") {
  const TemporaryFolder folder;
  const std::string path = folder.file(std::string(230, 'n'), kPatch.before);
  write_patch(path);
  CHECK(take_back(path) == UndoOutcome::Restored);
  const std::string too_long = folder.file(std::string(250, 'n'), kPatch.before);
  CHECK(refusal([&] { write_patch(too_long); }) == "cannot look for the undo log " +
                                                       bview::quoted(default_log_path(too_long)) +
                                                       ": File name too long");
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
