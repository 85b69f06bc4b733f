// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <cstddef>
#include <limits>
#include <utility>

#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/arrow/schema.hpp>

namespace bview {
namespace {

/// Members of the union Type.
enum class ArrowType : std::int8_t {
  Int = 2,
  FloatingPoint = 3,
  Binary = 4,
  Utf8 = 5,
  Bool = 6,
  Decimal = 7,
  Timestamp = 10,
  Struct = 13,
  FixedSizeBinary = 15,
  FixedSizeList = 16
};

/// A member of the union, and the table that says more.
struct TypeTable {
  ArrowType type;
  FlatTable table{};
};

TypeTable plain_type(ArrowType type) { return {type}; }

TypeTable int_type(int bits, bool is_signed) {
  TypeTable made{ArrowType::Int};
  made.table.i32(0, bits);
  made.table.boolean(1, is_signed);
  return made;
}

template <int kBits, bool kSigned>
TypeTable integer(bool /*holds*/) {
  return int_type(kBits, kSigned);
}

/// `kPrecision`: 1 single, 2 double.
template <int kPrecision>
TypeTable floating(bool /*holds*/) {
  TypeTable made{ArrowType::FloatingPoint};
  made.table.i16(0, kPrecision);
  return made;
}

/// `kUnit`: 1 milli-, 2 micro-, 3 nanoseconds.
template <int kUnit>
TypeTable timestamp(bool /*holds*/) {
  TypeTable made{ArrowType::Timestamp};
  made.table.i16(0, kUnit);
  made.table.text(1, "UTC");
  return made;
}

TypeTable boolean(bool /*holds*/) { return plain_type(ArrowType::Bool); }

TypeTable text(bool holds) { return plain_type(holds ? ArrowType::Utf8 : ArrowType::Binary); }

TypeTable sized_type(ArrowType type, std::int32_t size) {
  TypeTable made{type};
  made.table.i32(0, size);
  return made;
}

TypeTable wide_integer(bool holds) {
  constexpr std::int32_t kBytes = 16;
  constexpr std::int32_t kDigits = 38;
  if (!holds) return sized_type(ArrowType::FixedSizeBinary, kBytes);
  TypeTable made = sized_type(ArrowType::Decimal, kDigits);
  made.table.i32(1, 0);
  return made;
}

struct ColumnRow {
  TypeTable (*type)(bool holds);
  ArrowBuffers buffers = ArrowBuffers::Numbers;
};

// In the order of ColumnType.
constexpr ColumnRow kColumnRows[] = {
    {boolean, ArrowBuffers::Bits},
    {integer<8, true>},
    {integer<8, false>},
    {integer<16, true>},
    {integer<16, false>},
    {integer<32, true>},
    {integer<32, false>},
    {integer<64, true>},
    {integer<64, false>},
    {wide_integer},
    {wide_integer},
    {floating<1>, ArrowBuffers::Singles},
    {floating<1>},
    {floating<2>},
    {text, ArrowBuffers::Texts},
    {timestamp<1>},
    {timestamp<2>},
    {timestamp<3>},
};

const ColumnRow& row_of_type(ColumnType type) {
  return kColumnRows[static_cast<std::size_t>(type)];
}

FlatTable key_value(const std::string& key, const std::string& value) {
  FlatTable made;
  made.text(0, key);
  made.text(1, value);
  return made;
}

class SchemaMaker {
 public:
  SchemaMaker(const Columns& columns, const std::vector<ArrowLeaf>& leaves)
      : columns_(columns), leaves_(leaves) {}

  [[nodiscard]] std::vector<FlatTable> fields(const std::vector<ColumnNode>& nodes) const {
    std::vector<FlatTable> made;
    made.reserve(nodes.size());
    for (const ColumnNode& node : nodes) made.push_back(field(node, node.name));
    return made;
  }

 private:
  [[nodiscard]] FlatTable field(const ColumnNode& node, const std::string& name) const {
    FlatTable made;
    made.text(0, name);
    if (node.fields.empty()) {
      add_leaf(node.leaf, made);
    } else if (node.length) {
      add_type(sized_type(ArrowType::FixedSizeList, list_length(*node.length, name)), made);
      std::vector<FlatTable> item;
      item.push_back(field(node.fields.front(), "item"));
      made.tables(5, std::move(item));
    } else {
      add_type(plain_type(ArrowType::Struct), made);
      made.tables(5, fields(node.fields));
    }
    return made;
  }

  void add_leaf(std::size_t number, FlatTable& field) const {
    const ColumnSource& source = columns_.leaves[number].source;
    const ArrowLeaf& leaf = leaves_[number];
    field.boolean(1, source.misses);
    add_type(row_of_type(source.type).type(leaf.holds), field);
    if (leaf.names) {
      FlatTable dictionary;
      dictionary.i64(0, static_cast<std::int64_t>(number));
      dictionary.table(1, int_type(32, true).table);
      field.table(4, std::move(dictionary));
    }
    field.tables(5, {});
    if (leaf.note.empty()) return;
    std::vector<FlatTable> notes;
    notes.push_back(key_value("bview.note", leaf.note));
    field.tables(6, std::move(notes));
  }

  static void add_type(TypeTable type, FlatTable& field) {
    field.i8(2, static_cast<std::int8_t>(type.type));
    field.table(3, std::move(type.table));
  }

  static std::int32_t list_length(std::int64_t length, const std::string& name) {
    constexpr std::int64_t kMost = std::numeric_limits<std::int32_t>::max();
    if (length <= kMost) return static_cast<std::int32_t>(length);
    throw Error(Errc::BadValue,
                fmt::format("a list of Arrow has {} values at most, and one of {} has {}; give the "
                            "first axis more rows with --shape",
                            kMost, quoted(name), length));
  }

  const Columns& columns_;
  const std::vector<ArrowLeaf>& leaves_;
};

}  // namespace

ArrowBuffers arrow_buffers(ColumnType type, const ArrowLeaf& leaf) {
  return leaf.names ? ArrowBuffers::Names : row_of_type(type).buffers;
}

FlatTable arrow_schema(const Columns& columns, const std::vector<ArrowLeaf>& leaves,
                       const std::string& format) {
  FlatTable made;
  made.i16(0, 0);  // little-endian
  made.tables(1, SchemaMaker(columns, leaves).fields(columns.nodes));
  std::vector<FlatTable> notes;
  notes.push_back(key_value("bview.format", format));
  made.tables(2, std::move(notes));
  return made;
}

}  // namespace bview
