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
#include <vector>

#include <bview/core/progress.hpp>
#include <bview/core/public.hpp>
#include <bview/core/view.hpp>
#include <bview/formats/search/needle.hpp>

namespace BVIEW_PUBLIC bview {

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

/// Hears of each hit, lowest offset first, of one offset in the order of the needles, and says
/// whether to go on. One thread at a time calls it.
using VisitFound = std::function<bool(const Hit&)>;

/// Bytes that stand one behind the other, searched as they come.
class Search {
 public:
  /// The request outlives it.
  Search(const SearchRequest& request, VisitFound visit);

  /// Finds what begins in [from, end), which is behind all that was searched before. The view has
  /// reach() bytes more, or all that there will ever be. False where the visitor has enough.
  bool add(const View& bytes, std::int64_t from, std::int64_t end, const OnProgress& on_progress);

  /// How many bytes behind its beginning decide about a hit, at most.
  [[nodiscard]] std::int64_t reach() const;

 private:
  const SearchRequest& request_;
  VisitFound visit_;
  std::vector<std::int64_t> free_;  // where the next hit of each needle may begin
};

/// The last place, from `offset` on back, that no hit of theirs reaches over: what begins there, or
/// behind it, does not depend on hits that begin in front of it.
[[nodiscard]] std::int64_t independent_start(const View& bytes, const SearchRequest& request,
                                             std::int64_t offset);

/// The same of all bytes of a view.
void search(const View& bytes, const SearchRequest& request, const VisitFound& visit,
            const OnProgress& on_progress);

}  // namespace bview
