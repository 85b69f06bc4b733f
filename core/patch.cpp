// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <set>
#include <tuple>
#include <utility>

#include <bview/core/cursor.hpp>
#include <bview/core/error.hpp>
#include <bview/core/integers.hpp>
#include <bview/core/item.hpp>
#include <bview/core/item_values.hpp>
#include <bview/core/patch.hpp>
#include <bview/core/spool.hpp>
#include <bview/core/unions.hpp>

namespace bview {
namespace {

/// Bytes of a field, and its bits (first_bit()).
struct PatchedPart {
  Extent extent;
  std::int64_t bit;
  std::int64_t bits;
  const Field* field;
};

/// Whether bit fields stand side by side: in one integer, or with bytes in one order.
bool are_neighbours(const PatchedPart& part, const PatchedPart& next) {
  const Field& one = *part.field;
  const Field& other = *next.field;
  if (!one.bits || !other.bits || part.bit + part.bits > next.bit) return false;
  const bool integer = share_integer(one, other) && part.extent.offset == next.extent.offset;
  return integer || (one.order == other.order && !is_mid(one.order));
}

void add_parts(const Field& field, std::vector<PatchedPart>& parts) {
  if (field.is_stretch() && !field.strides.empty()) {
    for (std::int64_t n = 0; n < field.count(); ++n) {
      const Field value = field.element(n);
      const Extent extent{value.offset, value.value_size()};
      parts.push_back({extent, first_bit(value), value.bits->width, &field});
    }
    return;
  }
  for (const Extent& extent : extents_of(field)) {
    // Further parts of an array of bit fields are integers of their own.
    const std::int64_t bit = first_bit(field) + 8 * (extent.offset - field.offset);
    const std::int64_t bits = field.bits ? field.bits->width : 8 * extent.size;
    parts.push_back({extent, bit, field.is_stretch() ? bits * field.count() : bits, &field});
  }
}

void refuse_shared_bytes(const Layout& layout) {
  if (layout.is_union) return;  // one of them is written
  std::vector<PatchedPart> parts;
  for (const Field& field : layout.fields) {
    add_parts(field, parts);
  }
  std::sort(parts.begin(), parts.end(), [](const PatchedPart& a, const PatchedPart& b) {
    return std::pair(a.extent.offset, a.bit) < std::pair(b.extent.offset, b.bit);
  });
  for (std::size_t k = 1; k < parts.size(); ++k) {
    const auto& [before, next] = std::tie(parts[k - 1], parts[k]);
    if (next.extent.offset >= before.extent.offset + before.extent.size) continue;
    if (are_neighbours(before, next)) continue;
    throw Error(Errc::ReadOnly,
                fmt::format("two of the fields share the byte at offset {} of the record, so "
                            "they cannot both be written",
                            next.extent.offset));
  }
}

/// Calls `visit(extent, field)` for every value of an item and, without a field, for every union.
template <class Visit>
bool all_parts_of(const Layout& layout, std::int64_t base, const Visit& visit) {
  if (layout.is_union) return visit(Extent{base, layout.itemsize}, nullptr);
  for (const Field& field : layout.fields) {
    bool go_on = true;
    if (field.record && has_unions(*field.record)) {
      for (std::int64_t n = 0; go_on && n < field.count(); ++n) {
        go_on = all_parts_of(*field.record, base + field.offset + field.offset_of(n), visit);
      }
    } else {
      go_on = all_values_of(field, base, [&](const Extent& extent, const Field& value) {
        return visit(extent, &value);
      });
    }
    if (!go_on) return false;
  }
  return true;
}

/// Of the bytes of a value those between the first and the last that are not visited yet; then
/// they are.
Extent not_visited(const Extent& extent, std::set<std::int64_t>& visited) {
  constexpr std::int64_t kMostShared = 17;  // bytes that bits of one value reach into
  if (extent.size > kMostShared) return extent;
  std::int64_t begin = extent.offset;
  std::int64_t end = extent.offset + extent.size;
  while (begin < end && visited.count(begin) > 0) ++begin;
  while (end > begin && visited.count(end - 1) > 0) --end;
  for (std::int64_t at = begin; at < end; ++at) visited.insert(at);
  return {begin, end - begin};
}

/// Items that are given, one behind the other, also where one is for all of so many.
class GivenItems {
 public:
  GivenItems(const Bytes& items, std::int64_t itemsize, std::int64_t count)
      : items_(items), itemsize_(itemsize), one_for_all_(items.size == itemsize) {
    constexpr std::int64_t kRepeated = 1 << 16;  // bytes
    if (!one_for_all_) return;
    for (std::int64_t n = 0; n < std::min(count, kRepeated / itemsize); ++n) {
      repeated_.insert(repeated_.end(), items.data, items.data + itemsize);
    }
  }

  /// Item n, and as many of the `most` - 1 behind it as are at hand.
  [[nodiscard]] std::span<const std::byte> at(std::int64_t n, std::int64_t most) const {
    const auto wanted = static_cast<std::size_t>(most * itemsize_);
    if (!one_for_all_) return {items_.data + n * itemsize_, wanted};
    if (repeated_.empty()) return {items_.data, static_cast<std::size_t>(itemsize_)};
    return std::span(repeated_).first(std::min(wanted, repeated_.size()));
  }

 private:
  Bytes items_;
  std::int64_t itemsize_;
  bool one_for_all_;
  std::vector<std::byte> repeated_{};
};

std::span<const std::byte> part(const std::byte* item, const Extent& extent) {
  return {item + extent.offset, static_cast<std::size_t>(extent.size)};
}

}  // namespace

void refuse_unwritable(const View& view, const Layout& layout) {
  if (view.overlaps()) {
    throw Error(Errc::ReadOnly, "items of this view share bytes, so it cannot be written through");
  }
  refuse_shared_bytes(layout);
}

std::int64_t loss_mask_size(std::int64_t itemsize) { return itemsize / 8 + 1; }

PatchPlan::PatchPlan(View view, const Layout& layout, Buffer items, PatchBytes bytes, Buffer lost,
                     SettleValue settle, PatchUse use)
    : view_(std::move(view)),
      layout_(layout),
      items_(std::move(items)),
      bytes_(bytes),
      lost_(std::move(lost)),
      selected_(selected_bytes(layout)),
      settle_(std::move(settle)),
      use_(use),
      unions_(bytes != PatchBytes::All && has_unions(layout)),
      given_(unions_ ? without_unions(layout) : layout),
      given_size_(unions_ ? given_.itemsize : view_.itemsize()),
      settles_(bytes != PatchBytes::All &&
               (unions_ || has_bits(layout) || (settle_ && has_readings(layout)))) {
  refuse_unwritable(view_, layout);
  const std::int64_t one = given_size_;
  const bool fits = unions_
                        ? one > 0 && items_.size() / one == view_.size() && items_.size() % one == 0
                        : items_.size() == view_.nbytes();
  if (items_.size() != one && !fits) {
    throw Error(Errc::BadShape, fmt::format("the selection holds {} items, and {} were given",
                                            view_.size(), one == 0 ? 0 : items_.size() / one));
  }
  if (unions_) join_items();
}

const std::byte* PatchPlan::old_item(std::int64_t n) const {
  return view_.bytes().at(view_.offset_of(n));
}

const std::byte* PatchPlan::given_item(std::int64_t n) const {
  const bool one_for_all = items_.size() == given_size_;
  return items_.bytes().data + (one_for_all ? 0 : n * given_size_);
}

const std::byte* PatchPlan::new_item(std::int64_t n) const {
  if (!settles_) return given_item(n);
  if (settled_.n != n) settle_item(n, old_item(n));
  return settled_.item.data();
}

void PatchPlan::settle_item(std::int64_t n, const std::byte* before) const {
  const std::byte* const given = given_item(n);
  settled_ = {n, {given, given + given_size_}};
  std::byte* const item = settled_.item.data();
  keep_other_bits(given_, before, item);
  if (!settle_) return;
  all_values(given_, 0, [&](const Extent& extent, const Field& field) {
    if (field.reading) settle_(field, before + extent.offset, item + extent.offset);
    return true;
  });
}

/// Makes of the values that are given, those of all members of unions, the items that are written.
/// Once, as what stands there tells which members changed, until they are written.
void PatchPlan::join_items() {
  Spool joined;
  std::vector<std::byte> item(static_cast<std::size_t>(view_.itemsize()));
  for (std::int64_t n = 0; n < view_.size(); ++n) {
    std::vector<std::byte> before(static_cast<std::size_t>(given_.itemsize));
    spread_unions(layout_, given_, old_item(n), before.data());
    settle_item(n, before.data());
    const std::byte* const values = settled_.item.data();
    const auto is_kept = [&](const Field& field, std::int64_t offset) {
      return keeps(before.data() + offset, values + offset, field);
    };
    std::copy_n(old_item(n), view_.itemsize(), item.begin());
    join_unions(layout_, given_, values, {is_kept, use_ == PatchUse::Compare}, item.data());
    joined.add(item);
  }
  items_ = joined.finish();
  given_ = layout_;
  given_size_ = view_.itemsize();
  settles_ = false;
  loses_ = lost_.size() > 0;
  lost_ = {};
}

bool PatchPlan::keeps(const std::byte* before, const std::byte* after, const Field& field) const {
  if (field.bits) return same_value(before, after, field);
  return std::equal(before, before + field.value_size(), after) ||
         (bytes_ == PatchBytes::Values && same_value(before, after, field)) ||
         (lost_.size() > 0 && keeps_what_was_lost(before, after, field));
}

/// Every part either has the same value, or is lost and was what text may lose.
bool PatchPlan::keeps_what_was_lost(const std::byte* before, const std::byte* after,
                                    const Field& field) const {
  const int parts = part_count(field);
  for (int part = 0; part < parts; ++part) {
    const std::byte* const at = after + part * (field.value_size() / parts);
    if (is_lost(at) && is_special(before, field, part)) continue;
    if (!same_part(before, after, field, part)) return false;
  }
  return true;
}

bool PatchPlan::rounds(const std::byte* before, const std::byte* after, const Field& field) const {
  return (loses_ || is_lost(after)) && is_rounded(after, before, field);
}

bool PatchPlan::is_lost(const std::byte* after) const {
  if (lost_.size() == 0) return false;
  const std::byte* const settled = settled_.item.data();
  const std::int64_t at = settles_
                              ? given_item(settled_.n) - items_.bytes().data + (after - settled)
                              : after - items_.bytes().data;
  const std::int64_t offset = at % given_size_;
  const std::int64_t mask = at / given_size_ * loss_mask_size(given_size_);
  const auto bits = std::to_integer<unsigned>(lost_.bytes().data[mask + offset / 8]);
  return (bits >> static_cast<unsigned>(offset % 8) & 1U) != 0;
}

template <class Visit>
bool PatchPlan::all_parts(const std::byte* before, const std::byte* after,
                          const Visit& visit) const {
  if (unions_) {
    return all_parts_of(layout_, 0, [&](const Extent& extent, const Field* field) {
      const bool kept = field == nullptr
                            ? std::ranges::equal(part(before, extent), part(after, extent))
                            : keeps(before + extent.offset, after + extent.offset, *field);
      return visit(extent, kept);
    });
  }
  if (bytes_ != PatchBytes::All) {
    return all_values(layout_, 0, [&](const Extent& extent, const Field& field) {
      return visit(extent, keeps(before + extent.offset, after + extent.offset, field));
    });
  }
  return std::all_of(selected_.begin(), selected_.end(), [&](const Extent& extent) {
    return visit(extent, std::ranges::equal(part(before, extent), part(after, extent)));
  });
}

bool PatchPlan::same(const std::byte* before, const std::byte* after) const {
  return all_parts(before, after, [](const Extent& /*extent*/, bool same) { return same; });
}

/// Calls `visit(n, run)` for all items, the first of a run being item n, as long as it gives true.
template <class Visit>
bool PatchPlan::visit_runs(const Visit& visit, const OnProgress& on_progress) const {
  constexpr std::int64_t kStep = 1 << 16;       // items from one report to the next
  if (total_size(selected_) == 0) return true;  // there may be more such items than can be visited
  for (std::int64_t n = 0; n < view_.size();) {
    Cursor cursor(view_, n, std::min(kStep, view_.size() - n));
    for (ItemRun run{}; cursor.next(run); n += run.count) {
      if (!visit(n, run)) return false;
    }
    if (on_progress) on_progress(static_cast<double>(n) / static_cast<double>(view_.size()));
  }
  return true;
}

/// Calls `visit(n, before, after)` for the items that may change, as long as it gives true: of most
/// that do not, their bytes tell at once.
template <class Visit>
bool PatchPlan::visit_items(const Visit& visit, const OnProgress& on_progress) const {
  constexpr std::int64_t kShortItem = 1 << 12;  // of a longer one little may be selected
  const auto size = static_cast<std::size_t>(view_.itemsize());
  const bool by_bytes = !layout_.projected && view_.itemsize() <= kShortItem;
  const auto visit_run = [&](std::int64_t n, const ItemRun& run) {
    for (std::int64_t k = 0; k < run.count; ++k) {
      const std::byte* const before = run.data + k * run.step;
      const std::byte* const after = new_item(n + k);
      if (by_bytes && std::memcmp(before, after, size) == 0) continue;
      if (!visit(n + k, before, after)) return false;
    }
    return true;
  };
  return visit_runs(visit_run, on_progress);
}

bool PatchPlan::visit_changed_items(const std::function<bool(std::int64_t)>& visit,
                                    const OnProgress& on_progress) const {
  return visit_items([&](std::int64_t n, const std::byte* before,
                         const std::byte* after) { return same(before, after) || visit(n); },
                     on_progress);
}

EditSource PatchPlan::edits(const OnProgress& on_progress) const {
  return [this, on_progress](const EditVisitor& visit) {
    const Bytes& bytes = view_.bytes();
    const bool bits = has_bits(layout_) && bytes_ != PatchBytes::All;
    const auto visit_parts = [&](std::int64_t /*n*/, const std::byte* before,
                                 const std::byte* after) {
      const std::int64_t offset = before - bytes.data + bytes.first;
      std::set<std::int64_t> visited;  // bytes of values, which bit fields may share
      return all_parts(before, after, [&](const Extent& extent, bool same) {
        if (same) return true;
        const Extent changed = bits ? not_visited(extent, visited) : extent;
        visit({offset + changed.offset, part(before, changed), part(after, changed)});
        return true;
      });
    };
    visit_items(visit_parts, on_progress);
  };
}

/// The bytes of a value, if an item is such values side by side and they are kept where their bytes
/// are; else 0.
std::int64_t PatchPlan::joined_size() const {
  const bool one_stretch = selected_.size() == 1 && selected_.front().size == view_.itemsize();
  if (settles_ || unions_ || lost_.size() > 0 || !one_stretch) return 0;
  if (bytes_ == PatchBytes::All) return view_.itemsize();
  const bool one_field = layout_.fields.size() == 1 && !layout_.fields.front().record;
  if (!one_field || layout_.is_union) return 0;
  const Field& field = layout_.fields.front();
  const bool by_bytes = bytes_ == PatchBytes::Fields || info(field.type).kind == Kind::Integer;
  const bool fills = field.strides.empty() && field.size() == view_.itemsize();
  return by_bytes && fills ? field.value_size() : 0;
}

EditSource PatchPlan::joined_edits(const OnProgress& on_progress) const {
  if (joined_size() == 0) return edits(on_progress);
  return [this, on_progress](const EditVisitor& visit) {
    const GivenItems given(items_.bytes(), given_size_, view_.size());
    const auto visit_run = [&](std::int64_t n, const ItemRun& run) {
      const bool joined = run.step == view_.itemsize();
      for (std::int64_t k = 0; k < run.count;) {
        const std::byte* const before = run.data + k * run.step;
        const std::int64_t offset = before - view_.bytes().data + view_.bytes().first;
        const auto after = given.at(n + k, joined ? run.count - k : 1);
        const Edit edit{offset, {before, after.size()}, after};
        for_each_change(edit, static_cast<std::size_t>(joined_size()), visit);
        k += std::ssize(after) / given_size_;
      }
      return true;
    };
    visit_runs(visit_run, on_progress);
  };
}

}  // namespace bview
