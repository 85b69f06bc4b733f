// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include <bview/core/integers.hpp>
#include <bview/core/item.hpp>
#include <bview/core/narrow.hpp>
#include <bview/core/scalar.hpp>

namespace bview {
namespace {

/// What its length byte says, as far as it fits.
std::string_view pascal_text(const std::byte* value, std::int64_t length) {
  if (length == 0) return {};
  const std::string_view field(reinterpret_cast<const char*>(value),
                               static_cast<std::size_t>(length));
  return field.substr(1, static_cast<std::uint8_t>(field.front()));
}

template <class Float>
bool same_real(Float one, Float other) {
  const long double a = detail::widened(one);
  const long double b = detail::widened(other);
  return (std::isnan(a) && std::isnan(b)) || (a == b && std::signbit(a) == std::signbit(b));
}

/// Two of them may be one long double.
bool same_real(float128 one, float128 other) {
  return (one.is_nan() && other.is_nan()) || one.word() == other.word();
}

template <class T, Swap kSwap>
struct SameValue {
  static bool run(const std::byte* one, const std::byte* other, std::int64_t length) {
    if constexpr (kind_of<T> == Kind::Float) {
      return same_real(load<T, kSwap>(one), load<T, kSwap>(other));
    } else if constexpr (kind_of<T> == Kind::Complex) {
      const T a = load<T, kSwap>(one);
      const T b = load<T, kSwap>(other);
      return same_real(a.re, b.re) && same_real(a.im, b.im);
    } else if constexpr (kind_of<T> == Kind::Boolean) {
      return (one[0] != std::byte{0}) == (other[0] != std::byte{0});
    } else if constexpr (std::is_same_v<T, PascalByte>) {
      return pascal_text(one, length) == pascal_text(other, length);
    } else {
      return std::equal(one, one + length * std::int64_t{sizeof(T)},
                        other);  // one way to write each
    }
  }
};

/// `value` as tools print it that give so many significant digits, and zeros behind them.
int128 with_digits(double value, int digits) {
  const std::string text = fmt::format("{:.{}e}", value, digits - 1);
  const std::size_t mark = text.find('e');
  int128 result = 0;
  int exponent = std::stoi(text.substr(mark + 1)) + 1;
  for (const char c : text.substr(0, mark)) {
    if (c < '0' || c > '9') continue;
    result = result * 10 + (c - '0');
    --exponent;
  }
  for (; exponent > 0; --exponent) result *= 10;
  return text.starts_with('-') ? -result : result;
}

/// Whether `written` is what such a tool makes of `standing`.
template <class Integer>
bool is_rounded_integer(Integer standing, int128 written) {
  const auto rounded = static_cast<double>(standing);
  constexpr double kMost = 1e37;  // more does not fit an int128 when it is rounded up
  if (written == static_cast<int128>(standing) || std::abs(rounded) > kMost) return false;
  if (written == static_cast<int128>(rounded)) return true;
  constexpr int kDigits[] = {17, 16, 15};
  return std::any_of(std::begin(kDigits), std::end(kDigits),
                     [&](int digits) { return written == with_digits(rounded, digits); });
}

template <class T, Swap kSwap>
struct IsRounded {
  static bool run(const std::byte* now, const std::byte* before) {
    if constexpr (kind_of<T> == Kind::Integer && sizeof(T) >= 8) {
      return is_rounded_integer(load<T, kSwap>(before), static_cast<int128>(load<T, kSwap>(now)));
    } else {
      return false;
    }
  }
};

/// A part of a number as the widest float.
template <class T, Swap kSwap>
struct PartKernelOf {
  static std::optional<long double> run(const std::byte* value, int part) {
    if constexpr (kind_of<T> == Kind::Float) {
      return detail::widened(load<T, kSwap>(value));
    } else if constexpr (kind_of<T> == Kind::Complex) {
      const T z = load<T, kSwap>(value);
      return detail::widened(part == 0 ? z.re : z.im);
    } else {
      return std::nullopt;
    }
  }
};

std::optional<long double> part_of(const std::byte* value, const Field& field, int part) {
  return kernel_for<PartKernelOf>(field.type, field.order)(value, part);
}

bool same_field(const Field& a, const Field& b) {
  if (static_cast<bool>(a.record) != static_cast<bool>(b.record)) return false;
  const bool same_type = a.record ? same_format(*a.record, *b.record)
                                  : a.type == b.type && a.length == b.length &&
                                        (a.order == b.order || info(a.type).size == 1);
  return same_type && a.offset == b.offset && a.shape == b.shape && a.strides == b.strides &&
         a.spread == b.spread && a.bits == b.bits;
}

}  // namespace

bool same_value(const std::byte* one, const std::byte* other, const Field& field) {
  if (field.bits) return load_integer(one, field) == load_integer(other, field);
  return kernel_for<SameValue>(field.type, field.order)(one, other, field.length);
}

bool is_rounded(const std::byte* now, const std::byte* before, const Field& field) {
  if (field.bits) {
    const auto written = static_cast<int128>(twos_complement(load_integer(now, field)));
    const uint128 standing = twos_complement(load_integer(before, field));
    return field.bits->is_signed ? is_rounded_integer(static_cast<int128>(standing), written)
                                 : is_rounded_integer(standing, written);
  }
  return kernel_for<IsRounded>(field.type, field.order)(now, before);
}

int part_count(const Field& field) { return info(field.type).kind == Kind::Complex ? 2 : 1; }

bool is_special(const std::byte* value, const Field& field, int part) {
  const auto number = part_of(value, field, part);
  return number && !std::isfinite(*number);
}

bool same_part(const std::byte* one, const std::byte* other, const Field& field, int part) {
  if (part_count(field) == 1) return same_value(one, other, field);
  const auto a = part_of(one, field, part);
  const auto b = part_of(other, field, part);
  return a && b && same_real(*a, *b);
}

bool same_format(const Layout& a, const Layout& b) {
  return a.itemsize == b.itemsize && a.is_bare() == b.is_bare() && a.projected == b.projected &&
         std::equal(a.fields.begin(), a.fields.end(), b.fields.begin(), b.fields.end(), same_field);
}

}  // namespace bview
