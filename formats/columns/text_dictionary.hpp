// SPDX-License-Identifier: MIT
// formats/columns/text_dictionary.hpp - texts of few kinds, and their numbers.

#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include <bview/formats/columns/column_values.hpp>

namespace bview {

struct TextDictionary {
  GatheredValues texts{};                ///< each once, in the order in which they come
  std::vector<std::uint32_t> numbers{};  ///< which of them each value is
};

/// Nothing where there are so many kinds that it would not pay.
[[nodiscard]] std::optional<TextDictionary> text_dictionary(const GatheredValues& values);

}  // namespace bview
