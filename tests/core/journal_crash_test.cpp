// Patches and undos that die at every one of their operations, by a kill or a loss of
// power: what is left is old, or new, or mended by an undo.

#include <doctest/doctest.h>

#include <functional>
#include <string>
#include <vector>

#include "core/journal.hpp"
#include "core/journal_log.hpp"
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
  bool leftover = false;       ///< so did one that was killed while it wrote its log
  std::uint64_t lucks = 40;
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
      {"over a log that was never published", scattered, true, "", true},
      {"over both", back_to_front, true, "the quick brown FFF", true},
      {"no edits", {text, {}}},
      {"a long run", long_one, true, "", false, 4},
  };
}

DiskImage start_of(const Scene& scene) {
  DiskImage image{scene.patch.before};
  if (!scene.before_older.empty()) {
    image = testing::patched({scene.before_older, {{0, scene.patch.before}}});
  }
  if (scene.leftover) image.new_log = "bvundo\r\n\1";
  return image;
}

Job job_of(const Scene& scene) {
  return [&scene](FakeDisk& disk) { apply_edits(disk, scene.patch.edits(), scene.keep_log); };
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
      CHECK(undone(image, UndoOutcome::NothingToUndo) == DiskImage{before, image.log});
      break;
    case LogState::Pending: {
      CHECK(is_mixture(image.data, before, after));
      CHECK(undone(image) == DiskImage{before});
      FakeDisk refusing(image);
      CHECK_THROWS_AS(apply_edits(refusing, scene.patch.edits(), true), Error);
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
    return [&patch, keep_log](FakeDisk& disk) { apply_edits(disk, patch.edits(), keep_log); };
  };
  const std::string written =
      "log_create log_append log_sync log_publish log_sync_folder data_write data_write data_sync ";
  CHECK(trace({patch.before}, apply(true)) == written + "log_write log_sync ");
  CHECK(trace({patch.before}, apply(false)) ==
        written + "log_write log_sync log_remove log_sync_folder ");
  const std::string restored = "data_write data_write data_sync log_remove log_sync_folder ";
  CHECK(trace(testing::patched(patch), undo) == "log_write log_sync " + restored);
  CHECK(trace(testing::interrupted(patch, 7), undo) == restored);
}

}  // namespace
}  // namespace bview
