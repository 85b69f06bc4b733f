// SPDX-License-Identifier: MIT
// formats/parquet/levels.hpp - small numbers in runs: levels of lists, and indexes of dictionaries.
//
// Source: Encodings.md of Apache Parquet, "Run Length Encoding / Bit-Packing Hybrid"; how lists
// become levels: Dremel (Melnik et al., 2010).

#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <bview/core/layout.hpp>

namespace bview {

/// Bits of the numbers from 0 to `most`.
[[nodiscard]] int bits_for(std::uint32_t most);

/// Appends the numbers, each of at most so many bits, in runs of equal ones and in groups of eight.
void append_runs(std::span<const std::uint32_t> numbers, int bits, std::string& to);

/// Where values, or lists that are empty, stand in lists of fixed lengths.
class ListLevels {
 public:
  /// \throws Error{Errc::BadShape} when entries leave 64 bits.
  explicit ListLevels(const Lengths& lists);

  /// Entries of a row: its values or, where a list has none, the lists around it.
  [[nodiscard]] std::int64_t per_row() const { return per_row_; }
  /// How many lists stand around an entry: all, but for empty ones.
  [[nodiscard]] std::uint32_t depth() const { return static_cast<std::uint32_t>(lists_.size()); }
  /// Of which list, counted from the outermost, the n-th entry begins a new element; 0: a row.
  [[nodiscard]] std::uint32_t repetition(std::int64_t n) const;

 private:
  Lengths lists_;  // outermost first, up to the first that is empty
  std::int64_t per_row_ = 1;
};

}  // namespace bview
