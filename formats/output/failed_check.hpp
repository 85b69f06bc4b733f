// SPDX-License-Identifier: MIT
// formats/output/failed_check.hpp - where a value stands that is() does not allow.

#pragma once

#include <bview/core/view.hpp>
#include <bview/formats/text/reading_cells.hpp>

namespace bview {

/// The error for a user: which record of the view it is in, and its offset.
[[nodiscard]] Error located(const FailedCheck& failed, const View& view);

/// The same for a value of record `n`, which is one of varying size.
[[nodiscard]] Error located(const FailedCheck& failed, const Bytes& bytes, std::int64_t n,
                            const Extent& record);

/// Gives what `work` does, which shows values of the view that `view()` gives.
/// \throws Error as located() says.
template <class MakeView, class Work>
auto with_places(const MakeView& view, const Work& work) {
  try {
    return work();
  } catch (const FailedCheck& failed) {
    throw located(failed, view());
  }
}

}  // namespace bview
