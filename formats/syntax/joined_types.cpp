// SPDX-License-Identifier: MIT

#include <algorithm>
#include <iterator>
#include <memory>
#include <vector>

#include <bview/core/integers.hpp>
#include <bview/formats/syntax/joined_types.hpp>

namespace bview {
namespace {

/// Which numbers a type has: those of so many bits that are multiples of 2 to the power of
/// `least`, and less than 2 to the power of `most`.
struct Numbers {
  std::int64_t bits = 0;  ///< 0: it has none
  int least = 0;
  int most = 0;
  bool is_signed = false;
  bool is_whole = false;  ///< an integer
  bool is_ieee = false;   ///< has infinities, NaN and -0, as others may
};

struct FloatNumbers {
  ScalarType type;
  Numbers numbers;
};
constexpr FloatNumbers kFloats[] = {
    {ScalarType::Float8E4M3, {4, -9, 9, true, false, false}},
    {ScalarType::Float8E5M2, {3, -16, 16, true, false, false}},
    {ScalarType::Float8E4M3Fnuz, {4, -10, 8, true, false, false}},
    {ScalarType::Float8E5M2Fnuz, {3, -17, 16, true, false, false}},
    {ScalarType::Float16, {11, -24, 16, true, false, true}},
    {ScalarType::BFloat16, {8, -133, 128, true, false, true}},
    {ScalarType::Float32, {24, -149, 128, true, false, true}},
    {ScalarType::Float64, {53, -1074, 1024, true, false, true}},
    {ScalarType::Ibm32, {24, -280, 252, true, false, false}},
    {ScalarType::Ibm64, {56, -312, 252, true, false, false}},
    {ScalarType::Float80, {64, -16445, 16384, true, false, true}},
    {ScalarType::Float128, {113, -16494, 16384, true, false, true}},
    {ScalarType::LongDouble, {64, -16445, 16384, true, false, true}},
};

Numbers integers_of(std::int64_t width, bool is_signed) {
  const std::int64_t bits = width - (is_signed ? 1 : 0);
  return {bits, 0, static_cast<int>(bits), is_signed, true, false};
}

Numbers numbers_of(const StoredType& stored) {
  constexpr std::int64_t kByte = 8;
  if (stored.width) return integers_of(*stored.width, stored.is_signed);
  const ScalarInfo& scalar = info(stored.type);
  if (scalar.kind == Kind::Integer) return integers_of(scalar.size * kByte, scalar.is_signed);
  const auto* const found =
      std::find_if(std::begin(kFloats), std::end(kFloats),
                   [&](const FloatNumbers& each) { return each.type == stored.type; });
  return found == std::end(kFloats) ? Numbers{} : found->numbers;
}

/// Whether each value of `other` is one of `type`.
bool holds(ScalarType type, const StoredType& other) {
  if (StoredType{type} == other) return true;
  const Numbers all = numbers_of({type});
  const Numbers some = numbers_of(other);
  if (all.bits == 0 || some.bits == 0 || all.bits < some.bits) return false;
  if (all.is_whole) return some.is_whole && all.is_signed >= some.is_signed;
  // The least integer takes one bit, but is one power of two larger than the others.
  if (some.is_whole) return all.most > some.most;
  return all.is_ieee && all.least <= some.least && all.most >= some.most;
}

bool is_whole(const StoredType& type) { return numbers_of(type).is_whole; }
bool has_sign(const StoredType& type) { return numbers_of(type).is_signed; }

}  // namespace

StoredType stored_type(const Field& field) {
  if (!field.bits) return {field.type};
  // What holds the bits has no say in what they are.
  return {ScalarType::UInt8, field.bits->width, field.bits->is_signed};
}

std::optional<ScalarType> joined_type(std::span<const StoredType> types) {
  const bool whole = std::all_of(types.begin(), types.end(), is_whole);
  const bool sign = std::any_of(types.begin(), types.end(), has_sign);
  const ScalarInfo* found = nullptr;
  for (const ScalarInfo& scalar : kScalars) {
    if (found != nullptr && scalar.size >= found->size) continue;
    if (whole && (scalar.kind != Kind::Integer || scalar.is_signed != sign)) continue;
    const bool fits = std::all_of(types.begin(), types.end(),
                                  [&](const StoredType& each) { return holds(scalar.type, each); });
    if (fits) found = &scalar;
  }
  return found == nullptr ? std::nullopt : std::optional(found->type);
}

namespace {

/// Whether a step leaves a number what it is, and written as it was.
bool keeps_number(const ReadingStep& step) {
  return step.kind == ReadingKind::Is || step.kind == ReadingKind::Bcd;
}
bool pads(const ReadingStep& step) { return step.kind <= ReadingKind::Dec; }

}  // namespace

void show_as(Field& value, const Field& column) {
  const bool same = value.type == column.type && !value.bits == !column.bits;
  if (same || value.record || numbers_of(stored_type(value)).bits == 0) return;
  std::vector<ReadingStep> steps;
  if (value.reading) steps = value.reading->steps;
  if (info(column.type).kind == Kind::Integer) {
    if (!std::any_of(steps.begin(), steps.end(), pads)) return;
    steps.insert(steps.begin(), {ReadingKind::Widened});
    steps.front().shown = column.type;
  } else {
    if (!std::all_of(steps.begin(), steps.end(), keeps_number)) return;
    steps.push_back({ReadingKind::Joined});
    steps.back().stored = value.type;
    steps.back().shown = column.type;
  }
  value.reading = std::make_shared<const Reading>(Reading{std::move(steps)});
}

}  // namespace bview
