// SPDX-License-Identifier: MIT
// core/layout.hpp - what one item of a view is: typed fields at byte offsets.
//
// A Layout is what a format string means. It is a plain value: formats/syntax
// makes one from text and prints it back; nobody changes one afterwards.

#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <bview/core/public.hpp>
#include <bview/core/reading.hpp>
#include <bview/core/scalar.hpp>

namespace BVIEW_PUBLIC bview {

struct Layout;
struct RecordPlan;

/// A length that each record has its own of.
inline constexpr std::int64_t kVaries = -1;

/// Lengths of axes, outermost first; empty for a single value.
using Lengths = std::vector<std::int64_t>;

/// One field of a record: a scalar, a text, a nested record, or an array of these.
struct Field {
  std::string name;                        ///< empty: none was given
  ScalarType type = ScalarType::UInt8;     ///< meaningless when `record` is set
  ByteOrder order = kHostOrder;            ///< of the bytes in the file
  std::int64_t length = 1;                 ///< units in one value: bytes of s p, characters of u w
  std::shared_ptr<const Layout> record{};  ///< T{...}; null for scalars
  std::int64_t offset = 0;                 ///< bytes from the start of the record
  Lengths shape{};                         ///< sub-array; empty for one value

  /// An unnamed count: not a sub-array but shape[0] values of the record itself.
  bool spread = false;

  /// Bytes, of a stretch bits, from one value to the next along each axis of `shape`; empty where
  /// values stand one behind the other, as they do in all fields but some parts of them
  /// (project()).
  Lengths strides{};

  /// How people read a value; null: as its type is written. A record has one if it is an
  /// integer that was taken apart: `type` and `order` are then those of the integer.
  std::shared_ptr<const Reading> reading{};

  /// The field is these bits of an integer of `type`, all of whose bytes are its value's bytes.
  /// A stretch has no such integer; `type` holds its values.
  std::optional<BitRange> bits{};

  /// Whether it is packed, beside its neighbours and in itself: [u12].
  [[nodiscard]] bool is_packed() const { return bits && bits->of != BitRange::Of::Integer; }
  /// Whether what is between values is counted in bits, as each may begin inside of a byte.
  [[nodiscard]] bool is_stretch() const { return bits && bits->of == BitRange::Of::Stretch; }

  /// The same of one axis, whether it was given or not.
  [[nodiscard]] std::int64_t stride(std::size_t axis) const;
  /// Bytes, of a stretch bits, from one value to the next along the innermost axis; of a single
  /// value its size.
  [[nodiscard]] std::int64_t step() const;
  /// Bytes, of a stretch bits, from the field's first value to its n-th in C order.
  [[nodiscard]] std::int64_t offset_of(std::int64_t n) const;
  /// The n-th value alone, where it lies.
  [[nodiscard]] Field element(std::int64_t n) const;

  /// What kernels are given as the length of a value: units, or of a stretch the first bit.
  [[nodiscard]] std::int64_t cell_length() const { return is_stretch() ? bits->offset : length; }

  /// Bytes of one value (of a stretch, of its first one), of the whole field, and how many values
  /// it holds.
  [[nodiscard]] std::int64_t value_size() const;
  [[nodiscard]] std::int64_t size() const;
  [[nodiscard]] std::int64_t count() const;

  /// How many values of the record the field stands for: 1, or the count of a spread.
  [[nodiscard]] std::int64_t positions() const { return spread ? shape.front() : 1; }

  /// The name of its type, with "be" behind it where bytes stand big end first:
  /// "u16be". A nested record is "T{}", a union "U{}".
  [[nodiscard]] std::string type_name() const;
};

/// A packed field as a stretch: its first bit is counted from the first bit of its bytes on, which
/// is the least significant of the first byte in little-endian order, else the most significant.
[[nodiscard]] Field stretched(Field field);

/// A stretch that begins `bit` bits behind the field's offset. A single value becomes bits of an
/// integer where one has just its bytes.
[[nodiscard]] Field gathered(Field stretch, std::int64_t bit);

/// Bytes that so many bits reach into.
[[nodiscard]] constexpr std::int64_t bytes_of_bits(std::int64_t bits) {
  return bits / 8 + (bits % 8 == 0 ? 0 : 1);
}

/// Where a field of a record that varies is found.
struct ColumnPath {
  std::vector<std::size_t> columns;  ///< of the record, and of records that vary in it
  bool whole = true;  ///< the column itself; else a part, at the field's offset in it
};

struct Layout {
  std::vector<Field> fields;   ///< in the order of the values; offsets may go back after project()
  std::int64_t itemsize = 0;   ///< bytes from one record to the next
  std::int64_t alignment = 1;  ///< bytes; of the fields parsed in native mode
  bool record = false;         ///< a record even if it has one unnamed value
  bool list = false;           ///< values of one array that differ in size
  bool projected = false;      ///< only `fields` are selected, not the bytes between them
  bool is_union = false;       ///< all fields begin at its start
  std::string format;          ///< the text it was made from, as memoryview.format

  /// How a record is walked whose size it says itself (core/record_plan.hpp). Then offsets, lengths
  /// that vary (-1 in a shape) and itemsize say nothing; walking tells them for each record.
  std::shared_ptr<const RecordPlan> plan{};
  /// Of such a record, after project(): which columns the fields are. Without: all, in order.
  std::vector<ColumnPath> paths{};

  /// Where the texts of at() are found, if any field reads such.
  std::shared_ptr<PointedTexts> pointed{};

  /// Whether all items are alike: fields of constant size at constant offsets.
  [[nodiscard]] bool is_fixed() const { return plan == nullptr; }

  /// One unnamed value per item, which is then shown without a record around it.
  [[nodiscard]] bool is_bare() const;
  [[nodiscard]] bool has_names() const;
};

/// The names of a record's fields as users see them: given ones as they are, the
/// others f0, f1, ... by position among the values. A spread field has the name of
/// its first value.
[[nodiscard]] std::vector<std::string> shown_names(const Layout& layout);

/// The n of "fn", as shown_names() calls the n-th value; nothing for other names.
[[nodiscard]] std::optional<std::int64_t> automatic_position(std::string_view name);

/// One scalar or text inside an item.
struct Leaf {
  std::string_view name;         ///< "hdr.len", "m[0,1]", "pts[2].x", "f3"; valid during the visit
  const Field& field;            ///< its type, order and length
  std::int64_t offset;           ///< bytes from the start of the item
  const Field* array = nullptr;  ///< of an element of a stretch: the array it is one of
};

/// Calls `visit` for every leaf in value order. Sub-arrays are walked element by
/// element, never stored.
void for_each_leaf(const Layout& layout, const std::function<void(const Leaf&)>& visit);

/// How many leaves an item has; saturates at INT64_MAX.
[[nodiscard]] std::int64_t leaf_count(const Layout& layout);

/// A stretch of an item's bytes.
struct Extent {
  std::int64_t offset;
  std::int64_t size;
};

/// The bytes an item selects, in value order, neighbours joined: the whole item,
/// or, after project() (formats/syntax/project.hpp), just its fields.
[[nodiscard]] std::vector<Extent> selected_bytes(const Layout& layout);

/// The stretch from the first selected byte of an item to the last: the whole item, or,
/// after project(), what its fields span.
[[nodiscard]] Extent selected_span(const Layout& layout);

/// The layout of items that are just this stretch, which holds all fields.
[[nodiscard]] Layout cut_to(Layout layout, const Extent& span);
/// The bytes of one field in value order, neighbours joined.
[[nodiscard]] std::vector<Extent> extents_of(const Field& field);

/// Whether a value of the field itself is shown as a text that stands elsewhere: at().
[[nodiscard]] bool leads_elsewhere(const Field& field);

/// Whether any value has a reading.
[[nodiscard]] bool has_readings(const Layout& layout);

/// The same values as they are stored: without readings, and bit fields as the integers that
/// they are bits of, but those that project() chose alone.
[[nodiscard]] Layout without_readings(Layout layout);

/// Bytes of all the stretches.
[[nodiscard]] std::int64_t total_size(std::span<const Extent> extents);

/// Bytes between and behind the fields that no field covers, in offset order.
[[nodiscard]] std::vector<Extent> holes(const Layout& layout);

/// The same layout with items of `itemsize` bytes, the surplus being padding.
/// \throws Error{Errc::BadShape} when `itemsize` is smaller than the layout's own.
[[nodiscard]] Layout with_itemsize(Layout layout, std::int64_t itemsize);

/// Plain bytes, format "B": what a view has before anybody says more.
[[nodiscard]] Layout byte_layout();

}  // namespace bview
