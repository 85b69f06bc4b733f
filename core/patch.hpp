// core/patch.hpp - new values for a selection, and the edits they amount to.
//
// A PatchPlan holds items that were parsed and range-checked already; it compares them
// with what the view holds and tells what would change. It writes nothing itself:
// core/journal.hpp does.

#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "core/buffer.hpp"
#include "core/journal.hpp"
#include "core/layout.hpp"
#include "core/progress.hpp"
#include "core/view.hpp"

namespace bview {

/// Which bytes of an item a patch writes.
enum class PatchBytes {
  Fields,  ///< those that fields cover; holes stay as they are
  Values,  ///< of them, those whose value is another (same_value)
  All,     ///< all that the view selects, holes too
};

class PatchPlan {
 public:
  /// `items` are layout.itemsize bytes each, in C order of the view: one for each of
  /// its items, or one that all get.
  /// \throws Error{Errc::ReadOnly} when two items, or two fields of an item, share bytes;
  ///         Error{Errc::BadShape} when the number of items is another.
  PatchPlan(View view, const Layout& layout, Buffer items, PatchBytes bytes);

  /// Item n as it is and as it shall be.
  [[nodiscard]] const std::byte* old_item(std::int64_t n) const;
  [[nodiscard]] const std::byte* new_item(std::int64_t n) const;

  /// Whether a value of an item stays as it is.
  [[nodiscard]] bool keeps(const std::byte* before, const std::byte* after,
                           const Field& field) const;

  /// Calls `visit` for the items that do not hold their new values, in C order, as long as
  /// it gives true; whether it always did.
  bool visit_changed_items(const std::function<bool(std::int64_t n)>& visit,
                           const OnProgress& on_progress = {}) const;

  /// What changes, value by value. The source refers to the plan.
  [[nodiscard]] EditSource edits(const OnProgress& on_progress = {}) const;

 private:
  /// Calls `visit(part, same)` for the parts of an item that are compared and written on their
  /// own, as long as it gives true; whether it always did.
  template <class Visit>
  bool all_parts(const std::byte* before, const std::byte* after, const Visit& visit) const;
  [[nodiscard]] bool same(const std::byte* before, const std::byte* after) const;

  View view_;
  Layout layout_;
  Buffer items_;
  PatchBytes bytes_;
  std::vector<Extent> selected_;  // of an item, for PatchBytes::All
};

}  // namespace bview
