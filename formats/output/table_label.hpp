// SPDX-License-Identifier: MIT
// formats/output/table_label.hpp - what rows of a table are called: offset and index.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include <bview/core/view.hpp>

namespace bview {

inline constexpr std::string_view kOffsetTitle = "offset";
inline constexpr std::string_view kIndexTitle = "index";

/// Digits of the offsets into `size` bytes in hexadecimal, at least 8.
[[nodiscard]] int offset_digits(std::int64_t size);

/// An offset as tables show it: 00000400.
[[nodiscard]] std::string offset_text(std::int64_t offset, int digits);

/// The same, in place.
class OffsetLabel {
 public:
  OffsetLabel(std::int64_t offset, int digits);
  [[nodiscard]] std::string_view text() const { return {text_.data(), size_}; }

 private:
  std::array<char, 2 * sizeof(std::int64_t)> text_;
  std::size_t size_;
};

/// An index as tables show it: [0,2].
[[nodiscard]] std::string bracketed(std::span<const std::int64_t> index);

/// Columns of a terminal that the longest index of a view with these axes takes.
[[nodiscard]] std::int64_t index_width(std::span<const Axis> axes);
/// The same of all items of a view; of chosen ones the numbers that they have among the others.
[[nodiscard]] std::int64_t index_width(const View& view);

}  // namespace bview
