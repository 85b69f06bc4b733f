// SPDX-License-Identifier: MIT

#include <limits>

#include <bview/formats/syntax/integer.hpp>

namespace bview {
namespace {

struct Base {
  std::string_view prefix;
  std::string_view upper_prefix;
  unsigned value;
};

constexpr Base kBases[] = {{"0x", "0X", 16}, {"0o", "0O", 8}, {"0b", "0B", 2}, {"", "", 10}};
constexpr std::uint64_t kMost = std::numeric_limits<std::uint64_t>::max();

/// The value of the digit at `at`, or `base` where there is none.
unsigned digit_at(std::string_view text, std::size_t at, unsigned base) {
  if (at >= text.size()) return base;
  const char c = text[at];
  unsigned digit = base;
  if (c >= '0' && c <= '9') digit = static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') digit = static_cast<unsigned>(c - 'a') + 10;
  if (c >= 'A' && c <= 'F') digit = static_cast<unsigned>(c - 'A') + 10;
  return digit < base ? digit : base;
}

/// Size 0 unless there is a digit behind the prefix.
Digits read_in_base(std::string_view text, const Base& base) {
  Digits read;
  std::size_t at = base.prefix.size();
  if (!base.prefix.empty() && text.substr(at).starts_with('_')) ++at;
  for (unsigned digit = 0; (digit = digit_at(text, at, base.value)) < base.value; ++at) {
    const bool full = read.magnitude > (kMost - digit) / base.value;
    read.magnitude = full ? kMost : read.magnitude * base.value + digit;
    read.size = at + 1;
    const bool more = digit_at(text, at + 2, base.value) < base.value;
    if (text.substr(at + 1).starts_with('_') && more) ++at;
  }
  return read;
}

}  // namespace

Digits read_digits(std::string_view text) {
  for (const Base& base : kBases) {
    if (!text.starts_with(base.prefix) && !text.starts_with(base.upper_prefix)) continue;
    const Digits read = read_in_base(text, base);
    if (read.size > 0) return read;
  }
  return {};
}

std::int64_t clipped(std::uint64_t magnitude, bool negative) {
  constexpr std::int64_t kTop = std::numeric_limits<std::int64_t>::max();
  if (magnitude <= static_cast<std::uint64_t>(kTop)) {
    const auto number = static_cast<std::int64_t>(magnitude);
    return negative ? -number : number;
  }
  return negative ? std::numeric_limits<std::int64_t>::min() : kTop;
}

bool fits(std::uint64_t magnitude, bool negative) {
  constexpr std::uint64_t kTop = std::numeric_limits<std::int64_t>::max();
  return magnitude <= kTop + (negative ? 1 : 0);
}

}  // namespace bview
