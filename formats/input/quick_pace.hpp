// SPDX-License-Identifier: MIT
// formats/input/quick_pace.hpp - how often plain values are looked for.

#pragma once

#include <algorithm>
#include <cstdint>

namespace bview {

/// What is hardly ever plain should not be looked at twice each time.
class QuickPace {
 public:
  /// Whether it is time to look, before a line or an item is read by other means.
  [[nodiscard]] bool is_time() { return --wait_ <= 0; }

  /// How it went.
  void note(bool any) {
    constexpr std::int64_t kSeldom = 64;
    wait_ = any ? 1 : often_;
    often_ = any ? 1 : std::min(2 * often_, kSeldom);
  }

 private:
  std::int64_t wait_ = 1;
  std::int64_t often_ = 1;  // how many to wait when there was nothing
};

}  // namespace bview
