// SPDX-License-Identifier: MIT
// formats/columns/column_values.hpp - values of one column, one behind the other.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include <bview/core/sink.hpp>

namespace bview {

/// What the values of a column are.
enum class ColumnType : std::uint8_t {
  Bool,  ///< a byte each, 0 or 1
  Int8,
  UInt8,
  Int16,
  UInt16,
  Int32,
  UInt32,
  Int64,
  UInt64,
  Int128,
  UInt128,
  Float16,
  Float32,
  Float64,
  Text,    ///< bytes, perhaps UTF-8
  Millis,  ///< points in time, of 64 bits: since 1970, in UTC
  Micros,
  Nanos
};

/// Bytes of a value; 0 where each has its own number of them.
[[nodiscard]] std::int64_t column_width(ColumnType type);

/// Some values of a column. Numbers stand little end first, as columnar files have them.
struct GatheredValues {
  std::int64_t count = 0;               ///< with those that are missing
  std::vector<std::byte> numbers{};     ///< of the width of the type; may be longer than `count`
  TextBuffer texts{};                   ///< one behind the other
  std::vector<std::int64_t> ends{};     ///< of each text in `texts`
  std::vector<std::uint8_t> missing{};  ///< a mark each in columns that may miss some; else empty

  void clear() {
    count = 0;
    texts.clear();
    ends.clear();
    missing.clear();
  }

  /// Room for so many numbers more, of `width` bytes.
  [[nodiscard]] std::byte* room(std::int64_t more, std::int64_t width) {
    const auto needed = static_cast<std::size_t>((count + more) * width);
    if (numbers.size() < needed) numbers.resize(needed);
    return numbers.data() + count * width;
  }

  void add_text(std::string_view text) {
    texts.append(text);
    end_text();
  }
  /// What stands in `texts` behind the text before is one.
  void end_text() {
    ends.push_back(static_cast<std::int64_t>(texts.text().size()));
    ++count;
  }

  [[nodiscard]] std::string_view text(std::int64_t n) const {
    const auto k = static_cast<std::size_t>(n);
    const auto begin = static_cast<std::size_t>(k == 0 ? 0 : ends[k - 1]);
    return texts.text().substr(begin, static_cast<std::size_t>(ends[k]) - begin);
  }
};

}  // namespace bview
