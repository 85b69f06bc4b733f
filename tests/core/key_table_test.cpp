// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <cstdint>
#include <optional>

#include <bview/core/key_table.hpp>

namespace bview {
namespace {

/// The number of the item with that hash and number, if it is there.
std::optional<std::int64_t> offset_of(const KeyTable& table, std::uint64_t hash,
                                      std::int64_t number) {
  KeyTable::Place found{};
  const auto same = [&](const KeyTable::Place& place) { return place.number == number; };
  return table.find(hash, same, found) ? std::optional(found.offset) : std::nullopt;
}

TEST_CASE("items are found by hash and key, where hashes collide, too") {
  for (const std::uint64_t hashes : {1U, 3U, 1000U, 1U << 30U}) {
    constexpr std::int64_t kCount = 500;
    KeyTable table(kCount);
    CHECK(!offset_of(table, 0, 0));
    for (std::int64_t n = 0; n < kCount; ++n) {
      table.add(static_cast<std::uint64_t>(n) % hashes, {n, 10 * n});
    }
    for (std::int64_t n = 0; n < kCount; ++n) {
      CHECK(offset_of(table, static_cast<std::uint64_t>(n) % hashes, n) == 10 * n);
    }
    CHECK(!offset_of(table, 0, kCount));
    CHECK(!offset_of(table, hashes, 0));
  }
}

TEST_CASE("a table that memory does not hold is kept in a file") {
  constexpr std::int64_t kMany = 2'000'000;
  KeyTable table(kMany);
  for (std::int64_t n = 0; n < kMany; n += 1000) {
    table.add(static_cast<std::uint64_t>(n) * 0x9e3779b97f4a7c15, {n, n});
  }
  for (std::int64_t n = 0; n < kMany; n += 1000) {
    CHECK(offset_of(table, static_cast<std::uint64_t>(n) * 0x9e3779b97f4a7c15, n) == n);
  }
}

}  // namespace
}  // namespace bview
