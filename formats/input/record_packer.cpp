// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <optional>
#include <string>

#include <bview/core/coded_number.hpp>
#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/core/unions.hpp>
#include <bview/formats/input/record_packer.hpp>
#include <bview/formats/text/row_column.hpp>

namespace bview {
namespace {

constexpr std::int64_t kLargest = std::int64_t{1} << 30;  // as of items of a fixed size
constexpr std::int64_t kNoEnd = std::int64_t{1} << 62;

void refuse_elsewhere(const RecordPlan& plan) {
  for_each_node(plan.nodes, [](const PlanNode& node) {
    if (node.op != PlanNode::Op::At) return;
    throw Error(Errc::BadUsage,
                "pack makes records in one piece, and A(...) stands elsewhere in the file; patch "
                "writes through it");
  });
}

/// A text that holds its own end, if with the help of that, would be found as another one.
void refuse_early_end(const std::string& text, const PlanNode& node) {
  const std::string whole = text + node.bytes;
  std::size_t at = whole.find(node.bytes);
  while (at % node.unit != 0 && at < text.size()) at = whole.find(node.bytes, at + 1);
  if (at < text.size()) throw Error(Errc::BadValue, "the text holds what ends it");
}

Field plain_field(const PlanNode& node, ByteOrder order) {
  Field field = node.field;
  field.order = order;
  field.offset = 0;
  return field;
}

}  // namespace

RecordPacker::RecordPacker(const Layout& layout) : layout_(layout) {
  if (layout.projected) {
    throw Error(Errc::BadUsage,
                "pack makes whole records where their size varies; leave --fields away");
  }
  refuse_elsewhere(*layout.plan);
  layouts_.push_back(&layout);
  area_.end = kNoEnd;
  area_.is_whole = false;
  RecordMaker* const maker = this;
  walker_ = std::make_unique<Walker>(layout_, area_, maker);
}

RecordPacker::~RecordPacker() = default;

std::span<const std::byte> RecordPacker::pack(GivenRecord& given) {
  given_ = &given;
  inner_.clear();
  layouts_.resize(1);
  offset_ += std::ssize(bytes_);
  bytes_.clear();
  area_.bytes = {nullptr, offset_, false, offset_};
  if (walker_->walk(offset_, number_) == nullptr) {
    throw Error(Errc::BadShape,
                fmt::format("record {}: field {} has no end", number_, walker_->shortfall().field));
  }
  given.finish();
  ++number_;
  return bytes_;
}

void RecordPacker::make_room(std::int64_t offset, std::int64_t size) {
  const std::int64_t end = offset - offset_ + size;
  if (size > kLargest || end > kLargest) {
    throw Error(Errc::BadValue, fmt::format("a record of {} bytes is too large to be made from "
                                            "values; the most is {}",
                                            std::max(size, end), kLargest));
  }
  if (end <= std::ssize(bytes_)) return;
  bytes_.resize(static_cast<std::size_t>(end));
  area_.bytes.data = bytes_.data();
  area_.bytes.size = offset_ + end;
}

void RecordPacker::put_bytes(std::int64_t offset, std::string_view bytes) {
  make_room(offset, std::ssize(bytes));
  if (!bytes.empty()) std::memcpy(area_.bytes.at(offset), bytes.data(), bytes.size());
}

void RecordPacker::put(const PlanNode& node, const Place& place,
                       std::span<const std::int64_t> shape) {
  Field field = plain_field(node, place.order);
  if (!field.record) field.length = place.length;
  field.shape.assign(shape.begin(), shape.end());
  field.spread = layouts_.back()->plan->columns[node.column].spread;
  std::byte* const to = area_.bytes.at(place.offset);
  const bool unions = field.record && has_unions(*field.record);
  unions ? put_unions(node, field, to) : read_beside(reader_of(current()), node.column, field, to);
}

/// Members of a union are given apart, and have to agree.
void RecordPacker::put_unions(const PlanNode& node, const Field& field, std::byte* to) {
  const Layout layout = bare_layout(field);
  const Layout apart = without_unions(layout);
  std::vector<std::byte> values(static_cast<std::size_t>(apart.itemsize));
  current().read(node.column, apart.fields.front(), values.data());
  join_unions(layout, apart, values.data(), to);
}

void RecordPacker::put_coded(const PlanNode& node, std::int64_t k, std::int64_t offset) {
  if (node.coding == PlanNode::Coding::Ended) {
    Field field = plain_field(node, node.field.order);
    field.length = units_of(node, k);
    std::string text(static_cast<std::size_t>(field.value_size()), '\0');
    current().read_one(node.column, node.ndim(), k, field,
                       reinterpret_cast<std::byte*>(text.data()));
    refuse_early_end(text, node);
    return put_bytes(offset, text + node.bytes);
  }
  const Field field = plain_field(node, kHostOrder);
  std::uint64_t number = 0;
  current().read_one(node.column, node.ndim(), k, field, reinterpret_cast<std::byte*>(&number));
  put_bytes(offset, encode_number(node.number, number));
}

bool RecordPacker::fits(const PlanNode& node, std::int64_t k, std::int64_t units) {
  Field field = plain_field(node, node.field.order);
  field.length = units;
  return current().fits(node.column, node.ndim(), k, field);
}

/// The units that a text takes: the fewest that it fits in.
std::int64_t RecordPacker::units_of(const PlanNode& node, std::int64_t k) {
  constexpr std::int64_t kMostOdd = 64;  // of readings that take one size alone
  const auto longest = static_cast<std::int64_t>(current().longest(node.column, node.ndim(), k));
  std::int64_t most = 4 * longest;
  if (!fits(node, k, most)) {
    for (std::int64_t units = 0; units <= kMostOdd; ++units) {
      if (fits(node, k, units)) return units;
    }
    return longest / 2;  // hexadecimal; else reading it says why it is none
  }
  std::int64_t least = 0;
  while (least < most) {
    const std::int64_t middle = least + (most - least) / 2;
    if (fits(node, k, middle)) {
      most = middle;
    } else {
      least = middle + 1;
    }
  }
  return least;
}

std::int64_t RecordPacker::given(const PlanNode& node) {
  if (node.takes_rest) return units_of(node, 0);
  const std::int64_t count = current().count(node.column, 1);
  if (current().is_counted()) return count;
  if (!node.has_plain_values()) {
    throw Error(Errc::BadUsage,
                "values in a row do not tell how many of these there are; --from json does");
  }
  std::int64_t leaves = node.field.record ? leaf_count(*node.field.record) : 1;
  for (const Amount& length : node.shape) leaves *= std::max<std::int64_t>(1, length.number);
  return count / std::max<std::int64_t>(1, leaves);
}

void RecordPacker::enter(const PlanNode& node, std::int64_t k) {
  inner_.push_back(current().inner(node.column, node.ndim(), k, *node.field.record));
  layouts_.push_back(node.field.record.get());
}

void RecordPacker::leave() {
  inner_.back()->finish();
  inner_.pop_back();
  layouts_.pop_back();
}

void RecordPacker::finish(const PlanNode& node, std::span<const std::int64_t> shape) {
  std::int64_t count = 1;
  for (const std::int64_t length : shape) count *= length;
  if (!current().is_counted()) return;
  const std::int64_t given = current().count(node.column, node.ndim());
  if (given == count) return;
  throw Error(Errc::BadValue,
              fmt::format("{} {} given, and {} {} expected", count_text(given, "value"),
                          given == 1 ? "is" : "are", count, count == 1 ? "is" : "are"));
}

}  // namespace bview
