// SPDX-License-Identifier: MIT
// Scaled integers: a decimal factor is an integer and a place for the point, so that nothing is
// rounded.

#include <bit>
#include <limits>
#include <optional>
#include <type_traits>

#include <bview/formats/text/integer_text.hpp>
#include <bview/formats/text/kernel_parts.hpp>

namespace bview {
namespace {

constexpr int kMostPlaces = 8;  // behind the point

template <class T, Swap kSwap>
struct ScaleKernel {
  [[gnu::always_inline]] static char* run(const std::byte* from, const CellStyle& style, char* to) {
    if constexpr (has_kernel<T>) {
      using Wide = std::conditional_t<sizeof(T) <= 4, std::int64_t, int128>;
      const KernelState::Scale& scale = style.reading->kernel().scale;
      const Wide scaled = static_cast<Wide>(value_at<T, kSwap>(from)) * scale.factor + scale.offset;
      const auto magnitude = detail::put_sign(to, scaled);
      const auto whole = magnitude / scale.unit;
      to = detail::write_unsigned(to, whole);
      if (scale.places == 0) return to;
      const auto rest = static_cast<std::uint32_t>(magnitude - whole * scale.unit);
      const std::uint64_t digits = detail::eight_digits(rest) >> (8 * (kMostPlaces - scale.places));
      *to++ = '.';
      detail::put_digits(to, digits);
      // Without the zeros behind the last digit, but for the first one.
      return to + (std::bit_width(digits | 1U) + 7) / 8;
    }
    return to;
  }
};

/// How many digits a fraction has behind the point.
std::optional<int> places_of(uint128 denominator) {
  uint128 unit = 1;
  for (int places = 0; places <= kMostPlaces; ++places, unit *= 10) {
    if (unit % denominator == 0) return places;
  }
  return std::nullopt;
}

/// value * unit, which is an integer, if it has no more bits than that.
std::optional<std::int64_t> in_units(const Ratio& value, std::uint64_t unit, int bits) {
  const uint128 each = unit / value.denominator;
  const uint128 most = (uint128{1} << static_cast<unsigned>(bits)) - 1;
  if (value.numerator.magnitude > most / each) return std::nullopt;
  const auto magnitude = static_cast<std::int64_t>(value.numerator.magnitude * each);
  return value.numerator.negative ? -magnitude : magnitude;
}

}  // namespace

ValueWriter make_scale_kernel(const Field& field, const ReadingStep& step, const CellStyle& style,
                              KernelState& state) {
  if (style.precision && style.notation != Notation::Json) return {};
  const auto factor_places = places_of(step.factor.denominator);
  const auto offset_places = places_of(step.offset.denominator);
  if (!factor_places || !offset_places) return {};
  state.scale.places = std::max(*factor_places, *offset_places);
  for (int k = 0; k < state.scale.places; ++k) state.scale.unit *= 10;
  // The sum of the product and the offset has to fit the kernel's integers.
  constexpr int kMostBits = 62;
  const auto size = static_cast<int>(info(field.type).size);
  const int bits = size <= 4 ? kMostBits - 8 * size : kMostBits;
  const auto factor = in_units(step.factor, state.scale.unit, bits);
  const auto offset = in_units(step.offset, state.scale.unit, kMostBits);
  if (!factor || !offset) return {};
  state.scale.factor = *factor;
  state.scale.offset = *offset;
  return with<ScaleKernel>(field, state);
}

}  // namespace bview
