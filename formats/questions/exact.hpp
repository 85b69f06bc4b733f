// SPDX-License-Identifier: MIT
// formats/questions/exact.hpp - numbers of all kinds as exact ones.

#pragma once

#include <cstdint>
#include <optional>

#include <bview/core/reading.hpp>

namespace bview {

[[nodiscard]] constexpr WideInteger wide(int128 value) {
  const auto bits = static_cast<uint128>(value);
  return value < 0 ? WideInteger{0 - bits, true} : WideInteger{bits, false};
}

[[nodiscard]] inline Ratio exact(std::int64_t value) { return {wide(value), 1}; }
[[nodiscard]] inline Ratio exact(const Ratio& value) { return value; }

/// The float, exactly; nothing for what is not finite, or takes more than 128 bits.
[[nodiscard]] std::optional<Ratio> exact_of(long double value);

/// The greatest whole number that is not above it.
[[nodiscard]] Ratio floor_of(const Ratio& value);

/// The whole number, if it fits.
[[nodiscard]] std::optional<std::int64_t> as_int64(const Ratio& value);

}  // namespace bview
