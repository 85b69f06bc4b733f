// SPDX-License-Identifier: MIT
// core/patch.hpp - new values for a selection, and the edits they amount to.
//
// A PatchPlan holds items that were parsed and range-checked already; it compares them
// with what the view holds and tells what would change. It writes nothing itself:
// core/journal.hpp does.

#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include <bview/core/buffer.hpp>
#include <bview/core/journal.hpp>
#include <bview/core/layout.hpp>
#include <bview/core/progress.hpp>
#include <bview/core/public.hpp>
#include <bview/core/view.hpp>

namespace BVIEW_PUBLIC bview {

/// Which bytes of an item a patch writes.
enum class PatchBytes {
  Fields,  ///< those that fields cover; holes stay as they are
  Values,  ///< of them, those whose value is another (same_value)
  All,     ///< all that the view selects, holes too
};

/// Refuses a view whose items share bytes, and fields that do.
/// \throws Error{Errc::ReadOnly}
void refuse_unwritable(const View& view, const Layout& layout);

/// Where text may have lost what a value was: a bit for each byte of an item, of which that of
/// the value's first byte counts.
[[nodiscard]] std::int64_t loss_mask_size(std::int64_t itemsize);

/// Makes of the new bytes of a value those that shall be written, by those that stand there: what
/// dump prints of both may be the same, or a number be padded as it was.
using SettleValue =
    std::function<void(const Field& field, const std::byte* before, std::byte* after)>;

enum class PatchUse {
  Write,
  Compare  ///< several members of a union may differ from what stands there: the item does, then
};

class PatchPlan {
 public:
  /// `items` are layout.itemsize bytes each, in C order of the view: one for each of
  /// its items, or one that all get. Of a layout with unions they are items of
  /// without_unions() (core/unions.hpp), but for PatchBytes::All.
  /// `lost` is a loss mask for each of them, or nothing. What is marked there stays as it is if
  /// it is a NaN or an infinity, which JSON's null may stand for.
  /// `settle` is asked about values with readings. Bits that no field has stay as they are.
  /// \throws Error{Errc::ReadOnly} when two items, or two fields of an item, share bytes;
  ///         Error{Errc::BadShape} when the number of items is another.
  PatchPlan(View view, const Layout& layout, Buffer items, PatchBytes bytes, Buffer lost = {},
            SettleValue settle = {}, PatchUse use = PatchUse::Write);

  /// Item n as it is and as it shall be; that of one n at a time.
  [[nodiscard]] const std::byte* old_item(std::int64_t n) const;
  [[nodiscard]] const std::byte* new_item(std::int64_t n) const;

  /// Whether a value of an item stays as it is.
  [[nodiscard]] bool keeps(const std::byte* before, const std::byte* after,
                           const Field& field) const;

  /// Whether any value is marked as lost.
  [[nodiscard]] bool has_losses() const { return loses_ || lost_.size() > 0; }

  /// Whether a value that is marked as lost is what stood there, rounded to a double.
  [[nodiscard]] bool rounds(const std::byte* before, const std::byte* after,
                            const Field& field) const;

  /// Calls `visit` for the items that do not hold their new values, in C order, as long as
  /// it gives true; whether it always did.
  bool visit_changed_items(const std::function<bool(std::int64_t n)>& visit,
                           const OnProgress& on_progress = {}) const;

  /// What changes, value by value. The source refers to the plan. Where several bit fields of one
  /// integer change, one edit has its bytes, and the others have none.
  [[nodiscard]] EditSource edits(const OnProgress& on_progress = {}) const;

  /// The same, but values that lie side by side may be one edit.
  [[nodiscard]] EditSource joined_edits(const OnProgress& on_progress = {}) const;

 private:
  /// Calls `visit(part, same)` for the parts of an item that are compared and written on their
  /// own, as long as it gives true; whether it always did.
  template <class Visit>
  bool all_parts(const std::byte* before, const std::byte* after, const Visit& visit) const;
  [[nodiscard]] bool same(const std::byte* before, const std::byte* after) const;
  template <class Visit>
  bool visit_runs(const Visit& visit, const OnProgress& on_progress) const;
  template <class Visit>
  bool visit_items(const Visit& visit, const OnProgress& on_progress) const;
  [[nodiscard]] std::int64_t joined_size() const;
  [[nodiscard]] bool is_lost(const std::byte* after) const;
  [[nodiscard]] bool keeps_what_was_lost(const std::byte* before, const std::byte* after,
                                         const Field& field) const;

  [[nodiscard]] const std::byte* given_item(std::int64_t n) const;
  void settle_item(std::int64_t n, const std::byte* before) const;
  void join_items();

  View view_;
  Layout layout_;
  Buffer items_;
  PatchBytes bytes_;
  Buffer lost_;
  std::vector<Extent> selected_;  // of an item, for PatchBytes::All
  SettleValue settle_;
  PatchUse use_;
  bool unions_;              // items are given with a value for each member
  Layout given_;             // of the items that are given
  std::int64_t given_size_;  // bytes of one of them
  bool settles_;             // what is given is not yet what is written
  bool loses_ = false;       // text may have lost what some value was, nobody knows which
  struct Settled {
    std::int64_t n = -1;
    std::vector<std::byte> item{};
  };
  mutable Settled settled_{};  // the item that was asked for last
};

}  // namespace bview
