// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <utility>

#include <bview/core/integers.hpp>
#include <bview/formats/questions/names.hpp>
#include <bview/formats/questions/summed_fields.hpp>
#include <bview/formats/syntax/project.hpp>

namespace bview {
namespace {

/// Values of an array that are fields of their own, where nobody named it.
constexpr std::int64_t kMostColumns = 64;

/// Axes of arrays of records around a field, and its own.
struct Axes {
  Lengths shape{};
  Lengths strides{};
};

Axes with_axes_of(Axes axes, const Field& field) {
  for (std::size_t k = 0; k < field.shape.size(); ++k) {
    axes.shape.push_back(field.shape[k]);
    axes.strides.push_back(field.stride(k));
  }
  return axes;
}

/// What tells the numbers of a field apart, if 64 bits do.
std::optional<RankedAs> bits_of_numbers(const FieldReader& reader) {
  constexpr int kBits = 64;
  const Field& field = reader.field();
  const Numbers numbers = numbers_of(field);
  if (numbers == Numbers::Real) return RankedAs::Real;
  if (numbers != Numbers::Whole || reader.merges()) return std::nullopt;
  if (info(field.type).kind == Kind::Boolean) return RankedAs::Unsigned;
  if (width_of(field) > kBits) return std::nullopt;
  return is_signed(field) ? RankedAs::Signed : RankedAs::Unsigned;
}

class FieldFinder {
 public:
  FieldFinder(const Layout& layout, bool plain) : layout_(layout), plain_(plain) {}

  std::vector<SummedField> find() {
    if (layout_.is_fixed()) {
      add_record(layout_, 0, {}, "");
    } else {
      add_columns();
    }
    return std::move(fields_);
  }

 private:
  /// The fields of a record of constant size, `base` bytes into the item.
  void add_record(const Layout& record, std::int64_t base, const Axes& around,
                  const std::string& prefix) {
    const std::vector<std::string> names = shown_names(record);
    std::int64_t position = 0;
    for (std::size_t k = 0; k < names.size(); ++k) {
      const Field& field = record.fields[k];
      const bool bare = prefix.empty() && record.is_bare();
      const bool columns = field.spread && field.positions() <= kMostColumns && !field.record;
      for (std::int64_t n = 0; columns && n < field.positions(); ++n) {
        add_field(field.element(n), base, around, fmt::format("{}f{}", prefix, position + n));
      }
      if (!columns) add_field(field, base, around, bare ? "value" : prefix + names[k]);
      position += field.positions();
    }
  }

  void add_field(Field field, std::int64_t base, const Axes& around, const std::string& name) {
    field.offset += base;
    const Axes axes = with_axes_of(around, field);
    if (field.record) return add_record(*field.record, field.offset, axes, name + ".");
    if (field.is_stretch() && !axes.shape.empty()) return;
    field.shape.clear();
    field.strides.clear();
    add_value({std::move(field), {}, plain_}, axes, name);
  }

  /// Those of a record that varies.
  void add_columns() {
    const std::vector<std::string> names = shown_names(layout_);
    for (std::size_t k = 0; k < names.size(); ++k) {
      if (layout_.fields[k].record) continue;
      const Layout found = project(layout_, {fmt::format("{}", k)});
      add_value({found.fields.front(), found.paths.front(), plain_}, {}, names[k]);
    }
  }

  void add_value(FoundField found, const Axes& axes, const std::string& name) {
    if (plain_) found.field.reading = nullptr;
    const Field& field = found.field;
    if (info(field.type).kind == Kind::Complex) return;
    SummedField sum{name, field, numbers_of(field) == Numbers::None, {}, axes.shape, axes.strides};
    sum.reader = std::make_shared<FieldReader>(layout_, found);
    if (found.path && !field.shape.empty()) {
      if (!ArrayValues::fits(*sum.reader)) return;
      sum.array = std::make_shared<ArrayValues>(*sum.reader);
      sum.field.shape.clear();
    }
    sum.values = sum.text ? text_field(*sum.reader) : number_field(*sum.reader);
    sum.kind = {sum.values->is_whole(), bits_of_numbers(*sum.reader)};
    fields_.push_back(std::move(sum));
  }

  const Layout& layout_;
  bool plain_;
  std::vector<SummedField> fields_;
};

}  // namespace

std::vector<SummedField> summed_fields(const Layout& layout, bool plain) {
  return FieldFinder(layout, plain).find();
}

}  // namespace bview
