// SPDX-License-Identifier: MIT
// Whatever a reader is fed, it gives items or an Error.

#include <doctest/doctest.h>

#include <cstdint>
#include <string>

#include "tests/formats/input/reading.hpp"

namespace bview {
namespace {

struct Seed {
  std::string form;
  std::string format;
  std::string input;
};
const Seed kSeeds[] = {
    {"tsv", "<hb4s", "1\t-2\ta\\tb\n0x10\t3\t\\xff\n"},
    {"tsv", "<d", "1.5\n-0x1.8p3\nnan\n1e400\n"},
    {"tsv", "4s", "\n\\\\\n"},
    {"tsv", "<(2)F", "1.0+2.0j\t(3-4j)\n"},
    {"csv", "<e3su", "1.5,\"a\"\"\n\",x\r\n2.5,\\x00,\"\"\r\n"},
    {"csv", "[f8e4m3]", "1,2,3\n\"448\"\n"},
    {"csv", "<[u128]?", "340282366920938463463374607431768211455,true\n"},
    {"json", "<h:a:T{b:x:(2)e:y:}:r:", "[{\"a\":1,\"r\":{\"y\":[1.5,null],\"x\":2}}]"},
    {"json", "<(2,2)h", "[[[1,2],[3,4]],[[5,6],[7,8]]]"},
    {"json", "F", "[[[1,2]],[[3.5e-3,null]]]"},
    {"json", "6su", "[[\"\\u00e9\\\\xff\\ud83d\\ude00\",\"\\\\ud800\"]]"},
    {"ndjson", "b:a:3b?", "{\"a\":1,\"f1\":2,\"f2\":3,\"f3\":4,\"f4\":true}\n"},
    {"ndjson", "4x", "[]\n[]\n"},
    {"raw", "<i", "abcdefgh"},
};

class Random {
 public:
  std::size_t below(std::size_t bound) {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    return (state_ >> 33U) % bound;
  }

 private:
  std::uint64_t state_ = 7;
};

/// The text with one small thing changed.
void mutate(std::string& text, Random& random) {
  const std::string_view pieces[] = {"\"",
                                     "\\",
                                     "\n",
                                     "\r",
                                     ",",
                                     "\t",
                                     "[",
                                     "]",
                                     "{",
                                     "}",
                                     ":",
                                     "0",
                                     "9",
                                     "-",
                                     ".",
                                     "e",
                                     "x",
                                     "j",
                                     "+",
                                     "\xff",
                                     "é",
                                     " ",
                                     "nan",
                                     "null",
                                     "true",
                                     "\\u",
                                     "p",
                                     "1e",
                                     "\\x",
                                     "0x",
                                     "99999999999999999999",
                                     "(",
                                     ")"};
  const std::size_t at = random.below(text.size() + 1);
  const std::size_t length = random.below(4);
  switch (random.below(4)) {
    case 0:
      text.insert(at, pieces[random.below(std::size(pieces))]);
      break;
    case 1:
      text.erase(at, length);
      break;
    case 2:
      text.insert(at, text.substr(random.below(text.size() + 1), random.below(9)));
      break;
    default:
      if (at < text.size()) text[at] = static_cast<char>(random.below(256));
  }
}

TEST_CASE("mutated input gives items or an error") {
  Random random;
  for (const Seed& seed : kSeeds) {
    const Layout layout = parse_format(seed.format);
    for (int round = 0; round < 2000; ++round) {
      std::string input = seed.input;
      for (std::size_t n = random.below(6); n-- > 0;) mutate(input, random);
      CAPTURE(input);
      InputOptions options;
      options.bytes_as = static_cast<BytesAs>(random.below(8) < 5 ? 0 : random.below(4));
      options.header = random.below(8) == 0;
      const std::string whole = testing::read_items(seed.form, layout, input, options);
      // However the input is cut, the outcome is the same.
      REQUIRE(testing::read_items(seed.form, layout, input, options, 1 + random.below(5)) == whole);
    }
  }
}

}  // namespace
}  // namespace bview
