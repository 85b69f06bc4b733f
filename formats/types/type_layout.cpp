// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include <bview/core/checked.hpp>
#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/syntax/format_string.hpp>
#include <bview/formats/types/c_scalar.hpp>
#include <bview/formats/types/type_layout.hpp>

namespace bview {
namespace {

[[noreturn]] void refuse_layout(std::string_view name, std::string_view reason) {
  throw Error(Errc::File,
              fmt::format("the type {} {}: what the compiler said of it is damaged, or of a kind "
                          "that no layout can say",
                          name.empty() ? "without a name" : quoted(name), reason));
}

std::shared_ptr<const Reading> reading_of(ReadingKind kind) {
  return std::make_shared<const Reading>(Reading{{{kind}}});
}

/// Of names for numbers those of numbers that so many bits hold.
std::shared_ptr<const Reading> with_names_of(const Reading& names, int bits, bool is_signed) {
  const uint128 most = ~uint128{0} >> static_cast<unsigned>(128 - bits + (is_signed ? 1 : 0));
  Reading fitting = names;
  std::erase_if(fitting.steps.front().choices, [&](const ReadingChoice& choice) {
    const WideInteger& value = choice.low.numerator;
    return value.negative ? !is_signed || value.magnitude > most + 1 : value.magnitude > most;
  });
  const bool none = fitting.steps.front().choices.empty();
  return none ? nullptr : std::make_shared<const Reading>(std::move(fitting));
}

/// Of several names of a number the first.
std::shared_ptr<const Reading> reading_of_enum(const CType& type, const ScalarInfo& stored) {
  ReadingStep step{ReadingKind::Enum};
  std::set<WideInteger> taken;
  for (const ReadingChoice& choice : type.values) {
    if (taken.insert(choice.low.numerator).second) step.choices.push_back(choice);
  }
  return with_names_of({{std::move(step)}}, static_cast<int>(kByte * stored.size),
                       stored.is_signed);
}

/// Bytes that nobody has a better word for.
Field opaque(std::int64_t size) {
  Field field;
  field.type = ScalarType::String;
  field.length = size;
  field.reading = reading_of(ReadingKind::Hex);
  return field;
}

/// The kernel calls numbers so whose byte order is not the machine's own.
struct OrderedName {
  std::string_view name;
  ByteOrder order;
};
constexpr OrderedName kOrderedNames[] = {
    {"__be16", ByteOrder::Big},    {"__be32", ByteOrder::Big},    {"__be64", ByteOrder::Big},
    {"__le16", ByteOrder::Little}, {"__le32", ByteOrder::Little}, {"__le64", ByteOrder::Little},
};

BookType with_order_of(std::string_view name, BookType type) {
  for (const OrderedName& each : kOrderedNames) {
    if (each.name == name && !type.field.record) type.field.order = each.order;
  }
  return type;
}

/// Whether it is one character of a byte, an array of which is a text.
bool is_character(const Field& field) {
  return !field.record && field.type == ScalarType::Char && field.shape.empty();
}

/// How strictly the fields seem to be aligned, each of which is where it is.
std::int64_t alignment_of(const Layout& layout) {
  std::int64_t most = 1;
  for (const Field& field : layout.fields) {
    if (field.bits) continue;
    std::int64_t own = field.record ? field.record->alignment : info(field.type).alignment;
    while (own > 1 && field.offset % own != 0) own /= 2;
    most = std::max(most, own);
  }
  while (most > 1 && layout.itemsize % most != 0) most /= 2;
  return most;
}

/// A field without a name is called by its position, which may be the name of another.
void name_anonymous(Layout& layout, FieldNames& names) {
  const bool doubtful = layout.has_names() &&
                        std::any_of(layout.fields.begin(), layout.fields.end(),
                                    [](auto& f) { return automatic_position(f.name).has_value(); });
  if (!doubtful) return;
  for (Field& field : layout.fields) {
    if (field.name.empty()) field.name = names.add("anon");
  }
}

/// The bits of an integer that a member is.
Field bits_of(Field field, const CType& type, const CMember& member) {
  const ScalarInfo& scalar = info(field.type);
  const bool integer = !field.record && field.shape.empty() &&
                       (scalar.kind == Kind::Integer || scalar.kind == Kind::Boolean);
  const int width = *member.width;
  if (!integer || width < 1 || width > kByte * scalar.size) {
    refuse_layout(type.name,
                  fmt::format("has a bit field {} of {} bits", quoted(member.name), width));
  }
  if (member.bit % kByte == 0 && width == kByte * scalar.size) {
    field.offset = member.bit / kByte;
    return field;
  }
  field.bits = BitRange{0, width, scalar.is_signed, BitRange::Of::Stretch};
  field.type = holder_of_bits(width);
  if (field.reading) field.reading = with_names_of(*field.reading, width, scalar.is_signed);
  return gathered(std::move(field), member.bit);
}

/// Where a field is a member: each byte of it is one of the record.
void check_place(const Field& field, const CMember& member, const CType& type) {
  const auto end = checked_add(field.offset, field.size());
  const bool inside = member.bit >= 0 && end && *end <= type.size;
  const bool placed = type.kind != CKind::Union || member.bit == 0;
  if (inside && placed && (member.width || member.bit % kByte == 0)) return;
  refuse_layout(type.name,
                fmt::format("has a member {} that lies outside of it", quoted(member.name)));
}

/// Whether the members of a member are those of the record around it.
bool is_transparent(const Field& field, const CMember& member, const Layout& around) {
  return member.name.empty() && field.record && field.shape.empty() &&
         field.record->is_union == around.is_union;
}

}  // namespace

BookType TypeLayouts::of(TypeId id) {
  if (id == kNoType) return {opaque(0)};
  const CType type = graph_.type(id);
  if (++depth_ > kMaxRecordDepth) refuse_layout(type.name, "lies in itself, or more than 64 deep");
  BookType result = made(type, id);
  --depth_;
  return result;
}

BookType TypeLayouts::made(const CType& type, TypeId id) {
  if (type.kind == CKind::Typedef) return with_order_of(type.name, of(type.of));
  if (type.kind == CKind::Array) return array_of(type);
  if (type.size < 0) refuse_layout(type.name, "has a negative size");
  if (type.kind != CKind::Struct && type.kind != CKind::Union) return {value_of(type)};
  const Record& record = record_of(type, id);
  BookType result{{}, record.leaves};
  result.field.record = record.layout;
  return result;
}

BookType TypeLayouts::array_of(const CType& type) {
  BookType result = of(type.of);
  Field& field = result.field;
  Lengths lengths = type.lengths;
  if (is_character(field) && !lengths.empty()) {
    field.type = ScalarType::String;
    field.length = lengths.back();
    lengths.pop_back();
  }
  field.shape.insert(field.shape.begin(), lengths.begin(), lengths.end());
  const bool negative = std::any_of(type.lengths.begin(), type.lengths.end(),
                                    [](std::int64_t length) { return length < 0; });
  Lengths sizes;  // without those that would hide the others
  std::copy_if(field.shape.begin(), field.shape.end(), std::back_inserter(sizes),
               [](std::int64_t length) { return length > 0; });
  const std::int64_t size = field.record ? field.record->itemsize : info(field.type).size;
  sizes.push_back(std::max<std::int64_t>(1, field.length));
  sizes.push_back(std::max<std::int64_t>(1, size));
  if (negative || !checked_product(sizes))
    refuse_layout(type.name, "is an array of an absurd size");
  return result;
}

/// What is no record and no array.
Field TypeLayouts::value_of(const CType& type) const {
  const auto scalar = scalar_of(type, graph_.has_x87());
  Field field = scalar ? Field{} : opaque(type.size);
  field.order = type.order.value_or(graph_.order());
  if (!scalar) return field;
  field.type = *scalar;
  if (type.kind == CKind::Pointer) field.reading = reading_of(ReadingKind::Hex);
  if (type.kind == CKind::Enum) field.reading = reading_of_enum(type, info(*scalar));
  return field;
}

const TypeLayouts::Record& TypeLayouts::record_of(const CType& type, TypeId id) {
  const auto known = records_.find(id);
  return known != records_.end() ? known->second
                                 : records_.emplace(id, new_record(type)).first->second;
}

TypeLayouts::Record TypeLayouts::new_record(const CType& type) {
  Making making{type};
  Layout& layout = making.layout;
  layout.is_union = type.kind == CKind::Union;
  layout.record = true;
  layout.itemsize = type.size;
  for (const CMember& member : type.members) add_member(member, making);
  layout.alignment = alignment_of(layout);
  layout.format = fmt::format("{} {}", layout.is_union ? "union" : "struct", type.name);
  name_anonymous(layout, making.names);
  return {std::make_shared<const Layout>(std::move(layout)),
          std::max<std::int64_t>(making.leaves, 1)};
}

/// What a character is where it is a number.
ScalarType TypeLayouts::small_integer(TypeId id) const {
  CType type = graph_.type(id);
  for (int depth = 0; type.kind == CKind::Typedef && type.of != kNoType; ++depth) {
    if (depth == kMaxRecordDepth) refuse_layout(type.name, "has no end");
    type = graph_.type(type.of);
  }
  return type.is_signed ? ScalarType::Int8 : ScalarType::UInt8;
}

void TypeLayouts::add_member(const CMember& member, Making& record) {
  if (member.width && member.name.empty()) return;  // padding
  BookType value = of(member.type);
  record.leaves += value.leaves;
  if (record.leaves > kMostTypeLeaves)
    refuse_layout(record.type.name, "has more than 65536 fields");
  Field& field = value.field;
  if (member.width) {
    if (is_character(field)) field.type = small_integer(member.type);
    field = bits_of(std::move(field), record.type, member);
  } else {
    field.offset = member.bit / kByte;
  }
  check_place(field, member, record.type);
  Layout& layout = record.layout;
  if (!is_transparent(field, member, layout)) {
    field.name = record.names.add(member.name);
    layout.fields.push_back(std::move(field));
    return;
  }
  for (Field inner : field.record->fields) {
    inner.offset += field.offset;
    inner.name = record.names.add(inner.name);
    layout.fields.push_back(std::move(inner));
  }
}

}  // namespace bview
