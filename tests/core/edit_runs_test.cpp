// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <random>
#include <string>
#include <vector>

#include <bview/core/edit_runs.hpp>

namespace bview {
namespace {

using Texts = std::vector<std::string>;

/// Two runs of bytes of which some agree.
struct Pair {
  std::vector<std::byte> before{};
  std::vector<std::byte> after{};

  [[nodiscard]] Edit edit() const { return {100, before, after}; }
  [[nodiscard]] bool same(std::size_t begin, std::size_t size) const {
    for (std::size_t k = begin; k < begin + size; ++k) {
      if (before[k] != after[k]) return false;
    }
    return true;
  }
};

/// One byte in so many changes, or stays.
Pair random_pair(std::size_t size, unsigned one_in, bool changes, std::mt19937_64& random) {
  Pair pair;
  for (std::size_t k = 0; k < size; ++k) {
    const bool rare = random() % one_in == 0;
    const auto byte = static_cast<std::byte>(random() & 0xffU);
    pair.before.push_back(byte);
    pair.after.push_back(rare == changes ? ~byte : byte);
  }
  return pair;
}

std::string text_of(std::size_t begin, std::size_t end, std::size_t values) {
  return fmt::format("{}-{}: {}", begin, end, values);
}

/// Of a visited edit; its bytes are those of the pair at its offset.
std::string text_of(const Edit& edit, const Pair& pair) {
  const auto begin = static_cast<std::size_t>(edit.offset - 100);
  CHECK(edit.old_bytes.data() == pair.before.data() + begin);
  CHECK(edit.new_bytes.data() == pair.after.data() + begin);
  CHECK(edit.old_bytes.size() == edit.new_bytes.size());
  return text_of(begin, begin + edit.new_bytes.size(), static_cast<std::size_t>(edit.values));
}

/// The stretches of changed values, looked for one value at a time.
Texts model(const Pair& pair, std::size_t size) {
  Texts found;
  for (std::size_t at = 0; at < pair.before.size();) {
    const std::size_t begin = at;
    while (at < pair.before.size() && !pair.same(at, size)) at += size;
    if (at > begin) found.push_back(text_of(begin, at, (at - begin) / size));
    if (at < pair.before.size()) at += size;
  }
  return found;
}

TEST_CASE("stretches of values that change are found, whatever their size") {
  std::mt19937_64 random(1);
  for (const std::size_t size : {1U, 2U, 3U, 4U, 5U, 7U, 8U, 12U, 16U, 40U}) {
    for (const unsigned one_in : {1U, 2U, 5U, 30U, 300U}) {
      for (std::size_t count = 0; count < 40; ++count) {
        for (const bool changes : {false, true}) {
          const Pair pair = random_pair(size * count, one_in, changes, random);
          CAPTURE(size);
          CAPTURE(count);
          Texts found;
          for_each_change(pair.edit(), size,
                          [&](const Edit& edit) { found.push_back(text_of(edit, pair)); });
          CHECK(found == model(pair, size));
        }
      }
    }
  }
}

TEST_CASE("stretches of bytes that differ are a value each, and none is too long") {
  std::mt19937_64 random(2);
  for (const std::size_t size : {std::size_t{1}, std::size_t{1000}, 2 * kLongestRun + 5}) {
    const Pair pair = random_pair(size, 1U << 20U, false, random);
    std::size_t covered = 0;
    for_each_difference(pair.edit(), [&](const Edit& edit) {
      text_of(edit, pair);
      CHECK(edit.values == 1);
      CHECK(edit.new_bytes.size() <= kLongestRun);
      covered += edit.new_bytes.size();
    });
    std::size_t different = 0;
    for (std::size_t k = 0; k < size; ++k) different += pair.same(k, 1) ? 0U : 1U;
    CHECK(covered == different);
  }
}

}  // namespace
}  // namespace bview
