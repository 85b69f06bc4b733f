// SPDX-License-Identifier: MIT

#include "app/explore/items.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include <bview/core/cursor.hpp>
#include <bview/formats/output/table_label.hpp>
#include <bview/formats/questions/choose.hpp>

namespace bview {
namespace {

constexpr std::size_t kMostFields = 4096;

/// One value of an array, or the field itself.
Field one_value(Field field) {
  field.shape.clear();
  field.strides.clear();
  field.spread = false;
  return field;
}

/// Rows of numbers, as tables show arrays of them, or an item to a line.
std::int64_t items_per_line(const View& view, const Layout& layout) {
  if (view.list() || !layout.is_bare() || view.ndim() < 2) return 1;
  const std::int64_t row = view.axes().back().extent;
  return row > 0 && row <= static_cast<std::int64_t>(kMostFields) ? row : 1;
}

ItemFields row_of(const Layout& layout, const Axis& axis) {
  const ItemFields value = fields_of(layout);
  ItemFields row;
  for (std::int64_t k = 0; k < axis.extent && !value.empty(); ++k) {
    row.push_back({fmt::format("{}", k), value.front().field, k * axis.stride});
  }
  return row;
}

std::string label_of(const Lengths& index) {
  return index.size() == 1 ? fmt::format("{}", index.front()) : bracketed(index);
}

class FixedItems : public Items {
 public:
  explicit FixedItems(const Document& document)
      : view_(document.view()),
        per_line_(items_per_line(view_, document.layout())),
        in_order_(direction_of(view_) == Direction::Forwards || view_.size() < 2),
        fields_(std::make_shared<const ItemFields>(
            per_line_ > 1 ? row_of(document.layout(), view_.axes().back())
                          : fields_of(document.layout()))) {}

  bool reach(std::int64_t n, const Interrupted& /*interrupted*/) override { return n < known(); }
  std::int64_t known() const override { return view_.size() / per_line_; }
  bool are_all() const override { return true; }
  std::int64_t offset(std::int64_t n) const override { return view_.offset_of(n * per_line_); }
  std::string label(std::int64_t n) const override {
    Lengths index = view_.index_of(n * per_line_);
    if (per_line_ > 1) index.pop_back();
    return label_of(index);
  }
  std::shared_ptr<const ItemFields> fields(std::int64_t /*n*/) override { return fields_; }

 private:
  bool are_in_order() const override { return in_order_; }

  View view_;
  std::int64_t per_line_;
  bool in_order_;
  std::shared_ptr<const ItemFields> fields_;
};

/// Items for which a condition holds, in a list that grows as far as it is looked at.
class ChosenItems : public Items {
 public:
  explicit ChosenItems(const Document& document)
      : document_(document),
        view_(document.view()),
        in_order_(direction_of(view_) == Direction::Forwards || view_.size() < 2),
        fields_(std::make_shared<const ItemFields>(fields_of(document.layout()))) {
    list_.extent = view_.size();
  }

  bool reach(std::int64_t n, const Interrupted& interrupted) override {
    while (n >= known() && !are_all() && known() < kMostChosen) {
      ask_next();
      if (n >= known() && interrupted()) return false;
    }
    return n < known();
  }
  std::int64_t known() const override { return std::ssize(list_.items); }
  bool are_all() const override { return asked_ >= view_.size(); }
  std::string trouble() const override {
    return known() < kMostChosen ? "" : fmt::format("only the first {} are listed", kMostChosen);
  }
  std::int64_t offset(std::int64_t n) const override { return list_.at(n).offset; }
  std::string label(std::int64_t n) const override {
    return label_of(view_.index_of(list_.at(n).number));
  }
  std::shared_ptr<const ItemFields> fields(std::int64_t /*n*/) override { return fields_; }

 private:
  static constexpr std::int64_t kMostChosen = std::int64_t{1} << 20;
  static constexpr std::int64_t kAtOnce = std::int64_t{1} << 16;       // items that are asked about
  static constexpr std::int64_t kBytesAtOnce = std::int64_t{4} << 20;  // and bytes, or one item

  bool are_in_order() const override { return in_order_; }

  /// From the first byte of some items to the last.
  [[nodiscard]] Extent reach_of(std::int64_t first, std::int64_t count) const {
    const std::int64_t begin = view_.offset_of(first);
    return {begin, view_.offset_of(first + count - 1) + view_.itemsize() - begin};
  }

  void ask_next() {
    std::int64_t count = in_order_ ? std::min(kAtOnce, view_.size() - asked_) : 1;
    while (count > 1 && reach_of(asked_, count).size > kBytesAtOnce) count /= 2;
    const Extent extent = reach_of(asked_, count);
    bytes_.resize(static_cast<std::size_t>(extent.size));
    if (document_.read(extent.offset, bytes_) < extent.size) {
      asked_ = view_.size();  // the file has become shorter
      return;
    }
    const View copied({bytes_.data(), view_.bytes().size, true, extent.offset}, view_.itemsize(),
                      {view_.axes().begin(), view_.axes().end()}, view_.offset());
    choose({*document_.request().where, {copied, document_.layout()}}, asked_, count, list_);
    asked_ += count;
  }

  const Document& document_;
  View view_;
  bool in_order_;
  std::shared_ptr<const ItemFields> fields_;
  ItemList list_{};
  std::int64_t asked_ = 0;  // items
  std::vector<std::byte> bytes_{};
};

}  // namespace

std::optional<std::int64_t> Items::at(std::int64_t offset) const {
  if (!are_in_order() || known() == 0) return std::nullopt;
  std::int64_t first = 0;
  std::int64_t behind = known();
  while (behind - first > 1) {
    const std::int64_t middle = first + (behind - first) / 2;
    (this->offset(middle) <= offset ? first : behind) = middle;
  }
  return first;
}

ItemFields fields_of(const Layout& layout) {
  struct Enough {};
  ItemFields fields;
  try {
    for_each_leaf(layout, [&](const Leaf& leaf) {
      if (fields.size() == kMostFields) throw Enough{};  // there may be any number of them
      fields.push_back({std::string(leaf.name), one_value(leaf.field), leaf.offset});
    });
  } catch (const Enough&) {
  }
  if (fields.size() == 1 && layout.is_bare()) fields.front().name = "value";
  return fields;
}

std::unique_ptr<Items> items_of(Document& document) {
  if (!document.layout().is_fixed()) return varying_items(document);
  if (document.request().where) return std::make_unique<ChosenItems>(document);
  return std::make_unique<FixedItems>(document);
}

}  // namespace bview
