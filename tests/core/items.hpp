// SPDX-License-Identifier: MIT
// tests/core/items.hpp - items as hexadecimal digits.

#pragma once

#include <doctest/doctest.h>

#include <cstdint>
#include <string>
#include <string_view>

#include <bview/core/item.hpp>
#include <bview/formats/syntax/format_string.hpp>

#include "tests/support/errors.hpp"
#include "tests/support/values.hpp"

namespace bview::testing {

/// The value of an item.
inline Value unpacked(const std::string& format, std::string_view hex) {
  const auto bytes = from_hex(hex);
  const Layout layout = parse_format(format);
  REQUIRE(static_cast<std::int64_t>(bytes.size()) == layout.itemsize);
  return get(bytes.data(), layout);
}

/// The bytes of an item that was `before` (zeros, if nothing is given) and is set.
inline std::string packed(const std::string& format, const Value& value,
                          std::string_view before = "") {
  const Layout layout = parse_format(format);
  auto bytes = from_hex(before);
  bytes.resize(static_cast<std::size_t>(layout.itemsize));
  set(bytes.data(), layout, value);
  return to_hex({static_cast<const char*>(static_cast<void*>(bytes.data())), bytes.size()});
}

/// The sentence with which a value is refused; "" if it is taken.
inline std::string refusal(const std::string& format, const Value& value) {
  const auto attempt = [&] { return packed(format, value); };
  const auto code = code_of(attempt);
  if (code) CHECK(*code == Errc::BadValue);
  return message_of(attempt);
}

}  // namespace bview::testing
