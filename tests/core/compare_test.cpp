// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <random>
#include <utility>
#include <vector>

#include <bview/core/buffer.hpp>
#include <bview/core/compare.hpp>

namespace bview {
namespace {

using Runs = std::vector<std::pair<std::int64_t, std::int64_t>>;  // offset and size

Runs found(const std::vector<std::byte>& a, const std::vector<std::byte>& b, int threads) {
  Runs runs;
  ByteComparison comparison({Buffer::borrow(a).bytes(), 0}, {Buffer::borrow(b).bytes(), 0},
                            std::ssize(a), threads);
  while (const auto run = comparison.next()) runs.emplace_back(run->offset, run->size);
  return runs;
}

/// Byte by byte.
Runs model(const std::vector<std::byte>& a, const std::vector<std::byte>& b) {
  Runs runs;
  for (std::size_t k = 0; k < a.size(); ++k) {
    if (a[k] == b[k]) continue;
    if (runs.empty() || k == 0 || a[k - 1] == b[k - 1]) {
      runs.emplace_back(static_cast<std::int64_t>(k), 0);
    }
    ++runs.back().second;
  }
  return runs;
}

TEST_CASE("every difference of small runs is found") {
  // Two bytes each of two values, and one that shifts what lies behind off the start of words.
  for (unsigned bits = 0; bits < 1U << 10U; ++bits) {
    std::vector<std::byte> a(10);
    std::vector<std::byte> b(10);
    for (std::size_t k = 0; k < b.size(); ++k) b[k] = static_cast<std::byte>(bits >> k & 1U);
    CHECK(found(a, b, 1) == model(a, b));
  }
}

TEST_CASE("differences are those of a loop, on any number of threads") {
  std::mt19937_64 random(1);
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{1}, std::size_t{4095}, std::size_t{4097}, std::size_t{262'144},
        std::size_t{262'145}, std::size_t{1'048'576}, std::size_t{3'000'001}}) {
    std::vector<std::byte> a(size);
    for (std::byte& each : a) each = static_cast<std::byte>(random());
    std::vector<std::byte> b = a;
    for (int k = 0; k < 40 && size > 0; ++k) {
      const std::size_t at = random() % size;
      const std::size_t end = std::min(size, at + 1 + random() % 20);
      for (std::size_t n = at; n < end; ++n) b[n] ^= std::byte{1};
    }
    if (size > 0) b[size - 1] ^= std::byte{1};
    if (size > 262'144) b[262'144] ^= std::byte{1};
    const Runs want = model(a, b);
    for (const int threads : {1, 2, 7}) CHECK(found(a, b, threads) == want);
    CHECK(found(a, a, 3).empty());
  }
}

TEST_CASE("one long run is one run") {
  const std::vector<std::byte> a(3'000'000);
  const std::vector<std::byte> b(a.size(), std::byte{0xff});
  CHECK(found(a, b, 2) == Runs{{0, 3'000'000}});
}

TEST_CASE("bytes that agree are counted from either end") {
  std::vector<std::byte> a(10'000);
  for (std::size_t k = 0; k < a.size(); ++k) a[k] = static_cast<std::byte>(k * 7);
  const std::int64_t size = std::ssize(a);
  CHECK(agreeing_bytes(a.data(), a.data(), size) == size);
  CHECK(agreeing_bytes_at_end(a.data(), a.data(), size) == size);
  for (const std::size_t at : {0U, 1U, 7U, 8U, 4095U, 4096U, 9'991U, 9'999U}) {
    std::vector<std::byte> b = a;
    b[at] ^= std::byte{0x80};
    CHECK(agreeing_bytes(a.data(), b.data(), size) == static_cast<std::int64_t>(at));
    CHECK(agreeing_bytes_at_end(a.data(), b.data(), size) ==
          size - 1 - static_cast<std::int64_t>(at));
  }
}

}  // namespace
}  // namespace bview
