#include "formats/text/float_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstring>
#include <span>
#include <string_view>

namespace bview {
namespace {

/// Finite and positive: 0.d1d2d3... x 10^point.
struct Digits {
  std::array<char, kMaxFloatText> digits;
  std::size_t size = 0;
  int point = 0;
};

/// Reads "d.ddde+xx", the form that std::to_chars writes.
Digits digits_of(std::string_view scientific) {
  Digits result;
  const std::size_t e = scientific.find('e');
  for (const char c : scientific.substr(0, e)) {
    if (c != '.') result.digits[result.size++] = c;
  }
  while (result.size > 1 && result.digits[result.size - 1] == '0') --result.size;
  std::string_view exponent = scientific.substr(e + 1);
  if (exponent.front() == '+') exponent.remove_prefix(1);
  std::from_chars(exponent.data(), exponent.data() + exponent.size(), result.point);
  ++result.point;
  return result;
}

template <class Float>
Digits shortest(Float value) {
  std::array<char, kMaxFloatText> text;
  const auto [end, status] =
      std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::scientific);
  return digits_of({text.data(), end});
}

/// Turns "d.ddde+xx" into the next larger number of as many digits; there is none
/// behind nines alone.
bool next_larger(std::span<char> scientific) {
  for (std::size_t k = std::string_view(scientific.data(), scientific.size()).find('e'); k-- > 0;) {
    if (scientific[k] == '.') continue;
    if (scientific[k] != '9') {
      ++scientific[k];
      return true;
    }
    scientific[k] = '0';
  }
  return false;
}

template <class Small>
bool reads_back(std::string_view text, Small value) {
  double back = 0;
  std::from_chars(text.data(), text.data() + text.size(), back);
  const auto small = Small::nearest(back);
  return small && small->bits == value.bits;
}

/// Floats below the width of a float: the first number of digits that is enough.
/// Above a power of two there is more room than below it, so the nearest text may
/// miss the value where the next larger one does not.
template <class Small>
Digits shortest_small(Small value) {
  std::array<char, kMaxFloatText> text;
  for (int precision = 0;; ++precision) {
    const auto [end, status] =
        std::to_chars(text.data(), text.data() + text.size(), static_cast<double>(value.value()),
                      std::chars_format::scientific, precision);
    const std::span<char> written(text.data(), end);
    const std::string_view seen(text.data(), written.size());
    if (reads_back(seen, value)) return digits_of(seen);
    if (next_larger(written) && reads_back(seen, value)) return digits_of(seen);
  }
}

char* put(char* to, std::string_view text) { return to + text.copy(to, text.size()); }

char* put_zeros(char* to, int count) {
  std::memset(to, '0', static_cast<std::size_t>(count));
  return to + count;
}

char* put_exponent(char* to, int exponent) {
  *to++ = 'e';
  *to++ = exponent < 0 ? '-' : '+';
  const int magnitude = std::abs(exponent);
  if (magnitude < 10) *to++ = '0';
  return std::to_chars(to, to + 8, magnitude).ptr;
}

// repr's choice: an exponent below 1e-4 and from 1e16 on.
constexpr int kLowestPoint = -3;
constexpr int kHighestPoint = 16;

bool needs_exponent(int point) { return point < kLowestPoint || point > kHighestPoint; }

char* put_digits(char* to, const Digits& number) {
  const char* digits = number.digits.data();
  const auto size = static_cast<int>(number.size);
  const int point = number.point;
  if (needs_exponent(point)) {
    *to++ = digits[0];
    if (size > 1) {
      *to++ = '.';
      to = put(to, {digits + 1, number.size - 1});
    }
    return put_exponent(to, point - 1);
  }
  if (point <= 0) {
    to = put_zeros(put(to, "0."), -point);
    return put(to, {digits, number.size});
  }
  if (point >= size) {
    to = put_zeros(put(to, {digits, number.size}), point - size);
    return put(to, ".0");
  }
  to = put(to, {digits, static_cast<std::size_t>(point)});
  *to++ = '.';
  return put(to, {digits + point, number.size - static_cast<std::size_t>(point)});
}

/// What is not a matter of digits: signs, zeros, infinities and NaN. Calls `finite`
/// for the rest, with the place to write to.
template <class Float, class Finite>
char* write_signed(char* to, Float value, const Finite& finite) {
  if (std::isnan(value)) return put(to, "nan");
  if (std::signbit(value)) *to++ = '-';
  if (std::isinf(value)) return put(to, "inf");
  if (value == 0) return put(to, "0.0");
  return finite(to);
}

template <class Float>
char* write_shortest(char* to, Float value) {
  return write_signed(to, value,
                      [&](char* at) { return put_digits(at, shortest(std::fabs(value))); });
}

template <class Small>
char* write_small(char* to, Small small) {
  return write_signed(to, small.value(), [&](char* at) {
    constexpr auto kSign = static_cast<typename Small::Bits>(1U << (8 * sizeof(Small) - 1));
    const Small magnitude{static_cast<typename Small::Bits>(small.bits & ~kSign)};
    return put_digits(at, shortest_small(magnitude));
  });
}

template <class Float>
char* write_precise(char* to, Float value, int precision) {
  const auto limit = to + kMaxFloatText + precision;
  if (!std::isfinite(value)) return write_shortest(to, value);
  const bool exponent = value != 0 && needs_exponent(shortest(std::fabs(value)).point);
  const auto form = exponent ? std::chars_format::scientific : std::chars_format::fixed;
  return std::to_chars(to, limit, value, form, precision).ptr;
}

}  // namespace

char* write_float(char* to, float value) { return write_shortest(to, value); }
char* write_float(char* to, double value) { return write_shortest(to, value); }
char* write_float(char* to, long double value) { return write_shortest(to, value); }
char* write_float(char* to, float16 value) { return write_small(to, value); }
char* write_float(char* to, bfloat16 value) { return write_small(to, value); }
char* write_float(char* to, float8_e4m3 value) { return write_shortest(to, value.value()); }
char* write_float(char* to, float8_e5m2 value) { return write_shortest(to, value.value()); }

char* write_float(char* to, double value, int precision) {
  return write_precise(to, value, precision);
}
char* write_float(char* to, long double value, int precision) {
  return write_precise(to, value, precision);
}

}  // namespace bview
