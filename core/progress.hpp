// SPDX-License-Identifier: MIT
// core/progress.hpp - telling a caller how far long work is.

#pragma once

#include <functional>
#include <utility>

#include <bview/core/public.hpp>

namespace BVIEW_PUBLIC bview {

/// Hears now and then which part of some work is done, 0 to 1; one thread calls it at a
/// time. It may be empty.
using OnProgress = std::function<void(double done)>;

/// For work that is the stretch `from` to `to` of the whole.
[[nodiscard]] inline OnProgress stretch_of(OnProgress whole, double from, double to) {
  if (!whole) return {};
  return [=, whole = std::move(whole)](double done) { whole(from + (to - from) * done); };
}

}  // namespace bview
