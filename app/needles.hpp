// SPDX-License-Identifier: MIT
// app/needles.hpp - what `bview find` is asked for: from operands to needles.

#pragma once

#include <span>
#include <string>
#include <vector>

#include <bview/core/layout.hpp>
#include <bview/formats/search/needle.hpp>

#include "app/options.hpp"

namespace bview {

struct Needles {
  std::vector<NeedlePtr> needles{};
  std::vector<std::string> texts{};  ///< as they were typed
  std::vector<bool> is_value{};      ///< an item of the layout stands at its hits
  bool any_range = false;            ///< whose hits may differ
};

/// \throws Error for what is no pattern, or no value of `layout`.
[[nodiscard]] Needles needles_of(std::span<const std::string> patterns, const Layout& layout,
                                 const Options& options);

/// Where nothing was found, a note on what may have been meant, unless --quiet.
void mention_nothing(std::span<const std::string> patterns, const Options& options);

}  // namespace bview
