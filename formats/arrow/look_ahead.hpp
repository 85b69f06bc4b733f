// SPDX-License-Identifier: MIT
// formats/arrow/look_ahead.hpp - what has to be known of values before the first is written.
//
// A stream of Arrow begins with its schema. Whether all texts of a column are UTF-8, which texts
// there are, and whether large integers are decimals, is seen by looking at all of them, where all
// are there. Else the schema says what holds whatever comes.

#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <bview/formats/columns/columns.hpp>

namespace bview {

/// Texts of few kinds, and their numbers.
class TextNumbers {
 public:
  TextNumbers() = default;
  TextNumbers(const TextNumbers&) = delete;
  TextNumbers& operator=(const TextNumbers&) = delete;

  /// Of a text, which gets the next number if it has none.
  std::int32_t add(std::string_view text);
  /// \throws Error{Errc::File} where the text has none: it was another when it was added.
  [[nodiscard]] std::int32_t at(std::string_view text) const;
  /// All of them, in the order of their numbers.
  [[nodiscard]] const GatheredValues& texts() const { return texts_; }

 private:
  GatheredValues texts_{};
  std::unordered_map<std::string, std::int32_t> numbers_{};
};

/// How a leaf is written.
struct ArrowLeaf {
  bool holds = true;   ///< its texts are UTF-8, or its integers of 128 bits decimals
  bool seen = false;   ///< that was seen; else it is seen to again while they are written
  std::string note{};  ///< why it does not hold; for readers
  std::shared_ptr<const TextNumbers> names{};  ///< texts are written as these numbers; null: whole
};

/// Of the leaves of `columns`, as they are in all rows of `ahead`. \pre `ahead` has the same
/// leaves, or is null: nothing can be known.
[[nodiscard]] std::vector<ArrowLeaf> look_ahead(const Columns& columns, const Columns* ahead);

}  // namespace bview
