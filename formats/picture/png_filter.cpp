// SPDX-License-Identifier: MIT

#include <cstdint>
#include <cstdlib>
#include <iterator>
#include <utility>

#include <bview/formats/picture/png_filter.hpp>

namespace bview {
namespace {

/// The neighbour that left + above - corner is nearest to.
int paeth(int left, int above, int corner) {
  const int to_left = std::abs(above - corner);
  const int to_above = std::abs(left - corner);
  const int to_corner = std::abs(left + above - 2 * corner);
  if (to_left <= to_above && to_left <= to_corner) return left;
  return to_above <= to_corner ? above : corner;
}

/// What each filter expects of a byte, from those to the left of it, above, and above that.
using Expect = int (*)(int left, int above, int corner);
constexpr Expect kExpect[] = {
    [](int, int, int) { return 0; },
    [](int left, int, int) { return left; },
    [](int, int above, int) { return above; },
    [](int left, int above, int) { return (left + above) / 2; },
    paeth,
};

/// The differences of one filter into `to`, and their sum as signed bytes.
template <std::size_t kFilter>
std::uint64_t difference(const unsigned char* row, const unsigned char* above, std::size_t size,
                         std::size_t pixel, unsigned char* to) {
  std::uint64_t sum = 0;
  const auto put = [&](std::size_t k, int left, int corner) {
    const int expected = kExpect[kFilter](left, above[k], corner);
    to[k] = static_cast<unsigned char>(row[k] - expected);
    sum += to[k] < 128 ? to[k] : 256U - to[k];
  };
  for (std::size_t k = 0; k < size && k < pixel; ++k) put(k, 0, 0);
  for (std::size_t k = pixel; k < size; ++k) put(k, row[k - pixel], above[k - pixel]);
  return sum;
}

using Difference = std::uint64_t (*)(const unsigned char* row, const unsigned char* above,
                                     std::size_t size, std::size_t pixel, unsigned char* to);
constexpr Difference kDifferences[] = {difference<0>, difference<1>, difference<2>, difference<3>,
                                       difference<4>};

}  // namespace

void PngFilter::add(const std::vector<unsigned char>& row, const std::vector<unsigned char>& above,
                    std::string& to) {
  std::uint64_t least = ~std::uint64_t{0};
  std::size_t chosen = 0;
  for (std::size_t k = 0; k < std::size(kDifferences); ++k) {
    const std::uint64_t sum =
        kDifferences[k](row.data(), above.data(), row.size(), pixel_, tried_.data());
    if (sum >= least) continue;
    least = sum;
    chosen = k;
    std::swap(tried_, best_);
  }
  to += static_cast<char>(chosen);
  to.append(reinterpret_cast<const char*>(best_.data()), best_.size());
}

}  // namespace bview
