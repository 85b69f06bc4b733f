// Patches and undos that do not die: what the log says, what is refused, and what an
// error leaves behind. Deaths are in journal_crash_test.cpp.

#include "core/journal.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <cstdint>
#include <functional>
#include <limits>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/crc32.hpp"
#include "core/error.hpp"
#include "core/journal_log.hpp"
#include "tests/support/errors.hpp"
#include "tests/support/fake_disk.hpp"
#include "tests/support/patches.hpp"
#include "tests/support/temporary.hpp"

namespace bview {
namespace {

using testing::DiskImage;
using testing::FakeDisk;
using testing::message_of;
using testing::Patch;
using testing::Stop;

const std::string kText = "the quick brown fox";
const Patch kPatch{kText, {{0, "T"}, {4, "QUICK"}, {18, "X"}}};

/// What undo_edits() does to an image: its outcome or its complaint, and what is left.
struct Undone {
  std::string outcome;
  DiskImage image;
  UndoResult result{};
};
Undone undo(const DiskImage& image, FileIdentity identity = FakeDisk::kIdentity) {
  FakeDisk disk(image, identity);
  Undone undone{};
  try {
    undone.result = undo_edits(disk);
    constexpr const char* kNames[] = {"restored", "nothing to undo", "refused"};
    undone.outcome = kNames[static_cast<std::size_t>(undone.result.outcome)];
  } catch (const Error& error) {
    undone.outcome = error.what();
  }
  undone.image = disk.after_end();
  return undone;
}

// --- the log -------------------------------------------------------------------------------------

/// Numbers as the log has them.
std::string little_endian(std::uint64_t number, int bytes = 8) {
  std::string text;
  for (int k = 0; k < bytes; ++k) text += static_cast<char>(number >> (8 * k) & 0xffU);
  return text;
}

/// The end of a log, with the checksum of what stands in front.
std::string sealed(std::string log, std::uint64_t runs) {
  log += little_endian(runs) + little_endian(0);
  std::string summed = log;
  summed[kStateOffset] = '\0';
  Crc32 crc;
  crc.add(std::as_bytes(std::span(summed)));
  return log + little_endian(crc.value(), 4);
}

std::string header(char state, std::uint64_t size, std::uint64_t inode = 2) {
  return std::string("bvundo\r\n") + little_endian(1, 4) + state + std::string(3, '\0') +
         little_endian(1) + little_endian(inode) + little_endian(size);
}

std::string run(std::uint64_t offset, std::string_view old_bytes, std::string_view new_bytes) {
  return fmt::format("{}{}{}{}", little_endian(offset), little_endian(old_bytes.size()), old_bytes,
                     new_bytes);
}

TEST_CASE("a log is, byte by byte, what its description says") {
  const DiskImage image = testing::patched(kPatch);
  CHECK(image.data == "The QUICK brown foX");
  const std::string want = sealed(
      header('F', kText.size()) + run(0, "t", "T") + run(4, "quick", "QUICK") + run(18, "x", "X"),
      3);
  CHECK(*image.log == want);
  CHECK_FALSE(image.new_log);
  std::string pending = want;
  pending[kStateOffset] = 'P';
  CHECK(*testing::interrupted(kPatch, 8).log == pending);
}

/// The offsets and lengths of the runs of a log.
std::string runs_of(const DiskImage& image) {
  const FakeDisk disk(image);
  LogReader log(disk);
  REQUIRE(log.header());
  std::string text;
  Edit edit{};
  while (log.next(edit)) text += fmt::format("{}+{} ", edit.offset, edit.old_bytes.size());
  CHECK(log.intact());
  return text;
}

TEST_CASE("adjacent edits share a run of the log, up to a length") {
  const std::size_t longest = kLongestRun;
  const std::string large(3 * longest, 'a');
  const auto b = [](std::size_t count) { return std::string(count, 'b'); };
  struct Row {
    Patch patch;
    std::string runs;
  };
  const Row rows[] = {
      {{kText, {}}, ""},
      {{kText, {{0, "a"}}}, "0+1 "},
      {{kText, {{0, "a"}, {1, "b"}, {2, "cd"}}}, "0+4 "},
      {{kText, {{0, "a"}, {2, "b"}, {3, "cd"}, {6, "e"}}}, "0+1 2+3 6+1 "},
      {{kText, {{3, "b"}, {2, "a"}, {4, "c"}}}, "3+1 2+1 4+1 "},
      {{kText, {{5, "a"}, {0, "b"}}}, "5+1 0+1 "},
      {{kText, {{0, ""}, {7, "a"}, {8, ""}, {8, "b"}}}, "7+2 "},
      {{large, {{0, b(longest)}}}, "0+262144 "},
      {{large, {{0, b(longest + 1)}}}, "0+262144 262144+1 "},
      {{large, {{1, b(longest)}, {longest + 1, b(longest)}}}, "1+262144 262145+262144 "},
      {{large, {{0, b(longest - 1)}, {longest - 1, b(2)}}}, "0+262144 262144+1 "},
      {{large, {{0, b(3 * longest)}}}, "0+262144 262144+262144 524288+262144 "},
  };
  for (const Row& row : rows) {
    const DiskImage image = testing::patched(row.patch);
    CHECK(runs_of(image) == row.runs);
    CHECK((image.data == row.patch.after()));
    const Undone back = undo(image);
    CHECK(back.outcome == "restored");
    CHECK((back.image == DiskImage{row.patch.before}));
  }
}

TEST_CASE("many scattered edits are logged and taken back") {
  Patch patch{std::string(100'000, '\0'), {}};
  for (std::size_t at = 0; at < patch.before.size(); at += 7) patch.changes.push_back({at, "xyz"});
  const DiskImage image = testing::patched(patch);
  CHECK((image.data == patch.after()));
  CHECK(undo(image).result.bytes == static_cast<std::int64_t>(3 * patch.changes.size()));
  CHECK((undo(image).image == DiskImage{patch.before}));
}

/// What is told of some work: "0.50 1.00 ".
std::string progress_of(const std::function<void(const OnProgress&)>& work) {
  std::string text;
  work([&](double done) { text += fmt::format("{:.2f} ", done); });
  return text;
}

TEST_CASE("a patch and an undo tell how far they are") {
  // Its log has 32 bytes for each edit and 60 beside them, and is read in pieces of 64 KiB.
  Patch patch{std::string(200'000, 'a'), {}};
  for (std::size_t at = 0; at < 4094; ++at) patch.changes.push_back({48 * at, std::string(8, 'b')});
  FakeDisk disk({patch.before});
  CHECK(progress_of([&](const OnProgress& told) {
          apply_edits(disk, patch.edits(), true, told);
        }) == "0.25 0.50 0.50 0.75 1.00 1.00 ");
  CHECK(progress_of([&](const OnProgress& told) {
          CHECK(undo_edits(disk, told).outcome == UndoOutcome::Restored);
        }) == "0.17 0.33 0.33 0.50 0.67 0.67 0.83 1.00 1.00 ");
}

TEST_CASE("a log is known by its first bytes") {
  struct Row {
    std::string content;
    bool pending;
  };
  const std::string pending = header('P', 5);
  const Row rows[] = {
      {"", false},
      {"bvundo", false},
      {pending.substr(0, kStateOffset), false},
      {pending.substr(0, kStateOffset + 1), true},
      {pending, true},
      {header('F', 5), false},
      {"B" + pending.substr(1), false},
      {std::string(13, 'P'), false},
  };
  const testing::TemporaryFolder folder;
  for (const Row& row : rows) {
    CAPTURE(row.content);
    CHECK(is_pending_log(folder.file("log", row.content)) == row.pending);
  }
  CHECK_FALSE(is_pending_log(folder.path("missing")));
  CHECK_FALSE(is_pending_log(folder.path("")));
  REQUIRE(::mkfifo(folder.path("fifo").c_str(), 0600) == 0);
  CHECK_FALSE(is_pending_log(folder.path("fifo")));
}

// --- what is in the way --------------------------------------------------------------------------

TEST_CASE("the state of what lies beside a file") {
  const DiskImage finished = testing::patched(kPatch);
  const DiskImage pending = testing::interrupted(kPatch, 8);
  struct Row {
    std::string name;
    DiskImage image;
    LogState state;
    std::string undo;
    std::string patch;  ///< what a patch says, "" when it goes through
  };
  const std::string damaged = "'log' is no undo log, or a damaged one; nothing was changed";
  const std::string in_the_way = "'log' is no undo log, or a damaged one: move it away first";
  const std::string interrupted =
      "the undo log 'log' is of a patch that was interrupted: 'bview undo' takes it back first";
  const Row rows[] = {
      {"nothing", {kText}, LogState::None, "there is no undo log 'log'", ""},
      {"not published", {kText, {}, ""}, LogState::Torn, "nothing to undo", ""},
      {"not published, over a finished one",
       {finished.data, finished.log, "bv"},
       LogState::Torn,
       "nothing to undo",
       ""},
      {"finished", finished, LogState::Finished, "restored", ""},
      {"pending", pending, LogState::Pending, "restored", interrupted},
      {"pending, and one not published, which cannot be",
       {pending.data, pending.log, "bv"},
       LogState::Pending,
       "restored",
       interrupted},
      {"something else", {kText, "my notes"}, LogState::Damaged, damaged, in_the_way},
      {"an empty file", {kText, ""}, LogState::Damaged, damaged, in_the_way},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK(testing::state_of(row.image) == row.state);
    CHECK(undo(row.image).outcome == row.undo);
    FakeDisk disk(row.image);
    const Patch again{row.image.data, {{1, "##"}}};
    CHECK(message_of([&] { return apply_edits(disk, again.edits(), true), 0; }) == row.patch);
    CHECK(disk.after_end().data == (row.patch.empty() ? again.after() : row.image.data));
    if (!row.patch.empty()) CHECK(disk.after_end() == row.image);
  }
}

TEST_CASE("a patch over a finished one is the one that undo takes back, and undo only once") {
  const DiskImage first = testing::patched(kPatch);
  const Patch second{first.data, {{4, "qUICk"}, {10, "B"}}};
  const DiskImage both = testing::patched(second, first);
  CHECK(both.data == second.after());
  const Undone back = undo(both);
  CHECK(back.outcome == "restored");
  CHECK(back.image == DiskImage{first.data});
  CHECK(undo(back.image).outcome == "there is no undo log 'log'");
}

TEST_CASE("without a log nothing is kept, not even an older one") {
  const DiskImage first = testing::patched(kPatch);
  const Patch second{first.data, {{4, "qUICk"}}};
  CHECK(testing::patched(second, first, false) == DiskImage{second.after()});
}

TEST_CASE("the log of another file is refused") {
  const DiskImage finished = testing::patched(kPatch);
  const DiskImage pending = testing::interrupted(kPatch, 8);
  for (const DiskImage& image : {finished, pending}) {
    const Undone other = undo(image, {1, 3, 0});
    CHECK(other.outcome ==
          "the undo log 'log' belongs to another file, as its inode tells; remove it if that one "
          "is gone");
    CHECK(other.image == image);
    const DiskImage longer{image.data + "!", image.log};
    CHECK(undo(longer).outcome ==
          "the file had 19 bytes when it was patched and has 20 now, so the undo log 'log' does "
          "not fit it; remove the log to keep the file as it is");
    CHECK(undo(longer).image == longer);
    const DiskImage shorter{image.data.substr(0, 3), image.log};
    CHECK(undo(shorter).image == shorter);
    // Device numbers may change from one boot to the next.
    CHECK(undo(image, {77, 2, 0}).image == DiskImage{kText});
  }
}

// --- changes by others ---------------------------------------------------------------------------

TEST_CASE("bytes that others changed are told, and nothing is undone") {
  const auto text_of = [](const UndoResult& result) {
    std::string text = fmt::format("{}:", result.bytes);
    for (const Difference& one : result.differences) {
      text += fmt::format(" {}={:c}/{:c}", one.offset, one.expected, one.found);
    }
    return text;
  };
  struct Row {
    std::string data;  ///< what others left; the patch left "The QUICK brown foX"
    std::string differences;
  };
  const Row rows[] = {
      {"the QUICK brown foX", "1: 0=T/t"},  // not even the old byte is expected
      {"The QUIcK brown foX", "1: 7=C/c"},
      {"The ##### brown fo#", "6: 4=Q/# 5=U/# 6=I/# 7=C/# 8=K/# 18=X/#"},
  };
  for (const Row& row : rows) {
    const DiskImage image{row.data, testing::patched(kPatch).log};
    const Undone refused = undo(image);
    CHECK(refused.outcome == "refused");
    CHECK(text_of(refused.result) == row.differences);
    CHECK(refused.image == image);
  }
}

TEST_CASE("while a patch is pending, old and new bytes are expected") {
  struct Row {
    std::string data;
    std::string outcome;
  };
  const Row rows[] = {
      {"the quick brown fox", "restored"}, {"The QUICK brown foX", "restored"},
      {"the QUIck brown fox", "restored"}, {"the qUiCk brown foX", "restored"},
      {"the qu#ck brown fox", "refused"},  {"#he QUICK brown fox", "refused"},
  };
  for (const Row& row : rows) {
    const DiskImage image{row.data, testing::interrupted(kPatch, 8).log};
    const Undone back = undo(image);
    CHECK(back.outcome == row.outcome);
    CHECK(back.image == (row.outcome == "restored" ? DiskImage{kText} : image));
  }
}

TEST_CASE("changes elsewhere stay") {
  DiskImage image = testing::patched(kPatch);
  image.data.replace(10, 5, "white");
  CHECK(undo(image).image == DiskImage{"the quick white fox"});
}

TEST_CASE("of very many differences the first ten are listed and all are counted") {
  const Patch patch{std::string(5000, 'a'), {{100, std::string(3000, 'b')}}};
  DiskImage image = testing::patched(patch);
  image.data.replace(1000, 200, std::string(200, 'c'));
  const UndoResult result = undo(image).result;
  CHECK(result.outcome == UndoOutcome::Refused);
  CHECK(result.bytes == 200);
  REQUIRE(result.differences.size() == 10);
  CHECK(result.differences.front().offset == 1000);
  CHECK(result.differences.back().offset == 1009);
}

// --- logs that are not as they were written ------------------------------------------------------

/// Whatever a log has come to, undoing writes the old bytes, or none.
void check_harmless(const DiskImage& image, const std::string& before) {
  const Undone back = undo(image);
  if (back.outcome == "restored") {
    CHECK(back.image == DiskImage{before});
  } else {
    CHECK(back.image.data == image.data);
    CHECK(back.image.log == image.log);
  }
}

TEST_CASE("a log that is cut anywhere is damaged, and neither undone nor written over") {
  for (const DiskImage& whole : {testing::patched(kPatch), testing::interrupted(kPatch, 8)}) {
    for (std::size_t size = 0; size < whole.log->size(); ++size) {
      CAPTURE(size);
      const DiskImage cut{whole.data, whole.log->substr(0, size)};
      CHECK(testing::state_of(cut) == LogState::Damaged);
      check_harmless(cut, kText);
      FakeDisk disk(cut);
      CHECK_THROWS_AS(apply_edits(disk, kPatch.edits(), true), Error);
      CHECK(disk.after_end() == cut);
    }
  }
}

TEST_CASE("a log with any byte changed is damaged, unless the byte is its state") {
  for (const DiskImage& whole : {testing::patched(kPatch), testing::interrupted(kPatch, 8)}) {
    for (std::size_t at = 0; at < whole.log->size(); ++at) {
      for (int flip = 1; flip < 256; ++flip) {
        DiskImage bad = whole;
        bad.log->at(at) = static_cast<char>(bad.log->at(at) ^ flip);
        const char state = bad.log->at(kStateOffset);
        const bool valid = at == kStateOffset && (state == 'P' || state == 'F');
        if ((testing::state_of(bad) == LogState::Damaged) == valid) {
          FAIL_CHECK("byte " << at << " changed by " << flip << ": " << testing::state_of(bad));
        }
        check_harmless(bad, kText);
      }
    }
  }
}

TEST_CASE("a log of chance bytes is damaged") {
  std::mt19937 random(1);  // NOLINT(cert-msc51-cpp): the same in every run
  for (int round = 0; round < 2000; ++round) {
    std::string log = round % 2 == 0 ? header('P', kText.size()) : "";
    log.resize(log.size() + random() % 200);
    for (std::size_t k = round % 2 == 0 ? 40 : 0; k < log.size(); ++k) {
      log[k] = static_cast<char>(random() % 3 == 0 ? random() : 0);
    }
    const DiskImage image{kText, log};
    CHECK(testing::state_of(image) == LogState::Damaged);
    check_harmless(image, kText);
  }
}

TEST_CASE("a log with a right checksum that makes no sense is damaged") {
  constexpr std::uint64_t kMost = std::numeric_limits<std::uint64_t>::max();
  const std::string start = header('P', kText.size());
  const auto lengths_only = [](std::uint64_t offset, std::uint64_t length) {
    return little_endian(offset) + little_endian(length);
  };
  struct Row {
    std::string name;
    std::string log;
  };
  const Row rows[] = {
      {"too few runs", sealed(start + run(0, "t", "T"), 0)},
      {"too many runs", sealed(start + run(0, "t", "T"), 2)},
      {"a run behind the end", sealed(start + run(19, "t", "T"), 1)},
      {"a run across the end", sealed(start + run(18, "xx", "XX"), 1)},
      {"a run far away", sealed(start + run(kMost / 2, "xx", "XX"), 1)},
      {"a run before the start", sealed(start + run(kMost, "x", "X"), 1)},
      {"a run without bytes behind it", sealed(start + lengths_only(0, 19), 1)},
      {"a run longer than any", sealed(start + lengths_only(0, kLongestRun + 1), 1)},
      {"a run of 2^63 bytes", sealed(start + lengths_only(0, kMost / 2 + 1), 1)},
      {"a run of 2^64-1 bytes", sealed(start + lengths_only(1, kMost), 1)},
      {"a file of 2^64-1 bytes", sealed(header('P', kMost) + run(40, "x", "X"), 1)},
      {"an unknown state", sealed(header('Q', kText.size()) + run(0, "t", "T"), 1)},
      {"an unknown version",
       sealed("bvundo\r\n" + little_endian(2, 4) + start.substr(12) + run(0, "t", "T"), 1)},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const DiskImage image{kText, row.log};
    CHECK(testing::state_of(image) == LogState::Damaged);
    check_harmless(image, kText);
  }
  // The builder itself builds good ones.
  CHECK(undo({"The quick brown fox", sealed(start + run(0, "t", "T"), 1)}).image ==
        DiskImage{kText});
}

// --- errors --------------------------------------------------------------------------------------

TEST_CASE("an error before the log is published leaves the file and an older log as they were") {
  const DiskImage older = testing::patched({"THE quick brown fox", {{0, "the"}}});
  for (const DiskImage& start : {DiskImage{kText}, older}) {
    for (int k = 1; k <= 4; ++k) {
      FakeDisk disk(start);
      disk.stop_at(k, Stop::Fails);
      const std::string refused =
          message_of([&] { return apply_edits(disk, kPatch.edits(), true), 0; });
      constexpr const char* kOperations[] = {"log_create", "log_append", "log_sync", "log_publish"};
      CHECK(refused == fmt::format("{} was refused", kOperations[k - 1]));
      CHECK(disk.after_end() == start);
      // What is in the way of nobody: the patch may be tried again.
      CHECK(testing::patched(kPatch, disk.after_end()).data == kPatch.after());
    }
  }
}

TEST_CASE("an error behind it says that undo brings the old bytes back, and it does") {
  for (int k = 5; k <= 11; ++k) {
    FakeDisk disk({kText});
    disk.stop_at(k, Stop::Fails);
    const std::string refused =
        message_of([&] { return apply_edits(disk, kPatch.edits(), true), 0; });
    CHECK(refused == disk.trace().back() + " was refused; 'bview undo' brings the old bytes back");
    CHECK(undo(disk.after_end()).image == DiskImage{kText});
  }
  FakeDisk disk({kText});
  apply_edits(disk, kPatch.edits(), true);
  CHECK(disk.operations() == 11);
}

TEST_CASE("an undo that meets an error is run again") {
  const DiskImage finished = testing::patched(kPatch);
  int operations = 0;
  for (int k = 1; k <= 8; ++k) {
    CAPTURE(k);
    FakeDisk disk(finished);
    disk.stop_at(k, Stop::Fails);
    CHECK_THROWS_AS(undo_edits(disk), Error);
    operations = disk.operations();
    const DiskImage left = disk.after_end();
    if (left.log) CHECK(undo(left).image == DiskImage{kText});
    if (!left.log) CHECK(left.data == kText);
  }
  CHECK(operations == 8);
}

TEST_CASE("without a log to keep, an error in removing it says that the patch is written") {
  for (int k = 12; k <= 13; ++k) {
    FakeDisk disk({kText});
    disk.stop_at(k, Stop::Fails);
    const std::string refused =
        message_of([&] { return apply_edits(disk, kPatch.edits(), false), 0; });
    CHECK(refused == disk.trace().back() + " was refused; the patch is written");
    CHECK(disk.after_end().data == kPatch.after());
  }
}

}  // namespace
}  // namespace bview
