// SPDX-License-Identifier: MIT
// formats/search/search.hpp - all hits of some needles, in the order of the bytes.
//
// The bytes are searched in chunks on several threads; what is found does not depend on their
// number. However many hits there are, few are kept.

#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <span>

#include <bview/core/progress.hpp>
#include <bview/core/view.hpp>
#include <bview/formats/search/needle.hpp>

namespace bview {

struct SearchRequest {
  std::span<const NeedlePtr> needles;
  /// All hits; without it, none of a needle that begins inside its hit before.
  bool overlap = false;
  /// If not null, hits begin where its items do, which come one behind the other; `bytes` are
  /// then those from its first item on.
  const View* items = nullptr;
  std::size_t most = std::numeric_limits<std::size_t>::max();  ///< hits that are wanted
  int threads = 1;
  std::int64_t chunk = std::int64_t{1} << 20;  ///< bytes; for tests
};

/// Searches a view of bytes that stand one behind the other. Calls visit(hit) for each, lowest
/// offset first, of one offset in the order of the needles; it returns whether to go on. Both
/// functions are called by one thread at a time.
void search(const View& bytes, const SearchRequest& request,
            const std::function<bool(const Hit&)>& visit, const OnProgress& on_progress);

}  // namespace bview
