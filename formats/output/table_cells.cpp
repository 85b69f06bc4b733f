// SPDX-License-Identifier: MIT

#include <algorithm>
#include <bit>
#include <string>

#include <bview/formats/output/table_cells.hpp>
#include <bview/formats/text/reading_cells.hpp>

namespace bview {
namespace {

// Stands behind every cell; inside one it would be escaped.
constexpr char kCellEnd = '\n';
constexpr std::string_view kSeparator(&kCellEnd, 1);

/// How many units of a text fill a terminal: a character may be four of them.
std::int64_t units_to_show(const Field& field, const OutputOptions& options) {
  // Of a Pascal text it is the first byte that counts.
  constexpr std::int64_t kLongestPascal = 256;
  if (!options.width || !info(field.type).count_is_length() || field.reading) {
    return field.cell_length();
  }
  return std::min(field.length, std::max(kLongestPascal, 4 * (*options.width + 1)));
}

}  // namespace

CellStyle table_style(const OutputOptions& options) {
  CellStyle style;
  style.notation = Notation::Table;
  style.base = options.base.value_or(10);
  style.precision = options.precision;
  style.bytes_as = options.bytes_as;
  return style;
}

void Cells::clear(std::int64_t expected) {
  text_.clear();
  ends_.reserve(static_cast<std::size_t>(expected) + 1);
  ends_.assign(1, {static_cast<std::size_t>(-1), 0});
}

std::size_t Cells::longest(std::size_t first, std::size_t count) const {
  std::size_t longest = 0;
  const Reader cells = reader();
  for (std::size_t n = first; n < first + count; ++n) {
    longest = std::max(longest, cells[n].text.size());
  }
  return longest;
}

/// Eight characters are looked at together: cells are short.
std::int64_t Cells::measure(std::size_t from, std::int64_t count) {
  constexpr std::uint64_t kOnes = 0x0101'0101'0101'0101;
  constexpr std::uint64_t kLow = 0x7f * kOnes;  // all bits of each byte but the highest
  constexpr std::size_t kWord = sizeof(std::uint64_t);
  static_cast<void>(text_.reserve(kVectorBytes));  // behind the last, for PlainLine
  const std::string_view text = text_.text();
  const std::size_t first = ends_.size();
  ends_.resize(first + static_cast<std::size_t>(count));
  End* end = ends_.data() + first;
  std::size_t begin = from;
  std::size_t widest = 0;
  std::uint64_t seen = 0;
  const auto look = [&](std::size_t at, std::size_t size) {
    const std::uint64_t word = load_word(text.data() + at, size);
    seen |= word;
    const std::uint64_t other = word ^ kOnes * static_cast<std::uint8_t>(kCellEnd);
    for (std::uint64_t found = ~(((other & kLow) + kLow) | other | kLow); found != 0;
         found &= found - 1) {
      const std::size_t offset = at + static_cast<std::size_t>(std::countr_zero(found)) / 8;
      widest = std::max(widest, offset - begin);
      *end++ = {offset, static_cast<std::int64_t>(offset - begin)};
      begin = offset + 1;
    }
  };
  std::size_t at = from;
  for (; at + kWord <= text.size(); at += kWord) look(at, kWord);
  look(at, text.size() - at);
  return (seen & ~kLow) == 0 ? static_cast<std::int64_t>(widest) : measure_columns(first);
}

/// The widths of cells that are not ASCII.
std::int64_t Cells::measure_columns(std::size_t first) {
  std::int64_t widest = 0;
  for (std::size_t k = first; k < ends_.size(); ++k) {
    ends_[k].width = text_width((*this)[k - 1].text);
    widest = std::max(widest, ends_[k].width);
  }
  return widest;
}

CellMaker::CellMaker(const Field& field, const OutputOptions& options)
    : writer_(cell_writer(field, table_style(options))),
      kind_(shown_kind(field)),
      at_points_(options.at_points && kind_ == Kind::Float),
      length_(field.cell_length()),
      beginning_(units_to_show(field, options)),
      unit_(info(field.type).size),
      step_unit_(field.is_stretch() ? 8 : 1) {
  // What is behind the text of a Pascal string belongs to nobody.
  if (field.type == ScalarType::Pascal) length_ = beginning_;
}

std::int64_t CellMaker::append(const std::byte* data, std::int64_t step, std::int64_t count,
                               Cells& cells) const {
  if (count == 0) return 0;
  const std::size_t from = cells.text_.text().size();
  if (beginning_ == length_) {
    writer_.write({data, step * step_unit_, count, length_}, kSeparator, cells.text_);
    cells.text_.append(kCellEnd);
  } else {
    for (std::int64_t k = 0; k < count; ++k) append_beginning(data + k * step, cells);
  }
  return cells.measure(from, count);
}

std::int64_t CellMaker::append_stretch(const Field& field, const std::byte* data, std::int64_t n,
                                       std::int64_t count, Cells& cells) const {
  if (count == 0) return 0;
  const std::size_t from = cells.text_.text().size();
  const std::int64_t bit = field.bits->offset + field.offset_of(n);
  writer_.write({data + (bit >> 3U), field.step(), count, bit & 7U}, kSeparator, cells.text_);
  cells.text_.append(kCellEnd);
  return cells.measure(from, count);
}

void CellMaker::append_beginning(const std::byte* data, Cells& cells) const {
  writer_.write({data, 0, 1, beginning_}, kSeparator, cells.text_);
  const bool goes_on = std::any_of(data + beginning_ * unit_, data + length_ * unit_,
                                   [](std::byte byte) { return byte != std::byte{0}; });
  if (goes_on) cells.text_.append("…");
  cells.text_.append(kCellEnd);
}

void CellMaker::write(const std::byte* data, Painter& line) const {
  writer_.write({data, 0, 1, length_}, kSeparator, line.direct(paint_of(kind_)));
}

namespace {

std::string with_escaped_bars(std::string_view text) {
  std::string escaped;
  for (const char c : text) escaped += c == '|' ? std::string("\\|") : std::string(1, c);
  return escaped;
}

}  // namespace

std::int64_t behind_point(std::string_view number) {
  return static_cast<std::int64_t>(number.size() -
                                   std::min(number.find_first_of(".e"), number.size()));
}

Reach CellMaker::reach_of(const Cells& cells, std::size_t from, std::int64_t widest) const {
  if (!at_points_) return {widest, 0};
  Reach reach;
  for (std::size_t k = from; k < cells.size(); ++k) {
    const std::int64_t behind = behind_point(cells[k].text);
    reach = reach.joined({cells[k].width - behind, behind});
  }
  return reach;
}

void CellColumn::write_slowly(const Cell& cell, Painter& line) const {
  const Paint paint = paint_of(kind_, cell.text);
  if (line.escapes_bars() && cell.text.find('|') != std::string_view::npos) {
    line.cell(with_escaped_bars(cell.text), column_, align_, paint);
  } else if (behind_ > 0) {
    const std::int64_t free = behind_ - behind_point(cell.text);
    line.cell(cell.text, cell.width, column_ - free, align_, paint);
    line.space(free);
  } else if (cell.width <= column_ || !may_be_cut(kind_)) {
    line.cell(cell.text, cell.width, column_, align_, paint);
  } else {
    line.cell(line.cut(cell.text, column_), column_, align_, paint);
  }
}

std::int64_t rows_per_block(std::int64_t row_bytes, std::int64_t most) {
  constexpr std::int64_t kBlockBytes = std::int64_t{256} << 10;
  return std::clamp<std::int64_t>(kBlockBytes / std::max<std::int64_t>(row_bytes, 1), 1, most);
}

}  // namespace bview
