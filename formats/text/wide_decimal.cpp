// SPDX-License-Identifier: MIT

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstring>
#include <mutex>
#include <optional>
#include <utility>

#include <bview/formats/text/big_number.hpp>
#include <bview/formats/text/wide_decimal.hpp>

namespace bview {
namespace {

/// A whole number, and whether it is all of what it was rounded down from.
struct Quotient {
  uint128 number;
  bool is_whole;
};

/// A number times a power of 10, and so the middles between it and its neighbours.
struct Borders {
  Quotient low;
  Quotient here;
  Quotient high;
};

/// A number and its borders in whole units: halves of the step to the number below.
struct Units {
  explicit Units(const BinaryNumber& number)
      : here(number.mantissa * 2 * number.closer),
        above(number.closer),
        exponent(number.exponent - std::countr_zero(2 * number.closer)) {}

  uint128 here;
  unsigned above;  // from here to the upper border; the lower one is 1 away
  int exponent;
};

// --- quickly -------------------------------------------------------------------------------------

template <std::size_t kSize>
using Words = std::array<std::uint64_t, kSize>;  // the least significant first

constexpr unsigned kWideWordBits = 64;

template <std::size_t kOne, std::size_t kOther>
Words<kOne + kOther> product(const Words<kOne>& one, const Words<kOther>& other) {
  Words<kOne + kOther> result{};
  for (std::size_t n = 0; n < kOne; ++n) {
    std::uint64_t carry = 0;
    for (std::size_t k = 0; k < kOther; ++k) {
      const uint128 sum = uint128{one[n]} * other[k] + result[n + k] + carry;
      result[n + k] = static_cast<std::uint64_t>(sum);
      carry = static_cast<std::uint64_t>(sum >> kWideWordBits);
    }
    result[n + kOther] = carry;
  }
  return result;
}

Words<2> words_of(uint128 number) {
  return {static_cast<std::uint64_t>(number), static_cast<std::uint64_t>(number >> kWideWordBits)};
}

/// Four of the words, the last of which begins at bit `from` + 192.
template <std::size_t kSize>
Words<4> shifted(const Words<kSize>& words, unsigned from) {
  const std::size_t at = from / kWideWordBits;
  const unsigned within = from % kWideWordBits;
  const auto word = [&](std::size_t k) { return k < kSize ? words[k] : 0; };
  Words<4> result;
  for (std::size_t k = 0; k < result.size(); ++k) {
    const uint128 pair = uint128{word(at + k + 1)} << kWideWordBits | word(at + k);
    result[k] = static_cast<std::uint64_t>(pair >> within);
  }
  return result;
}

/// Whether the first `count` bits are all 0.
template <std::size_t kSize>
bool begins_with_zeros(const Words<kSize>& words, unsigned count) {
  std::uint64_t found = 0;
  const std::size_t whole = std::min<std::size_t>(count / kWideWordBits, kSize);
  for (std::size_t k = 0; k < whole; ++k) found |= words[k];
  const unsigned within = count % kWideWordBits;
  if (whole < kSize && within != 0) found |= words[whole] << (kWideWordBits - within);
  return found == 0;
}

/// A power of 10: bits x 2^exponent, rounded down by less than 2^-252 of it if it is not exact. The
/// last bit is set.
struct TenPower {
  Words<4> bits;
  int exponent;
  bool exact;
};

constexpr int kStep = 55;       // 5^55 has no more than 128 bits
constexpr int kMostSteps = 92;  // what exponents of 15 bits take

/// 10^(55 step).
TenPower make_coarse(int step) {
  BigNumber numerator(1);
  BigNumber denominator(1);
  const int tens = step * kStep;
  (tens < 0 ? denominator : numerator) = BigNumber::power_of_5(std::abs(tens));
  std::array<std::uint32_t, 8> leading{};
  const Quarters found = divide(std::move(numerator), std::move(denominator), leading);
  TenPower power{{}, static_cast<int>(found.exponent) + tens - 256, false};
  for (std::size_t k = 0; k < power.bits.size(); ++k) {
    power.bits[k] = std::uint64_t{leading[6 - 2 * k]} << 32U | leading[7 - 2 * k];
  }
  return power;
}

/// Those that a file needs are few, so they are made when they are asked for.
const TenPower& coarse_power(int step) {
  struct Entry {
    std::atomic<bool> known{false};
    TenPower power;
  };
  static std::array<Entry, 2 * kMostSteps + 1> entries;
  static std::mutex making;
  const int at = step + kMostSteps;
  Entry& entry = entries[static_cast<std::size_t>(at)];
  if (!entry.known.load(std::memory_order_acquire)) {
    const std::lock_guard lock(making);
    if (!entry.known.load(std::memory_order_relaxed)) entry.power = make_coarse(step);
    entry.known.store(true, std::memory_order_release);
  }
  return entry.power;
}

/// 5^k, all of it.
constexpr auto kFinePowers = [] {
  std::array<uint128, kStep> powers{1};
  for (std::size_t k = 1; k < powers.size(); ++k) powers[k] = powers[k - 1] * 5;
  return powers;
}();

TenPower power_of_ten_near(int power) {
  const int step = (power - (power < 0 ? kStep - 1 : 0)) / kStep;
  const int rest = power - step * kStep;
  const Words<2> fine = words_of(kFinePowers[static_cast<std::size_t>(rest)]);
  const bool exact = step == 0;
  Words<6> bits{0, 0, 0, 0, fine[0], fine[1]};
  int exponent = rest - 256;
  if (!exact) {
    const TenPower& coarse = coarse_power(step);
    bits = product(fine, coarse.bits);
    exponent = rest + coarse.exponent;
  }
  unsigned top = 6 * kWideWordBits;  // of the first bits, which are 0
  for (std::size_t k = bits.size(); k > 0 && bits[k - 1] == 0; --k) top -= kWideWordBits;
  top -= static_cast<unsigned>(std::countl_zero(bits[top / kWideWordBits - 1]));
  const unsigned from = top - 4 * kWideWordBits;
  return {shifted(bits, from), exponent + static_cast<int>(from), exact};
}

/// Of the four words of a number with a point, the first two are behind it.
constexpr unsigned kFractionWords = 2;

/// one + factor x other.
Words<4> sum(Words<4> one, unsigned factor, const Words<4>& other) {
  std::uint64_t carry = 0;
  for (std::size_t k = 0; k < one.size(); ++k) {
    const uint128 more = uint128{other[k]} * factor + one[k] + carry;
    one[k] = static_cast<std::uint64_t>(more);
    carry = static_cast<std::uint64_t>(more >> kWideWordBits);
  }
  return one;
}

/// Unless it is in doubt: what is not exact is less than its number, by so little that only a
/// fraction of all zeros or all ones could hide it.
std::optional<Quotient> whole_part(const Words<4>& fixed, bool exact) {
  const uint128 whole = uint128{fixed[3]} << kWideWordBits | fixed[2];
  if (exact) return Quotient{whole, (fixed[1] | fixed[0]) == 0};
  if (fixed[1] + 1 <= 1) return std::nullopt;
  return Quotient{whole, false};
}

std::optional<Borders> quick_borders(const Units& units, int power) {
  const TenPower ten = power_of_ten_near(power);
  const auto point = static_cast<unsigned>(-(ten.exponent + units.exponent));
  const unsigned from = point - kFractionWords * kWideWordBits;
  const Words<6> lowest = product(words_of(units.here - 1), ten.bits);
  const bool exact = ten.exact && begins_with_zeros(ten.bits, from);
  const Words<4> unit = shifted(ten.bits, from);
  const Words<4> below = shifted(lowest, from);
  const Words<4> middle = sum(below, 1, unit);
  const auto low = whole_part(below, exact);
  const auto here = whole_part(middle, exact);
  const auto high = whole_part(sum(middle, units.above, unit), exact);
  if (!low || !here || !high) return std::nullopt;
  return Borders{*low, *here, *high};
}

// --- exactly -------------------------------------------------------------------------------------

/// numerator / denominator, less than 2^128.
Quotient exact_quotient(BigNumber numerator, BigNumber denominator) {
  constexpr std::int64_t kPart = 32;
  constexpr int kParts = 4;
  const std::int64_t normal = (kPart - denominator.bit_width() % kPart) % kPart;
  denominator.shift_left(normal + kPart * (kParts - 1));
  numerator.shift_left(normal);
  uint128 quotient = 0;
  for (int k = 0; k < kParts; ++k) {
    if (k > 0) numerator.shift_left(kPart);
    quotient = quotient << unsigned{kPart} | numerator.take_word(denominator);
  }
  return {quotient, numerator.is_zero()};
}

Borders exact_borders(const Units& units, int power) {
  const BigNumber factor = BigNumber::power_of_5(std::max(power, 0));
  BigNumber divisor = BigNumber::power_of_5(std::max(-power, 0));
  const int shift = units.exponent + power;
  divisor.shift_left(std::max(-shift, 0));
  const auto times = [&](uint128 count) {
    BigNumber number = factor.times(count);
    number.shift_left(std::max(shift, 0));
    return exact_quotient(std::move(number), divisor);
  };
  return {times(units.here - 1), times(units.here), times(units.here + units.above)};
}

// --- the shortest --------------------------------------------------------------------------------

/// The multiple of the largest power of 10 between the borders, of several the nearest. Some
/// multiple of 10 is there. Divisions of Whole are what takes time.
template <class Whole>
WideDecimal shortest_between(const Borders& borders, bool even) {
  const auto& [low, here, high] = borders;
  const Whole least = static_cast<Whole>(low.number) + (low.is_whole && even ? 0 : 1);
  const Whole greatest = static_cast<Whole>(high.number) - (high.is_whole && !even ? 1 : 0);
  constexpr std::pair<Whole, int> kJumps[] = {{100'000'000, 8}, {10, 1}};
  Whole unit = 1;
  int zeros = 0;
  for (const auto& [factor, digits] : kJumps) {
    for (;;) {
      const Whole next = unit * factor;
      const Whole rest = greatest % next;
      if (rest == greatest || greatest - rest < least) break;
      unit = next;
      zeros += digits;
    }
  }
  const auto number = static_cast<Whole>(here.number);
  const Whole count = number / unit;
  const Whole below = count * unit;
  const Whole rest = number - below;
  const bool past_half = rest > unit - rest || (rest == unit - rest && !here.is_whole);
  const bool at_half = rest == unit - rest && here.is_whole;
  bool up = past_half || (at_half && (count & 1U) != 0);
  if (below < least) up = true;
  if (below + unit > greatest) up = false;
  return {up ? count + 1 : count, zeros};
}

}  // namespace

int estimate_point(const BinaryNumber& number) {
  constexpr double kLog = 0.30102999566398119521;
  const auto high = static_cast<std::uint64_t>(number.mantissa >> kWideWordBits);
  const auto low = static_cast<std::uint64_t>(number.mantissa);
  const int width = high != 0 ? 128 - std::countl_zero(high) : 64 - std::countl_zero(low);
  return static_cast<int>(std::ceil((number.exponent + width - 1) * kLog - 1e-10));
}

WideDecimal shortest_wide(const BinaryNumber& number, int bits) {
  // So many digits that some multiple of 10 lies between the borders of every number.
  const int digits = bits * 30103 / 100000 + 3;
  const int power = digits - estimate_point(number);
  const Units units(number);
  std::optional<Borders> borders = quick_borders(units, power);
  if (!borders) borders = exact_borders(units, power);

  const bool even = (number.mantissa & 1U) == 0;  // then the borders round to it, too
  constexpr int kDigitsOfWord = 18;               // and two more, for borders and their units
  WideDecimal found = digits < kDigitsOfWord ? shortest_between<std::uint64_t>(*borders, even)
                                             : shortest_between<uint128>(*borders, even);
  found.exponent -= power;
  return found;
}

// --- the types -----------------------------------------------------------------------------------

namespace {

using Special = BinaryNumber::Special;

template <class Ibm>
BinaryNumber binary_of_ibm(Ibm value) {
  constexpr int kDigitBits = 4;
  const auto word = value.word();
  const bool negative = word >> (Ibm::kFractionBits + 7) != 0;
  auto fraction = word << 8U >> 8U;
  int exponent = static_cast<int>(word >> Ibm::kFractionBits & 0x7fU);
  const int zeros = std::min((std::countl_zero(fraction) - 8) / kDigitBits, exponent);
  fraction <<= static_cast<unsigned>(zeros * kDigitBits);
  exponent -= zeros;
  const bool border = fraction >> (Ibm::kFractionBits - kDigitBits) == 1 &&
                      std::has_single_bit(fraction) && exponent > 0;
  return {negative, Special::None, fraction,
          kDigitBits * (exponent - Ibm::kBias) - Ibm::kFractionBits, border ? 16U : 1U};
}

}  // namespace

BinaryNumber binary_of(float128 value) {
  constexpr uint128 kFirstBit = uint128{1} << unsigned{float128::kFractionBits};
  const Special special = value.is_nan()        ? Special::Nan
                          : value.is_infinite() ? Special::Infinite
                                                : Special::None;
  const uint128 fraction = value.magnitude() & (kFirstBit - 1);
  const int biased = static_cast<int>(value.magnitude() >> unsigned{float128::kFractionBits});
  const int exponent = std::max(biased, 1) - float128::kBias - float128::kFractionBits;
  const bool border = fraction == 0 && biased > 1;
  return {value.is_negative(), special, biased == 0 ? fraction : fraction | kFirstBit, exponent,
          border ? 2U : 1U};
}

/// Others than the least numbers may have mantissas that begin with zeros.
BinaryNumber binary_of(float80 value) {
  constexpr bool kBig = kHostOrder == ByteOrder::Big;
  std::uint64_t mantissa = 0;
  std::uint16_t top = 0;
  std::memcpy(&mantissa, value.stored.data() + (kBig ? sizeof(top) : 0), sizeof(mantissa));
  std::memcpy(&top, value.stored.data() + (kBig ? 0 : sizeof(mantissa)), sizeof(top));
  const unsigned stored = top & float80::kSpecial;
  const Special special = stored != float80::kSpecial ? Special::None
                          : mantissa << 1U == 0       ? Special::Infinite
                                                      : Special::Nan;
  const int biased = std::max(static_cast<int>(stored), 1);
  const int zeros = std::min(std::countl_zero(mantissa), biased - 1);
  const std::uint64_t normal = zeros == 64 ? 0 : mantissa << static_cast<unsigned>(zeros);
  const bool border = normal == float80::kFirstBit && biased - zeros > 1;
  return {top >> 15U != 0, special, normal, biased - zeros - float80::kBias - 63, border ? 2U : 1U};
}

BinaryNumber binary_of(ibm32 value) { return binary_of_ibm(value); }
BinaryNumber binary_of(ibm64 value) { return binary_of_ibm(value); }

}  // namespace bview
