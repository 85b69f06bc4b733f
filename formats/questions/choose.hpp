// SPDX-License-Identifier: MIT
// formats/questions/choose.hpp - from a condition to a list: the items of a view for which it
// holds.

#pragma once

#include <cstdint>

#include <bview/core/public.hpp>
#include <bview/core/view.hpp>
#include <bview/formats/questions/blocks.hpp>

namespace BVIEW_PUBLIC bview {

/// Items among which some are chosen.
struct Choice {
  const Condition& condition;
  ItemSource items;
  int threads = 1;
};

/// Appends those of the items [first, first + count), in C order, for which the condition holds.
void choose(const Choice& choice, std::int64_t first, std::int64_t count, ItemList& list);

/// How many of these there are.
[[nodiscard]] std::int64_t count_chosen(const Choice& choice, std::int64_t first,
                                        std::int64_t count);

}  // namespace bview
