// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <span>
#include <vector>

#include <bview/core/byte_summary.hpp>
#include <bview/core/summary.hpp>
#include <bview/core/whole_moments.hpp>

namespace bview {
namespace {

using Doubles = std::vector<double>;

/// Where a number lies that is counted by hand.
std::vector<std::int64_t> counted(const Doubles& values, const Doubles& edges) {
  std::vector<std::int64_t> counts(edges.empty() ? 0 : edges.size() - 1);
  for (const double each : values) {
    for (std::size_t k = 0; k < counts.size(); ++k) {
      counts[k] += each >= edges[k] && each < edges[k + 1] ? 1 : 0;
    }
  }
  return counts;
}

const Doubles kSamples[] = {
    {},
    {0},
    {-0.0, 5e-324},
    {1, 2, 3},
    {-1, -1e-300, 0, 1e-300, 1},
    {1e308, -1e308},
    {1e-310, 2e-310},
    {0.1, 0.2, 0.30000000000000004, 12345.678},
    {-7, -7, -6.5, 1e6},
    {1e15, 1e15 + 1, 1e15 + 100},
};

TEST_CASE("bins count each number once, between its edges") {
  for (const Doubles& values : kSamples) {
    for (const bool whole : {false, true}) {
      CAPTURE(values.size());
      Bins bins(whole);
      bins.add(values);
      const Doubles edges = bins.edges();
      CHECK(bins.counts() == counted(values, edges));
      CHECK(bins.counts().size() <= Bins::kMost);
      if (values.empty()) continue;
      CHECK(bins.counts().front() > 0);
      CHECK(bins.counts().back() > 0);
      if (whole) CHECK(edges[1] - edges[0] >= 1);
    }
  }
}

TEST_CASE("states of any parts, merged, are those of all") {
  for (const Doubles& values : kSamples) {
    Bins all(false);
    all.add(values);
    Moments moments;
    moments.add(values);
    for (std::size_t cut = 0; cut <= values.size(); ++cut) {
      const std::span<const double> span(values);
      for (const bool turned : {false, true}) {
        const auto one = turned ? span.subspan(cut) : span.first(cut);
        const auto other = turned ? span.first(cut) : span.subspan(cut);
        Bins bins(false);
        bins.add(one);
        Bins rest(false);
        rest.add(other);
        bins.merge(rest);
        CHECK(bins.edges() == all.edges());
        CHECK(bins.counts() == all.counts());
        Bins later(false);
        later.add(one);
        later.add(other);
        CHECK(later.edges() == all.edges());
        CHECK(later.counts() == all.counts());
        Moments merged;
        merged.add(one);
        Moments behind;
        behind.add(other);
        merged.merge(behind);
        CHECK(merged.count() == moments.count());
        CHECK(merged.mean() == doctest::Approx(moments.mean()).epsilon(1e-14));
        CHECK(merged.deviation().has_value() == moments.deviation().has_value());
        if (merged.deviation() && std::isfinite(*moments.deviation())) {
          CHECK(*merged.deviation() == doctest::Approx(*moments.deviation()).epsilon(1e-9));
        }
      }
    }
  }
}

TEST_CASE("how far numbers lie from 0 does not change their spread") {
  constexpr double kFar = 0x1p40;
  constexpr int kCount = 20000;
  constexpr int kBlock = 4096;
  Moments near;
  Moments far;
  for (int begin = 0; begin < kCount; begin += kBlock) {
    Doubles some;
    for (int k = begin; k < std::min(begin + kBlock, kCount); ++k) {
      some.push_back(static_cast<double>(k * 7919 % 1000) / 256);
    }
    near.add(some);
    for (double& each : some) each += kFar;  // exact
    far.add(some);
  }
  CHECK(far.mean() == doctest::Approx(kFar + near.mean()).epsilon(1e-15));
  CHECK(*far.deviation() == doctest::Approx(*near.deviation()).epsilon(1e-14));
}

TEST_CASE("the mean of numbers whose sum leaves the range is one") {
  constexpr double kLargest = std::numeric_limits<double>::max();
  Moments moments;
  moments.add(Doubles{kLargest, kLargest, kLargest});
  CHECK(moments.mean() == doctest::Approx(kLargest));
}

TEST_CASE("sums of whole numbers are exact, however far these lie apart") {
  constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();
  constexpr std::int64_t kGreatest = std::numeric_limits<std::int64_t>::max();
  constexpr std::int64_t kClose = (std::int64_t{1} << 32U) - 1;
  for (const std::int64_t low :
       {kLeast, -kClose, std::int64_t{-7}, std::int64_t{0}, kGreatest / 2}) {
    for (const std::int64_t width :
         {std::int64_t{0}, std::int64_t{9}, kClose, kClose + 1, kGreatest / 2}) {
      CAPTURE(low);
      CAPTURE(width);
      const std::vector<std::int64_t> values = {low + width, low, low + width, low + width / 3};
      WholeMoments at_once;
      at_once.add(values, low, low + width);
      WholeMoments one_by_one;
      for (const std::int64_t each : values) one_by_one.add(each);
      CHECK(at_once.count() == one_by_one.count());
      CHECK(at_once.mean() == one_by_one.mean());
      CHECK(at_once.deviation() == one_by_one.deviation());
    }
  }
}

TEST_CASE("different values are counted up to a number") {
  constexpr auto kMost = static_cast<std::uint64_t>(Distinct::kMost);
  for (const std::uint64_t count :
       {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{1000}, kMost, kMost + 1}) {
    CAPTURE(count);
    Distinct one;
    Distinct evens;
    Distinct odds;
    for (int round = 0; round < 2; ++round) {
      for (std::uint64_t k = 0; k < count; ++k) {
        one.add(k << 20U);
        (k % 2 == 0 ? evens : odds).add(k << 20U);
      }
    }
    evens.merge(odds);
    for (const Distinct* each : {&one, &evens}) {
      CHECK(each->count() == static_cast<std::int64_t>(std::min(count, kMost)));
      CHECK(each->is_over() == (count > kMost));
    }
  }
}

TEST_CASE("bytes are counted in blocks, however many there are") {
  std::vector<std::byte> bytes;
  for (int k = 0; k < 70'000; ++k) bytes.push_back(static_cast<std::byte>(k / 300));
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{256},
                                 std::size_t{16384}, std::size_t{16385}, bytes.size()}) {
    for (const std::size_t piece : {std::size_t{7}, std::size_t{256}, bytes.size()}) {
      CAPTURE(size);
      CAPTURE(piece);
      ByteSummary summary;
      for (std::size_t at = 0; at < size; at += piece) {
        summary.add(std::span(bytes).subspan(at, std::min(piece, size - at)));
      }
      CHECK(summary.size() == static_cast<std::int64_t>(size));
      CHECK(summary.blocks().size() <= ByteSummary::kMostBlocks);
      for (std::size_t k = 0; k < summary.blocks().size(); ++k) {
        const auto first = k * static_cast<std::size_t>(summary.block_size());
        const auto end = std::min(size, first + static_cast<std::size_t>(summary.block_size()));
        for (std::size_t value = 0; value < 256; ++value) {
          const auto here = std::count(bytes.begin() + static_cast<std::ptrdiff_t>(first),
                                       bytes.begin() + static_cast<std::ptrdiff_t>(end),
                                       static_cast<std::byte>(value));
          CHECK(summary.blocks()[k][value] == here);
        }
      }
    }
  }
}

TEST_CASE("zeros that are only counted are counted as bytes are") {
  for (const std::size_t zeros : {1U, 255U, 256U, 100'000U}) {
    CAPTURE(zeros);
    ByteSummary looked_at;
    ByteSummary counted;
    const std::vector<std::byte> ones(777, std::byte{1});
    for (ByteSummary* const each : {&looked_at, &counted}) each->add(ones);
    looked_at.add(std::vector<std::byte>(zeros));
    counted.add_zeros(static_cast<std::int64_t>(zeros));
    for (ByteSummary* const each : {&looked_at, &counted}) each->add(ones);
    CHECK(counted.size() == looked_at.size());
    CHECK(counted.block_size() == looked_at.block_size());
    CHECK(counted.blocks() == looked_at.blocks());
  }
}

TEST_CASE("entropy is in bits for each byte") {
  ByteCounts counts{};
  CHECK(entropy_of(counts) == 0);
  counts[65] = 10;
  CHECK(entropy_of(counts) == 0);
  counts[66] = 10;
  CHECK(entropy_of(counts) == 1);
  counts.fill(3);
  CHECK(entropy_of(counts) == 8);
}

}  // namespace
}  // namespace bview
