// SPDX-License-Identifier: MIT

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

#include <bview/formats/questions/ranking.hpp>

namespace bview {

std::uint64_t rank_key(double value) { return std::bit_cast<std::uint64_t>(value + 0.0); }

Ranking::Number Ranking::number_of(std::uint64_t key) const {
  if (as_ == RankedAs::Signed) return static_cast<int128>(static_cast<std::int64_t>(key));
  if (as_ == RankedAs::Unsigned) return static_cast<int128>(key);
  return std::bit_cast<double>(key);
}

/// To choose a bucket by, in which many integers are.
double Ranking::real_of(std::uint64_t key) const {
  if (as_ == RankedAs::Signed) return static_cast<double>(static_cast<std::int64_t>(key));
  if (as_ == RankedAs::Unsigned) return static_cast<double>(key);
  return std::bit_cast<double>(key);
}

/// Puts all numbers into buckets.
void Ranking::give_up() {
  std::vector<Counted> counted;
  distinct_.for_each([&](std::uint64_t key, std::int64_t times) {
    counted.push_back({real_of(key), times});
  });
  distinct_.give_up();
  if (!counted.empty()) buckets_.add(counted);
}

std::size_t Ranking::add_exactly(std::span<const std::uint64_t> keys) {
  const std::size_t taken = distinct_.add_each(keys);
  count_ += static_cast<std::int64_t>(taken);
  return taken;
}

void Ranking::add_many(std::span<const double> values) {
  count_ += std::ssize(values);
  buckets_.add(values);
}

void Ranking::add(std::span<const std::uint64_t> keys) {
  if (!distinct_.is_over()) {
    keys = keys.subspan(add_exactly(keys));
    if (keys.empty()) return;
    give_up();
  }
  constexpr std::size_t kAtOnce = 4096;
  std::array<double, kAtOnce> reals{};
  while (!keys.empty()) {
    const auto part = keys.first(std::min(kAtOnce, keys.size()));
    std::transform(part.begin(), part.end(), reals.begin(),
                   [this](std::uint64_t key) { return real_of(key); });
    add_many(std::span(reals).first(part.size()));
    keys = keys.subspan(part.size());
  }
}

void Ranking::add(std::span<const CountedKey> keys) {
  std::vector<Counted> left;
  for (const CountedKey& each : keys) {
    count_ += each.times;
    if (!distinct_.add(each.key, each.times)) left.push_back({real_of(each.key), each.times});
  }
  if (left.empty()) return;
  give_up();
  buckets_.add(left);
}

void Ranking::merge(const Ranking& other) {
  if (other.distinct_.is_over()) {
    count_ += other.count_;
    expect_many();
    return buckets_.merge(other.buckets_);
  }
  std::vector<CountedKey> keys;
  other.distinct_.for_each([&](std::uint64_t key, std::int64_t times) {
    keys.push_back({key, times});
  });
  add(keys);
}

std::vector<Ranking::Number> Ranking::at(std::span<const std::int64_t> ranks) const {
  if (!distinct_.is_over()) return at_exactly(ranks);
  std::vector<Number> found;
  for (const std::int64_t rank : ranks) found.emplace_back(buckets_.at(rank));
  return found;
}

std::vector<Ranking::Number> Ranking::at_exactly(std::span<const std::int64_t> ranks) const {
  std::vector<std::pair<Number, std::int64_t>> counted;
  distinct_.for_each(
      [&](std::uint64_t key, std::int64_t times) { counted.emplace_back(number_of(key), times); });
  std::sort(counted.begin(), counted.end());
  std::vector<Number> found;
  for (std::int64_t rank : ranks) {
    auto each = counted.begin();
    for (; rank >= each->second; ++each) rank -= each->second;
    found.push_back(each->first);
  }
  return found;
}

}  // namespace bview
