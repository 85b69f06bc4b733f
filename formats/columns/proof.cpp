// SPDX-License-Identifier: MIT

#include <cstring>

#include <bview/core/scalar.hpp>
#include <bview/core/utf8.hpp>
#include <bview/formats/columns/proof.hpp>

namespace bview {
namespace {

/// Most texts are, and eight bytes at once show it.
bool is_ascii(std::string_view text) {
  constexpr std::uint64_t kHigh = 0x8080808080808080U;
  std::uint64_t seen = 0;
  for (; text.size() >= sizeof(seen); text.remove_prefix(sizeof(seen))) {
    std::uint64_t bytes;
    std::memcpy(&bytes, text.data(), sizeof(bytes));
    seen |= bytes;
  }
  for (const char byte : text) seen |= static_cast<std::uint8_t>(byte);
  return (seen & kHigh) == 0;
}

}  // namespace

bool are_utf8(const GatheredValues& texts) {
  if (is_ascii(texts.texts.text())) return true;
  for (std::int64_t k = 0; k < texts.count; ++k) {
    if (!utf8::is_valid(texts.text(k))) return false;
  }
  return true;
}

bool are_decimals(const GatheredValues& integers, bool is_signed) {
  constexpr int kDigits = 38;
  uint128 most = 1;
  for (int k = 0; k < kDigits; ++k) most *= 10;
  for (std::int64_t k = 0; k < integers.count; ++k) {
    uint128 value;
    std::memcpy(&value, integers.numbers.data() + k * std::int64_t{sizeof(value)}, sizeof(value));
    if (is_signed && value >> 127U != 0) value = 0 - value;
    if (value >= most) return false;
  }
  return true;
}

}  // namespace bview
