// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/core/integers.hpp>
#include <bview/core/item.hpp>
#include <bview/core/item_values.hpp>
#include <bview/core/quote.hpp>
#include <bview/core/unions.hpp>

namespace bview {
namespace {

bool has_unions_inside(const Field& field) { return field.record && has_unions(*field.record); }

/// The values of a field without unions.
void copy_values(const Field& from_field, const std::byte* from, const Field& to_field,
                 std::byte* to) {
  const std::int64_t count = from_field.count();
  if (from_field.bits) {
    for (std::int64_t n = 0; n < count; ++n) {
      const Field source = from_field.element(n);
      const Field target = to_field.element(n);
      store_integer(load_integer(from + source.offset, source), target, to + target.offset);
    }
    return;
  }
  const std::int64_t size = from_field.value_size();
  if (from_field.strides.empty() && to_field.strides.empty()) {
    std::memcpy(to + to_field.offset, from + from_field.offset,
                static_cast<std::size_t>(from_field.size()));
    return;
  }
  for (std::int64_t n = 0; n < count; ++n) {
    std::memcpy(to + to_field.offset + to_field.offset_of(n),
                from + from_field.offset + from_field.offset_of(n), static_cast<std::size_t>(size));
  }
}

/// What is done where members share bytes.
class Joiner {
 public:
  Joiner(const std::byte* from, const MemberChoice& choice) : from_(from), choice_(choice) {}

  /// The record at `base` of the item that is read.
  void record(const Layout& layout, const Layout& apart, std::int64_t base, std::byte* item) {
    if (!layout.is_union) {
      for (std::size_t k = 0; k < layout.fields.size(); ++k) {
        field(layout.fields[k], apart.fields[k], base, item);
      }
    } else if (choice_.is_kept) {
      changed_member(layout, apart, base, item);
    } else {
      all_members(layout, apart, base, item);
    }
  }

 private:
  void field(const Field& field, const Field& apart, std::int64_t base, std::byte* item) {
    if (!has_unions_inside(field)) return copy_values(apart, from_ + base, field, item);
    for (std::int64_t n = 0; n < field.count(); ++n) {
      record(*field.record, *apart.record, base + apart.offset + apart.offset_of(n),
             item + field.offset + field.offset_of(n));
    }
  }

  void changed_member(const Layout& layout, const Layout& apart, std::int64_t base,
                      std::byte* item) {
    std::vector<std::size_t> changed;
    for (std::size_t k = 0; k < apart.fields.size(); ++k) {
      const bool kept =
          all_values_of(apart.fields[k], base, [&](const Extent& extent, const Field& value) {
            return choice_.is_kept(value, extent.offset);
          });
      if (!kept && !(choice_.takes_first && !changed.empty())) changed.push_back(k);
    }
    if (changed.size() > 1) {
      const std::vector<std::string> names = shown_names(layout);
      throw Error(Errc::BadValue,
                  fmt::format("members {} and {} of a union are the same bytes, and both differ "
                              "from what stands there; give one of them, with --fields",
                              quoted(names[changed[0]]), quoted(names[changed[1]])));
    }
    for (const std::size_t k : changed) field(layout.fields[k], apart.fields[k], base, item);
  }

  void all_members(const Layout& layout, const Layout& apart, std::int64_t base, std::byte* item) {
    std::vector<std::size_t> order(layout.fields.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      return layout.fields[a].size() < layout.fields[b].size();
    });
    // The one that is written last has its bytes as they are given; what another one says in other
    // bytes, as of a NaN, it may still hold. Mostly it is the largest.
    std::pair<std::size_t, std::size_t> disagree;
    for (std::size_t tried = 0; tried < order.size(); ++tried) {
      for (const std::size_t k : order) field(layout.fields[k], apart.fields[k], base, item);
      const std::size_t last = order.back();
      const std::size_t other = first_other(layout, apart, base, item);
      if (other == order.size()) return;
      if (tried == 0) disagree = {std::min(last, other), std::max(last, other)};
      std::rotate(order.begin(), order.end() - 1, order.end());
    }
    const std::vector<std::string> names = shown_names(layout);
    throw Error(Errc::BadValue,
                fmt::format("members {} and {} of a union are the same bytes, and "
                            "their values do not agree",
                            quoted(names[disagree.first]), quoted(names[disagree.second])));
  }

  /// The first member that is not in the item as it was given.
  std::size_t first_other(const Layout& layout, const Layout& apart, std::int64_t base,
                          const std::byte* item) const {
    std::vector<std::byte> there(static_cast<std::size_t>(apart.itemsize));
    spread_unions(layout, apart, item, there.data());
    for (std::size_t k = 0; k < apart.fields.size(); ++k) {
      const bool same =
          all_values_of(apart.fields[k], 0, [&](const Extent& extent, const Field& value) {
            return same_value(there.data() + extent.offset, from_ + base + extent.offset, value);
          });
      if (!same) return k;
    }
    return apart.fields.size();
  }

  const std::byte* from_;
  const MemberChoice& choice_;
};

}  // namespace

bool has_unions(const Layout& layout) {
  return (layout.is_union && layout.fields.size() > 1) ||
         std::any_of(layout.fields.begin(), layout.fields.end(), has_unions_inside);
}

Layout without_unions(const Layout& layout) {
  Layout apart = layout;
  apart.is_union = false;
  apart.itemsize = 0;
  for (Field& field : apart.fields) {
    if (has_unions_inside(field)) {
      field.record = std::make_shared<const Layout>(without_unions(*field.record));
    }
    if (!field.is_stretch()) field.strides.clear();
    if (field.is_stretch() && !field.strides.empty()) {
      field.strides.clear();
      field.bits->offset = 0;
    }
    field.offset = apart.itemsize;
    apart.itemsize += field.size();
  }
  return apart;
}

Layout given_layout(const Layout& layout) {
  return has_unions(layout) ? without_unions(layout) : layout;
}

void spread_unions(const Layout& layout, const Layout& apart, const std::byte* item,
                   std::byte* to) {
  for (std::size_t k = 0; k < layout.fields.size(); ++k) {
    const Field& field = layout.fields[k];
    const Field& target = apart.fields[k];
    if (!has_unions_inside(field)) {
      copy_values(field, item, target, to);
      continue;
    }
    for (std::int64_t n = 0; n < field.count(); ++n) {
      spread_unions(*field.record, *target.record, item + field.offset + field.offset_of(n),
                    to + target.offset + target.offset_of(n));
    }
  }
}

void join_unions(const Layout& layout, const Layout& apart, const std::byte* from,
                 const MemberChoice& choice, std::byte* item) {
  Joiner(from, choice).record(layout, apart, 0, item);
}

void join_unions(const Layout& layout, const Layout& apart, const std::byte* from,
                 std::byte* item) {
  const MemberChoice all;
  Joiner(from, all).record(layout, apart, 0, item);
}

}  // namespace bview
