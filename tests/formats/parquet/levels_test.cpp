// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/formats/parquet/levels.hpp>

#include "tests/support/values.hpp"

namespace bview {
namespace {

using testing::to_hex;
using Numbers = std::vector<std::uint32_t>;

std::string runs_of(const Numbers& numbers, int bits) {
  std::string to;
  append_runs(numbers, bits, to);
  return to;
}

/// Reads them back as Encodings.md says; a last group may have more than there are.
Numbers numbers_in(const std::string& runs, int bits, std::size_t count) {
  Numbers numbers;
  std::size_t at = 0;
  const auto byte = [&] { return static_cast<std::uint8_t>(runs.at(at++)); };
  while (numbers.size() < count) {
    std::uint64_t head = 0;
    for (unsigned shift = 0;; shift += 7) {
      const std::uint8_t next = byte();
      head |= std::uint64_t{next & 0x7fU} << shift;
      if (next < 0x80) break;
    }
    if ((head & 1U) == 0) {
      std::uint32_t number = 0;
      for (int done = 0; done < bits; done += 8) number |= std::uint32_t{byte()} << done;
      numbers.insert(numbers.end(), head >> 1U, number);
      continue;
    }
    std::uint64_t waiting = 0;
    int size = 0;
    for (std::uint64_t left = (head >> 1U) * 8; left > 0; --left) {
      for (; size < bits; size += 8) waiting |= std::uint64_t{byte()} << size;
      numbers.push_back(static_cast<std::uint32_t>(waiting & ((std::uint64_t{1} << bits) - 1)));
      waiting >>= bits;
      size -= bits;
    }
  }
  CHECK(at == runs.size());
  numbers.resize(count);
  return numbers;
}

TEST_CASE("groups of eight are packed as the example of the specification") {
  CHECK(to_hex(runs_of({0, 1, 2, 3, 4, 5, 6, 7}, 3)) == "0388c6fa");
}

TEST_CASE("equal numbers are a run: twice their count, and the number") {
  CHECK(to_hex(runs_of(Numbers(100, 4), 3)) == "c80104");
  CHECK(to_hex(runs_of(Numbers(3, 1), 1)) == "0601");
  CHECK(runs_of({}, 1).empty());
}

TEST_CASE("what is written is read back, whatever it is") {
  std::mt19937 random(7);
  for (int round = 0; round < 300; ++round) {
    const int bits = 1 + static_cast<int>(random() % 17);
    Numbers numbers;
    for (std::size_t runs = random() % 12; runs-- > 0;) {
      const std::uint32_t number = static_cast<std::uint32_t>(random()) & ((1U << bits) - 1);
      numbers.insert(numbers.end(), 1 + random() % (random() % 2 == 0 ? 2 : 30), number);
    }
    CAPTURE(round);
    CHECK(numbers_in(runs_of(numbers, bits), bits, numbers.size()) == numbers);
  }
}

Numbers repetitions(const Lengths& lists, std::int64_t count) {
  const ListLevels levels(lists);
  Numbers all;
  for (std::int64_t n = 0; n < count; ++n) all.push_back(levels.repetition(n));
  return all;
}

TEST_CASE("a value repeats in the innermost list that it does not begin") {
  CHECK(repetitions({}, 3) == Numbers{0, 0, 0});
  CHECK(repetitions({3}, 7) == Numbers{0, 1, 1, 0, 1, 1, 0});
  CHECK(repetitions({2, 3}, 12) == Numbers{0, 2, 2, 1, 2, 2, 0, 2, 2, 1, 2, 2});
  CHECK(repetitions({2, 1, 2}, 5) == Numbers{0, 3, 1, 3, 0});
}

TEST_CASE("an empty list is an entry of those around it") {
  CHECK(ListLevels({0}).per_row() == 1);
  CHECK(ListLevels({0}).depth() == 0);
  CHECK(repetitions({2, 0, 5}, 4) == Numbers{0, 1, 0, 1});
  CHECK(ListLevels({2, 0, 5}).depth() == 1);
  CHECK_THROWS_AS(ListLevels({std::int64_t{1} << 40, std::int64_t{1} << 40, 0}), Error);
}

TEST_CASE("bits hold the numbers up to the largest") {
  CHECK(bits_for(0) == 0);
  CHECK(bits_for(1) == 1);
  CHECK(bits_for(7) == 3);
  CHECK(bits_for(8) == 4);
}

}  // namespace
}  // namespace bview
