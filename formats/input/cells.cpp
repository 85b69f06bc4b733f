#include "formats/input/cells.hpp"

#include <algorithm>

#include "core/error.hpp"

namespace bview {

// --- tsv -----------------------------------------------------------------------------------------

bool TsvCells::next_row() {
  if (!lines_.next(row_)) return false;
  if (row_.ends_with('\r')) row_.remove_suffix(1);
  rest_ = row_;
  done_ = false;
  return true;
}

bool TsvCells::next_cell(std::string_view& cell) {
  if (done_) return false;
  cell = rest_.substr(0, rest_.find('\t'));
  done_ = cell.size() == rest_.size();
  rest_.remove_prefix(cell.size() + (done_ ? 0 : 1));
  return true;
}

// --- csv -----------------------------------------------------------------------------------------

bool CsvCells::next_row() {
  at_ = 0;
  done_ = !lines_.next(row_);
  return !done_;
}

bool CsvCells::next_cell(std::string_view& cell) {
  if (done_) return false;
  cell = row_.substr(at_).starts_with('"') ? quoted_cell() : plain_cell();
  return true;
}

std::string_view CsvCells::plain_cell() {
  std::string_view cell = row_.substr(at_);
  cell = cell.substr(0, cell.find(','));
  at_ += cell.size();
  end_cell();
  if (done_ && cell.ends_with('\r')) cell.remove_suffix(1);
  if (cell.find('"') != std::string_view::npos) {
    throw Error(Errc::BadValue,
                "a quote stands inside a cell without quotes; put the cell in "
                "quotes and the quote twice");
  }
  return cell;
}

std::string_view CsvCells::quoted_cell() {
  text_.clear();
  for (++at_;;) {
    const std::size_t quote = row_.find('"', at_);
    text_ += row_.substr(at_, quote - at_);
    at_ = std::min(quote, row_.size());
    if (at_ == row_.size()) {
      if (lines_.extend(row_)) continue;
      throw Error(Errc::BadValue, "a quote is opened and not closed");
    }
    ++at_;
    if (!row_.substr(at_).starts_with('"')) break;
    text_ += '"';
    ++at_;
  }
  if (row_.substr(at_) == "\r") ++at_;
  end_cell();
  return text_;
}

/// A comma, or the end of the row, is next.
void CsvCells::end_cell() {
  done_ = at_ == row_.size();
  if (!done_ && row_[at_] != ',') {
    throw Error(Errc::BadValue, "a quoted cell goes on behind its closing quote");
  }
  ++at_;
}

}  // namespace bview
