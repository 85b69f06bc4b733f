// SPDX-License-Identifier: MIT
// Patches and undos that do not die: what the log says, what is refused, and what an
// error leaves behind. Deaths are in journal_crash_test.cpp.

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdint>
#include <limits>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <bview/core/crc32.hpp>
#include <bview/core/error.hpp>
#include <bview/core/journal.hpp>
#include <bview/core/journal_log.hpp>

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

std::string checksum(std::string_view text) {
  Crc32 crc;
  crc.add(std::as_bytes(std::span(text)));
  return little_endian(crc.value(), 4);
}

// Version 1, a patch.

constexpr std::size_t kStateOffsetV1 = 12;

/// The end of a log, with the checksum of what stands in front.
std::string sealed(std::string log, std::uint64_t runs) {
  log += little_endian(runs) + little_endian(0);
  std::string summed = log;
  summed[kStateOffsetV1] = '\0';
  return log + checksum(summed);
}

std::string header(char state, std::uint64_t size, std::uint64_t inode = 2,
                   std::uint64_t version = 1) {
  return std::string("bvundo\r\n") + little_endian(version, 4) + state + std::string(3, '\0') +
         little_endian(1) + little_endian(inode) + little_endian(size);
}

std::string run(std::uint64_t offset, std::string_view old_bytes, std::string_view new_bytes) {
  return fmt::format("{}{}{}{}", little_endian(offset), little_endian(old_bytes.size()), old_bytes,
                     new_bytes);
}

// Version 2, a header and patches.

std::string log_header(std::uint64_t size, std::uint64_t inode = 2) {
  return header('\0', size, inode, 2);
}

std::string series(std::uint64_t offset, std::uint64_t stride, std::size_t count,
                   std::string_view old_bytes, std::string_view new_bytes) {
  return little_endian(offset) + little_endian(old_bytes.size() / count, 4) +
         little_endian(count, 4) + (count > 1 ? little_endian(stride) : "") +
         std::string(old_bytes) + std::string(new_bytes);
}

/// What a patch tells of itself.
struct Told {
  char state = 'F';
  std::uint64_t number = 1;
  std::uint64_t edits = 0;
  std::uint64_t bytes = 0;
  std::string command{};
};

std::string entry(const Told& told, const std::string& runs, std::uint64_t count) {
  const std::string body = told.command + runs + little_endian(count) + little_endian(0);
  const std::string rest = little_endian(56 + body.size() + 4) + little_endian(told.number) +
                           little_endian(0) + little_endian(0, 4) +
                           little_endian(told.command.size(), 4) + little_endian(told.edits) +
                           little_endian(told.bytes);
  return told.state + std::string(7, '\0') + rest + body +
         checksum(body + std::string(8, '\0') + rest);
}

TEST_CASE("a log is, byte by byte, what its description says") {
  const DiskImage image = testing::patched(kPatch);
  CHECK(image.data == "The QUICK brown foX");
  const std::string runs =
      series(0, 0, 1, "t", "T") + series(4, 0, 1, "quick", "QUICK") + series(18, 0, 1, "x", "X");
  CHECK(*image.log == log_header(kText.size()) + entry({'F', 1, 3, 7}, runs, 3));
  CHECK(*testing::interrupted(kPatch, 8).log ==
        log_header(kText.size()) + entry({'P', 1, 3, 7}, runs, 3));
  // A second patch, of every fourth byte, stands behind it.
  const Patch second{image.data, {{1, "1"}, {5, "2"}, {9, "3"}}};
  LogPolicy policy;
  policy.command = "bview patch";
  CHECK(*testing::patched(second, image, policy).log ==
        *image.log + entry({'F', 2, 3, 3, "bview patch"}, series(1, 4, 3, "hU ", "123"), 1));
}

TEST_CASE("a log of version 1 is read, taken back, and gone on with") {
  const std::string runs = run(0, "t", "T") + run(4, "quick", "QUICK") + run(18, "x", "X");
  const DiskImage finished{kPatch.after(), sealed(header('F', kText.size()) + runs, 3)};
  const DiskImage pending{"The quick brown fox", sealed(header('P', kText.size()) + runs, 3)};
  CHECK(testing::state_of(finished) == LogState::Finished);
  CHECK(testing::state_of(pending) == LogState::Pending);
  CHECK(undo(finished).image == DiskImage{kText});
  CHECK(undo(pending).image == DiskImage{kText});
  const Patch second{finished.data, {{0, "X"}}};
  const DiskImage both = testing::patched(second, finished);
  CHECK(undo(both).image.data == finished.data);
  CHECK(undo(undo(both).image).image == DiskImage{kText});
}

/// The offsets and lengths of the runs of a log.
std::string runs_of(const DiskImage& image) {
  const FakeDisk disk(image);
  const LogIndex index = read_log_index(disk);
  REQUIRE(index.entries.size() == 1);
  EntryReader log(disk, index.entries.front(), disk.data().size);
  std::string text;
  for (EditRun run{}; log.next(run);) {
    text += fmt::format("{}+{}", run.offset, run.length);
    if (run.count > 1) text += fmt::format("*{}@{}", run.count, run.stride);
    text += ' ';
  }
  CHECK(log.intact());
  return text;
}

TEST_CASE("adjacent edits share a run of the log, and so do edits at equal distances") {
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
      {{kText, {{3, "b"}, {2, "a"}, {4, "c"}}}, "3+1*2@-1 4+1 "},
      {{kText, {{5, "a"}, {0, "b"}}}, "5+1*2@-5 "},
      {{kText, {{0, "ab"}, {4, "cd"}, {8, "ef"}, {11, "gh"}, {16, "i"}}}, "0+2*3@4 11+2 16+1 "},
      {{kText, {{0, "a"}, {1, "b"}, {4, "c"}, {5, "d"}, {8, "e"}, {9, "f"}}}, "0+2*3@4 "},
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

TEST_CASE("an undo tells how far it is") {
  // Edits that make no series: their log is read in pieces of 64 KiB.
  Patch patch{std::string(200'000, 'a'), {}};
  for (std::size_t at = 0; at < 4094; ++at) {
    patch.changes.push_back({48 * at + at % 3, std::string(8 + at % 2, 'b')});
  }
  FakeDisk disk(testing::patched(patch));
  double last = 0;
  int told = 0;
  CHECK(undo_edits(disk, {}, [&](double done) {
          CHECK(done >= last);
          CHECK(done <= 1);
          last = done;
          ++told;
        }).outcome == UndoOutcome::Restored);
  CHECK(last == 1);
  CHECK(told >= 4);
}

TEST_CASE("a pending log is known at a glance, and only one that may be believed") {
  const std::string runs = series(0, 0, 1, "t", "T");
  const std::string start = log_header(5);
  struct Row {
    std::string content;
    bool pending;
  };
  const Row rows[] = {
      {"", false},
      {"bvundo", false},
      {start, false},
      {start + entry({'P'}, runs, 1), true},
      {start + entry({'F'}, runs, 1), false},
      {start + entry({'F'}, runs, 1) + entry({'P', 2}, runs, 1), true},
      {start + entry({'F'}, runs, 1) + entry({'U', 2}, runs, 1), true},
      {start + entry({'P'}, runs, 1) + entry({'F', 2}, runs, 1), false},
      {start + entry({'F'}, runs, 1) + entry({'\0', 2}, runs, 1), false},
      {sealed(header('P', 5) + run(0, "t", "T"), 1), true},
      {sealed(header('F', 5) + run(0, "t", "T"), 1), false},
      {"B" + header('P', 5).substr(1), false},
      {std::string(13, 'P'), false},
  };
  const testing::TemporaryFolder folder;
  const std::string path = folder.file("data", "hello");
  const std::string log = path + ".bview-undo";
  CHECK_FALSE(has_pending_log(path));
  for (const Row& row : rows) {
    CAPTURE(row.content);
    static_cast<void>(folder.file("data.bview-undo", row.content));
    CHECK(has_pending_log(path) == row.pending);
  }
  static_cast<void>(folder.file("data.bview-undo", rows[3].content));
  REQUIRE(::link(log.c_str(), folder.path("other").c_str()) == 0);
  CHECK_FALSE(has_pending_log(path));
  REQUIRE(::unlink(log.c_str()) == 0);
  REQUIRE(::symlink("other", log.c_str()) == 0);
  CHECK_FALSE(has_pending_log(path));
  REQUIRE(::unlink(log.c_str()) == 0);
  REQUIRE(::mkfifo(log.c_str(), 0600) == 0);
  CHECK_FALSE(has_pending_log(path));
  CHECK_FALSE(has_pending_log(folder.path("missing")));
  CHECK_FALSE(has_pending_log(folder.path("missing/data")));
  CHECK_FALSE(has_pending_log(folder.path("")));
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
      {"being written, behind a finished one",
       {finished.data, *finished.log + std::string("\0\0", 2)},
       LogState::Torn,
       "nothing to undo",
       ""},
      {"a whole one that was never finished writing",
       {finished.data, *finished.log + entry({'\0', 2}, series(0, 0, 1, "T", "t"), 1)},
       LogState::Torn,
       "nothing to undo",
       ""},
      {"being written, behind nothing",
       {kText, log_header(kText.size()) + std::string(60, '\0')},
       LogState::Damaged,
       damaged,
       in_the_way},
      {"finished", finished, LogState::Finished, "restored", ""},
      {"pending", pending, LogState::Pending, "restored", interrupted},
      {"something else", {kText, "my notes"}, LogState::Damaged, damaged, in_the_way},
      {"an empty file", {kText, ""}, LogState::Damaged, damaged, in_the_way},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK(testing::state_of(row.image) == row.state);
    CHECK(undo(row.image).outcome == row.undo);
    FakeDisk disk(row.image);
    const Patch again{row.image.data, {{1, "##"}}};
    CHECK(message_of([&] { return apply_edits(disk, again.edits()), 0; }) == row.patch);
    CHECK(disk.after_end().data == (row.patch.empty() ? again.after() : row.image.data));
    if (!row.patch.empty()) CHECK(disk.after_end() == row.image);
  }
}

TEST_CASE("undo takes back patch after patch, the last one first") {
  const DiskImage first = testing::patched(kPatch);
  const Patch second{first.data, {{4, "qUICk"}, {10, "B"}}};
  const DiskImage both = testing::patched(second, first);
  CHECK(both.data == second.after());
  const Undone back = undo(both);
  CHECK(back.outcome == "restored");
  CHECK(back.image == first);
  const Undone further = undo(back.image);
  CHECK(further.image == DiskImage{kText});
  CHECK(undo(further.image).outcome == "there is no undo log 'log'");
}

TEST_CASE("without a log nothing is kept, not even an older one") {
  const DiskImage first = testing::patched(kPatch);
  const Patch second{first.data, {{4, "qUICk"}}};
  CHECK(testing::patched(second, first, {.keep_log = false}) == DiskImage{second.after()});
}

TEST_CASE("the log of another file is refused, unless it is accepted and fits") {
  const DiskImage finished = testing::patched(kPatch);
  const DiskImage pending = testing::interrupted(kPatch, 8);
  const auto undo_any = [](const DiskImage& image, FileIdentity identity) {
    FakeDisk disk(image, identity);
    static_cast<void>(undo_edits(disk, {.any_file = true}));
    return disk.after_end();
  };
  for (const DiskImage& image : {finished, pending}) {
    const Undone other = undo(image, {1, 3, 0});
    CHECK(other.outcome ==
          "the undo log 'log' is of a file with another inode: of another file, of this one before "
          "it was replaced, or of this one on a file system whose inodes change; --any-file takes "
          "it back where the bytes fit");
    CHECK(other.image == image);
    CHECK(undo_any(image, {1, 3, 0}) == DiskImage{kText});
    const DiskImage stranger{std::string(kText.size(), '?'), image.log};
    CHECK(undo_any(stranger, {1, 3, 0}) == stranger);
    // Device numbers may change from one boot to the next.
    CHECK(undo(image, {77, 2, 0}).image == DiskImage{kText});
  }
  FakeDisk disk(finished, {1, 3, 0});
  const Patch second{finished.data, {{0, "#"}}};
  const std::string refused =
      "the undo log 'log' is of another file, or of this one before it was replaced: --undo-log "
      "PATH puts a log elsewhere, --any-file puts a new one in its place";
  CHECK(message_of([&] { return apply_edits(disk, second.edits()), 0; }) == refused);
  CHECK(disk.after_end() == finished);
  apply_edits(disk, second.edits(), {.any_file = true});
  CHECK(undo(disk.after_end(), {1, 3, 0}).image == DiskImage{finished.data});
}

TEST_CASE("a block device is known by its number") {
  FakeDisk disk({kText}, {8, 0, 0});
  apply_edits(disk, kPatch.edits());
  CHECK(undo(disk.after_end(), {8, 0, 0}).image == DiskImage{kText});
  CHECK(undo(disk.after_end(), {9, 0, 0}).image == disk.after_end());
}

TEST_CASE("a file may have grown since, and one that was cut is restored only when asked for") {
  for (DiskImage image : {testing::patched(kPatch), testing::interrupted(kPatch, 9)}) {
    CHECK(undo({image.data + "!", image.log}).image == DiskImage{kText + "!"});
    for (std::size_t size = 0; size < kText.size(); ++size) {
      CAPTURE(size);
      const DiskImage shorter{image.data.substr(0, size), image.log};
      const Undone refused = undo(shorter);
      CHECK(refused.outcome ==
            fmt::format("the file was truncated to {} bytes since it was patched, and the undo log "
                        "'log' has bytes behind them; --any-file restores what is left",
                        size));
      CHECK(refused.image == shorter);
      FakeDisk disk(shorter);
      const UndoResult result = undo_edits(disk, {.any_file = true});
      CHECK(result.outcome == UndoOutcome::Restored);
      CHECK(result.bytes + result.lost == 7);
      CHECK(disk.after_end() == DiskImage{kText.substr(0, size)});
    }
  }
}

// --- history -------------------------------------------------------------------------------------

/// So many patches, one over the other: the k-th changes the bytes from k on.
std::vector<DiskImage> history(std::size_t patches, std::size_t keep = 16) {
  std::vector<DiskImage> images{{kText}};
  for (std::size_t k = 0; k < patches; ++k) {
    const Patch patch{images.back().data, {{k % 10, fmt::format("<{}>", k)}}};
    images.push_back(testing::patched(patch, images.back(), {.keep = keep}));
  }
  return images;
}

TEST_CASE("so many patches as are kept can be taken back, one by one or all at once") {
  for (std::size_t patches = 1; patches <= 6; ++patches) {
    for (std::size_t keep = 1; keep <= 7; ++keep) {
      CAPTURE(patches);
      CAPTURE(keep);
      const std::vector<DiskImage> images = history(patches, keep);
      const std::size_t kept = std::min(patches, keep);
      CHECK(list_patches(FakeDisk(images.back())).size() == kept);
      CHECK(list_patches(FakeDisk(images.back())).back().number == patches);
      DiskImage image = images.back();
      for (std::size_t k = 1; k <= kept; ++k) {
        image = undo(image).image;
        CHECK(image.data == images[patches - k].data);
      }
      CHECK_FALSE(image.log);
      FakeDisk disk(images.back());
      const UndoResult all = undo_edits(disk, {.all = true});
      CHECK(all.outcome == UndoOutcome::Restored);
      CHECK(all.patches == kept);
      CHECK(disk.after_end() == DiskImage{images[patches - kept].data});
    }
  }
}

TEST_CASE("files of one inode on two devices do not share a log") {
  const DiskImage first = testing::patched(kPatch);
  FakeDisk disk(first, {77, 2, 0});
  const Patch second{first.data, {{0, "#"}}};
  CHECK_THROWS_AS(apply_edits(disk, second.edits()), Error);
  CHECK(disk.after_end() == first);
}

TEST_CASE("what becomes of the file while it is undone is told, and its log stays") {
  FakeDisk disk(testing::patched(kPatch));
  disk.meets("'data' was replaced by another file");
  CHECK(message_of([&] { return undo_edits(disk).bytes; }) ==
        "'data' was replaced by another file while it was undone; its undo log stays");
  CHECK(testing::state_of(disk.after_end()) == LogState::Pending);
}

TEST_CASE("where the log cannot be removed nothing is undone") {
  const DiskImage two = history(2).back();
  FakeDisk disk(two);
  disk.forbid_removal();
  CHECK(undo_edits(disk).outcome == UndoOutcome::Restored);  // one stays in the log
  const DiskImage one = disk.after_end();
  FakeDisk last(one);
  last.forbid_removal();
  CHECK(message_of([&] { return undo_edits(last).bytes; }) ==
        "undoing removes the undo log 'log', which you may not; nothing was changed");
  CHECK(last.after_end() == one);
}

TEST_CASE("what stops taking all back is found before the first byte is written") {
  const Patch late{std::string(60, 'a'), {{50, "X"}}};
  const DiskImage first = testing::patched(late);
  const DiskImage both = testing::patched({first.data, {{0, "Y"}}}, first);
  const DiskImage cut{both.data.substr(0, 40), both.log};
  FakeDisk truncated(cut);
  CHECK_THROWS_AS(undo_edits(truncated, {.all = true}), Error);
  CHECK(truncated.after_end() == cut);
  DiskImage damaged = both;
  damaged.log->at(static_cast<std::size_t>(kLogHeaderSize + kEntryHeaderSize) + 17) ^= 1;
  FakeDisk bad(damaged);
  CHECK_THROWS_AS(undo_edits(bad, {.all = true}), Error);
  CHECK(bad.after_end() == damaged);
}

TEST_CASE("an interrupted patch is taken back even where all the others are not, and stays so") {
  DiskImage start = testing::patched({kText, {{0, "T"}}});
  start.data[0] = '?';  // by others
  FakeDisk dying(start);
  dying.stop_at(6, Stop::Dies);
  const Patch second{start.data, {{4, "QU"}, {10, "B"}}};
  try {
    apply_edits(dying, second.edits());
  } catch (const testing::Death&) {
  }
  const DiskImage pending = dying.after_kill();
  REQUIRE(testing::state_of(pending) == LogState::Pending);
  FakeDisk disk(pending);
  const UndoResult result = undo_edits(disk, {.all = true});
  CHECK(result.outcome == UndoOutcome::Refused);
  CHECK(result.patches == 1);
  CHECK(disk.after_end() == start);
}

TEST_CASE("bytes that others wrote where an undo had been are not touched by another") {
  const std::vector<DiskImage> images = history(3);
  // An undo of all that died behind the third patch, which is marked as taken back.
  FakeDisk dying(images.back());
  int operations = 0;
  for (bool marked = false; !marked; ++operations) {
    FakeDisk disk(images.back());
    disk.stop_at(operations + 1, Stop::Dies);
    try {
      static_cast<void>(undo_edits(disk, {.all = true}));
    } catch (const testing::Death&) {
    }
    const LogIndex index = read_log_index(FakeDisk(disk.after_kill()));
    marked = index.entries.back().state == kUndoneState;
    if (!marked) continue;
    DiskImage mine = disk.after_kill();
    mine.data.replace(2, 3, "ME!");  // where the third patch was
    mine.data.replace(0, 1, "?");    // so that the first does not fit
    FakeDisk again(mine);
    CHECK(undo_edits(again, {.all = true}).outcome == UndoOutcome::Refused);
    CHECK(again.after_end().data == mine.data);
  }
}

TEST_CASE("a log that others could change is copied, not appended to") {
  const DiskImage first = testing::patched(kPatch);
  const Patch second{first.data, {{0, "#"}}};
  FakeDisk disk(first);
  disk.share_log();
  apply_edits(disk, second.edits());
  CHECK(disk.trace().front() == "log_create");
  CHECK(disk.after_end() == testing::patched(second, first));
}

TEST_CASE("all patches are taken back, or none") {
  std::vector<DiskImage> images = history(5);
  DiskImage spoilt = images.back();
  // The second patch wrote "<1>" at 1; its last byte was written over only by others.
  Patch by_others{images[2].data, {{3, "?"}}};
  spoilt = {by_others.after(), images[2].log};
  const Patch third{spoilt.data, {{10, "!"}}};
  spoilt = testing::patched(third, spoilt);
  FakeDisk disk(spoilt);
  const UndoResult refused = undo_edits(disk, {.all = true});
  CHECK(refused.outcome == UndoOutcome::Refused);
  CHECK(disk.after_end() == spoilt);
  CHECK(undo(spoilt).image.data == by_others.after());
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
      CHECK_THROWS_AS(apply_edits(disk, kPatch.edits()), Error);
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
        const char state = bad.log->at(static_cast<std::size_t>(kLogHeaderSize));
        // The header's words on the file are checked elsewhere; so much of it may be anything.
        const bool told = at >= kStateOffsetV1 && at < static_cast<std::size_t>(kLogHeaderSize);
        const bool valid = told || (at == static_cast<std::size_t>(kLogHeaderSize) &&
                                    (state == 'P' || state == 'F' || state == 'U'));
        if ((testing::state_of(bad) == LogState::Damaged) == valid) {
          FAIL_CHECK("byte " << at << " changed by " << flip << ": " << testing::state_of(bad));
        }
        // One that says it is taken back already is dropped.
        if (state != 'U') check_harmless(bad, kText);
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
  const std::string start2 = log_header(kText.size());
  const auto sizes = [](std::uint64_t offset, std::uint64_t length, std::uint64_t count) {
    return little_endian(offset) + little_endian(length, 4) + little_endian(count, 4);
  };
  std::string longer = entry({'P'}, series(0, 0, 1, "t", "T"), 1);
  longer[8] = static_cast<char>(longer[8] + 1);
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
      {"a run far away", sealed(start + run(kMost / 2, "xx", "XX"), 1)},
      {"a run before the start", sealed(start + run(kMost, "x", "X"), 1)},
      {"a run without bytes behind it", sealed(start + lengths_only(0, 19), 1)},
      {"a run longer than any", sealed(start + lengths_only(0, kLongestRun + 1), 1)},
      {"a run of 2^63 bytes", sealed(start + lengths_only(0, kMost / 2 + 1), 1)},
      {"a run of 2^64-1 bytes", sealed(start + lengths_only(1, kMost), 1)},
      {"an unknown state", sealed(header('Q', kText.size()) + run(0, "t", "T"), 1)},
      {"an unknown version", sealed(header('P', 19, 2, 3) + run(0, "t", "T"), 1)},
      {"too few runs in an entry", start2 + entry({'P'}, series(0, 0, 1, "t", "T"), 0)},
      {"too many runs in an entry", start2 + entry({'P'}, series(0, 0, 1, "t", "T"), 2)},
      {"a series of no length", start2 + entry({'P'}, sizes(0, 0, 3), 1)},
      {"a series of no edits", start2 + entry({'P'}, sizes(0, 3, 0), 1)},
      {"a series longer than any", start2 + entry({'P'}, sizes(0, kLongestRun, 2), 1)},
      {"a series of 2^64 bytes", start2 + entry({'P'}, sizes(0, 0xffffffff, 0xffffffff), 1)},
      {"a series that leads past all numbers",
       start2 + entry({'P'}, series(1, kMost / 2, 2, "tt", "TT"), 1)},
      {"a series that leads before the file",
       start2 + entry({'P'}, series(1, kMost - 1, 2, "tt", "TT"), 1)},
      {"an entry longer than the log", start2 + longer},
      {"a pending patch before a finished one", start2 +
                                                    entry({'P'}, series(0, 0, 1, "t", "T"), 1) +
                                                    entry({'F', 2}, series(0, 0, 1, "t", "T"), 1)},
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
      const std::string refused = message_of([&] { return apply_edits(disk, kPatch.edits()), 0; });
      const std::vector<std::string> operations =
          start.log
              ? std::vector<std::string>{"log_append", "log_sync", "log_write", "log_sync"}
              : std::vector<std::string>{"log_create", "log_append", "log_sync", "log_publish"};
      CHECK(refused == operations[static_cast<std::size_t>(k - 1)] + " was refused");
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
    const std::string refused = message_of([&] { return apply_edits(disk, kPatch.edits()), 0; });
    CHECK(refused == disk.trace().back() + " was refused; 'bview undo' brings the old bytes back");
    CHECK(undo(disk.after_end()).image == DiskImage{kText});
  }
  FakeDisk disk({kText});
  apply_edits(disk, kPatch.edits());
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
        message_of([&] { return apply_edits(disk, kPatch.edits(), {.keep_log = false}), 0; });
    CHECK(refused == disk.trace().back() + " was refused; the patch is written");
    CHECK(disk.after_end().data == kPatch.after());
  }
}

}  // namespace
}  // namespace bview
