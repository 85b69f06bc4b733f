// SPDX-License-Identifier: MIT
// Patches and undos that die at every one of their operations, by a kill or a loss of
// power: what is left is old, or new, or mended by an undo.

#include <doctest/doctest.h>

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <bview/core/journal.hpp>
#include <bview/core/journal_log.hpp>

#include "tests/support/fake_disk.hpp"
#include "tests/support/patches.hpp"

namespace bview {
namespace {

using testing::Death;
using testing::DiskImage;
using testing::FakeDisk;
using testing::Luck;
using testing::Patch;
using testing::Stop;

using Job = std::function<void(FakeDisk& disk)>;
using Check = std::function<void(const DiskImage& image)>;

/// Lets a job die at each of its operations and checks what the next process may find,
/// also when it did not die but the power failed right behind it.
void for_each_crash(const DiskImage& start, const Job& job, std::uint64_t lucks,
                    const Check& check) {
  for (int k = 1;; ++k) {
    bool ended = false;
    for (const Stop stop : {Stop::Dies, Stop::DiesHalfway}) {
      FakeDisk disk(start);
      disk.stop_at(k, stop);
      try {
        job(disk);
        ended = true;
      } catch (const Death&) {
      }
      const std::string place = "operation " + std::to_string(k) + ", " + disk.trace().back();
      CAPTURE(place);
      check(disk.after_kill());
      for (std::uint64_t seed = 0; seed < lucks; ++seed) {
        CAPTURE(seed);
        check(disk.after_power_loss(Luck(seed)));
      }
    }
    if (ended) return;
  }
}

void undo(FakeDisk& disk) {
  const UndoOutcome outcome = undo_edits(disk).outcome;  // a CHECK would catch its death
  CHECK(outcome == UndoOutcome::Restored);
}

/// A patch, and what lay there before it.
struct Scene {
  std::string name;
  Patch patch;
  bool keep_log = true;
  std::string before_older{};  ///< an older patch left its log; these bytes were before it
  bool leftover = false;       ///< behind it one stands that was killed while it was logged
  std::uint64_t lucks = 40;
  std::size_t keep = 16;  ///< patches in the log
};

std::string pattern(std::size_t size) {
  std::string text(size, '\0');
  for (std::size_t k = 0; k < size; ++k) text[k] = static_cast<char>(k * 7 + k / 256);
  return text;
}

std::string inverted(std::string text) {
  for (char& byte : text) byte = static_cast<char>(~byte);
  return text;
}

std::vector<Scene> scenes() {
  const std::string text = "the quick brown fox";
  const Patch scattered{text, {{0, "T"}, {4, "QUICK"}, {18, "X"}}};
  const Patch whole{text, {{0, "THE SLOW WHITE DUCK"}}};
  const Patch back_to_front{text, {{16, "FOX"}, {10, "BR"}, {0, "TH"}}};
  // Several runs, and more than the log is written at a time.
  const std::string large = pattern(kLongestRun + 1000);
  const Patch long_one{large, {{5, inverted(large.substr(5, kLongestRun + 100))}}};
  return {
      {"one byte", {text, {{5, "#"}}}},
      {"all bytes", whole},
      {"several runs", scattered},
      {"runs in falling order", back_to_front},
      {"adjacent edits", {text, {{3, "a"}, {4, "bc"}, {6, "d"}, {9, "e"}}}},
      {"no log is kept", scattered, false},
      {"over an older log", scattered, true, "THE old brown fxx!!"},
      {"over an older log, and none is kept", whole, false, "THE old brown fxx!!"},
      {"over a log with one that was never finished writing", back_to_front, true,
       "the quick brown FFF", true},
      {"in place of an older one", scattered, true, "THE old brown fxx!!", false, 40, 1},
      {"in place of an older one and one never finished", scattered, true, "THE old brown fxx!!",
       true, 40, 1},
      {"no edits", {text, {}}},
      {"a long run", long_one, true, "", false, 4},
  };
}

DiskImage start_of(const Scene& scene) {
  DiskImage image{scene.patch.before};
  if (!scene.before_older.empty()) {
    image = testing::patched({scene.before_older, {{0, scene.patch.before}}});
  }
  if (scene.leftover) *image.log += std::string(3, '\0');
  return image;
}

/// The log when the patch is out of it again.
std::optional<std::string> older_log(const Scene& scene) {
  if (scene.before_older.empty() || scene.keep == 1) return std::nullopt;
  return testing::patched({scene.before_older, {{0, scene.patch.before}}}).log;
}

Job job_of(const Scene& scene) {
  return [&scene](FakeDisk& disk) {
    apply_edits(disk, scene.patch.edits(), {.keep_log = scene.keep_log, .keep = scene.keep});
  };
}

/// Undoes and gives what is there then.
DiskImage undone(const DiskImage& image, UndoOutcome outcome = UndoOutcome::Restored) {
  FakeDisk disk(image);
  CHECK(undo_edits(disk).outcome == outcome);
  return disk.after_end();
}

/// Every byte is that of one or the other.
bool is_mixture(const std::string& data, const std::string& one, const std::string& other) {
  for (std::size_t k = 0; k < data.size(); ++k) {
    if (data[k] != one[k] && data[k] != other[k]) return false;
  }
  return data.size() == one.size() && data.size() == other.size();
}

/// What any crash of the scene's patch may leave behind.
void check_mendable(const Scene& scene, const DiskImage& image) {
  const std::string& before = scene.patch.before;
  const std::string after = scene.patch.after();
  const bool older = !scene.before_older.empty();
  switch (testing::state_of(image)) {
    case LogState::None:
      // Either the patch did not begin, or it removed its log behind itself.
      CHECK(((!older && image.data == before) || (!scene.keep_log && image.data == after)));
      break;
    case LogState::Torn:
      CHECK(image.data == before);
      CHECK(undone(image, UndoOutcome::NothingToUndo).data == before);
      CHECK(testing::state_of(undone(image, UndoOutcome::NothingToUndo)) == LogState::Finished);
      break;
    case LogState::Pending: {
      CHECK(is_mixture(image.data, before, after));
      CHECK(undone(image) == DiskImage{before, older_log(scene)});
      FakeDisk refusing(image);
      CHECK_THROWS_AS(apply_edits(refusing, scene.patch.edits()), Error);
      CHECK(refusing.after_end() == image);
      break;
    }
    case LogState::Finished: {
      const bool ours = image.data == after && !(older && image.data == before);
      CHECK((ours || (older && image.data == before)));
      CHECK(undone(image).data == (ours ? before : scene.before_older));
      break;
    }
    case LogState::Damaged:
      FAIL_CHECK("a crash must not damage a log");
  }
}

TEST_CASE("a patch that dies anywhere leaves the file old, or new, or to be mended by undo") {
  for (const Scene& scene : scenes()) {
    CAPTURE(scene.name);
    for_each_crash(start_of(scene), job_of(scene), scene.lucks,
                   [&](const DiskImage& image) { check_mendable(scene, image); });
  }
}

TEST_CASE("a patch that succeeded stays, whatever happens then") {
  for (const Scene& scene : scenes()) {
    CAPTURE(scene.name);
    FakeDisk disk(start_of(scene));
    job_of(scene)(disk);
    const DiskImage end = disk.after_end();
    CHECK(end.data == scene.patch.after());
    CHECK(testing::state_of(end) == (scene.keep_log ? LogState::Finished : LogState::None));
    for (std::uint64_t seed = 0; seed < scene.lucks; ++seed) {
      CHECK(disk.after_power_loss(Luck(seed)) == end);
    }
  }
}

/// Undoes, again if it must be, until the file is as it was and there is no log.
void check_undo_ends(const Scene& scene, const DiskImage& image) {
  const LogState state = testing::state_of(image);
  if (state == LogState::None) {
    CHECK(image.data == scene.patch.before);
    return;
  }
  CHECK((state == LogState::Pending || state == LogState::Finished));
  CHECK(undone(image) == DiskImage{scene.patch.before});
}

TEST_CASE("an undo that dies anywhere is run again and brings the old bytes back") {
  for (const Scene& scene : scenes()) {
    if (!scene.keep_log) continue;
    CAPTURE(scene.name);
    for_each_crash(testing::patched(scene.patch), undo, scene.lucks,
                   [&](const DiskImage& image) { check_undo_ends(scene, image); });
  }
}

TEST_CASE("an undo of an interrupted patch that dies anywhere is run again") {
  for (const Scene& scene : scenes()) {
    CAPTURE(scene.name);
    const std::uint64_t lucks = scene.lucks / 8;
    if (lucks == 0) continue;  // large, and there is nothing new in it
    for_each_crash({scene.patch.before}, job_of(scene), lucks, [&](const DiskImage& image) {
      if (testing::state_of(image) != LogState::Pending) return;
      for_each_crash(image, undo, lucks,
                     [&](const DiskImage& left) { check_undo_ends(scene, left); });
    });
  }
}

TEST_CASE("an undo may die any number of times") {
  const Patch patch = scenes()[2].patch;
  for (int k = 1; k <= 9; ++k) {
    CAPTURE(k);
    DiskImage image = testing::patched(patch);
    bool ended = false;
    for (std::uint64_t attempt = 0; attempt < 20 && !ended; ++attempt) {
      FakeDisk disk(image);
      disk.stop_at(k, Stop::DiesHalfway);
      try {
        undo(disk);
        ended = true;
      } catch (const Death&) {
      }
      image = ended              ? disk.after_end()
              : attempt % 2 == 0 ? disk.after_kill()
                                 : disk.after_power_loss(Luck(attempt));
      // The power may fail when the log is gone and nothing is left to do.
      ended = ended || testing::state_of(image) == LogState::None;
    }
    CHECK((ended ? image : undone(image)) == DiskImage{patch.before});
  }
}

TEST_CASE("taking back all patches dies anywhere and is run again") {
  const std::string text = "the quick brown fox";
  // They overlap, so that only one order of undoing brings the first bytes back.
  const Patch first{text, {{0, "T"}, {4, "QUICK"}}};
  const Patch second{first.after(), {{2, "###"}, {18, "X"}}};
  const Patch third{second.after(), {{0, "0123456789"}}};
  const DiskImage start =
      testing::patched(third, testing::patched(second, testing::patched(first)));
  const auto undo_all = [](FakeDisk& disk) {
    const UndoOutcome outcome = undo_edits(disk, {.all = true}).outcome;
    CHECK(outcome == UndoOutcome::Restored);
  };
  for_each_crash(start, undo_all, 20, [&](const DiskImage& image) {
    if (testing::state_of(image) == LogState::None) {
      CHECK(image == DiskImage{text});
      return;
    }
    FakeDisk again(image);
    undo_all(again);
    CHECK(again.after_end() == DiskImage{text});
    // Or one by one, as far as they go.
    DiskImage one = image;
    for (int k = 0; k < 3 && one.log; ++k) one = undone(one);
    CHECK(one == DiskImage{text});
  });
}

TEST_CASE("taking back all patches, of which one does not fit, dies anywhere and is mended") {
  const std::string text = "the quick brown fox";
  const DiskImage first = testing::patched({text, {{0, "T"}}});
  const DiskImage second = testing::patched({first.data, {{4, "Q"}}}, first);
  const DiskImage start = testing::patched({"?" + second.data.substr(1), {{8, "K"}}}, second);
  const auto refused = [](FakeDisk& disk) {
    const UndoOutcome outcome = undo_edits(disk, {.all = true}).outcome;
    CHECK(outcome == UndoOutcome::Refused);
  };
  for_each_crash(start, refused, 20, [&](const DiskImage& image) {
    DiskImage left = image;
    for (int k = 0; k < 3 && testing::state_of(left) == LogState::Pending; ++k) left = undone(left);
    CHECK(testing::state_of(left) == LogState::Finished);
    // What is finished still can be taken back, down to the one that does not fit.
    for (int k = 0; k < 2 && left.log != first.log; ++k) left = undone(left);
    CHECK(left.data == "?" + text.substr(1));
  });
}

TEST_CASE("the order of operations is what the promise rests on") {
  const auto trace = [](const DiskImage& image, const Job& job) {
    FakeDisk disk(image);
    job(disk);
    std::string text;
    for (const std::string& operation : disk.trace()) text += operation + ' ';
    return text;
  };
  const Patch patch{"abcdef", {{0, "A"}, {5, "F"}}};
  const auto apply = [&](bool keep_log) {
    return [&patch, keep_log](FakeDisk& disk) {
      apply_edits(disk, patch.edits(), {.keep_log = keep_log});
    };
  };
  const std::string written =
      "log_create log_append log_sync log_publish log_sync_folder data_write data_write data_sync ";
  CHECK(trace({patch.before}, apply(true)) == written + "log_write log_sync ");
  CHECK(trace({patch.before}, apply(false)) ==
        written + "log_write log_sync log_remove log_sync_folder ");
  const std::string restored = "data_write data_write data_sync log_remove log_sync_folder ";
  CHECK(trace(testing::patched(patch), undo) == "log_write log_sync " + restored);
  CHECK(trace(testing::interrupted(patch, 7), undo) == restored);
  // A log that is there is appended to, and cut where it was appended to.
  const DiskImage older = testing::patched({"abXdef", {{2, "c"}}});
  CHECK(
      trace(older, apply(true)) ==
      "log_append log_sync log_write log_sync data_write data_write data_sync log_write log_sync ");
  CHECK(trace(testing::patched(patch, older), undo) ==
        "log_write log_sync data_write data_write data_sync log_truncate log_sync ");
}

}  // namespace
}  // namespace bview
