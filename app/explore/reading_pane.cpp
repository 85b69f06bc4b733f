// SPDX-License-Identifier: MIT
// The bytes under the cursor as every type of the table of scalars.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

#include <bview/core/scalar.hpp>
#include <bview/formats/text/leaf_text.hpp>

#include "app/explore/panes.hpp"

namespace bview {
namespace {

/// What is asked for most, and fits into a few lines.
constexpr ScalarType kUsual[] = {
    ScalarType::UInt8,   ScalarType::Int8,    ScalarType::UInt16,  ScalarType::Int16,
    ScalarType::UInt32,  ScalarType::Int32,   ScalarType::UInt64,  ScalarType::Int64,
    ScalarType::Float32, ScalarType::Float64, ScalarType::Float16, ScalarType::BFloat16,
};

bool is_usual(ScalarType type) {
  return std::count(std::begin(kUsual), std::end(kUsual), type) > 0;
}

class ReadingList {
 public:
  explicit ReadingList(const Document& document, std::int64_t offset)
      : got_(document.read(offset, bytes_)), style_(explore_style(document)) {}

  void add(ScalarType type) {
    const ScalarInfo& scalar = info(type);
    if (scalar.count_is_length() || scalar.size > got_) return;
    TypeReading reading{std::string(scalar.stem()), text(type, ByteOrder::Little), ""};
    if (scalar.size > 1) reading.big = text(type, ByteOrder::Big);
    readings_.push_back(std::move(reading));
  }

  [[nodiscard]] std::vector<TypeReading> take() { return std::move(readings_); }

 private:
  [[nodiscard]] std::string text(ScalarType type, ByteOrder order) const {
    Field field;
    field.type = type;
    field.order = order;
    return leaf_text({"", field, 0}, bytes_.data(), style_);
  }

  std::array<std::byte, 64> bytes_{};  // more than the largest has
  std::int64_t got_;
  CellStyle style_;
  std::vector<TypeReading> readings_{};
};

}  // namespace

std::vector<TypeReading> readings_at(const Document& document, std::int64_t offset) {
  ReadingList list(document, offset);
  for (const ScalarType type : kUsual) list.add(type);
  for (const ScalarInfo& scalar : kScalars) {
    if (!is_usual(scalar.type)) list.add(scalar.type);
  }
  return list.take();
}

void draw_readings(const Document& document, std::int64_t offset, const Area& area,
                   Canvas& canvas) {
  const int name = area.columns >= 44 ? 11 : 5;
  const int each = std::min((area.columns - name - 1) / 2, 24);
  if (area.rows <= 0 || each < 4) return;
  canvas.put(area.row, area.column + name, "little", {Ink::Faint});
  canvas.put(area.row, area.column + name + each + 1, "big", {Ink::Faint});
  int row = area.row + 1;
  for (const TypeReading& reading : readings_at(document, offset)) {
    if (row >= area.row + area.rows) return;
    if (std::ssize(reading.type) >= name) continue;  // cut, it would be another's name
    canvas.put(row, area.column, reading.type, {Ink::Strong}, name - 1);
    canvas.put_cut(row, area.column + name, reading.little, {}, each);
    canvas.put_cut(row, area.column + name + each + 1, reading.big, {}, each);
    ++row;
  }
}

}  // namespace bview
