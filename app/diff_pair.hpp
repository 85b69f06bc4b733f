// SPDX-License-Identifier: MIT
// app/diff_pair.hpp - what differs between two items that are taken one after another.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/diff_walk_items.hpp"

namespace bview {

class DiffPair {
 public:
  /// `whole` is the layout of all items; of records that vary each pair has its own.
  DiffPair(const DiffRequest& request, const Layout& whole);

  /// Writes the differences between the items of `a` and `b`.
  void write(DiffItems& a, DiffItems& b, TextBuffer& out);

 private:
  [[nodiscard]] std::vector<Field> named_fields(DiffItems& item) const;
  void write_records(DiffItems& a, DiffItems& b, TextBuffer& out);
  void write_field(const Field* field_a, const Field* field_b, DiffItems& a, DiffItems& b,
                   TextBuffer& out) const;

  const DiffRequest& request_;
  IgnoredFields ignored_;
  std::vector<std::string> names_;  // of the fields of all items; empty where there is but one
  ItemDifferences::Cells cells_{};
  std::optional<ItemDifferences> alike_{};  // of items that are all alike
};

}  // namespace bview
