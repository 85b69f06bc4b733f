// SPDX-License-Identifier: MIT
// core/narrow.hpp - a Value as one scalar or text of a given type, range-checked.
//
// Every function throws Error{Errc::BadValue}, naming type and value, for what the
// type cannot take: "'h' takes -32768..32767, got 70000".

#pragma once

#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include <bview/core/layout.hpp>
#include <bview/core/scalar.hpp>
#include <bview/core/value.hpp>

namespace bview {

/// A value as a message quotes it: on one line, cut where it is long.
[[nodiscard]] std::string shown(const Value& value);

/// The type as a format string has it: its letter, or its name in brackets.
[[nodiscard]] std::string format_code(const ScalarInfo& type);

/// Whether a value of T is a text, and what its units are collected in.
template <class T>
inline constexpr bool is_text = kind_of<T> == Kind::Bytes || kind_of<T> == Kind::Characters;
template <class T>
using TextOf = std::conditional_t<kind_of<T> == Kind::Bytes, std::string, std::u32string>;

/// Names a type to overloads.
template <class T>
using As = std::type_identity<T>;

/// The units of a text as they are stored, at most field.length. Callers pad them.
[[nodiscard]] std::string text_units(As<CharByte>, const Value& value, const Field& field);
[[nodiscard]] std::string text_units(As<StringByte>, const Value& value, const Field& field);
[[nodiscard]] std::string text_units(As<PascalByte>, const Value& value, const Field& field);
[[nodiscard]] std::u32string text_units(As<Ucs2Unit>, const Value& value, const Field& field);
[[nodiscard]] std::u32string text_units(As<Ucs4Unit>, const Value& value, const Field& field);

namespace detail {

/// Throws "'code' takes `takes`, got `value`".
[[noreturn]] void refuse(std::string_view code, std::string_view takes, const Value& value);
[[noreturn]] void refuse_beyond(long double largest, const ScalarInfo& type, const Value& value);

[[nodiscard]] boolean truth_in(const Value& value, const ScalarInfo& type);

/// In two's complement.
[[nodiscard]] uint128 integer_in(const Value& value, const ScalarInfo& type);

/// An integer that no long double holds is rounded to odd (or, for a LongDouble, to
/// the nearest): whatever it is rounded to next is then as if rounded once.
[[nodiscard]] long double real_in(const Value& value, const ScalarInfo& type);
[[nodiscard]] Complex<long double> complex_in(const Value& value, const ScalarInfo& type);

/// The number itself if a double holds it, else the neighbour whose last bit is 1.
[[nodiscard]] double rounded_to_odd(long double number);

/// Nothing when `number` is finite and too large.
template <class T>
[[nodiscard]] std::optional<T> nearest(long double number) {
  if constexpr (is_small_float<T>) {
    return T::nearest(rounded_to_odd(number));
  } else if constexpr (is_wide_float<T>) {
    return T::nearest(number);
  } else {
    static_assert(std::numeric_limits<T>::is_iec559);
    const T rounded = static_cast<T>(number);
    if (std::isinf(rounded) && !std::isinf(number)) return std::nullopt;
    return rounded;
  }
}

template <class T>
[[nodiscard]] long double widened(T number) {
  if constexpr (is_small_float<T> || is_wide_float<T>) {
    return static_cast<long double>(number.value());
  } else {
    return static_cast<long double>(number);
  }
}

template <class T>
[[nodiscard]] T float_from(long double number, const Value& value, const ScalarInfo& type) {
  const auto rounded = nearest<T>(number);
  if (!rounded) refuse_beyond(widened(largest<T>()), type, value);
  return *rounded;
}

}  // namespace detail

/// A number or truth value as a T, the storage of `type`.
template <class T>
[[nodiscard]] T narrow(const Value& value, const ScalarInfo& type) {
  static_assert(!is_text<T>);
  if constexpr (kind_of<T> == Kind::Boolean) {
    return detail::truth_in(value, type);
  } else if constexpr (kind_of<T> == Kind::Integer) {
    return from_bits<T>(detail::integer_in(value, type));
  } else if constexpr (kind_of<T> == Kind::Float) {
    return detail::float_from<T>(detail::real_in(value, type), value, type);
  } else {
    using Part = decltype(T::re);
    const Complex<long double> z = detail::complex_in(value, type);
    return {detail::float_from<Part>(z.re, value, type),
            detail::float_from<Part>(z.im, value, type)};
  }
}

}  // namespace bview
