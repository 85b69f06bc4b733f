// SPDX-License-Identifier: MIT
// app/shard.hpp - the K-th of N parts, for those who share the work on a file.

#pragma once

#include <cstdint>
#include <optional>

#include <bview/core/layout.hpp>
#include <bview/core/view.hpp>

#include "app/options.hpp"

namespace bview {

struct Shard {
  std::int64_t number;  ///< 1 .. count
  std::int64_t count;

  [[nodiscard]] bool is_first() const { return number == 1; }
  /// Where the part begins among so many, and how many there are in it. All parts are as long as
  /// the others, or one longer, and together they are all.
  [[nodiscard]] Extent of(std::int64_t all) const;
  /// That part of the first axis; its items keep their numbers.
  /// \throws Error{Errc::BadUsage} where there is none.
  [[nodiscard]] View of(const View& view) const;
};

/// What --shard says. \throws Error{Errc::BadUsage}
[[nodiscard]] std::optional<Shard> shard_of(const Options& options);

}  // namespace bview
