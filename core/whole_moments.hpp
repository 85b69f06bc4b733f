// SPDX-License-Identifier: MIT
// core/whole_moments.hpp - mean and standard deviation of whole numbers, from sums that are exact.
//
// Sums of 2^63 numbers of 64 bits take 128 bits, those of their squares 192: nothing is rounded
// before the end, and the order of the numbers does not matter.

#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include <bview/core/public.hpp>
#include <bview/core/storage.hpp>

namespace BVIEW_PUBLIC bview {

class WholeMoments {
 public:
  /// Some that are known to lie from `least` to `greatest`.
  void add(std::span<const std::int64_t> values, std::int64_t least, std::int64_t greatest);
  /// One of 64 bits, with a sign or without, that stands so many times.
  void add(int128 value, std::int64_t times = 1);
  void merge(const WholeMoments& other);

  [[nodiscard]] std::int64_t count() const { return count_; }
  /// Of numbers that there are.
  [[nodiscard]] double mean() const;
  /// That of the sample; nothing of less than two numbers.
  [[nodiscard]] std::optional<double> deviation() const;

 private:
  void add_squares(uint128 value, std::uint64_t times);
  void add_close(std::span<const std::int64_t> values, std::int64_t least);

  std::int64_t count_ = 0;
  int128 sum_ = 0;
  uint128 squares_ = 0;
  std::uint64_t squares_above_ = 0;  // in units of 2^128
};

}  // namespace bview
