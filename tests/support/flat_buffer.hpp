// SPDX-License-Identifier: MIT
// tests/support/flat_buffer.hpp - tables of FlatBuffers, read.

#pragma once

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bview::testing {

/// A table in a buffer. Whatever is read must lie inside of it, where its size lets it lie.
class FlatView {
 public:
  /// The root.
  explicit FlatView(std::string_view buffer) : buffer_(buffer), at_(load<std::uint32_t>(0)) {}

  [[nodiscard]] bool has(int slot) const { return place(slot).has_value(); }

  template <class Number>
  [[nodiscard]] Number number(int slot, Number otherwise = 0) const {
    const auto at = place(slot);
    return at ? load<Number>(*at) : otherwise;
  }
  [[nodiscard]] std::string text(int slot) const {
    const std::size_t at = referred(slot);
    const auto size = load<std::uint32_t>(at);
    REQUIRE(at + 4 + size < buffer_.size());
    CHECK(buffer_[at + 4 + size] == '\0');
    return std::string(buffer_.substr(at + 4, size));
  }
  [[nodiscard]] FlatView table(int slot) const { return {buffer_, referred(slot)}; }
  [[nodiscard]] std::vector<FlatView> tables(int slot) const {
    std::vector<FlatView> all;
    if (!has(slot)) return all;
    const std::size_t at = referred(slot);
    const auto count = load<std::uint32_t>(at);
    for (std::size_t k = 0; k < count; ++k) {
      const std::size_t from = at + 4 + 4 * k;
      all.push_back({buffer_, from + load<std::uint32_t>(from)});
    }
    return all;
  }
  /// Integers of structs that have so many.
  [[nodiscard]] std::vector<std::int64_t> structs(int slot, std::size_t integers) const {
    std::vector<std::int64_t> all;
    const std::size_t at = referred(slot);
    const auto count = load<std::uint32_t>(at) * integers;
    for (std::size_t k = 0; k < count; ++k) all.push_back(load<std::int64_t>(at + 4 + 8 * k));
    return all;
  }

 private:
  FlatView(std::string_view buffer, std::size_t at) : buffer_(buffer), at_(at) {}

  template <class Number>
  [[nodiscard]] Number load(std::size_t at) const {
    CHECK(at % sizeof(Number) == 0);
    REQUIRE(at + sizeof(Number) <= buffer_.size());
    Number value;
    std::memcpy(&value, buffer_.data() + at, sizeof(value));
    return value;
  }

  [[nodiscard]] std::optional<std::size_t> place(int slot) const {
    const std::size_t head = at_ - static_cast<std::size_t>(load<std::int32_t>(at_));
    const std::size_t entry = 4 + 2 * static_cast<std::size_t>(slot);
    if (entry >= load<std::uint16_t>(head)) return std::nullopt;
    const auto offset = load<std::uint16_t>(head + entry);
    CHECK(offset < load<std::uint16_t>(head + 2));
    return offset == 0 ? std::nullopt : std::optional<std::size_t>(at_ + offset);
  }
  [[nodiscard]] std::size_t referred(int slot) const {
    const auto at = place(slot);
    REQUIRE(at.has_value());
    return *at + load<std::uint32_t>(*at);
  }

  std::string_view buffer_;
  std::size_t at_;
};

}  // namespace bview::testing
