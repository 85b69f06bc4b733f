// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <set>
#include <utility>

#include <bview/core/checked.hpp>
#include <bview/core/cursor.hpp>
#include <bview/core/error.hpp>
#include <bview/core/utf8.hpp>
#include <bview/formats/columns/columns.hpp>
#include <bview/formats/columns/names.hpp>

namespace bview {
namespace {

constexpr std::size_t kMostColumns = std::size_t{1} << 16U;

/// The name in UTF-8, whatever a file calls its fields.
std::string valid_name(std::string_view name) {
  std::string valid;
  while (!name.empty()) {
    const std::size_t size = utf8::decode(name).size;
    valid += size == 0 ? "?" : std::string(name.substr(0, size));
    name.remove_prefix(std::max<std::size_t>(size, 1));
  }
  return valid;
}

/// Names beside each other, as engines tell them apart.
class SiblingNames {
 public:
  [[nodiscard]] std::string distinct(std::string_view name) {
    const std::string valid = valid_name(name);
    std::string result = valid;
    for (int k = 2; !taken_.insert(folded(result)).second; ++k) {
      result = fmt::format("{}_{}", valid, k);
    }
    return result;
  }

 private:
  static std::string folded(std::string name) {
    for (char& c : name) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return name;
  }

  std::set<std::string> taken_;
};

class ColumnMaker {
 public:
  explicit ColumnMaker(const Selection& selection) : view_(selection.view), shape_(view_.shape()) {}

  [[nodiscard]] Columns make(const Layout& layout) && {
    columns_.rows = shape_.empty() ? 1 : shape_.front();
    const Place top{view_.offset(), axes_behind_first(), lists_behind_first()};
    add_fields(layout, top, columns_.nodes, true);
    if (!columns_.nodes.empty()) return std::move(columns_);
    throw Error(Errc::BadValue,
                "there are no values, and a column has some; take a format with fields");
  }

 private:
  /// What a record, or a value, stands in.
  struct Place {
    std::int64_t offset;     // of the first one among the bytes of the view
    std::vector<Axis> axes;  // behind the first one of the view
    Lengths lists;           // around it: the lengths of these axes
  };

  [[nodiscard]] std::vector<Axis> axes_behind_first() const {
    const auto axes = view_.axes();
    return axes.empty() ? std::vector<Axis>() : std::vector<Axis>(axes.begin() + 1, axes.end());
  }
  [[nodiscard]] Lengths lists_behind_first() const {
    return shape_.empty() ? Lengths() : Lengths(shape_.begin() + 1, shape_.end());
  }

  void add_fields(const Layout& layout, const Place& place, std::vector<ColumnNode>& to, bool top) {
    SiblingNames taken;
    const std::vector<std::string> names = shown_names(layout);
    std::int64_t position = 0;
    for (std::size_t k = 0; k < layout.fields.size(); ++k) {
      const Field& field = layout.fields[k];
      const bool alone = top && layout.is_bare();
      check_count(static_cast<std::size_t>(field.positions()));
      for (std::int64_t n = 0; n < field.positions(); ++n) {
        const std::string name = field.spread ? fmt::format("f{}", position + n)
                                 : alone      ? "value"
                                              : names[k];
        add_field(field.spread ? field.element(n) : field, taken.distinct(name), place, to, top);
      }
      position += field.positions();
    }
  }

  /// With the lists that stand around it: at the top those of the axes, too.
  void add_field(const Field& field, const std::string& name, const Place& place,
                 std::vector<ColumnNode>& to, bool top) {
    Place inner = place;
    inner.offset += field.offset;
    if (!field.is_stretch()) {
      for (std::size_t k = 0; k < field.shape.size(); ++k) {
        inner.axes.push_back({field.shape[k], field.stride(k)});
      }
    }
    inner.lists.insert(inner.lists.end(), field.shape.begin(), field.shape.end());
    ColumnNode node{name};
    if (!add_value(field, inner, node)) return;
    const std::size_t around = top ? 0 : place.lists.size();
    for (std::size_t k = inner.lists.size(); k-- > around;) {
      node.name = "element";
      node = ColumnNode{name, {std::move(node)}, inner.lists[k]};
    }
    to.push_back(std::move(node));
  }

  /// False for a record of nothing.
  bool add_value(const Field& field, const Place& place, ColumnNode& node) {
    if (field.record) {
      add_fields(*field.record, place, node.fields, false);
      return !node.fields.empty();
    }
    const ScalarInfo& scalar = info(field.type);
    if (scalar.kind != Kind::Complex) {
      node.leaf = add_leaf(field, place, field.value_size());
      return true;
    }
    Field part = field;
    part.type = field.type == ScalarType::Complex64 ? ScalarType::Float32 : ScalarType::Float64;
    for (const char* const name : {"re", "im"}) {
      Place at = place;
      if (!node.fields.empty()) at.offset += info(part.type).size;
      node.fields.push_back({name});
      node.fields.back().leaf = add_leaf(part, at, info(part.type).size);
    }
    return true;
  }

  static void check_count(std::size_t columns) {
    if (columns <= kMostColumns) return;
    throw Error(Errc::BadValue,
                fmt::format("more than {} columns are too many; a name behind a count makes it one "
                            "column of lists, and --fields takes some",
                            kMostColumns));
  }

  std::size_t add_leaf(const Field& field, const Place& place, std::int64_t size) {
    check_count(columns_.leaves.size() + 1);
    ColumnLeaf leaf{column_source(field), place.lists};
    if (field.is_stretch()) leaf.per_item = field.count();
    leaf.per_row = checked_product(place.lists).value_or(0);
    leaf.values = view_of(field, place, size);
    columns_.leaves.push_back(std::move(leaf));
    return columns_.leaves.size() - 1;
  }

  /// Of the values themselves; of a stretch, of the bytes that it is in.
  [[nodiscard]] View view_of(const Field& field, const Place& place, std::int64_t size) const {
    if (view_.size() == 0) return {};
    const std::int64_t extent = field.is_stretch() ? 0 : size;
    if (view_.list()) {
      return View::listed(view_.bytes(), extent, view_.list(), shape_.front(), place.axes,
                          place.offset);
    }
    std::vector<Axis> axes = place.axes;
    if (!shape_.empty()) axes.insert(axes.begin(), view_.axes().front());
    return {view_.bytes(), extent, std::move(axes), place.offset};
  }

  const View& view_;
  Lengths shape_;
  Columns columns_{};
};

}  // namespace

std::int64_t ColumnLeaf::row_size() const {
  const std::int64_t width = column_width(source.type);
  return per_row * (width == 0 ? values.itemsize() : width);
}

void ColumnLeaf::gather(std::int64_t first, std::int64_t count, GatheredValues& to) const {
  Cursor cursor(values, first, count);
  for (ItemRun run{}; cursor.next(run);) source.values->gather(run, to);
}

bool ColumnLeaf::gather_names(std::int64_t first, std::int64_t count, TextDictionary& to) const {
  to.numbers.reserve(static_cast<std::size_t>(count));
  KnownNames known(source.names->size());
  Cursor cursor(values, first, count);
  for (ItemRun run{}; cursor.next(run);) {
    if (!source.names->gather(run, known, to)) return false;
  }
  return true;
}

Columns columns_of(const Selection& selection) {
  return ColumnMaker(selection).make(selection.layout);
}

}  // namespace bview
