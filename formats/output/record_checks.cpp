// SPDX-License-Identifier: MIT

#include <algorithm>
#include <array>
#include <limits>
#include <string>

#include <bview/core/record_plan.hpp>
#include <bview/formats/output/record_checks.hpp>

namespace bview {
namespace {

bool has_is(const Field& field) {
  return field.reading != nullptr &&
         std::any_of(field.reading->steps.begin(), field.reading->steps.end(),
                     [](const ReadingStep& step) { return step.kind == ReadingKind::Is; });
}

Field with_order(Field field, ByteOrder order) {
  field.order = is_mid(field.order) ? with_mid(order) : order;
  return field;
}

/// Whether a step leaves integers the numbers that they are.
bool keeps_integers(ReadingKind kind) {
  constexpr std::array kDigits = {ReadingKind::Hex, ReadingKind::Oct, ReadingKind::Bin,
                                  ReadingKind::Dec};
  return std::find(std::begin(kDigits), std::end(kDigits), kind) != std::end(kDigits);
}

}  // namespace

RecordChecks::Values::Values(const Field& field)
    : little(with_order(field, ByteOrder::Little)), big(with_order(field, ByteOrder::Big)) {
  constexpr uint128 kMost = std::numeric_limits<std::int64_t>::max();
  const std::vector<ReadingStep>& steps = field.reading->steps;
  const bool plain = info(field.type).kind == Kind::Integer && !field.bits &&
                     !is_mid(field.order) &&
                     std::all_of(steps.begin(), steps.end() - 1,
                                 [](const ReadingStep& step) { return keeps_integers(step.kind); });
  if (!plain || steps.back().kind != ReadingKind::Is) return;
  const auto fits = [](const Ratio& value) {
    return value.denominator == 1 && value.numerator.magnitude <= kMost;
  };
  const auto number = [](const Ratio& value) {
    const auto magnitude = static_cast<std::int64_t>(value.numerator.magnitude);
    return value.numerator.negative ? -magnitude : magnitude;
  };
  for (const ReadingChoice& choice : steps.back().choices) {
    const bool simple = !choice.key && choice.name.empty() && fits(choice.low) && fits(choice.high);
    if (simple) ranges.emplace_back(number(choice.low), number(choice.high));
  }
}

/// The value `at` bytes, of a stretch bits, behind the first one.
void RecordChecks::Values::check(const Run& run, std::int64_t at) const {
  const ReadingCells& cells = run.big ? big : little;
  const Field& field = cells.field();
  if (field.is_stretch()) {
    const std::int64_t bit = field.bits->offset + at;
    static_cast<void>(cells.shown(run.from + (bit >> 3U), bit & 7U, true));
    return;
  }
  const std::byte* const from = run.from + at;
  std::int64_t number = 0;
  if (!ranges.empty() && integer_loader(field.type, field.order)(from, number) &&
      std::any_of(ranges.begin(), ranges.end(), [number](const auto& range) {
        return range.first <= number && number <= range.second;
      })) {
    return;
  }
  static_cast<void>(cells.shown(from, run.length, true, run.start));
}

RecordChecks::RecordChecks(const Layout& layout) : layout_(layout) { learn(layout_); }

/// Finds the fields with an is(), in records in it, too. Of one that contains itself nothing is
/// known while it is being read: it counts as one that has some.
void RecordChecks::learn(const Layout& layout) {
  if (!known_.emplace(&layout, true).second) return;
  bool some = false;
  const auto look = [&](const Field& field, const std::string& name) {
    if (field.record) learn(*field.record);
    if (!field.record && has_is(field)) {
      Field checked = field;
      checked.name = name;
      values_.try_emplace(&field, checked);
    }
    some = some || has_checks(field);
  };
  if (layout.is_fixed()) {
    for (const Field& field : layout.fields) look(field, field.name);
  } else {
    for_each_node(layout.plan->nodes, [&](const PlanNode& node) {
      if (node.op != PlanNode::Op::Value) return;
      look(node.field, layout.plan->columns[node.column].name);
    });
  }
  known_[&layout] = some;
}

bool RecordChecks::has_checks(const Field& field) const {
  return field.record ? known_.at(field.record.get()) : values_.count(&field) > 0;
}

void RecordChecks::check(Walker& walker, const Frame& frame) const {
  for (const Place& place : frame.places) {
    if (!place.is_absent() && has_checks(place.node->field)) check_place(walker, frame, place);
  }
}

void RecordChecks::check_place(Walker& walker, const Frame& frame, const Place& place) const {
  const PlanNode& node = *place.node;
  const Field& field = node.field;
  if (field.record) {
    for (std::int64_t k = 0; k < place.count; ++k) {
      if (!field.record->is_fixed()) {
        check(walker, walker.element(frame, place, k));
      } else {
        check_fixed(*field.record, walker.bytes().at(place.offset + k * field.record->itemsize));
      }
    }
    return;
  }
  if (node.coding != PlanNode::Coding::Plain) return check_coded(walker, place);
  Values::Run run{walker.bytes().at(place.offset), is_big(place.order), place.length};
  if (node.start) run.start = walker.value_in(frame, place, *node.start);
  const std::int64_t size = info(field.type).size * place.length;
  for (std::int64_t k = 0; k < place.count; ++k) {
    values_.at(&field).check(run, k * (field.is_stretch() ? field.bits->width : size));
  }
}

void RecordChecks::check_coded(Walker& walker, const Place& place) const {
  const Values& values = values_.at(&place.node->field);
  const bool text = info(place.node->field.type).count_is_length();
  for (std::int64_t k = 0; k < place.count; ++k) {
    const Walker::Coded value = walker.coded(place, k);
    const auto* const number = reinterpret_cast<const std::byte*>(&value.number);
    text ? values.check({walker.bytes().at(value.offset), is_big(place.order), value.size}, 0)
         : values.check({number, is_big(kHostOrder), 1}, 0);
  }
}

void RecordChecks::check_fixed(const Layout& layout, const std::byte* from) const {
  for (const Field& field : layout.fields) {
    if (!has_checks(field)) continue;
    const Values::Run run{from + field.offset, is_big(field.order), field.length};
    for (std::int64_t k = 0; k < field.count(); ++k) {
      const std::int64_t at = field.shape.empty() ? 0 : field.offset_of(k);
      field.record ? check_fixed(*field.record, run.from + at) : values_.at(&field).check(run, at);
    }
  }
}

}  // namespace bview
