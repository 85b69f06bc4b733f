// SPDX-License-Identifier: MIT
// app/suggest.hpp - "did you mean": the known word nearest to a mistyped one.

#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace bview {

/// "; did you mean 'table'?", or "; there are hex, table, tsv" when nothing is near
/// and the words are few, or an empty text.
[[nodiscard]] std::string did_you_mean(std::string_view word, std::span<const std::string> known,
                                       std::size_t few = 13);

}  // namespace bview
