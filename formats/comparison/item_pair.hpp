// SPDX-License-Identifier: MIT
// formats/comparison/item_pair.hpp - an item of one file beside that of another.
//
// Both are laid out by one format, so their values are in one order; each may lie elsewhere in its
// item. Holes are not looked at.

#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <bview/core/layout.hpp>
#include <bview/core/public.hpp>
#include <bview/formats/comparison/value_pair.hpp>

namespace BVIEW_PUBLIC bview {

/// Fields that are not compared: names as dump shows them, with all that is in them.
class IgnoredFields {
 public:
  IgnoredFields() = default;
  /// \throws Error{Errc::BadUsage} where the layout has no such field, or a name is no path to one.
  IgnoredFields(const Layout& layout, const std::vector<std::string>& names);

  [[nodiscard]] bool has(std::string_view name) const;
  [[nodiscard]] bool empty() const { return names_.empty(); }

 private:
  std::vector<std::string> names_{};
};

/// A value that differs.
struct DifferingValue {
  std::string_view name;
  const ValuePair& values;
  std::int64_t offset_a;  ///< in the item
  std::int64_t offset_b;
};

class ItemPair {
 public:
  /// `a` and `b` have the same fields, and all of them outlive it. Items of very many values, of
  /// which none has at(), are walked and not remembered.
  ItemPair(const Layout& a, const Layout& b, const ComparisonStyle& style,
           const IgnoredFields& ignored);

  using Visit = std::function<void(const DifferingValue& value)>;
  /// Calls `visit` for the values that differ in the items that begin at `a` and `b`.
  void each(const std::byte* a, const std::byte* b, const Visit& visit) const;

 private:
  struct Value {
    std::string name;
    std::int64_t offset_a;
    std::int64_t offset_b;
    ValuePair values;
  };
  /// What a field has in both.
  struct FieldPair {
    Extent a;             ///< all its bytes
    std::int64_t b;       ///< where they begin in B
    bool in_bytes;        ///< fields with these bytes are the same
    std::int64_t leaves;  ///< its values
  };

  [[nodiscard]] bool same_field(const FieldPair& field, const std::byte* a,
                                const std::byte* b) const;
  void each_remembered(const std::byte* a, const std::byte* b, const Visit& visit) const;
  void each_walked(const std::byte* a, const std::byte* b, const Visit& visit) const;
  void remember();

  const Layout& a_;
  const Layout& b_;
  const ComparisonStyle& style_;
  const IgnoredFields& ignored_;
  std::vector<FieldPair> fields_;
  std::vector<Value> values_{};
  bool remembers_;
};

}  // namespace bview
