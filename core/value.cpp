// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <optional>
#include <ostream>

#include <bview/core/value.hpp>

namespace bview {
namespace {

using Integer = Value::Integer;
using Float = Value::Float;

template <class... Cases>
struct Overloaded : Cases... {
  using Cases::operator()...;
};
template <class... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

// --- equality ---------------------------------------------------------------------

/// A number of any kind. Its parts are exact.
using Part = std::variant<Integer, Float>;
struct Number {
  Part re;
  Part im = Integer{};
};

std::optional<Number> number_in(const Value& value) {
  return std::visit(Overloaded{
                        [](bool truth) {
                          return std::optional(Number{Integer{truth ? 1U : 0U, false}});
                        },
                        [](const Integer& number) { return std::optional(Number{number}); },
                        [](Float number) { return std::optional(Number{number}); },
                        [](const Complex<Float>& z) {
                          return std::optional(Number{z.re, z.im});
                        },
                        [](const auto&) { return std::optional<Number>(); },
                    },
                    value.data());
}

/// The integer of this value, if there is one that an Integer can hold.
std::optional<Integer> whole(Float number) {
  constexpr Float kEnd = 0x1p128L;
  const Float magnitude = std::fabs(number);
  if (!(magnitude < kEnd) || std::trunc(magnitude) != magnitude) return std::nullopt;
  return Integer{static_cast<uint128>(magnitude), number < 0};
}

bool same(const Part& a, const Part& b) {
  return std::visit(Overloaded{
                        [](const Integer& x, Float y) { return whole(y) == x; },
                        [](Float x, const Integer& y) { return whole(x) == y; },
                        [](const auto& x, const auto& y) { return x == y; },
                    },
                    a, b);
}

template <class T>
bool both_hold(const Value& a, const Value& b) {
  const T* x = a.get_if<T>();
  const T* y = b.get_if<T>();
  return x != nullptr && y != nullptr && *x == *y;
}

// --- repr -------------------------------------------------------------------------

/// repr of a float; of one that is no double, the digits that tell it from its neighbours.
std::string float_text(Float number) {
  const auto narrow = static_cast<double>(number);
  const bool exact = static_cast<Float>(narrow) == number || std::isnan(number);
  std::string text = exact ? fmt::format("{}", narrow) : fmt::format("{}", number);
  if (text.find_first_of(".en") == std::string::npos) text += ".0";
  return text;
}

/// A part of a complex number: without the ".0".
std::string part_text(Float number) {
  std::string text = float_text(number);
  if (text.ends_with(".0")) text.resize(text.size() - 2);
  return text;
}

std::string complex_text(const Complex<Float>& z) {
  if (z.re == 0 && !std::signbit(z.re)) return part_text(z.im) + "j";
  const char* plus = std::signbit(z.im) && !std::isnan(z.im) ? "" : "+";
  return fmt::format("({}{}{}j)", part_text(z.re), plus, part_text(z.im));
}

/// A unit of a text: itself where it is printable ASCII, else its escape.
std::string unit_text(std::uint32_t unit, char quote) {
  struct Named {
    std::uint32_t unit;
    const char* escape;
  };
  static constexpr Named kNamed[] = {{'\t', "\\t"}, {'\n', "\\n"}, {'\r', "\\r"}, {'\\', "\\\\"}};
  for (const Named& named : kNamed) {
    if (unit == named.unit) return named.escape;
  }
  if (unit == static_cast<std::uint32_t>(quote)) return fmt::format("\\{}", quote);
  if (unit >= 0x20 && unit < 0x7f) return std::string(1, static_cast<char>(unit));
  if (unit <= 0xff) return fmt::format("\\x{:02x}", unit);
  return unit <= 0xffff ? fmt::format("\\u{:04x}", unit) : fmt::format("\\U{:08x}", unit);
}

/// Bytes and characters alike, in Python's choice of quotes.
template <class Unit, class String>
std::string quoted_text(const char* prefix, const String& text) {
  using Char = typename String::value_type;
  const auto holds = [&](char c) { return text.find(static_cast<Char>(c)) != String::npos; };
  const char quote = holds('\'') && !holds('"') ? '"' : '\'';
  std::string result = prefix;
  result += quote;
  for (const Char unit : text) result += unit_text(static_cast<Unit>(unit), quote);
  return result + quote;
}

std::string list_text(const Value::List& values) {
  std::string text = "[";
  for (const Value& value : values) {
    if (text.size() > 1) text += ", ";
    text += value.repr();
  }
  return text + "]";
}

}  // namespace

bool Value::equals(const Value& other) const {
  const auto a = number_in(*this);
  const auto b = number_in(other);
  if (a && b) return same(a->re, b->re) && same(a->im, b->im);
  return both_hold<List>(*this, other) || both_hold<std::string>(*this, other) ||
         both_hold<std::u32string>(*this, other);
}

std::string Value::repr() const {
  return std::visit(
      Overloaded{
          [](const List& values) { return list_text(values); },
          [](bool truth) { return std::string(truth ? "True" : "False"); },
          [](const Integer& n) { return fmt::format("{}{}", n.negative ? "-" : "", n.magnitude); },
          [](Float number) { return float_text(number); },
          [](const Complex<Float>& z) { return complex_text(z); },
          [](const std::string& bytes) { return quoted_text<std::uint8_t>("b", bytes); },
          [](const std::u32string& text) { return quoted_text<std::uint32_t>("", text); },
      },
      data_);
}

std::ostream& operator<<(std::ostream& out, const Value& value) { return out << value.repr(); }

}  // namespace bview
