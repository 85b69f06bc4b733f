// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstdint>

#include <bview/core/error.hpp>
#include <bview/core/narrow.hpp>

namespace bview {
namespace {

using Integer = Value::Integer;

std::optional<Integer> whole_number(const Value& value) {
  if (const bool* truth = value.get_if<bool>()) return Integer{*truth ? 1U : 0U, false};
  if (const Integer* number = value.get_if<Integer>()) return *number;
  return std::nullopt;
}

int bit_width(uint128 number) {
  const auto high = static_cast<std::uint64_t>(number >> 64U);
  const auto low = static_cast<std::uint64_t>(number);
  return 128 - (high != 0 ? std::countl_zero(high) : 64 + std::countl_zero(low));
}

/// The upper 64 bits, the last of them set if any below was.
long double magnitude_to_odd(uint128 magnitude) {
  static_assert(std::numeric_limits<long double>::digits >= 64);
  const int dropped = std::max(bit_width(magnitude) - 64, 0);
  auto kept = static_cast<std::uint64_t>(magnitude >> dropped);
  if (uint128{kept} << dropped != magnitude) kept |= 1U;
  return std::ldexp(static_cast<long double>(kept), dropped);
}

/// The format code of a text: its letter and length, "4s".
std::string text_code(const Field& field) {
  const std::string letter = format_code(info(field.type));
  return field.length == 1 ? letter : fmt::format("{}{}", field.length, letter);
}

template <class Text>
const Text& text_in(const Value& value, const Field& field, std::string_view what) {
  const Text* text = value.get_if<Text>();
  if (text == nullptr) detail::refuse(text_code(field), what, value);
  return *text;
}

template <class Text>
void check_room(const Text& text, std::int64_t room, const Field& field, std::string_view unit) {
  if (text.size() <= static_cast<std::uint64_t>(room)) return;
  throw Error(Errc::BadValue, fmt::format("'{}' takes at most {} {}{}, got {}", text_code(field),
                                          room, unit, room == 1 ? "" : "s", text.size()));
}

/// Characters as UTF-16 code units.
std::u32string utf16_units(const std::u32string& text, const Value& value, const Field& field) {
  std::u32string units;
  for (const char32_t code : text) {
    if (code > 0x10ffff) detail::refuse(text_code(field), "characters up to U+10FFFF", value);
    if (code < 0x10000) {
      units += code;
    } else {
      units += {0xd800 + ((code - 0x10000) >> 10U), 0xdc00 + ((code - 0x10000) & 0x3ffU)};
    }
  }
  return units;
}

}  // namespace

std::string shown(const Value& value) {
  constexpr std::size_t kMost = 60;
  if (const auto* values = value.get_if<Value::List>()) {
    return fmt::format("a list of {}", values->size());
  }
  std::string text = value.repr();
  if (text.size() > kMost) text = text.substr(0, kMost) + "...";
  return text;
}

std::string format_code(const ScalarInfo& type) {
  if (type.standard_letters.empty()) return fmt::format("[{}]", type.stem());
  return std::string(1, type.standard_letters.front());
}

std::string text_units(As<CharByte>, const Value& value, const Field& field) {
  const auto& text = text_in<std::string>(value, field, "one byte");
  if (text.size() != 1) detail::refuse(text_code(field), "one byte", value);
  return text;
}

std::string text_units(As<StringByte>, const Value& value, const Field& field) {
  const auto& text = text_in<std::string>(value, field, "bytes");
  check_room(text, field.length, field, "byte");
  return text;
}

std::string text_units(As<PascalByte>, const Value& value, const Field& field) {
  // The length stands in the first byte, if there is one.
  const auto& text = text_in<std::string>(value, field, "bytes");
  const std::int64_t room = std::clamp<std::int64_t>(field.length - 1, 0, 255);
  check_room(text, room, field, "byte");
  return field.length == 0 ? "" : static_cast<char>(text.size()) + text;
}

std::u32string text_units(As<Ucs2Unit>, const Value& value, const Field& field) {
  const auto& text = text_in<std::u32string>(value, field, "characters");
  std::u32string units = utf16_units(text, value, field);
  check_room(units, field.length, field, "UTF-16 unit");
  return units;
}

std::u32string text_units(As<Ucs4Unit>, const Value& value, const Field& field) {
  const auto& text = text_in<std::u32string>(value, field, "characters");
  check_room(text, field.length, field, "character");
  return text;
}

namespace detail {

void refuse(std::string_view code, std::string_view takes, const Value& value) {
  throw Error(Errc::BadValue, fmt::format("'{}' takes {}, got {}", code, takes, shown(value)));
}

void refuse_beyond(long double largest, const ScalarInfo& type, const Value& value) {
  refuse(format_code(type), fmt::format("{}..{}", Value(-largest).repr(), Value(largest).repr()),
         value);
}

boolean truth_in(const Value& value, const ScalarInfo& type) {
  const auto number = whole_number(value);
  if (!number || number->negative || number->magnitude > 1) {
    refuse(format_code(type), "true, false, 1 or 0", value);
  }
  return {static_cast<std::uint8_t>(number->magnitude)};
}

uint128 integer_in(const Value& value, const ScalarInfo& type) {
  const auto number = whole_number(value);
  if (!number) refuse(format_code(type), "an integer", value);
  const std::int64_t bits = 8 * type.size;
  const uint128 half = uint128{1} << (bits - 1);
  const Integer lowest = type.is_signed ? Integer{half, true} : Integer{};
  const Integer highest{type.is_signed ? half - 1 : half - 1 + half, false};
  const Integer& bound = number->negative ? lowest : highest;
  if (number->magnitude > bound.magnitude) {
    refuse(format_code(type), fmt::format("{}..{}", Value(lowest).repr(), Value(highest).repr()),
           value);
  }
  return number->negative ? 0 - number->magnitude : number->magnitude;
}

long double real_in(const Value& value, const ScalarInfo& type) {
  if (const auto* number = value.get_if<Value::Float>()) return *number;
  const auto number = whole_number(value);
  if (!number) refuse(format_code(type), "a number", value);
  const long double magnitude = type.type == ScalarType::LongDouble
                                    ? static_cast<long double>(number->magnitude)
                                    : magnitude_to_odd(number->magnitude);
  return number->negative ? -magnitude : magnitude;
}

Complex<long double> complex_in(const Value& value, const ScalarInfo& type) {
  if (const auto* z = value.get_if<Complex<long double>>()) return *z;
  return {real_in(value, type), 0};
}

double rounded_to_odd(long double number) {
  const auto near = static_cast<double>(number);
  const auto back = static_cast<long double>(near);
  const bool odd = (std::bit_cast<std::uint64_t>(near) & 1U) != 0;
  if (back == number || std::isnan(number) || odd) return near;
  // The two neighbours of a number that lies between differ in their last bit.
  const double beyond = std::numeric_limits<double>::infinity();
  return std::nextafter(near, back < number ? beyond : -beyond);
}

}  // namespace detail
}  // namespace bview
