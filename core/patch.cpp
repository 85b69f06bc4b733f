#include "core/patch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "core/cursor.hpp"
#include "core/error.hpp"
#include "core/item.hpp"

namespace bview {
namespace {

/// Calls `visit` for every value of an item and its field, as long as it gives true. Values
/// are walked, never stored, for there may be very many.
template <class Visit>
bool all_values(const Layout& layout, std::int64_t base, const Visit& visit) {
  for (const Field& field : layout.fields) {
    const std::int64_t size = field.value_size();
    const std::int64_t count = size == 0 ? 0 : field.count();
    std::int64_t offset = base + field.offset;
    for (std::int64_t n = 0; n < count; ++n, offset += size) {
      const bool go_on = field.record ? all_values(*field.record, offset, visit)
                                      : visit(Extent{offset, size}, field);
      if (!go_on) return false;
    }
  }
  return true;
}

void refuse_shared_bytes(const Layout& layout) {
  std::vector<Extent> parts;
  for (const Field& field : layout.fields) {
    if (field.size() > 0) parts.push_back({field.offset, field.size()});
  }
  std::sort(parts.begin(), parts.end(),
            [](const Extent& a, const Extent& b) { return a.offset < b.offset; });
  for (std::size_t k = 1; k < parts.size(); ++k) {
    if (parts[k].offset < parts[k - 1].offset + parts[k - 1].size) {
      throw Error(Errc::ReadOnly,
                  fmt::format("two of the fields share the byte at offset {} of the record, so "
                              "they cannot both be written",
                              parts[k].offset));
    }
  }
}

std::span<const std::byte> part(const std::byte* item, const Extent& extent) {
  return {item + extent.offset, static_cast<std::size_t>(extent.size)};
}

}  // namespace

PatchPlan::PatchPlan(View view, const Layout& layout, Buffer items, PatchBytes bytes)
    : view_(std::move(view)),
      layout_(layout),
      items_(std::move(items)),
      bytes_(bytes),
      selected_(selected_bytes(layout)) {
  if (view_.overlaps()) {
    throw Error(Errc::ReadOnly, "items of this view share bytes, so it cannot be written through");
  }
  refuse_shared_bytes(layout);
  const std::int64_t one = view_.itemsize();
  if (items_.size() != one && items_.size() != view_.nbytes()) {
    throw Error(Errc::BadShape, fmt::format("the selection holds {} items, and {} were given",
                                            view_.size(), one == 0 ? 0 : items_.size() / one));
  }
}

const std::byte* PatchPlan::old_item(std::int64_t n) const {
  return view_.bytes().data + view_.offset_of(n);
}

const std::byte* PatchPlan::new_item(std::int64_t n) const {
  const bool one_for_all = items_.size() == view_.itemsize();
  return items_.bytes().data + (one_for_all ? 0 : n * view_.itemsize());
}

bool PatchPlan::keeps(const std::byte* before, const std::byte* after, const Field& field) const {
  return std::equal(before, before + field.value_size(), after) ||
         (bytes_ == PatchBytes::Values && same_value(before, after, field));
}

template <class Visit>
bool PatchPlan::all_parts(const std::byte* before, const std::byte* after,
                          const Visit& visit) const {
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

bool PatchPlan::visit_changed_items(const std::function<bool(std::int64_t)>& visit,
                                    const OnProgress& on_progress) const {
  constexpr std::int64_t kStep = 1 << 16;  // items from one report to the next
  for (std::int64_t n = 0; n < view_.size();) {
    Cursor cursor(view_, n, std::min(kStep, view_.size() - n));
    for (ItemRun run{}; cursor.next(run);) {
      for (std::int64_t k = 0; k < run.count; ++k, ++n) {
        if (!same(run.data + k * run.step, new_item(n)) && !visit(n)) return false;
      }
    }
    if (on_progress) on_progress(static_cast<double>(n) / static_cast<double>(view_.size()));
  }
  return true;
}

EditSource PatchPlan::edits(const OnProgress& on_progress) const {
  return [this, on_progress](const EditVisitor& visit) {
    const auto visit_parts = [&](std::int64_t n) {
      const std::byte* before = old_item(n);
      const std::byte* after = new_item(n);
      const std::int64_t offset = view_.offset_of(n);
      return all_parts(before, after, [&](const Extent& extent, bool same) {
        if (!same) visit({offset + extent.offset, part(before, extent), part(after, extent)});
        return true;
      });
    };
    visit_changed_items(visit_parts, on_progress);
  };
}

}  // namespace bview
