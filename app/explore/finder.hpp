// SPDX-License-Identifier: MIT
// app/explore/finder.hpp - the next place where something stands, or the one before.

#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <bview/core/layout.hpp>

#include "app/explore/document.hpp"
#include "app/explore/items.hpp"
#include "app/needles.hpp"

namespace bview {

/// Hits that count; the others are passed over.
using AcceptHit = std::function<bool(std::int64_t offset)>;

class Finder {
 public:
  /// `pattern` is as 'bview find' takes it; a word is a value of `value`, if that is given, else a
  /// text.
  /// \throws Error
  Finder(const std::string& pattern, const Layout* value, const Options& options);

  [[nodiscard]] const std::string& pattern() const { return needles_.texts.front(); }

  /// The first hit that begins in [from, end), or the last; one of no bytes where there is none.
  /// Nothing where it was interrupted.
  [[nodiscard]] std::optional<Extent> first(const Document& document, std::int64_t from,
                                            std::int64_t end, const Interrupted& interrupted) const;
  [[nodiscard]] std::optional<Extent> last(const Document& document, std::int64_t from,
                                           std::int64_t end, const Interrupted& interrupted) const;

  AcceptHit accept{};  ///< all, if it is empty

 private:
  [[nodiscard]] Extent hit_in(const Document& document, const Extent& range, bool wants_last) const;
  [[nodiscard]] bool is_hole(const Document& document, const Extent& range) const;

  Needles needles_;
  mutable std::vector<std::byte> bytes_{};
};

}  // namespace bview
