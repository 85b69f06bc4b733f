// SPDX-License-Identifier: MIT

#include <algorithm>
#include <cmath>
#include <cstddef>

#include <bview/core/whole_moments.hpp>

namespace bview {
namespace {

constexpr unsigned kHalf = 64;
constexpr uint128 kLowHalf = ~uint128{0} >> kHalf;
constexpr unsigned kHalfDistance = 32;
constexpr std::uint64_t kLowDistance = ~std::uint64_t{0} >> kHalfDistance;

/// A number of 256 bits.
struct Wide {
  uint128 high = 0;
  uint128 low = 0;
};

Wide product(uint128 a, uint128 b) {
  const uint128 low = (a & kLowHalf) * (b & kLowHalf);
  const uint128 one = (a >> kHalf) * (b & kLowHalf) + (low >> kHalf);
  const uint128 other = (a & kLowHalf) * (b >> kHalf) + (one & kLowHalf);
  return {(a >> kHalf) * (b >> kHalf) + (one >> kHalf) + (other >> kHalf),
          (other << kHalf) | (low & kLowHalf)};
}

Wide difference(const Wide& a, const Wide& b) {
  return {a.high - b.high - (a.low < b.low ? 1U : 0U), a.low - b.low};
}

long double nearest(const Wide& value) {
  constexpr int kBits = 128;
  return std::ldexp(static_cast<long double>(value.high), kBits) +
         static_cast<long double>(value.low);
}

uint128 magnitude_of(int128 value) {
  const auto bits = static_cast<uint128>(value);
  return value < 0 ? 0 - bits : bits;
}

}  // namespace

void WholeMoments::add_squares(uint128 value, std::uint64_t times) {
  const Wide squares = product(value, times);
  squares_ += squares.low;
  squares_above_ += static_cast<std::uint64_t>(squares.high) + (squares_ < squares.low ? 1U : 0U);
}

void WholeMoments::add(int128 value, std::int64_t times) {
  const uint128 magnitude = magnitude_of(value);
  count_ += times;
  sum_ += value * times;
  add_squares(magnitude * magnitude, static_cast<std::uint64_t>(times));
}

void WholeMoments::add(std::span<const std::int64_t> values, std::int64_t least,
                       std::int64_t greatest) {
  constexpr std::uint64_t kClose = std::uint64_t{1} << kHalfDistance;
  if (static_cast<std::uint64_t>(greatest) - static_cast<std::uint64_t>(least) >= kClose) {
    for (const std::int64_t each : values) add(int128{each});
    return;
  }
  constexpr std::size_t kAtOnce = std::size_t{1} << 20U;  // whose sums fit
  for (; !values.empty(); values = values.subspan(std::min(kAtOnce, values.size()))) {
    add_close(values.first(std::min(kAtOnce, values.size())), least);
  }
}

/// Of numbers that lie close to each other the distances to the least are summed up, whose squares
/// have 64 bits, and of these both halves: (low + d)^2 = low^2 + 2 low d + d^2.
void WholeMoments::add_close(std::span<const std::int64_t> values, std::int64_t least) {
  const auto low = static_cast<std::uint64_t>(least);
  std::uint64_t distances = 0;
  std::uint64_t low_halves = 0;
  std::uint64_t high_halves = 0;
  for (const std::int64_t each : values) {
    const std::uint64_t distance = (static_cast<std::uint64_t>(each) - low) & kLowDistance;
    const std::uint64_t square = distance * distance;
    distances += distance;
    low_halves += square & kLowDistance;
    high_halves += square >> kHalfDistance;
  }
  const auto count = static_cast<std::uint64_t>(values.size());
  count_ += std::ssize(values);
  sum_ += int128{least} * static_cast<int128>(count) + static_cast<int128>(distances);
  const uint128 magnitude = magnitude_of(least);
  add_squares(magnitude * magnitude, count);
  add_squares((uint128{high_halves} << kHalfDistance) + low_halves, 1);
  const uint128 mixed = 2 * magnitude * distances;
  if (least >= 0) return add_squares(mixed, 1);
  squares_above_ -= squares_ < mixed ? 1U : 0U;
  squares_ -= mixed;
}

void WholeMoments::merge(const WholeMoments& other) {
  count_ += other.count_;
  sum_ += other.sum_;
  squares_ += other.squares_;
  squares_above_ += other.squares_above_ + (squares_ < other.squares_ ? 1U : 0U);
}

double WholeMoments::mean() const {
  return static_cast<double>(static_cast<long double>(sum_) / static_cast<long double>(count_));
}

std::optional<double> WholeMoments::deviation() const {
  if (count_ < 2) return std::nullopt;
  const auto count = static_cast<uint128>(count_);
  Wide squares = product(squares_, count);
  squares.high += squares_above_ * count;
  const uint128 sum = magnitude_of(sum_);
  const long double spread = nearest(difference(squares, product(sum, sum)));
  return static_cast<double>(std::sqrt(spread / static_cast<long double>(count * (count - 1))));
}

}  // namespace bview
