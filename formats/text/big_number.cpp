// SPDX-License-Identifier: MIT

#include <algorithm>
#include <bit>
#include <cstddef>
#include <utility>

#include <bview/formats/text/big_number.hpp>

namespace bview {
namespace {

constexpr unsigned kWordBits = 32;

}  // namespace

BigNumber::BigNumber(uint128 value) {
  for (; value != 0; value >>= kWordBits) words_.push_back(static_cast<std::uint32_t>(value));
}

std::int64_t BigNumber::bit_width() const {
  if (words_.empty()) return 0;
  return std::ssize(words_) * kWordBits - std::countl_zero(words_.back());
}

void BigNumber::multiply(std::uint32_t factor, std::uint32_t plus) {
  std::uint64_t carry = plus;
  for (std::uint32_t& word : words_) {
    carry += std::uint64_t{word} * factor;
    word = static_cast<std::uint32_t>(carry);
    carry >>= kWordBits;
  }
  if (carry != 0) words_.push_back(static_cast<std::uint32_t>(carry));
}

BigNumber BigNumber::times(uint128 factor) const {
  BigNumber product;
  for (std::int64_t at = 0; factor != 0; at += kWordBits, factor >>= kWordBits) {
    BigNumber part = *this;
    part.multiply(static_cast<std::uint32_t>(factor));
    part.shift_left(at);
    product.add(part);
  }
  return product;
}

void BigNumber::multiply_by_power_of_10(std::int64_t exponent) {
  constexpr std::uint32_t kMost = 1'000'000'000;
  for (; exponent >= 9; exponent -= 9) multiply(kMost);
  for (; exponent > 0; --exponent) multiply(10);
}

BigNumber BigNumber::power_of_5(std::int64_t exponent) {
  constexpr std::int64_t kStep = 65;
  constexpr std::size_t kMost = 80;
  constexpr std::int64_t kInWord = 13;
  constexpr std::uint32_t kWord = 1'220'703'125;  // 5^13
  // Those of every 65th exponent; what the exponents of quads take is there.
  static const std::vector<BigNumber> kPowers = [] {
    std::vector<BigNumber> powers = {BigNumber(1)};
    while (powers.size() < kMost) {
      BigNumber next = powers.back();
      for (std::int64_t k = 0; k < kStep; k += kInWord) next.multiply(kWord);
      powers.push_back(std::move(next));
    }
    return powers;
  }();
  const auto at = std::min(static_cast<std::size_t>(exponent / kStep), kMost - 1);
  BigNumber power = kPowers[at];
  std::int64_t left = exponent - static_cast<std::int64_t>(at) * kStep;
  for (; left >= kInWord; left -= kInWord) power.multiply(kWord);
  for (; left > 0; --left) power.multiply(5);
  return power;
}

void BigNumber::shift_left(std::int64_t bits) {
  if (words_.empty()) return;
  const auto within = static_cast<unsigned>(bits % kWordBits);
  if (within != 0) multiply(std::uint32_t{1} << within);
  words_.insert(words_.begin(), static_cast<std::size_t>(bits / kWordBits), 0);
}

void BigNumber::add(const BigNumber& other) {
  words_.resize(std::max(words_.size(), other.words_.size()));
  std::uint64_t carry = 0;
  for (std::size_t k = 0; k < words_.size(); ++k) {
    carry += std::uint64_t{words_[k]} + (k < other.words_.size() ? other.words_[k] : 0);
    words_[k] = static_cast<std::uint32_t>(carry);
    carry >>= kWordBits;
  }
  if (carry != 0) words_.push_back(static_cast<std::uint32_t>(carry));
}

void BigNumber::subtract(const BigNumber& other) {
  std::uint64_t borrow = 0;
  for (std::size_t k = 0; k < words_.size(); ++k) {
    const std::uint64_t taken = borrow + (k < other.words_.size() ? other.words_[k] : 0);
    borrow = words_[k] < taken ? 1 : 0;
    words_[k] = static_cast<std::uint32_t>(words_[k] - taken);
  }
  while (!words_.empty() && words_.back() == 0) words_.pop_back();
}

int BigNumber::take_digit(const BigNumber& divisor) {
  int digit = 0;
  for (; compare(divisor) >= 0; ++digit) subtract(divisor);
  return digit;
}

/// As in Knuth's algorithm D: the first words tell the quotient, or a number at most 2 above it.
std::uint32_t BigNumber::take_word(const BigNumber& divisor) {
  const std::size_t size = divisor.words_.size();
  if (words_.size() < size) return 0;
  const auto word = [this](std::size_t k) { return k < words_.size() ? words_[k] : 0; };
  const std::uint64_t first = std::uint64_t{word(size)} << kWordBits | word(size - 1);
  const std::uint64_t estimate =
      std::min<std::uint64_t>(first / divisor.words_.back(), 0xffff'ffffU);
  auto quotient = static_cast<std::uint32_t>(estimate);
  BigNumber product = divisor;
  product.multiply(quotient);
  while (!product.words_.empty() && product.words_.back() == 0) product.words_.pop_back();
  for (; product.compare(*this) > 0; --quotient) product.subtract(divisor);
  subtract(product);
  return quotient;
}

int BigNumber::compare(const BigNumber& other) const {
  if (words_.size() != other.words_.size()) return words_.size() < other.words_.size() ? -1 : 1;
  for (std::size_t k = words_.size(); k-- > 0;) {
    if (words_[k] != other.words_[k]) return words_[k] < other.words_[k] ? -1 : 1;
  }
  return 0;
}

Quarters divide(BigNumber numerator, BigNumber denominator, std::span<std::uint32_t> words) {
  constexpr std::int64_t kBits = kWordBits;
  const std::int64_t normal = (kBits - denominator.bit_width() % kBits) % kBits;
  denominator.shift_left(normal);
  const std::int64_t shift = denominator.bit_width() - 1 - numerator.bit_width();
  const std::int64_t more = std::max<std::int64_t>(-shift, 0);
  const std::int64_t whole = (more + kBits - 1) / kBits * kBits;
  numerator.shift_left(shift + whole);
  denominator.shift_left(whole);
  for (std::uint32_t& word : words) {
    numerator.shift_left(kBits);
    word = numerator.take_word(denominator);
  }
  // What the denominator was shifted by is part of the quotient.
  return {normal - shift, numerator.is_zero()};
}

}  // namespace bview
