// SPDX-License-Identifier: MIT
// core/quantiles.hpp - which number has which rank among many, in little memory.
//
// Numbers are counted in buckets. The number of a bucket is the sign and some upper bits of the
// double, so that its width is a part of what lies in it: that part bounds the error of an answer.
// Where there are more buckets than room, each two neighbours become one, everywhere, and the bound
// doubles. Which buckets there are depends on the numbers alone: states that are merged are the
// state of all numbers to the last count, in whatever order and parts they came.
//
// Source: C. Masson, J. E. Rim, H. K. Lee, "DDSketch: a fast and fully-mergeable quantile sketch
// with relative-error guarantees", PVLDB 12 (2019), with its buckets that need no logarithm;
// I. Epicoco, C. Melle, M. Cafaro, M. Pulimeno, G. Morleo, "UDDSketch: accurate tracking of
// quantiles in data streams", IEEE Access 8 (2020), for the buckets that become one.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <bview/core/counted.hpp>
#include <bview/core/public.hpp>

namespace BVIEW_PUBLIC bview {

class Quantiles {
 public:
  static constexpr std::size_t kMost = 8192;

  /// Keeps so many buckets at most.
  explicit Quantiles(std::size_t most = kMost) : most_(most), paged_(most >= kLeastPaged) {}

  /// There is no NaN among the values.
  void add(std::span<const double> values);
  void add(std::span<const Counted> values);
  void merge(Quantiles other);

  /// The number of that rank, from 0 on, up to error().
  [[nodiscard]] double at(std::int64_t rank) const;
  /// How far from the number at() is at most, as a part of it; nearer to 0 than 1e-300 it may be as
  /// far as that of 1e-300.
  [[nodiscard]] double error() const;

 private:
  struct Bucket {
    std::int32_t number;
    std::int64_t times;
  };
  using Buckets = std::vector<Bucket>;

  /// Bits of a double below those of the number of the finest bucket: 7 of the fraction stay.
  static constexpr int kFinest = 45;
  static constexpr std::size_t kPage = 128;
  static constexpr std::size_t kPages = 4096;  // by sign and exponent, as they stand in a double
  static constexpr std::size_t kLeastPaged = 512;  // buckets for which pages have room
  using Page = std::array<std::int64_t, kPage>;    // the buckets of one power of two

  static std::int32_t number_of(double value);
  static void coarsen(Buckets& buckets, int by);
  [[nodiscard]] double value_of(std::int32_t number) const;
  void add_page(std::size_t number);
  void settle();
  [[nodiscard]] Quantiles settled() const;
  void add_finest(Buckets buckets);
  void add_unsorted(Buckets buckets);
  void add_buckets(Buckets buckets, int shift);

  std::size_t most_;
  bool paged_;  // until numbers of too many powers of two come
  int shift_ = kFinest;
  std::int64_t below_ = 0;  // infinities
  std::int64_t above_ = 0;
  Buckets buckets_{};  // in order
  // What settle() has not yet put there: pages by their number, which stand in the order in which
  // they were needed.
  std::vector<std::uint16_t> page_numbers_{};  // 0: not there; else one more than where
  std::vector<Page> pages_{};
};

}  // namespace bview
