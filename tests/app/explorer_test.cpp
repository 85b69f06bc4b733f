// SPDX-License-Identifier: MIT
// What explore shows, without a terminal: keys in, rows of text out.

#include "app/explore/explorer.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include <bview/core/journal.hpp>
#include <bview/core/utf8.hpp>

#include "app/patching.hpp"
#include "tests/support/temporary.hpp"

namespace bview {
namespace {

std::string sixteen_records() {
  std::string bytes = "boot loader v1.2";
  for (int k = 0; k < 16; ++k) {
    const char record[] = {static_cast<char>(k), 0x10, 0, 0, static_cast<char>(3 * k), 0, 0, 0};
    bytes.append(record, sizeof record);
  }
  return bytes;
}

/// Somebody at a terminal, which is not there.
class Hands {
 public:
  explicit Hands(const Options& options, int rows = 24, int columns = 80)
      : explorer_(options, [this] { return stops; }) {
    explorer_.resize(rows, columns);
  }

  /// Keys by their names, with blanks between them.
  Hands& keys(std::string_view names) {
    while (!names.empty()) {
      const std::size_t end = std::min(names.find(' '), names.size());
      explorer_.press(key_named(names.substr(0, end)));
      names.remove_prefix(std::min(end + 1, names.size()));
    }
    return *this;
  }
  /// A text, and Enter.
  Hands& types(std::string_view text) {
    explorer_.press(control_key('U'));
    while (!text.empty()) {
      const auto decoded = utf8::decode(text);
      explorer_.press(decoded.code);
      text.remove_prefix(std::max<std::size_t>(decoded.size, 1));
    }
    explorer_.press(kEnterKey);
    return *this;
  }

  std::string row(int n) {
    const Picture picture = explorer_.draw();
    const auto count = static_cast<int>(picture.lines.size());
    return picture.text(static_cast<std::size_t>(n < 0 ? count + n : n));
  }
  bool shows(std::string_view text) {
    const Picture picture = explorer_.draw();
    for (std::size_t k = 0; k < picture.lines.size(); ++k) {
      if (picture.text(k).find(text) != std::string::npos) return true;
    }
    return false;
  }
  /// All that stands in this ink.
  std::string in_ink(Ink ink) {
    std::string all;
    for (const auto& line : explorer_.draw().lines) {
      for (const Span& span : line) {
        if (span.style.ink == ink) all += span.text + "|";
      }
    }
    return all;
  }
  Explorer& explorer() { return explorer_; }

  bool stops = false;

 private:
  Explorer explorer_;
};

struct Firmware {
  testing::TemporaryFolder folder{};
  std::string path = folder.file("fw.bin", sixteen_records());

  [[nodiscard]] Options options(const char* format = nullptr) const {
    Options options;
    options.operands = {path};
    options.command_line = "bview explore fw.bin";
    if (format != nullptr) options.format = format;
    return options;
  }
  [[nodiscard]] Options records() const {
    Options result = options("<I:addr: H:len: 2x");
    result.offset = "16";
    return result;
  }
  [[nodiscard]] std::string bytes() const {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
};

TEST_CASE("bytes stand beside items, and a cursor is on both") {
  const Firmware firmware;
  Hands hands(firmware.records());
  CHECK(hands.row(0).find("fw.bin'  144 bytes  <I:addr: H:len: 2x") != std::string::npos);
  CHECK(hands.row(1).starts_with("00000000  62 6f 6f 74 20 6c 6f 61  boot loa │    addr len"));
  CHECK(hands.row(2).starts_with("00000008  64 65 72 20 76 31 2e 32  der v1.2 │ 0  4096   0"));
  CHECK(hands.row(-1).starts_with(" 0x10  [0] addr u32 = 4096"));
  CHECK(hands.keys("Down").row(-1).starts_with(" 0x18  [1] addr u32 = 4097"));
  CHECK(hands.keys("Right").row(-1).starts_with(" 0x19  [1] addr u32 = 4097"));
  CHECK(hands.keys("Tab").row(-1).starts_with(" 0x18  [1] addr u32 = 4097"));
  CHECK(hands.keys("l j").row(-1).starts_with(" 0x24  [2] len u16 = 6"));
  CHECK(hands.keys("G").row(-1).starts_with(" 0x8c  [15] len u16 = 45"));
  CHECK(hands.keys("j PgDn").row(-1).starts_with(" 0x8c  [15] len u16 = 45"));
  CHECK(hands.keys("g Home").row(-1).starts_with(" 0x10  [0] addr u32 = 4096"));
  CHECK(hands.keys("Tab g Up Left PgUp").row(-1).starts_with(" 0x0 "));
  CHECK(hands.keys("G").row(-1).starts_with(" 0x8f "));
}

TEST_CASE("one goes to offsets, formulas, items and back") {
  const Firmware firmware;
  Hands hands(firmware.records(), 24, 200);
  CHECK(hands.keys(":").types("0x20").row(-1).starts_with(" 0x20  [2]"));
  CHECK(hands.keys(":").types("-8").row(-1).starts_with(" 0x88  [15]"));
  CHECK(hands.keys("b").row(-1).starts_with(" 0x20  [2]"));
  CHECK(hands.keys(":").types("[3]").row(-1).starts_with(" 0x28  [3]"));
  CHECK(hands.keys(":").types("u8@20").row(-1).starts_with(" 0x0 "));
  CHECK(hands.keys(":").types("+4").row(-1).starts_with(" 0x4 "));
  CHECK(hands.keys(":").types("1000").row(-2).starts_with("offset 1000 is not inside of"));
  CHECK(hands.keys(":").types("nowhere").row(-2).find("no file whose parts") != std::string::npos);
  CHECK(hands.keys(": Esc").row(-1).starts_with(" 0x4 "));
}

TEST_CASE("there is nothing behind the end, however far it is asked for") {
  const Firmware firmware;
  Hands hands(firmware.records());
  for (const char* far : {"+9223372036854775807", "+99999999", "99999999"}) {
    hands.keys("g :").types(far);
    CHECK(hands.shows("is not inside of"));
  }
}

TEST_CASE("a field leads to an offset") {
  const testing::TemporaryFolder folder;
  Options options;
  options.operands = {folder.file("p", std::string("\x08\0\0\0\xff\xff\xff\xff"
                                                   "abcdefgh",
                                                   16))};
  Hands hands(options);
  CHECK(hands.keys("f").row(-1).starts_with(" 0x8 "));
  CHECK(hands.keys("b").row(-1).starts_with(" 0x0 "));
  options.format = "<I:to:";
  Hands with_format(options, 24, 200);
  CHECK(with_format.keys("Tab f").row(-1).starts_with(" 0x8 "));
  CHECK(with_format.keys("b Tab Right Right Right Right Tab f").row(-2).find("no address") !=
        std::string::npos);
}

TEST_CASE("searches go on around the end, and of a field look at that alone") {
  const Firmware firmware;
  Hands hands(firmware.records());
  CHECK(hands.keys("g /").types("er").row(-1).starts_with(" 0x9 "));
  CHECK(hands.in_ink(Ink::Found) == "65|72|e|r|");
  CHECK(hands.keys("n").row(-2) == "from the start again");
  CHECK(hands.keys("/").types("x\"31 2e\"").row(-1).starts_with(" 0xd "));
  CHECK(hands.keys("/").types("nothing").row(-2) == "'nothing' stands nowhere");
  CHECK(hands.keys("Tab g End /").types("12").row(-1).starts_with(" 0x34  [4] len u16 = 12"));
  CHECK(hands.keys("n").row(-2) == "from the start again");
  CHECK(hands.keys("/").types("40..").row(-1).starts_with(" 0x84  [14] len u16 = 42"));
  CHECK(hands.keys("N").row(-1).starts_with(" 0x8c  [15] len u16 = 45"));
}

TEST_CASE("a filter leaves items for which it holds, and the format changes as it is typed") {
  const Firmware firmware;
  Hands hands(firmware.records());
  hands.keys("w").types("len > 40");
  CHECK(hands.row(2).find("│ 14  4110  42") != std::string::npos);
  CHECK(hands.row(3).find("│ 15  4111  45") != std::string::npos);
  CHECK(hands.keys("w").types("nobody == 1").shows("there is no field"));
  CHECK(hands.row(2).find("│ 14") != std::string::npos);
  CHECK(hands.keys("w").types("").row(2).find("│ 0  4096") != std::string::npos);
  hands.keys("= Backspace Backspace");
  CHECK(hands.row(0).find("<I:addr: H:len:") != std::string::npos);
  CHECK(hands.row(0).find("2x") == std::string::npos);
  CHECK(hands.keys("Esc").row(0).find("2x") != std::string::npos);
  CHECK(hands.keys("=").types("<Q:all:").row(-1).starts_with(" 0x10  [0] all u64 = 4096"));
  CHECK(hands.keys("=").types("<nonsense").shows("the format is wrong"));
  CHECK(hands.row(-1).starts_with(" 0x10  [0] all u64 = 4096"));
  CHECK(hands.keys("=").types("-f '<H' -s -1,4 -o 16").row(1).find("0") != std::string::npos);
  CHECK(hands.keys(":").types("[2,1]").row(-1).starts_with(" 0x22  [2] 1 u16 = 0"));
  CHECK(hands.keys("=").types("").row(-1).starts_with(" 0x22"));
}

TEST_CASE("edits are staged, taken back, and written as one patch that undo takes back") {
  const Firmware firmware;
  const std::string before = firmware.bytes();
  Hands hands(firmware.records());
  hands.keys("Tab l e").types("77").keys("Tab g e").types("\"BOOT\"").keys("e").types("62 4f");
  CHECK(hands.row(0).ends_with("3 staged"));
  CHECK(hands.in_ink(Ink::Staged) == " 3 staged |4f|4f|54|OOT|77|4d|M|");
  CHECK(firmware.bytes() == before);
  CHECK(hands.keys("u").row(0).ends_with("2 staged"));
  CHECK(hands.keys("W").row(-1).find("write 2 edits, 5 bytes, to") == 0);
  CHECK(hands.keys("n").row(0).ends_with("2 staged"));
  CHECK(firmware.bytes() == before);
  CHECK(hands.keys("W y").row(-2).find("changed 5 bytes in") == 0);
  std::string after = before;
  after.replace(0, 4, "BOOT");
  after[20] = 77;
  CHECK(firmware.bytes() == after);
  CHECK(hands.keys("u").row(-2) == "no edit is staged");
  Options undo;
  undo.operands = {firmware.path};
  const auto disk = open_for_patching(undo, {0, 0});
  CHECK(list_patches(*disk).front().command == "bview explore fw.bin");
  CHECK(undo_edits(*disk).bytes == 5);
  CHECK(firmware.bytes() == before);
}

TEST_CASE("what is wrong with an edit is said, and nothing is staged") {
  const Firmware firmware;
  Hands hands(firmware.records(), 24, 200);
  CHECK(hands.keys("Tab l e").types("70000").shows("0..65535"));
  CHECK(hands.keys("e").types("0").row(-2) == "it has this value already");
  CHECK(hands.keys("Tab e").types("xyz").shows("is no hex digit"));
  CHECK(hands.keys("e").types("4?").shows("bytes are hex digits"));
  CHECK(hands.keys("G e").types("01 02").shows("no edit makes longer"));
  CHECK_FALSE(hands.shows("staged"));
  CHECK(hands.keys("W").row(-2) == "nothing is staged that would change the file");
}

TEST_CASE("what is staged is not written where others were faster, and not lost by q") {
  const Firmware firmware;
  Hands hands(firmware.records());
  hands.keys("g e").types("41");
  std::fstream(firmware.path, std::ios::in | std::ios::out | std::ios::binary) << 'Z';
  CHECK(hands.keys("W y").shows("have changed since they were shown; nothing was written"));
  CHECK(hands.row(0).ends_with("1 staged"));
  CHECK(hands.keys("q").row(-1) == "an edit is not written; leave without it? y/n");
  hands.keys("n");
  CHECK_FALSE(hands.explorer().has_ended());
  hands.keys("q y");
  CHECK(hands.explorer().has_ended());
}

TEST_CASE("files grow and shrink under it") {
  const Firmware firmware;
  Hands hands(firmware.records());
  hands.keys("Tab G");
  CHECK_FALSE(hands.explorer().tick());
  std::ofstream(firmware.path, std::ios::app | std::ios::binary) << std::string(16, '\1');
  CHECK(hands.explorer().tick());
  CHECK(hands.row(-1).starts_with(" 0x98  [17]"));
  for (const int size : {30, 17, 16, 3, 0}) {
    std::filesystem::resize_file(firmware.path, static_cast<std::uintmax_t>(size));
    hands.row(0);  // nobody has looked yet
    hands.keys("k j Tab h l");
    hands.explorer().tick();
    hands.keys("G g Enter Esc r Esc Tab");
    CHECK_FALSE(hands.row(-1).empty());
  }
}

TEST_CASE("another file of the same name and size is shown") {
  const Firmware firmware;
  Hands hands(firmware.records());
  const auto size = static_cast<std::size_t>(std::filesystem::file_size(firmware.path));
  const std::string other = std::string(firmware.path) + ".new";
  std::ofstream(other, std::ios::binary) << std::string(size, 'Z');
  std::filesystem::rename(other, firmware.path);
  CHECK(hands.explorer().tick());
  CHECK(hands.shows("5a 5a 5a 5a"));
  CHECK(hands.shows("another file has its name now"));
}

TEST_CASE("a cursor stays where it is when a file grows that is filtered") {
  const Firmware firmware;
  std::ofstream(firmware.path, std::ios::binary | std::ios::trunc) << std::string(800'000, '\1');
  Options options = firmware.records();
  options.offset.reset();
  options.format = "<I:a:";
  options.where = {"a >= 0"};
  Hands hands(options);
  hands.keys("Tab G k k");
  const std::string before = hands.row(-1);
  CHECK(before.starts_with(" 0xc34f4  [199997]"));
  std::ofstream(firmware.path, std::ios::app | std::ios::binary) << std::string(4, '\1');
  CHECK(hands.explorer().tick());
  CHECK(hands.row(-1) == before);
}

TEST_CASE("Ctrl-C gives up what is typed, and asks before edits are lost") {
  const Firmware firmware;
  Hands hands(firmware.records());
  CHECK_FALSE(hands.explorer().interrupt());
  hands.keys("/");
  CHECK(hands.explorer().interrupt());
  hands.keys("g e").types("41");
  CHECK(hands.explorer().interrupt());
  CHECK(hands.row(-1) == "an edit is not written; leave without it? y/n");
  CHECK_FALSE(hands.explorer().interrupt());
}

TEST_CASE("records that vary in size are items, too") {
  const testing::TemporaryFolder folder;
  Options options;
  options.operands = {folder.file("v", "\3abc\1x\2yz")};
  options.format = "B:n: {n}s:text:";
  Hands hands(options);
  CHECK(hands.row(2).find("│ 0  3 abc") != std::string::npos);
  CHECK(hands.row(4).find("│ 2  2 yz") != std::string::npos);
  CHECK(hands.keys("Tab G l").row(-1).starts_with(" 0x7  [2] text bytes = yz"));
  CHECK(hands.keys("e").types("YZ").in_ink(Ink::Staged).find("YZ|") != std::string::npos);
  CHECK(hands.keys("w").types("n == 1").row(2).find("│ 1  1 x") != std::string::npos);
}

TEST_CASE("lists are opened and closed, and help is made of the table of keys") {
  const Firmware firmware;
  Hands hands(firmware.records(), 40);
  CHECK(hands.keys("?").shows("Up k           a line up"));
  CHECK(hands.shows("q              leave"));
  CHECK_FALSE(hands.keys("q").shows("a line up"));
  CHECK(hands.keys("Enter").shows("addr   u32   0x10    4096   00 10 00 00"));
  CHECK(hands.keys("Esc r").shows("bf16"));
  CHECK(hands.keys("Esc p").shows("no file whose parts bview knows"));
  CHECK(hands.keys("X").row(-2) == "no such key; ? lists them");
  CHECK_FALSE(hands.explorer().has_ended());
}

TEST_CASE("every key does something at every size, with and without a format") {
  const Firmware firmware;
  for (const bool records : {false, true}) {
    for (const auto& [rows, columns] : {std::pair{1, 1}, {2, 3}, {5, 20}, {3, 200}, {60, 10}}) {
      Hands hands(records ? firmware.records() : firmware.options(), rows, columns);
      for (const KeyBinding& binding : key_bindings()) {
        if (binding.action == KeyAction::Quit) continue;
        CAPTURE(binding.keys);
        hands.keys(binding.keys);
        const Picture picture = hands.explorer().draw();
        CHECK(static_cast<int>(picture.lines.size()) == rows);
        hands.keys("Esc Esc");
      }
      CHECK_FALSE(hands.explorer().has_ended());
    }
  }
}

TEST_CASE("whatever is typed, there is a picture") {
  const Firmware firmware;
  std::uint32_t state = 1;
  const auto random = [&](std::uint32_t below) {
    state = state * 1664525U + 1013904223U;
    return (state >> 8U) % below;
  };
  static constexpr const char* kFormats[] = {"<I:addr: H:len: 2x", "B:n: {n}s:t:", "[u12]", "<d",
                                             "<H|bits(on:1,mode:3):b:"};
  constexpr std::string_view kTyped = "0123456789abcdefx-+:[]{}'\"<>@()~,.| BHIqfdsw=/enNgGuW";
  for (int round = 0; round < 60; ++round) {
    Options options = firmware.options(kFormats[random(std::size(kFormats))]);
    if (random(2) != 0) options.offset = "16";
    Hands hands(options, 1 + static_cast<int>(random(40)), 1 + static_cast<int>(random(150)));
    for (int press = 0; press < 200; ++press) {
      const auto bindings = key_bindings();
      const std::string_view names =
          bindings[random(static_cast<std::uint32_t>(bindings.size()))].keys;
      if (random(2) != 0)
        hands.keys(names.substr(0, names.find(' ')));
      else
        hands.explorer().press(static_cast<Key>(kTyped[random(kTyped.size())]));
      if (random(8) == 0) hands.keys("Enter");
      if (random(16) == 0) hands.explorer().tick();
      hands.row(0);
    }
    std::ofstream(firmware.path, std::ios::binary) << sixteen_records().substr(random(100));
  }
}

TEST_CASE("a format is laid where the cursor stays") {
  const Firmware firmware;
  Hands hands(firmware.options());
  CHECK(hands.keys(":").types("0x22").keys("=").types("<I").row(-1).starts_with(" 0x22  [8]"));
  CHECK(hands.keys("= B Esc").row(-1).starts_with(" 0x22  [8]"));
  CHECK(hands.keys("o").row(-2) == "items begin at 0x22");
  CHECK(hands.row(-1).starts_with(" 0x22  [0]"));
}

TEST_CASE("long work is stopped") {
  const testing::TemporaryFolder folder;
  Options options;
  options.operands = {folder.file("large", "")};
  std::filesystem::resize_file(options.operands.front(), std::uintmax_t{1} << 40U);
  Hands hands(options);
  hands.stops = true;
  CHECK(hands.keys("w").types("value == 1").shows("stopped"));
  CHECK(hands.keys("/").types("x\"01\"").row(-2) == "the search was stopped; n goes on from here");
  hands.stops = false;
  CHECK(hands.keys("n").row(-2) == "'x\"01\"' stands nowhere");  // its holes are stepped over
  CHECK(hands.keys("w").types("").keys("G").row(-1).starts_with(" 0xffffffffff"));
}

TEST_CASE("keys have one meaning each") {
  std::vector<Key> seen;
  for (const KeyBinding& binding : key_bindings()) {
    std::string_view names = binding.keys;
    while (!names.empty()) {
      const std::size_t end = std::min(names.find(' '), names.size());
      const Key key = key_named(names.substr(0, end));
      CAPTURE(names);
      CHECK(key != 0);
      CHECK(std::count(seen.begin(), seen.end(), key) == 0);
      CHECK(action_of(key) == binding.action);
      seen.push_back(key);
      names.remove_prefix(std::min(end + 1, names.size()));
    }
  }
}

}  // namespace
}  // namespace bview
