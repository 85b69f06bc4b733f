// SPDX-License-Identifier: MIT
// What tarfile does not write: headers that others made, and those that contradict themselves.

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <bview/formats/parts/tar.hpp>
#include <bview/formats/parts/tar_header.hpp>

#include "tests/support/listed_parts.hpp"
#include "tests/support/vectors.hpp"

namespace bview {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kBlock = 512;
constexpr std::size_t kSumAt = 148;

std::string padded_to_blocks(std::string text) {
  text.resize((text.size() + kBlock - 1) / kBlock * kBlock);
  return text;
}

void put(std::string& block, std::size_t at, std::string_view text) {
  block.replace(at, text.size(), text);
}

/// Writes the checksum of a header; of old programs one of bytes with signs.
void put_sum(std::string& text, std::size_t at, bool with_signs = false) {
  put(text, at + kSumAt, "        ");
  int sum = 0;
  for (const char c : text.substr(at, kBlock)) {
    sum += with_signs ? static_cast<signed char>(c) : static_cast<unsigned char>(c);
  }
  put(text, at + kSumAt, fmt::format("{:06o}\0 "sv, sum));
}

struct Patch {
  std::size_t at;
  std::string_view text;
};

/// A header of GNU tar's with some bytes in it, and what stands behind it.
std::string member(char type, std::string_view name, std::string_view data = "",
                   const std::vector<Patch>& patches = {}) {
  std::string block(kBlock, '\0');
  put(block, 0, name);
  put(block, 124, fmt::format("{:011o}", data.size()));
  block[156] = type;
  put(block, 257, "ustar  ");
  for (const Patch& patch : patches) put(block, patch.at, patch.text);
  put_sum(block, 0);
  return block + padded_to_blocks(std::string(data));
}

std::string pax(char type, std::string_view key, std::string_view value) {
  const std::size_t rest = key.size() + value.size() + 3;
  std::size_t size = rest + 1;
  while (std::to_string(size).size() + rest != size) ++size;
  return member(type, "pax", fmt::format("{} {}={}\n", size, key, value));
}

std::string ended(const std::string& members) { return members + std::string(2 * kBlock, '\0'); }

/// Names, offsets and sizes of the parts, and summaries of those that have any but "file".
std::string told_of(const std::string& archive) {
  const testing::File file(archive);
  FileBytes bytes(file.input);
  std::string told;
  try {
    list_tar(bytes, [&](const Part& part) {
      told += fmt::format("{} {} {}", part.name, part.offset, part.size);
      if (part.kind == PartKind::Record) {
        told += fmt::format(" ({})", part.shape->front());
      } else if (part.summary != "file") {
        told += " " + part.summary;
      }
      told += "; ";
      return true;
    });
  } catch (const Error& error) {
    told += error.what();
  }
  return told;
}

TEST_CASE("names have a prefix where POSIX has it") {
  const std::string posix = member('0', "b", "",
                                   {{257,
                                     "ustar\0"
                                     "00"sv},
                                    {345, "a"}});
  CHECK(told_of(ended(posix)) == "a/b 512 0; members 0 512 (1); ");
  CHECK(told_of(ended(member('0', "b", "", {{345, "a"}}))) == "b 512 0; members 0 512 (1); ");
  const std::string full(100, 'n');
  CHECK(told_of(ended(member('0', full))) == full + " 512 0; members 0 512 (1); ");
  CHECK(told_of(ended(member('0', "../../etc/passwd"))).starts_with("../../etc/passwd 512 0; "));
}

TEST_CASE("types are told of, and those without bytes have none") {
  struct Row {
    char type;
    std::string_view name;
    std::string_view told;
  };
  constexpr Row kRows[] = {
      {'\0', "v7", "v7 512 600; "},
      {'\0', "v7/", "v7/ 512 0 dir; "},
      {'1', "hard", "hard 512 0 hardlink to 't'; "},
      {'2', "soft", "soft 512 0 symlink to 't'; "},
      {'3', "tty", "tty 512 0 char; "},
      {'5', "d/", "d/ 512 0 dir; "},
      {'6', "pipe", "pipe 512 0 fifo; "},
      {'7', "tape", "tape 512 600 contiguous; "},
      {'Z', "new", "new 512 600 type 'Z'; "},
  };
  for (const Row& row : kRows) {
    const bool has_bytes = row.told.find("600") != row.told.npos;
    const std::string data(has_bytes ? 600 : 0, 'x');
    const std::string archive =
        member(row.type, row.name, data, {{124, "00000001130 "}, {157, "t"}});
    CHECK(told_of(ended(archive)).starts_with(row.told));
  }
}

TEST_CASE("sizes may be binary, and checksums have signs") {
  const std::string data(5, 'x');
  const std::string binary = member('0', "a", data, {{124, "\x80\0\0\0\0\0\0\0\0\0\0\5"sv}});
  CHECK(told_of(ended(binary)) == "a 512 5; members 0 1024 (1); ");
  std::string old = member('0', "\xff\xfe", data);
  put_sum(old, 0, true);
  CHECK(told_of(ended(old)) == "\xff\xfe 512 5; members 0 1024 (1); ");
}

TEST_CASE("what other headers say of a member counts, the nearest first") {
  const std::string a = member('0', "a");
  CHECK(told_of(ended(pax('x', "path", "one") + a + a)) ==
        "one 1536 0; a 2048 0; members 0 2048 (3); ");
  CHECK(told_of(ended(pax('g', "path", "all") + a + pax('x', "path", "one") + a + a)) ==
        "all 1536 0; one 3072 0; all 3584 0; members 0 3584 (5); ");
  CHECK(told_of(ended(pax('x', "path", "one") + pax('x', "path", "") + a)) ==
        "a 2560 0; members 0 2560 (3); ");
  const std::string link = member('2', "l", "", {{157, "t"}});
  CHECK(
      told_of(ended(pax('x', "linkpath", "far") + link)).starts_with("l 1536 0 symlink to 'far'"));
  CHECK(told_of(ended(member('K', "k", "far\0"sv) + member('L', "l", "long\0"sv) + link))
            .starts_with("long 2560 0 symlink to 'far'"));
}

TEST_CASE("where another header tells the size, the headers go on in another part") {
  const std::string a = member('0', "a");
  const std::string large = pax('x', "size", "700") + a + padded_to_blocks(std::string(700, 'x'));
  CHECK(told_of(ended(a + large + a)) ==
        "a 512 0; a 2048 700; members 0 2048 (3); a 3584 0; members 3072 512 (1); ");
  // One that says more than there is leads nowhere.
  const std::string small = pax('x', "size", "0") + member('0', "a", "", {{124, "00000000777 "}});
  CHECK(told_of(ended(small + a)) ==
        "a 1536 0; members 0 1024 (1); a 2048 0; members 1536 512 (1); ");
}

TEST_CASE("sparse members have their stored bytes behind the map") {
  std::string more(kBlock, '\0');
  const std::string last = more;
  more[504] = 1;
  const std::string size = "00000077777 ";
  const std::string here = member('S', "s", "", {{124, "00000000003 "}, {483, size}});
  const std::string apart = member('S', "s", "", {{124, "00000000003 "}, {482, "\1"}, {483, size}});
  const std::string data = padded_to_blocks("abc");
  CHECK(told_of(ended(here + data)) ==
        "s 512 3 sparse, 32767 bytes with holes; members 0 1024 (1); ");
  CHECK(told_of(ended(apart + more + last + data)) ==
        "s 1536 3 sparse, 32767 bytes with holes; members 0 1024 (1); ");
  const std::string told =
      pax('x', "GNU.sparse.name", "whole") + pax('x', "GNU.sparse.realsize", "9");
  CHECK(told_of(ended(told + member('0', "s")))
            .starts_with("whole 2560 0 sparse, 9 bytes with holes; "));
}

TEST_CASE("damage is an error behind the members in front of it") {
  struct Row {
    std::string archive;
    std::string_view told;
  };
  const std::string a = member('0', "a");
  std::string wrong = a;
  wrong[kSumAt] = '1';
  const Row rows[] = {
      {a, "'it' is damaged at offset 512: the archive does not end with zeros; it is cut short"},
      {a + a.substr(0, 9),
       "'it' is damaged at offset 512: a header takes 512 bytes there, and the file has 521 bytes"},
      {a + wrong,
       "'it' is damaged at offset 660: the bytes of the header add up to 003020, and that is not "
       "its "
       "checksum"},
      {a + member('0', "b", "", {{124, "00000000010 "}}),
       "'it' is damaged at offset 512: member 'b' takes 8 bytes at 1024, and the file has 1024 "
       "bytes"},
      {a + member('0', "b", "", {{124, "00000000019 "}}),
       "'it' is damaged at offset 512: the size of 'b' is no number"},
      {a + member('x', "p", "11 path=b\n"),
       "'it' is damaged at offset 1024: no record of a pax header stands there"},
      {a + member('x', "p", "8 path=b\n"),
       "'it' is damaged at offset 1024: no record of a pax header stands there"},
      {a + member('x', "p", "99999999999999999999 path=b\n"),
       "'it' is damaged at offset 1024: no record of a pax header stands there"},
      {a + pax('x', "size", "-1"),
       "'it' is damaged at offset 1024: size is '-1', which no file has"},
      {a + member('L', "l", std::string(70000, 'n')),
       "'it' is damaged at offset 1024: the name of a member has 70000 bytes, more than can be"},
      {a + member('L', "l", std::string(2000000, 'n')),
       "'it' is damaged at offset 1024: what is said of a member takes 2000000 bytes, more than "
       "can "
       "be"},
  };
  for (const Row& row : rows) {
    const std::string told = told_of(row.archive);
    CHECK(told.starts_with("a 512 0; members 0 "));
    INFO(told);
    CHECK(told.ends_with(fmt::format("); {}", row.told)));
  }
}

TEST_CASE("a name for all members is not given without end") {
  std::string archive = pax('g', "path", std::string(60000, 'n'));
  for (int k = 0; k < 1200; ++k) archive += member('0', "a");
  const testing::File file(archive);
  FileBytes bytes(file.input);
  CHECK_THROWS_WITH_AS(list_tar(bytes, [](const Part&) { return true; }),
                       doctest::Contains("names take more bytes than any file's do"), Error);
}

TEST_CASE(
    "headers whose bytes are changed, and add up, give parts inside of the file or an error") {
  std::mt19937 random(3);
  for (const testing::Vector& row : testing::read_vectors("oracle/parts.tsv")) {
    if (row[0] != "tar") continue;
    const std::string text = testing::from_hex(row[1]);
    const testing::File whole(text);
    FileBytes bytes(whole.input);
    for (int round = 0; round < 50; ++round) {
      std::string changed = text;
      for (std::size_t at = 0; at < text.size(); at += kBlock) {
        if (random() % 4 != 0) continue;
        changed[at + random() % kBlock] = static_cast<char>(random());
        if (has_tar_checksum(bytes, static_cast<std::int64_t>(at))) put_sum(changed, at);
      }
      static_cast<void>(testing::listed(changed));
    }
  }
}

}  // namespace
}  // namespace bview
