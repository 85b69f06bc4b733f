// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <bit>

#include <bview/formats/output/table_fields.hpp>
#include <bview/formats/output/table_label.hpp>

namespace bview {
namespace {

using Visit = std::function<bool(const Entry&)>;

/// Where a record lies and what names in it begin with.
struct EntryPlace {
  std::string prefix;  ///< "hdr."
  std::int64_t offset;
};

bool visit_record(const Layout& layout, const EntryPlace& place, const Visit& visit);

/// The n-th name of an array of records, or of an unnamed count of them.
std::string element_name(const Field& field, const std::string& prefix, std::int64_t position,
                         std::int64_t n) {
  if (field.spread) return fmt::format("{}f{}", prefix, position + n);
  const std::string name = field.name.empty() ? fmt::format("f{}", position) : field.name;
  if (field.shape.empty()) return prefix + name;
  Lengths index(field.shape.size());
  for (std::size_t k = index.size(); k-- > 0; n /= field.shape[k]) index[k] = n % field.shape[k];
  return prefix + name + bracketed(index);
}

bool visit_records(const Field& field, const EntryPlace& place, std::int64_t position,
                   const Visit& visit) {
  // Records with nothing in them take no bytes, so there may be any number of them.
  if (leaf_count(*field.record) == 0) return true;
  for (std::int64_t n = 0; n < field.count(); ++n) {
    const std::int64_t offset = place.offset + field.offset + field.offset_of(n);
    const std::string name = element_name(field, place.prefix, position, n);
    if (!visit_record(*field.record, {name + ".", offset}, visit)) return false;
  }
  return true;
}

bool visit_scalars(const Field& field, const EntryPlace& place, std::int64_t position,
                   const Visit& visit) {
  std::string name = field.name.empty() ? fmt::format("f{}", position) : field.name;
  if (field.positions() > 1) name += fmt::format("..f{}", position + field.positions() - 1);
  return visit({place.prefix + name, field, place.offset + field.offset});
}

bool visit_record(const Layout& layout, const EntryPlace& place, const Visit& visit) {
  std::int64_t position = 0;
  for (const Field& field : layout.fields) {
    const bool on = field.record ? visit_records(field, place, position, visit)
                                 : visit_scalars(field, place, position, visit);
    if (!on) return false;
    position += field.positions();
  }
  return true;
}

/// An array on its way into lines.
class ArrayLines {
 public:
  ArrayLines(const Field& field, Kind kind, bool rule, std::int64_t left,
             std::optional<std::int64_t> width, Painter& line)
      : shape_(field.shape),
        depth_(field.spread ? 0 : static_cast<std::int64_t>(field.shape.size())),
        left_(left),
        room_(std::max<std::int64_t>(1, width.value_or(kUsualWidth) - left - 2 * depth_)),
        gap_(rule ? kRuleGap : 1),
        kind_(kind),
        cuts_(width && may_be_cut(kind)),
        line_(line) {}

  /// The values from the `first` one on, whose widest cell has `widest` columns. They
  /// begin on a line of their own unless they are the very first.
  void write(std::int64_t first, const Cells& cells, std::int64_t widest);

 private:
  /// Between a value and the one before it.
  void separate(std::int64_t n, bool new_line);
  void brackets(const char* bracket, std::int64_t n);

  const Lengths& shape_;
  std::int64_t depth_;  // brackets around a value
  std::int64_t left_;   // where lines begin
  std::int64_t room_;   // columns for values
  std::int64_t gap_;    // columns between them
  Kind kind_;
  bool cuts_;  // what is wider than that
  Painter& line_;
};

void ArrayLines::write(std::int64_t first, const Cells& cells, std::int64_t widest) {
  const std::int64_t width = cuts_ ? std::min(widest, room_) : widest;
  const std::int64_t row = shape_.back();
  const std::int64_t per_line = cells_per_line(row, (room_ + gap_) / (width + gap_));
  const CellColumn column(kind_, width);
  for (std::size_t k = 0; k < cells.size(); ++k) {
    const std::int64_t n = first + static_cast<std::int64_t>(k);
    separate(n, k == 0 || n % row % per_line == 0);
    brackets("[", n);
    column.write(cells[k], line_);
    brackets("]", n + 1);
  }
}

void ArrayLines::separate(std::int64_t n, bool new_line) {
  if (n == 0) return;
  if (!new_line) return line_.separate(gap_);
  line_.end_line();
  line_.space(left_ + std::max<std::int64_t>(0, depth_ - axes_beginning(shape_, n)));
}

void ArrayLines::brackets(const char* bracket, std::int64_t n) {
  for (std::int64_t k = std::min(depth_, axes_beginning(shape_, n)); k > 0; --k) {
    line_.write(bracket, paint_of(kind_));
  }
}

/// Values of an array from the n-th on.
struct Stretch {
  std::int64_t first;
  std::int64_t count;
};

/// Appends their cells and returns the width of the widest.
std::int64_t append_values(const Field& field, const CellMaker& maker, const std::byte* data,
                           const Stretch& values, Cells& cells) {
  const std::int64_t step = field.step();
  if (field.is_stretch() && field.strides.empty()) {
    return maker.append_stretch(field, data, values.first, values.count, cells);
  }
  if (field.strides.empty()) {
    return maker.append(data + values.first * step, step, values.count, cells);
  }
  std::int64_t widest = 0;
  for (std::int64_t n = values.first; n < values.first + values.count; ++n) {
    widest = std::max(widest, field.is_stretch()
                                  ? maker.append_stretch(field, data, n, 1, cells)
                                  : maker.append(data + field.offset_of(n), step, 1, cells));
  }
  return widest;
}

}  // namespace

void for_each_entry(const Layout& layout, const Visit& visit) {
  visit_record(layout, {"", 0}, visit);
}

std::int64_t axes_beginning(const Lengths& shape, std::int64_t n) {
  std::int64_t count = 0;
  for (std::size_t k = shape.size(); k-- > 0 && n % shape[k] == 0; n /= shape[k]) ++count;
  return count;
}

std::int64_t cells_per_line(std::int64_t row, std::int64_t fit) {
  if (row <= fit) return row;
  return static_cast<std::int64_t>(
      std::bit_floor(static_cast<std::uint64_t>(std::max<std::int64_t>(1, fit))));
}

void write_array(const Field& field, const CellMaker& maker, const std::byte* data,
                 std::int64_t left, std::optional<std::int64_t> width, Painter& line) {
  constexpr std::int64_t kMostAtOnce = 1024;
  if (field.count() == 0) return line.write("[]");
  ArrayLines lines(field, maker.kind(), maker.may_hold_blanks(), left, width, line);
  const std::int64_t block = rows_per_block(field.value_size(), kMostAtOnce);
  Cells cells;
  for (std::int64_t first = 0; first < field.count(); first += block) {
    const std::int64_t count = std::min(block, field.count() - first);
    cells.clear();
    const std::int64_t widest = append_values(field, maker, data, {first, count}, cells);
    lines.write(first, cells, widest);
  }
}

}  // namespace bview
