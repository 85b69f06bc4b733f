// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>

#include <bview/core/error.hpp>
#include <bview/formats/input/json_plan.hpp>

namespace bview {
namespace {

/// The n-th value of the field, if that is its key.
std::optional<std::int64_t> match(const JsonField& candidate, std::string_view key,
                                  std::optional<std::int64_t> position) {
  const Field& field = candidate.field;
  if (!field.name.empty()) return key == field.name ? std::optional<std::int64_t>(0) : std::nullopt;
  const std::int64_t n = position.value_or(-1) - candidate.position;
  return n >= 0 && n < field.positions() ? std::optional(n) : std::nullopt;
}

// --- how an item begins --------------------------------------------------------------------------

JsonOpening opening_of_field(const Field& field, BytesAs bytes_as);

JsonOpening opening_of_record(const Layout& layout, BytesAs bytes_as) {
  if (layout.has_names()) return {};
  for (const Field& field : layout.fields) {
    if (field.positions() == 0) continue;
    JsonOpening inner = opening_of_field(field, bytes_as);
    ++inner.brackets;
    return inner;
  }
  return {1, true};
}

JsonOpening opening_of_value(const Field& field, BytesAs bytes_as) {
  if (field.record) return opening_of_record(*field.record, bytes_as);
  if (field.reading) return {};
  const Kind kind = info(field.type).kind;
  if (kind == Kind::Complex) return {1, false};
  if (kind != Kind::Bytes || bytes_as != BytesAs::List) return {};
  return {1, field.length == 0 || field.type == ScalarType::Pascal};
}

JsonOpening opening_of_field(const Field& field, BytesAs bytes_as) {
  JsonOpening opening;
  if (!field.spread) {
    for (const std::int64_t extent : field.shape) {
      ++opening.brackets;
      if (extent == 0) return {opening.brackets, true};
    }
  }
  const JsonOpening inner = opening_of_value(field, bytes_as);
  return {opening.brackets + inner.brackets, inner.closes};
}

}  // namespace

JsonOpening json_opening(const Layout& layout, BytesAs bytes_as) {
  return layout.is_bare() ? opening_of_field(layout.fields.front(), bytes_as)
                          : opening_of_record(layout, bytes_as);
}

JsonRecord::JsonRecord(const Layout& layout, const std::shared_ptr<const CellStyle>& style)
    : layout_(layout), keyed_(layout.has_names()) {
  for (const Field& field : layout.fields) {
    auto record = field.record ? std::make_unique<JsonRecord>(*field.record, style) : nullptr;
    fields_.push_back({field, values_, std::move(record), part_parser(field, style)});
    values_ += field.positions();
  }
  constexpr std::int64_t kMost = std::int64_t{1} << 27;  // a bit for each is kept
  if (keyed_ && values_ > kMost) {
    throw Error(Errc::BadShape,
                fmt::format("a record of {} values is too large to be read from JSON", values_));
  }
}

void JsonRecord::begin_object() {
  given_.assign(static_cast<std::size_t>(values_), false);
  given_count_ = 0;
  expected_ = 0;
}

std::optional<JsonPlace> JsonRecord::find(std::string_view key) {
  const auto position = automatic_position(key);
  for (std::size_t tried = 0; tried < fields_.size(); ++tried, ++expected_) {
    if (expected_ == fields_.size()) expected_ = 0;
    const JsonField& candidate = fields_[expected_];
    const auto n = match(candidate, key, position);
    if (!n) continue;
    if (*n + 1 == candidate.field.positions()) ++expected_;
    return JsonPlace{&candidate, *n};
  }
  return std::nullopt;
}

bool JsonRecord::give(const JsonPlace& place) {
  const auto position = static_cast<std::size_t>(place.field->position + place.n);
  if (given_[position]) return false;
  given_[position] = true;
  ++given_count_;
  return true;
}

std::string JsonRecord::missing() const {
  if (given_count_ == values_) return "";
  const auto position = std::find(given_.begin(), given_.end(), false) - given_.begin();
  for (const JsonField& field : fields_) {
    if (field.position == position && !field.field.name.empty()) return field.field.name;
  }
  return fmt::format("f{}", position);
}

std::vector<std::string> JsonRecord::keys() const { return shown_names(layout_); }

}  // namespace bview
