// SPDX-License-Identifier: MIT
// tests/support/values.hpp - bytes, lists of numbers and values as the vector files of
// tests/oracle write them.

#pragma once

#include <fmt/format.h>

#include <bit>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include <bview/core/layout.hpp>
#include <bview/core/value.hpp>

namespace bview::testing {

/// The bytes of "0aff".
inline std::vector<std::byte> from_hex(std::string_view digits) {
  std::vector<std::byte> bytes(digits.size() / 2);
  for (std::size_t k = 0; k < bytes.size(); ++k) {
    const auto byte = std::stoi(std::string(digits.substr(2 * k, 2)), nullptr, 16);
    bytes[k] = static_cast<std::byte>(byte);
  }
  return bytes;
}

inline std::string to_hex(std::string_view bytes) {
  std::string digits;
  for (const char byte : bytes) digits += fmt::format("{:02x}", static_cast<unsigned char>(byte));
  return digits;
}

/// The numbers of "2,-3"; none of "".
inline Lengths numbers(std::string_view text) {
  Lengths result;
  while (!text.empty()) {
    const std::string_view first = text.substr(0, text.find(','));
    std::from_chars(first.data(), first.data() + first.size(), result.emplace_back());
    text.remove_prefix(std::min(first.size() + 1, text.size()));
  }
  return result;
}

/// A float as the 16 hex digits of its double.
inline std::string float_token(long double number) {
  if (std::isnan(number)) return "nan";
  return fmt::format("{:016x}", std::bit_cast<std::uint64_t>(static_cast<double>(number)));
}

/// The innermost values of nested lists, as tokens joined by spaces: "i-1 b1 x00ff".
inline std::string tokens(const Value& value) {
  struct Writer {
    std::string text{};
    void operator()(const Value::List& values) {
      for (const Value& each : values) std::visit(*this, each.data());
    }
    void operator()(bool truth) { add(truth ? "b1" : "b0"); }
    void operator()(const Value::Integer& number) { add("i" + Value(number).repr()); }
    void operator()(long double number) { add("d" + float_token(number)); }
    void operator()(const Complex<long double>& z) {
      add(fmt::format("z{},{}", float_token(z.re), float_token(z.im)));
    }
    void operator()(const std::string& bytes) { add("x" + to_hex(bytes)); }
    void operator()(const std::u32string& text32) { add("u" + Value(text32).repr()); }
    void add(const std::string& token) { text += (text.empty() ? "" : " ") + token; }
  };
  Writer writer;
  std::visit(writer, value.data());
  return writer.text;
}

}  // namespace bview::testing
