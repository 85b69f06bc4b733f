// SPDX-License-Identifier: MIT
// What commands say of a file with holes is what they say of the same bytes without any.

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <chrono>
#include <string>

#include "tests/cli/shell.hpp"
#include "tests/support/sparse.hpp"

namespace bview {
namespace {

using namespace std::chrono_literals;

constexpr const char* kCommands[] = {
    "dump {}",
    "dump {} --threads 1",
    "dump {} --threads 3 -o 5",
    "dump {} -o 4099 -n 9000001 --threads 3",
    "dump {} --cols 24 --threads 3",
    "dump {} --cols 7 --border",
    "dump {} -f 64s --rest -t hex --values | tail -n 20000 | md5sum",
    "dump {} -t hex -f 3000s --rest -i 9::2 | md5sum",
    "dump {} -t raw | md5sum",
    "stat {}",
    "stat {} -f '<i' --rest -t json",
    "stat {} -f '<h' --rest -t json --threads 3",
    "stat {} -f '<d' --rest -t json --threads 3",
    "stat {} -f '<d4s' --rest -t json",
    "stat {} -f '<i' -s -1,4 --rest -t json",
    "stat {} -f '<i' --rest -t json -i ::-1",
    "stat {} -f '<i' --rest -t json --where 'value != 3'",
    "stat {} -f '<i' --rest -t json --where 'index % 3 == 1'",
    "stat {} --bytes -t json",
    "stat {} --bytes -o 3 -t json --hash "
    "crc32,crc32c,crc32c/ext4,crc16/xmodem,crc64/xz,crc64/ecma,crc24/openpgp,crc8/maxim,adler32,"
    "fletcher16,fletcher32,inet,sum16,neg8,sum16le,sum32be,xor8,md5",
    "find {} 'x\"00 01\"' -t tsv",
    "find {} 'x\"01 02 03\"' 'x\"04 00\"' -t tsv --threads 3",
    "find {} -f '<i' 1..3 -t tsv",
    "find {} -f '<i' 0 --items --rest -t tsv --max-count 3000 --threads 3",
    "find {} -c 'x\"00 00 00\"' --threads 3",
    "find {} '~\"\\x04\\x00+\\x01\"' '~\"^\\x00\\x00\"' -t tsv --threads 3",
    "find {} '~\"\\x00$\"' -t tsv",
};

TEST_CASE("a file with holes is read as one without") {
  for (unsigned seed = 0; seed < 4; ++seed) {
    const testing::SparseTwins twins(12'000'000 + 1001 * seed, seed);
    const testing::Shell shell(BVIEW_EXE);
    const auto out_of = [&](const std::string& command) {
      const auto outcome = shell.run("bview " + command, 60s);
      REQUIRE(outcome);
      return outcome->out + outcome->err;
    };
    for (const char* const command : kCommands) {
      CAPTURE(seed);
      CAPTURE(command);
      const std::string sparse = out_of(fmt::format(fmt::runtime(command), twins.sparse()));
      CHECK(sparse == out_of(fmt::format(fmt::runtime(command), twins.dense())));
    }
  }
}

TEST_CASE("a file with holes differs from none with the same bytes, and from others as it does") {
  const testing::SparseTwins twins(5'000'000, 3);
  const testing::SparseTwins others(5'000'000, 4);
  const testing::Shell shell(BVIEW_EXE);
  const auto diff = [&](const std::string& a, const std::string& b, const char* options) {
    const auto outcome = shell.run(fmt::format("bview diff {} {} {}", a, b, options), 60s);
    REQUIRE(outcome);
    return outcome->out + outcome->err;
  };
  for (const char* const options : {"", "--threads 3", "-f '<i' --rest", "-f B --threads 3"}) {
    CAPTURE(options);
    CHECK(diff(twins.sparse(), twins.dense(), options) == "");
    CHECK(diff(twins.sparse(), twins.sparse(), options) == "");
    CHECK(diff(twins.sparse(), others.sparse(), options) ==
          diff(twins.dense(), others.dense(), options));
  }
}

}  // namespace
}  // namespace bview
