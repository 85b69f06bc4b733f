// SPDX-License-Identifier: MIT
// core/key_table.hpp - where the items are that have a key.
//
// A hash table of so many items, with their numbers and places, but not the keys: who looks for one
// compares those. A small one is in memory, a large one in a temporary file (core/spool.hpp), so
// that private memory stays small however many there are.

#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include <bview/core/checked.hpp>
#include <bview/core/error.hpp>
#include <bview/core/spool.hpp>

namespace bview {

class KeyTable {
 public:
  struct Place {
    std::int64_t number;  ///< of the item, from 0
    std::int64_t offset;  ///< in the file
  };

  /// Room for `most` items.
  /// \throws Error{Errc::File} when there is no room for it in the folder for temporary files.
  explicit KeyTable(std::int64_t most) : slots_(slots_for(most)) {
    const auto size = checked_mul(slots_, kSlotSize);
    if (!size) throw Error(Errc::BadShape, "there are more items than a table of keys can hold");
    bytes_ = scratch_bytes(*size);
  }

  /// The item with that hash for which `same(place)` holds; false if there is none.
  template <class Same>
  [[nodiscard]] bool find(std::uint64_t hash, const Same& same, Place& found) const {
    for (std::int64_t n = first_of(hash);; n = next_of(n)) {
      const Slot slot = load(n);
      if (slot.number_from_one == 0) return false;
      found = {slot.number_from_one - 1, slot.offset};
      if (slot.hash == hash && same(found)) return true;
    }
  }

  void add(std::uint64_t hash, const Place& place) {
    std::int64_t n = first_of(hash);
    while (load(n).number_from_one != 0) n = next_of(n);
    const Slot slot{hash, place.number + 1, place.offset};
    std::memcpy(bytes_.bytes().data + n * kSlotSize, &slot, sizeof slot);
  }

 private:
  struct Slot {
    std::uint64_t hash;
    std::int64_t number_from_one;  // 0: empty
    std::int64_t offset;
  };
  static constexpr std::int64_t kSlotSize = sizeof(Slot);

  /// At most half of them are taken.
  static std::int64_t slots_for(std::int64_t most) {
    constexpr std::int64_t kMost = std::int64_t{1} << 60;
    const std::int64_t wanted = most < kMost ? 2 * most + 2 : kMost;
    return static_cast<std::int64_t>(std::bit_ceil(static_cast<std::uint64_t>(wanted)));
  }
  [[nodiscard]] std::int64_t first_of(std::uint64_t hash) const {
    return static_cast<std::int64_t>(hash & static_cast<std::uint64_t>(slots_ - 1));
  }
  [[nodiscard]] std::int64_t next_of(std::int64_t n) const { return (n + 1) & (slots_ - 1); }
  [[nodiscard]] Slot load(std::int64_t n) const {
    Slot slot{};
    std::memcpy(&slot, bytes_.bytes().data + n * kSlotSize, sizeof slot);
    return slot;
  }

  std::int64_t slots_;
  Buffer bytes_{};
};

}  // namespace bview
