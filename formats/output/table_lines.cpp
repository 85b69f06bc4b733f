// SPDX-License-Identifier: MIT

#include <algorithm>
#include <limits>
#include <utility>

#include <bview/formats/output/table_footer.hpp>
#include <bview/formats/output/table_label.hpp>
#include <bview/formats/output/table_lines.hpp>

namespace bview {
namespace {

constexpr std::int64_t kLineGap = 2;

/// Items whose text is about as long as a chunk should be.
std::int64_t items_per_chunk(const Layout& layout) {
  constexpr std::int64_t kLinesPerChunk = 2048;
  const std::int64_t leaves = std::max<std::int64_t>(1, leaf_count(layout));
  return rows_per_block(layout.itemsize, std::max<std::int64_t>(1, kLinesPerChunk / leaves));
}

}  // namespace

FieldLines::FieldLines(Selection selection, const OutputOptions& options)
    : view_(std::move(selection.view)),
      places_(selection.places.value_or(view_)),
      kept_(selection.places ? places_.itemsize() : std::numeric_limits<std::int64_t>::max()),
      layout_(std::move(selection.layout)),
      options_(options),
      chunk_(items_per_chunk(layout_)),
      digits_(offset_digits(places_.bytes().size)),
      indent_(view_.ndim() == 0 ? 0 : kLineGap),
      name_width_(widest_name()) {}

/// Of the first names: an item may have any number of them.
std::int64_t FieldLines::widest_name() const {
  constexpr int kMostNames = 256;
  std::int64_t widest = 0;
  int seen = 0;
  for_each_entry(layout_, [&](const Entry& entry) {
    widest = std::max(widest, text_width(printable(entry.name)));
    return ++seen < kMostNames;
  });
  constexpr std::int64_t kAlwaysLeft = 8;
  return options_.width ? std::min(widest, std::max(kAlwaysLeft, *options_.width / 3)) : widest;
}

void FieldLines::end(TextBuffer& out) const { write_footer(view_, layout_, options_, out); }

void FieldLines::render(std::int64_t first, std::int64_t count, TextBuffer& out) const {
  Painter line(out, options_.color, options_.cut);
  for (std::int64_t n = first; n < first + count; ++n) {
    if (layout_.is_bare()) {
      write_value_line(n, line);
    } else {
      write_record(n, line);
    }
  }
}

void FieldLines::write_value_line(std::int64_t n, Painter& line) const {
  const Field& field = layout_.fields.front();
  const std::int64_t offset = view_.offset_of(n) + field.offset;
  const std::string index = view_.ndim() == 0 ? "" : bracketed(view_.index_of(n));
  const std::int64_t index_column = view_.ndim() == 0 ? 0 : index_width(view_) + kLineGap;
  line.write(offset_text(offset, digits_), Paint::Faint);
  line.space(kLineGap);
  line.cell(index, index_column, Align::Left, Paint::Faint);
  const CellMaker maker(field, options_);
  const std::int64_t left = digits_ + kLineGap + index_column;
  if (field.shape.empty()) {
    write_value(maker, view_.bytes().at(offset), left, line);
  } else {
    write_array(field, maker, view_.bytes().at(offset), left, options_.width, line);
  }
  line.end_line();
}

void FieldLines::write_record(std::int64_t n, Painter& line) const {
  const std::int64_t offset = places_.offset_of(n);
  const std::byte* const item = view_.bytes().at(view_.offset_of(n));
  if (view_.ndim() > 0) {
    line.write(offset_text(offset, digits_) + " " + bracketed(view_.index_of(n)), Paint::Strong);
    line.end_line();
  }
  for_each_entry(layout_, [&](const Entry& entry) {
    write_entry(entry, offset, item, line);
    return true;
  });
}

void FieldLines::write_entry(const Entry& entry, std::int64_t offset, const std::byte* item,
                             Painter& line) const {
  const std::string name = cut_text(printable(entry.name), name_width_);
  line.space(indent_);
  if (entry.offset < kept_) {
    line.write(offset_text(offset + entry.offset, digits_), Paint::Faint);
  } else {
    line.space(digits_);  // it stands nowhere
  }
  line.space(kLineGap);
  line.cell(name, name_width_, Align::Left, Paint::Plain);
  line.space(kLineGap);
  const CellMaker maker(entry.field, options_);
  const std::int64_t left = indent_ + digits_ + kLineGap + name_width_ + kLineGap;
  const std::byte* const data = item + entry.offset;
  if (entry.field.shape.empty()) {
    write_value(maker, data, left, line);
  } else {
    write_array(entry.field, maker, data, left, options_.width, line);
  }
  line.end_line();
}

/// A value at the end of its line, which stands at `left`.
void FieldLines::write_value(const CellMaker& maker, const std::byte* data, std::int64_t left,
                             Painter& line) const {
  if (maker.is_long()) return maker.write(data, line);
  Cells cells;
  maker.append(data, 0, 1, cells);
  const std::string_view text = cells[0].text;
  const Paint paint = paint_of(maker.kind(), text);
  const bool cut = options_.width && may_be_cut(maker.kind());
  line.write(cut ? line.cut(text, *options_.width - left) : std::string(text), paint);
}

}  // namespace bview
