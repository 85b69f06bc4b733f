// SPDX-License-Identifier: MIT
// formats/parts/distinct_names.hpp - names of parts, told apart where they come again.

#pragma once

#include <fmt/format.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace bview {

/// Makes of a name that came before "name#2", "name#3", ... It keeps the hashes of so many names,
/// in 16 MiB; those behind them stay as they are.
class DistinctNames {
 public:
  std::string operator()(std::string name) {
    const std::size_t hash = std::hash<std::string>()(name);
    Slot* slot = &slot_of(hash);
    if (slot->count == 0) {
      if (used_ == kMostCounted) return name;
      if (++used_ > slots_.size() / 2) {
        grow();
        slot = &slot_of(hash);
      }
      slot->hash = hash;
    }
    const std::uint32_t count = ++slot->count;
    return count == 1 ? std::move(name) : fmt::format("{}#{}", name, count);
  }

 private:
  static constexpr std::size_t kMostCounted = std::size_t{1} << 19U;
  static constexpr std::size_t kLeastSlots = 64;

  struct Slot {
    std::size_t hash = 0;
    std::uint32_t count = 0;  // 0: empty
  };

  /// Where a hash is, or would be put. At most half of the slots are taken.
  [[nodiscard]] Slot& slot_of(std::size_t hash) {
    std::size_t n = hash & (slots_.size() - 1);
    while (slots_[n].count != 0 && slots_[n].hash != hash) n = (n + 1) & (slots_.size() - 1);
    return slots_[n];
  }

  void grow() {
    std::vector<Slot> old(slots_.size() * 2);
    old.swap(slots_);
    for (const Slot& each : old) {
      if (each.count != 0) slot_of(each.hash) = each;
    }
  }

  std::vector<Slot> slots_ = std::vector<Slot>(kLeastSlots);
  std::size_t used_ = 0;
};

}  // namespace bview
