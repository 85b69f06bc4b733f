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

#include "core/scalar.hpp"

namespace bview {

struct Layout;

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

  /// Bytes of one value, of the whole field, and how many values it holds.
  [[nodiscard]] std::int64_t value_size() const;
  [[nodiscard]] std::int64_t size() const;
  [[nodiscard]] std::int64_t count() const;

  /// How many values of the record the field stands for: 1, or the count of a spread.
  [[nodiscard]] std::int64_t positions() const { return spread ? shape.front() : 1; }

  /// The name of its type, with "be" behind it where bytes stand big end first:
  /// "u16be". A nested record is "T{}".
  [[nodiscard]] std::string type_name() const;
};

struct Layout {
  std::vector<Field> fields;   ///< in the order of the values; offsets may go back after project()
  std::int64_t itemsize = 0;   ///< bytes from one record to the next
  std::int64_t alignment = 1;  ///< bytes; of the fields parsed in native mode
  bool record = false;         ///< a record even if it has one unnamed value
  bool projected = false;      ///< only `fields` are selected, not the bytes between them
  std::string format;          ///< the text it was made from, as memoryview.format

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
  std::string_view name;  ///< "hdr.len", "m[0,1]", "pts[2].x", "f3"; valid during the visit
  const Field& field;     ///< its type, order and length
  std::int64_t offset;    ///< bytes from the start of the item
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
/// or, after project(), just its fields.
[[nodiscard]] std::vector<Extent> selected_bytes(const Layout& layout);

/// Bytes of all the stretches.
[[nodiscard]] std::int64_t total_size(std::span<const Extent> extents);

/// Bytes between and behind the fields that no field covers, in offset order.
[[nodiscard]] std::vector<Extent> holes(const Layout& layout);

/// The record reduced to some of its values, in the order asked for.
///
/// A selector is a name ("len"), a dotted path ("hdr.len") or a 0-based position
/// among the values. Itemsize stays: the others become holes.
/// \throws Error{Errc::BadUsage} for a selector that fits nothing, or one twice.
[[nodiscard]] Layout project(const Layout& layout, const std::vector<std::string>& selectors);

/// The same layout with items of `itemsize` bytes, the surplus being padding.
/// \throws Error{Errc::BadShape} when `itemsize` is smaller than the layout's own.
[[nodiscard]] Layout with_itemsize(Layout layout, std::int64_t itemsize);

/// Plain bytes, format "B": what a view has before anybody says more.
[[nodiscard]] Layout byte_layout();

}  // namespace bview
