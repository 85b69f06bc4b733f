// SPDX-License-Identifier: MIT

#include <algorithm>
#include <limits>
#include <string>
#include <type_traits>
#include <utility>

#include <bview/core/ascii_number.hpp>
#include <bview/core/record_layout.hpp>
#include <bview/core/record_plan.hpp>
#include <bview/formats/questions/exact.hpp>
#include <bview/formats/questions/fields.hpp>

namespace bview {
namespace {

bool has_step(const Field& field, ReadingKind kind) {
  if (!field.reading) return false;
  const auto& steps = field.reading->steps;
  return std::any_of(steps.begin(), steps.end(),
                     [kind](const ReadingStep& step) { return step.kind == kind; });
}

/// The field of a plain layout's record, or of the innermost record that varies on its path.
const RecordPlan& plan_of(const Layout& layout, const ColumnPath& path) {
  const RecordPlan* plan = layout.plan.get();
  for (std::size_t k = 0; k + 1 < path.columns.size(); ++k) {
    plan = plan->columns[path.columns[k]].record->plan.get();
  }
  return *plan;
}

}  // namespace

Numbers numbers_of(const Field& field) {
  if (is_written_number(field)) return Numbers::Written;
  const ScalarInfo& scalar = info(field.type);
  const bool number = scalar.kind == Kind::Integer || scalar.kind == Kind::Float;
  if (has_step(field, ReadingKind::Scale)) return Numbers::Scaled;
  if (scalar.kind == Kind::Boolean || (number && scalar.kind == Kind::Integer)) {
    return Numbers::Whole;
  }
  if (!number) return Numbers::None;
  constexpr std::int64_t kDouble = 8;
  return scalar.size > kDouble ? Numbers::LongReal : Numbers::Real;
}

// --- where values lie ----------------------------------------------------------------------------

FieldReader::FieldReader(const Layout& layout, FoundField found) : found_(std::move(found)) {
  if (!found_.path) {
    filled_.emplace_back(found_.field);
    return;
  }
  const ColumnPath& path = *found_.path;
  const RecordPlan& plan = plan_of(layout, path);
  of_node_.resize(plan.node_count);
  for_each_node(plan.nodes, [&](const PlanNode& node) {
    if (node.op != PlanNode::Op::Value || node.column != path.columns.back()) return;
    of_node_[node.id] = filled_.size();
    plain_values_ = plain_values_ && node.has_plain_values() && path.whole;
    for (const ByteOrder end : {ByteOrder::Little, ByteOrder::Big}) {
      const bool mid = is_mid(node.field.order);
      const ByteOrder order = node.follows_order ? (mid ? with_mid(end) : end) : node.field.order;
      Field field = path.whole ? node.field : part_as_filled(found_.field, node, order);
      field.order = order;
      if (found_.plain) field.reading = nullptr;
      // Coded numbers are worked out in the order of this machine.
      if (node.coding == PlanNode::Coding::Number) field.order = kHostOrder;
      filled_.emplace_back(std::move(field));
    }
  });
}

bool FieldReader::merges() const {
  return std::any_of(filled_.begin(), filled_.end(), [this](const Filled& filled) {
    return filled.field.type != found_.field.type;
  });
}

std::size_t FieldReader::filling_of(const Place& place) const {
  return of_node_[place.node->id] + (is_big(place.order) ? 1 : 0);
}

std::optional<FieldReader::Array> FieldReader::array_in(Walker& walker, const Frame& frame) const {
  const Place* const place = walker.find_place(frame, *found_.path);
  if (place == nullptr || place->count == 0) return std::nullopt;
  return Array{walker.bytes().at(place->offset), place->count, filling_of(*place)};
}

FieldReader::At FieldReader::found_in(Walker& walker, const Frame& frame,
                                      std::uint64_t& number) const {
  const Place* const place = walker.find_place(frame, *found_.path);
  if (place == nullptr || place->count == 0) {
    return {nullptr, filled_.front().field, filled_.front().cells, 0, std::nullopt};
  }
  const PlanNode& node = *place->node;
  const Filled& filled = filled_[filling_of(*place)];
  At found{nullptr, filled.field, filled.cells, place->length, std::nullopt};
  if (node.coding != PlanNode::Coding::Plain) {
    const Walker::Coded coded = walker.coded(*place, 0);
    number = coded.number;
    const bool text = node.coding == PlanNode::Coding::Ended;
    found.from = text ? walker.bytes().at(coded.offset) : reinterpret_cast<std::byte*>(&number);
    found.length = text ? coded.size / info(filled.field.type).size : 1;
    return found;
  }
  const std::int64_t within = found_.path->whole ? 0 : filled.field.offset;
  found.from = walker.bytes().at(place->offset + within);
  if (!found_.path->whole || filled.field.is_stretch()) found.length = filled.field.cell_length();
  if (node.start) found.start = walker.value_in(frame, *place, *node.start);
  return found;
}

// --- numbers -------------------------------------------------------------------------------------

namespace {

template <class T, Swap kSwap>
struct LoadReal {
  static long double run(const std::byte* from) {
    if constexpr (kind_of<T> == Kind::Float) {
      const T stored = load<T, kSwap>(from);
      if constexpr (requires { stored.value(); }) {
        return static_cast<long double>(stored.value());
      } else {
        return static_cast<long double>(stored);
      }
    } else {
      return 0;
    }
  }
};

template <class T, Swap kSwap>
struct LoadReals {
  static void run(const std::byte* from, std::int64_t step, std::int64_t count, double* to) {
    if constexpr (kind_of<T> == Kind::Float && sizeof(T) <= sizeof(double)) {
      for (std::int64_t k = 0; k < count; ++k) {
        const T stored = load<T, kSwap>(from + k * step);
        if constexpr (requires { stored.value(); }) {
          to[k] = static_cast<double>(stored.value());
        } else {
          to[k] = static_cast<double>(stored);
        }
      }
    }
  }
};

template <class T, Swap kSwap>
struct LoadWholes {
  /// False where one is beyond 64 bits.
  static bool run(const std::byte* from, std::int64_t step, std::int64_t count, std::int64_t* to) {
    if constexpr (kind_of<T> == Kind::Integer && sizeof(T) <= sizeof(std::int64_t)) {
      constexpr bool large = std::is_same_v<T, std::uint64_t>;
      bool fits = true;
      for (std::int64_t k = 0; k < count; ++k) {
        const T value = load<T, kSwap>(from + k * step);
        if constexpr (detail::is_packed_integer<T>) {
          to[k] = static_cast<std::int64_t>(value.value());
        } else {
          to[k] = static_cast<std::int64_t>(+value);
        }
        if constexpr (large) fits &= to[k] >= 0;
      }
      return fits;
    }
    return false;
  }
};

class NumberField : public Operand {
 public:
  explicit NumberField(FieldReader reader)
      : reader_(std::move(reader)), numbers_(numbers_of(reader_.field())) {}

  [[nodiscard]] Sort sort() const override {
    switch (numbers_) {
      case Numbers::Scaled:
        return Sort::Exact;
      case Numbers::Real:
        return Sort::Real;
      case Numbers::LongReal:
        return Sort::LongReal;
      default:
        return Sort::Whole;
    }
  }

  [[nodiscard]] Column values(const ItemBlock& block) const override {
    switch (numbers_) {
      case Numbers::Whole:
        return wholes(block);
      case Numbers::Real:
        return reals<double>(block);
      case Numbers::LongReal:
        return reals<long double>(block);
      default:
        return exacts(block);
    }
  }

 private:
  [[nodiscard]] Column wholes(const ItemBlock& block) const {
    const Field& field = reader_.field();
    Column column;
    std::vector<std::int64_t> values(static_cast<std::size_t>(block.count));
    const bool plain = !reader_.varies() && !field.bits;
    const auto load_all = kernel_for<LoadWholes>(field.type, field.order);
    const bool loaded =
        plain && load_all(block.data + field.offset, block.step, block.count, values.data());
    if (!loaded && !load_each(block, values, column)) return exacts(block);
    column.values = std::move(values);
    return column;
  }

  [[nodiscard]] bool load_each(const ItemBlock& block, std::vector<std::int64_t>& values,
                               Column& column) const {
    bool fits = true;
    reader_.each(block, [&](std::size_t k, const FieldReader::At& at) {
      if (at.from == nullptr) return missing(column, values.size(), k);
      const auto value = as_int64({stored(at), 1});
      fits = fits && value.has_value();
      values[k] = value.value_or(0);
    });
    return fits;
  }

  [[nodiscard]] static WideInteger stored(const FieldReader::At& at) {
    if (info(at.field.type).kind == Kind::Boolean) return {*at.from != std::byte{0} ? 1U : 0U};
    return load_integer(at.from, at.field, at.length);
  }

  /// The number that is shown, or stands there in ASCII.
  [[nodiscard]] std::optional<Ratio> exact_value(const FieldReader::At& at) const {
    if (numbers_ == Numbers::Whole) return Ratio{stored(at), 1};
    if (numbers_ == Numbers::Written && !has_step(at.field, ReadingKind::Scale)) {
      const auto number = written_number(at.field, at.from);
      return number ? std::optional(Ratio{*number, 1}) : std::nullopt;
    }
    const Datum datum = at.cells.shown(at.from, at.length, false, at.start);
    if (datum.is == Datum::Is::Integer) return Ratio{datum.integer, 1};
    return ratio_in(datum.text);
  }

  [[nodiscard]] Column exacts(const ItemBlock& block) const {
    Column column;
    std::vector<Ratio> values(static_cast<std::size_t>(block.count));
    reader_.each(block, [&](std::size_t k, const FieldReader::At& at) {
      const auto value = at.from == nullptr ? std::nullopt : exact_value(at);
      if (!value) return missing(column, values.size(), k);
      values[k] = *value;
    });
    column.values = std::move(values);
    return column;
  }

  template <class Float>
  [[nodiscard]] Column reals(const ItemBlock& block) const {
    Column column;
    std::vector<Float> values(static_cast<std::size_t>(block.count));
    if constexpr (std::is_same_v<Float, double>) {
      const Field& field = reader_.field();
      if (!reader_.varies()) {
        const auto load_all = kernel_for<LoadReals>(field.type, field.order);
        load_all(block.data + field.offset, block.step, block.count, values.data());
        column.values = std::move(values);
        return column;
      }
    }
    reader_.each(block, [&](std::size_t k, const FieldReader::At& at) {
      if (at.from == nullptr) return missing(column, values.size(), k);
      // One name in several layouts may be an integer in some.
      const bool whole = info(at.field.type).kind == Kind::Integer;
      values[k] =
          static_cast<Float>(whole ? approximate({stored(at), 1})
                                   : kernel_for<LoadReal>(at.field.type, at.field.order)(at.from));
    });
    column.values = std::move(values);
    return column;
  }

  static void missing(Column& column, std::size_t size, std::size_t k) {
    column.missing.resize(size);
    column.missing[k] = 1;
  }

  FieldReader reader_;
  Numbers numbers_;
};

// --- texts ---------------------------------------------------------------------------------------

/// What dump shows of a value, without escapes.
class TextField : public Operand {
 public:
  explicit TextField(FieldReader reader) : reader_(std::move(reader)) {}

  [[nodiscard]] Sort sort() const override { return Sort::Text; }

  [[nodiscard]] Column values(const ItemBlock& block) const override {
    Column column;
    std::vector<std::string_view> values(static_cast<std::size_t>(block.count));
    reader_.each(block, [&](std::size_t k, const FieldReader::At& at) {
      if (at.from == nullptr) {
        column.missing.resize(values.size());
        column.missing[k] = 1;
      } else if (at.field.type == ScalarType::String && !at.field.reading) {
        const std::string_view text(reinterpret_cast<const char*>(at.from),
                                    static_cast<std::size_t>(at.length));
        values[k] = text.substr(0, text.find_last_not_of('\0') + 1);
      } else {
        const Datum datum = at.cells.shown(at.from, at.length, false, at.start);
        column.texts.push_back(datum.is == Datum::Is::Integer ? decimal_text(datum.integer)
                                                              : datum.text);
        values[k] = column.texts.back();
      }
    });
    column.values = std::move(values);
    return column;
  }

 private:
  FieldReader reader_;
};

/// How many bytes the texts of an operand have.
class TextLength : public Operand {
 public:
  explicit TextLength(OperandPtr text) : text_(std::move(text)) {}

  [[nodiscard]] Sort sort() const override { return Sort::Whole; }
  [[nodiscard]] Column values(const ItemBlock& block) const override {
    Column column = text_->values(block);
    const auto& texts = std::get<std::vector<std::string_view>>(column.values);
    std::vector<std::int64_t> sizes(texts.size());
    std::transform(texts.begin(), texts.end(), sizes.begin(),
                   [](std::string_view text) { return std::ssize(text); });
    column.values = std::move(sizes);
    return column;
  }

 private:
  OperandPtr text_;
};

/// How many values the first axis of an array has.
class ArrayLength : public Operand {
 public:
  explicit ArrayLength(FoundField found) : found_(std::move(found)) {}

  [[nodiscard]] Sort sort() const override { return Sort::Whole; }
  [[nodiscard]] Column values(const ItemBlock& block) const override {
    std::vector<std::int64_t> lengths(static_cast<std::size_t>(block.count),
                                      found_.field.shape.front());
    Column column;
    for (std::size_t k = 0; found_.path && k < lengths.size(); ++k) {
      const Frame& frame = *block.frames[k];
      const Place* const place = block.walker->find_place(frame, *found_.path);
      if (place == nullptr) {
        column.missing.resize(lengths.size());
        column.missing[k] = 1;
      } else if (found_.field.shape.front() == kVaries) {
        // Those of the record itself; of others in it the walker keeps what it found last.
        lengths[k] =
            found_.path->columns.size() == 1 ? frame.lengths[place->lengths] : place->count;
      }
    }
    column.values = std::move(lengths);
    return column;
  }

 private:
  FoundField found_;
};

}  // namespace

OperandPtr number_field(FieldReader reader) {
  return std::make_unique<NumberField>(std::move(reader));
}

OperandPtr text_field(FieldReader reader) { return std::make_unique<TextField>(std::move(reader)); }

OperandPtr length_field(const Layout& layout, FoundField found) {
  if (!found.field.shape.empty()) return std::make_unique<ArrayLength>(std::move(found));
  return std::make_unique<TextLength>(text_field(FieldReader(layout, std::move(found))));
}

}  // namespace bview
