// SPDX-License-Identifier: MIT
// formats/columns/names.hpp - the names of numbers: each is worked out once, and told by its number
// from then on.

#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include <bview/core/cursor.hpp>
#include <bview/formats/columns/text_dictionary.hpp>
#include <bview/formats/text/reading_cells.hpp>

namespace bview {

/// Names that were met, and where they stand in a dictionary.
class KnownNames {
 public:
  static constexpr std::uint32_t kNone = ~std::uint32_t{0};

  /// Of values of so many bytes.
  explicit KnownNames(std::int64_t size)
      : few_(size <= 2 ? std::size_t{1} << static_cast<unsigned>(8 * size) : 0, kNone) {}

  /// Which text the name of a value is, whose bytes are `key`, or kNone: nobody has asked yet.
  [[nodiscard]] std::uint32_t find(std::uint64_t key) {
    if (!few_.empty()) return few_[key];
    Slot& slot = slots_[key * kSpread >> kShift];
    if (slot.number != kNone && slot.key == key) return slot.number;
    const auto found = many_.find(key);
    if (found == many_.end()) return kNone;
    slot = {key, found->second};
    return slot.number;
  }

  /// Puts a name that is new into `texts`, and gives its number.
  std::uint32_t add(std::uint64_t key, const std::string& name, GatheredValues& texts);

 private:
  static constexpr unsigned kShift = 64 - 10;
  static constexpr std::uint64_t kSpread = 0x9e37'79b9'7f4a'7c15;  // Knuth's multiplicative hash

  struct Slot {
    std::uint64_t key = 0;
    std::uint32_t number = kNone;
  };
  std::vector<std::uint32_t> few_;  // by the values themselves, where these are short
  std::array<Slot, std::size_t{1} << (64 - kShift)> slots_{};  // of those met last
  std::unordered_map<std::uint64_t, std::uint32_t> many_{};
  std::unordered_map<std::string, std::uint32_t> by_name_{};
};

/// Takes the names of integers from the bytes of these alone.
class NameGatherer {
 public:
  explicit NameGatherer(const Field& field) : cells_(field) {}

  /// Bytes of a value.
  [[nodiscard]] std::int64_t size() const { return info(cells_.field().type).size; }

  /// Whether a field has names, and its bytes say which.
  [[nodiscard]] static bool takes(const Field& field);

  /// Puts the numbers of a run's names behind those in `to`. False, and then `to` is of no use,
  /// where there are so many kinds that it does not pay.
  [[nodiscard]] bool gather(const ItemRun& run, KnownNames& known, TextDictionary& to) const;

 private:
  template <std::size_t kSize>
  bool gather_sized(const ItemRun& run, KnownNames& known, TextDictionary& to) const;

  ReadingCells cells_;
};

/// The text that a reading makes of a value.
[[nodiscard]] std::string text_of(const Datum& datum);

}  // namespace bview
