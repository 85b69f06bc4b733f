// SPDX-License-Identifier: MIT

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>

#include <bview/formats/text/float_layout.hpp>
#include <bview/formats/text/float_text.hpp>
#include <bview/formats/text/small_float_text.hpp>

namespace bview {
namespace {

/// Powers of ten, rounded to a double each.
constexpr int kMostTens = 60;
double power_of_ten(int exponent) {
  static const auto kPowers = [] {
    std::array<double, 2 * kMostTens + 1> powers{};
    for (int k = -kMostTens; k <= kMostTens; ++k) {
      std::array<char, 8> text{'1', 'e'};
      const char* end = std::to_chars(&text[2], text.end(), k).ptr;
      std::from_chars(text.data(), end, powers.data()[k + kMostTens]);
    }
    return powers;
  }();
  return kPowers.data()[exponent + kMostTens];
}

/// The shortest decimal of a float with few bits, by trying one digit, two, ...
///
/// The steps are exact or off by some 2^-52, and decimals of so few digits do not come
/// as near to the borders as that without lying on them: tests go through all values.
template <class Small>
detail::DecimalParts<std::uint32_t> shortest_small(Small small) {
  const double value = static_cast<double>(small.value());
  const auto neighbour = [&](int step) {
    return static_cast<double>(Small{static_cast<typename Small::Bits>(small.bits + step)}.value());
  };
  const double low = (value + neighbour(-1)) / 2;
  const double high =
      value + (std::isfinite(neighbour(1)) ? (neighbour(1) - value) / 2 : value - low);
  const bool even = small.bits % 2 == 0;  // then the borders round to it too
  const auto inside = [&](double decimal) {
    return even ? decimal >= low && decimal <= high : decimal > low && decimal < high;
  };
  for (int exponent = static_cast<int>(std::floor(std::log10(value)));; --exponent) {
    const double scaled = value * power_of_ten(-exponent);
    const double nearest = std::nearbyint(scaled);
    for (const double digits : {nearest, nearest + 1}) {
      if (!inside(digits * power_of_ten(exponent))) continue;
      auto significand = static_cast<std::uint32_t>(digits);
      for (; significand % 10 == 0; significand /= 10) ++exponent;
      return {significand, exponent};
    }
  }
}

template <class Small>
typename detail::TextOf<Small>::Chars chars_of(Small magnitude) {
  std::array<char, kMaxFloatText> text{};
  const char* const end = detail::write_signed(text.data(), magnitude.value(), [&](char* at) {
    return detail::put_decimal(at, shortest_small(magnitude));
  });
  typename detail::TextOf<Small>::Chars chars{};
  std::copy_n(text.data(), end - text.data(), chars.begin());
  chars.back() = static_cast<char>(end - text.data());
  return chars;
}

/// There are only 256 of them, so their texts are kept.
template <class Tiny>
char* write_tiny(char* to, Tiny tiny) {
  struct Text {
    std::array<char, 23> chars;
    std::uint8_t size;
  };
  static const auto kTexts = [] {
    std::array<Text, 256> texts{};
    for (unsigned bits = 0; bits < texts.size(); ++bits) {
      std::array<char, kMaxFloatText> text{};
      const float value = Tiny{static_cast<std::uint8_t>(bits)}.value();
      const char* const end = write_float(text.data(), value);
      std::copy_n(text.begin(), texts[bits].chars.size(), texts[bits].chars.begin());
      texts[bits].size = static_cast<std::uint8_t>(end - text.data());
    }
    return texts;
  }();
  const Text& text = kTexts[tiny.bits];
  std::memcpy(to, text.chars.data(), text.chars.size());
  return to + text.size;
}

}  // namespace

void detail::keep_text(float16 magnitude) {
  kept_texts<float16>[magnitude.bits].keep(chars_of(magnitude));
}
void detail::keep_text(bfloat16 magnitude) {
  kept_texts<bfloat16>[magnitude.bits].keep(chars_of(magnitude));
}

char* write_float(char* to, float8_e4m3 value) { return write_tiny(to, value); }
char* write_float(char* to, float8_e5m2 value) { return write_tiny(to, value); }
char* write_float(char* to, float8_e4m3fnuz value) { return write_tiny(to, value); }
char* write_float(char* to, float8_e5m2fnuz value) { return write_tiny(to, value); }

}  // namespace bview
