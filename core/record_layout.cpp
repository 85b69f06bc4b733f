// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

#include <bview/core/error.hpp>
#include <bview/core/integers.hpp>
#include <bview/core/quote.hpp>
#include <bview/core/record_layout.hpp>

namespace bview {
namespace {

/// Values of different size in one array, at most: each is a field of its own.
constexpr std::int64_t kMostListed = 1 << 16;

std::span<const std::int64_t> shape_of(const Frame& frame, const Place& place) {
  return std::span(frame.lengths).subspan(place.lengths, place.node->ndim());
}

/// Makes fields of places; offsets are those in the file.
class Maker {
 public:
  explicit Maker(Walker& walker) : walker_(walker) {}

  std::vector<EndedText> texts{};  // that were found

  /// All values of a place.
  Field field_of(const Frame& frame, const Place& place) {
    const PlanNode& node = *place.node;
    Field field = node.field;
    field.offset = place.offset;
    field.order = place.order;
    const auto shape = shape_of(frame, place);
    if (!node.has_plain_values()) return listed(frame, place, shape, 0);
    if (node.start) field.reading = started(*field.reading, frame, place);
    field.length = place.length;
    field.shape.assign(shape.begin(), shape.end());
    return field;
  }

  /// A layout of fields with offsets in the file, which then count from its first byte.
  static std::int64_t settle(Layout& layout) {
    std::int64_t begin = std::numeric_limits<std::int64_t>::max();
    std::int64_t end = 0;
    for (const Field& field : layout.fields) {
      for (const Extent& extent : extents_of(field)) {
        begin = std::min(begin, extent.offset);
        end = std::max(end, extent.offset + extent.size);
      }
    }
    if (begin > end) begin = layout.fields.empty() ? 0 : layout.fields.front().offset;
    for (Field& field : layout.fields) field.offset -= begin;
    layout.itemsize = std::max<std::int64_t>(0, end - begin);
    layout.projected = true;
    return begin;
  }

 private:
  /// A reading whose texts begin where the record says.
  std::shared_ptr<const Reading> started(const Reading& reading, const Frame& frame,
                                         const Place& place) {
    auto known = std::make_shared<Reading>(reading);
    for (ReadingStep& step : known->steps) {
      if (step.kind == ReadingKind::At) {
        step.start = walker_.value_in(frame, place, *place.node->start);
      }
    }
    return known;
  }

  /// A record around values that differ in size.
  static Field held(Layout layout) {
    Field field;
    field.offset = settle(layout);
    field.record = std::make_shared<const Layout>(std::move(layout));
    return field;
  }

  /// The values along the axes of `shape`, from the one that is number `first` in C order.
  Field listed(const Frame& frame, const Place& place, std::span<const std::int64_t> shape,
               std::int64_t first) {
    if (shape.empty()) return value_of(frame, place, first);
    if (place.count > kMostListed) {
      throw Error(Errc::BadShape,
                  fmt::format("{} has {} values that differ in size, and {} is the most of one "
                              "array; --fields leaves it out",
                              place.node->label, place.count, kMostListed));
    }
    std::int64_t inner = 1;
    for (const std::int64_t length : shape.subspan(1)) inner *= length;
    Layout list;
    list.record = true;
    list.list = true;
    for (std::int64_t k = 0; k < shape.front(); ++k) {
      list.fields.push_back(listed(frame, place, shape.subspan(1), first + k * inner));
    }
    return held(std::move(list));
  }

  Field value_of(const Frame& frame, const Place& place, std::int64_t k) {
    const PlanNode& node = *place.node;
    if (node.coding != PlanNode::Coding::Plain) {
      const Walker::Coded value = walker_.coded(place, k);
      if (node.coding == PlanNode::Coding::Ended) {
        texts.push_back({{value.offset, value.size}, static_cast<std::int64_t>(node.unit)});
      }
      return coded(node, value, place);
    }
    const Frame& inner = walker_.element(frame, place, k);
    Layout layout;
    layout.record = true;
    const std::vector<Field>& columns = inner.layout->plan->columns;
    for (std::size_t column = 0; column < columns.size(); ++column) {
      if (inner.places[column].is_absent()) continue;
      layout.fields.push_back(field_of(inner, inner.places[column]));
      name(layout.fields.back(), columns[column], column, columns);
    }
    return held(std::move(layout));
  }

  static Field coded(const PlanNode& node, const Walker::Coded& value, const Place& place) {
    Field field = node.field;
    field.offset = value.offset;
    field.order = place.order;
    field.length = value.size / info(field.type).size;
    if (node.coding != PlanNode::Coding::Number) return field;
    Reading reading;
    reading.steps.push_back({ReadingKind::Coded});
    reading.steps.back().coding = node.number;
    if (field.reading) {
      const auto& steps = field.reading->steps;
      reading.steps.insert(reading.steps.end(), steps.begin(), steps.end());
    }
    field.type = ScalarType::String;
    field.length = value.size;
    field.reading = std::make_shared<const Reading>(std::move(reading));
    return field;
  }

 public:
  /// The name of a column, which an unnamed one has among the others.
  static void name(Field& field, const Field& column, std::size_t number,
                   const std::vector<Field>& columns) {
    field.name = column.name;
    field.spread = column.spread;
    const bool named =
        std::any_of(columns.begin(), columns.end(), [](const Field& f) { return !f.name.empty(); });
    if (!field.name.empty() || field.spread || (!named && columns.size() == 1)) return;
    std::int64_t position = 0;
    for (std::size_t k = 0; k < number; ++k) position += columns[k].positions();
    if (named) field.name = fmt::format("f{}", position);
  }

 private:
  Walker& walker_;
};

/// The same of a packed field: its column counts in what holds its values, or in its bits.
Field stretch_as_filled(const Field& part, const PlanNode& node, ByteOrder order) {
  Field filled = part;
  filled.type = node.field.type;
  filled.bits = node.field.bits;
  filled.reading = node.field.reading;
  filled.order = order;
  const std::int64_t unit = part.bits ? part.bits->width : part.value_size();
  const auto scaled = [&](std::int64_t distance) {
    return distance / unit * (node.field.bits ? node.field.bits->width : filled.value_size());
  };
  for (std::int64_t& stride : filled.strides) stride = scaled(stride);
  const std::int64_t at = part.bits ? first_bit(part) : part.offset;
  filled.offset = 0;
  if (!node.field.bits) {
    filled.offset = scaled(at);
    return filled;
  }
  Field stretch = stretched(node.field);
  filled.bits = stretch.bits;
  return gathered(std::move(filled), stretch.bits->offset + scaled(at));
}

}  // namespace

Field part_as_filled(const Field& part, const PlanNode& node, ByteOrder order) {
  if (part.record || node.field.record) return part;
  if (part.bits || node.field.bits) return stretch_as_filled(part, node, order);
  Field filled = part;
  filled.type = node.field.type;
  filled.length = node.field.length;
  filled.reading = node.field.reading;
  filled.order = order;
  const std::int64_t size = part.value_size();
  if (size == 0) return filled;
  const auto scaled = [&](std::int64_t bytes) { return bytes / size * filled.value_size(); };
  filled.offset = scaled(part.offset);
  for (std::int64_t& stride : filled.strides) stride = scaled(stride);
  return filled;
}

RecordLayout layout_of_record(Walker& walker, const Frame& frame) {
  Maker maker(walker);
  const Layout& varying = *frame.layout;
  RecordLayout record;
  record.layout.record = varying.record;
  record.layout.format = varying.format;
  const bool all = varying.paths.empty();
  const std::vector<Field>& fields = all ? varying.plan->columns : varying.fields;
  for (std::size_t k = 0; k < fields.size(); ++k) {
    const ColumnPath path = all ? ColumnPath{{k}} : varying.paths[k];
    const Frame* holder = &frame;
    for (std::size_t at = 0; holder != nullptr && at + 1 < path.columns.size(); ++at) {
      const Place& place = holder->places[path.columns[at]];
      holder = place.is_absent() ? nullptr : &walker.element(*holder, place, 0);
    }
    if (holder == nullptr || holder->places[path.columns.back()].is_absent()) continue;
    const Place& place = holder->places[path.columns.back()];
    Field field;
    if (path.whole) {
      field = maker.field_of(*holder, place);
    } else {
      field = part_as_filled(fields[k], *place.node, place.order);
      field.offset += place.offset;
    }
    Maker::name(field, fields[k], k, fields);
    record.layout.fields.push_back(std::move(field));
    record.fields.push_back(k);
  }
  record.offset = Maker::settle(record.layout);
  record.texts = std::move(maker.texts);
  return record;
}

namespace {

/// Compares two walks over one record of a plan, the second with other bytes.
class RecordComparison {
 public:
  RecordComparison(Walker& before, Walker& after) : before_(before), after_(after) {}

  std::string difference(const Frame& was, const Frame& is) {
    for (std::size_t column = 0; column < was.places.size(); ++column) {
      const Place& old_place = was.places[column];
      const Place& new_place = is.places[column];
      if (old_place.is_absent() && new_place.is_absent()) continue;
      if (old_place.is_absent() || new_place.is_absent()) {
        const Place& there = old_place.is_absent() ? new_place : old_place;
        return fmt::format("{} would {}", there.node->label,
                           old_place.is_absent() ? "stand there" : "not stand there any more");
      }
      std::string why = difference(was, old_place, is, new_place);
      if (!why.empty()) return why;
    }
    if (was.end - was.begin == is.end - is.begin) return "";
    return fmt::format("it has {}, and would have {}", count_text(was.end - was.begin, "byte"),
                       is.end - is.begin);
  }

 private:
  std::string difference(const Frame& was, const Place& old_place, const Frame& is,
                         const Place& new_place) {
    const PlanNode& node = *old_place.node;
    const bool moved = old_place.offset != new_place.offset;
    if (moved || old_place.size != new_place.size) {
      return fmt::format("{} has {} at offset {}, and would have {}{}", node.label,
                         count_text(old_place.size, "byte"), old_place.offset, new_place.size,
                         moved ? fmt::format(" at offset {}", new_place.offset) : "");
    }
    const bool swapped =
        old_place.order != new_place.order && !node.field.record && info(node.field.type).size > 1;
    const auto old_shape = shape_of(was, old_place);
    const auto new_shape = shape_of(is, new_place);
    if (&node != new_place.node || swapped || old_place.length != new_place.length ||
        !std::equal(old_shape.begin(), old_shape.end(), new_shape.begin(), new_shape.end())) {
      return fmt::format("{} would be read in another way", node.label);
    }
    return node.has_plain_values() ? "" : inside(was, old_place, is, new_place);
  }

  /// Values that differ in size.
  std::string inside(const Frame& was, const Place& old_place, const Frame& is,
                     const Place& new_place) {
    const PlanNode& node = *old_place.node;
    for (std::int64_t k = 0; k < old_place.count; ++k) {
      if (node.coding == PlanNode::Coding::Plain) {
        std::string why =
            difference(before_.element(was, old_place, k), after_.element(is, new_place, k));
        if (!why.empty()) return why;
        continue;
      }
      const Walker::Coded old_value = before_.coded(old_place, k);
      const Walker::Coded new_value = after_.coded(new_place, k);
      if (old_value.size == new_value.size) continue;
      return fmt::format("value {} of {} has {}, and would have {}", k, node.label,
                         count_text(old_value.size, "byte"), new_value.size);
    }
    return "";
  }

  Walker& before_;
  Walker& after_;
};

}  // namespace

std::string first_difference(Walker& before, const Frame& was, Walker& after, const Frame& is) {
  return RecordComparison(before, after).difference(was, is);
}

}  // namespace bview
