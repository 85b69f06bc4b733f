// SPDX-License-Identifier: MIT
// core/value.hpp - one item outside the bytes, as memoryview.tolist() gives it.
//
// A Value is a number, a text, or a list of Values: a record or a sub-array. It owns
// what it holds. Values are for single items, small views and tests; whoever moves
// many items works on the bytes.
//
// Source: Python's data model, where numbers of all types compare by value.

#pragma once

#include <complex>
#include <concepts>
#include <initializer_list>
#include <iosfwd>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include <bview/core/public.hpp>
#include <bview/core/storage.hpp>

namespace BVIEW_PUBLIC bview {

template <class T>
concept AnyInteger = !std::same_as<T, bool> &&
                     (std::integral<T> || std::same_as<T, int128> || std::same_as<T, uint128>);

class Value {
 public:
  /// -2^128 < n < 2^128. Zero is not negative.
  struct Integer {
    uint128 magnitude = 0;
    bool negative = false;

    bool operator==(const Integer&) const = default;
  };
  /// Holds any float of the table exactly. NaN payloads are not promised.
  using Float = long double;
  using List = std::vector<Value>;

  /// Bytes (s p c) are a string; characters (u w) a u32string of code points, in
  /// which a lone surrogate, or any other unit that is no character, stays as it is.
  using Data =
      std::variant<List, bool, Integer, Float, Complex<Float>, std::string, std::u32string>;

  /// The empty list.
  Value() = default;

  // Implicit, so that expected values read as in Python: Value{1, 2.5, "ab", {3, 4}}.
  // Braces always make a list: Value{1} is [1], Value(1) is 1.
  Value(std::initializer_list<Value> values) : data_(List(values)) {}
  Value(List values) : data_(std::move(values)) {}
  template <std::same_as<bool> T>
  Value(T truth) : data_(truth) {}
  template <AnyInteger T>
  Value(T number) : Value(integer(static_cast<uint128>(number), number < T{0})) {}
  Value(Integer number) : data_(number) {}
  template <std::floating_point T>
  Value(T number) : data_(static_cast<Float>(number)) {}
  template <class T>
  Value(Complex<T> z) : data_(Complex<Float>{static_cast<Float>(z.re), static_cast<Float>(z.im)}) {}
  template <class T>
  Value(const std::complex<T>& z) : Value(Complex<T>{z.real(), z.imag()}) {}
  Value(std::string bytes) : data_(std::move(bytes)) {}
  Value(std::string_view bytes) : data_(std::string(bytes)) {}
  Value(const char* bytes) : data_(std::string(bytes)) {}
  Value(std::u32string characters) : data_(std::move(characters)) {}
  Value(const char32_t* characters) : data_(std::u32string(characters)) {}

  [[nodiscard]] const Data& data() const { return data_; }

  /// What it holds if that is a T, one of Data's alternatives; else null.
  template <class T>
  [[nodiscard]] const T* get_if() const {
    return std::get_if<T>(&data_);
  }

  /// As Python compares: 1 == 1.0 == true, -0.0 == 0.0, NaN equals nothing; integers
  /// and floats by their exact values.
  friend bool operator==(const Value& a, const Value& b) { return a.equals(b); }

  /// As Python's repr() writes it: [1, 2.5, b'ab\x00', True].
  [[nodiscard]] std::string repr() const;

  friend std::ostream& operator<<(std::ostream& out, const Value& value);

 private:
  [[nodiscard]] static Integer integer(uint128 bits, bool negative) {
    return {negative ? 0 - bits : bits, negative};
  }
  [[nodiscard]] bool equals(const Value& other) const;

  Data data_;
};

}  // namespace bview
