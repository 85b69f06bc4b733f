// SPDX-License-Identifier: MIT

#include <algorithm>

#include <bview/core/error.hpp>
#include <bview/formats/input/cells.hpp>
#include <bview/formats/input/limits.hpp>

namespace bview {
namespace {

bool is_line_end(char c) { return c == '\n'; }

[[noreturn]] void fail(const char* reason) { throw Error(Errc::BadValue, reason); }

}  // namespace

bool LineCells::begin_row() {
  if (text_.at_end()) return false;
  line_ = next_line_;
  blank_ = text_.is_next("", is_line_end) || text_.is_next("\r", is_line_end);
  done_ = false;
  return true;
}

void LineCells::end_cell() {
  const auto end = text_.here();
  done_ = !end || is_line_end(*end);
  if (done_) ++next_line_;
  if (end) text_.skip();
}

template <class Ends>
std::string_view LineCells::take_until(const Ends& ends, std::size_t most) {
  const auto taken = text_.take_until(ends, most);
  if (taken) return *taken;
  throw Error(Errc::BadValue, why_too_long(most), most);
}

// --- tsv -----------------------------------------------------------------------------------------

bool TsvCells::next_row() {
  for (std::string_view rest; !done_;) static_cast<void>(next_cell(rest, longest_text(0)));
  return begin_row();
}

bool TsvCells::next_cell(std::string_view& cell, std::size_t most) {
  if (done_) return false;
  cell = take_until([](char c) { return c == '\t' || is_line_end(c); }, most);
  end_cell();
  if (done_ && cell.ends_with('\r')) cell.remove_suffix(1);
  return true;
}

// --- csv -----------------------------------------------------------------------------------------

bool CsvCells::next_row() {
  for (std::string_view rest; !done_;) static_cast<void>(next_cell(rest, longest_text(0)));
  return begin_row();
}

bool CsvCells::next_cell(std::string_view& cell, std::size_t most) {
  if (done_) return false;
  const bool quoted = !text_.at_end() && text_.here() == '"';
  cell = quoted ? quoted_cell(most) : plain_cell(most);
  return true;
}

std::string_view CsvCells::plain_cell(std::size_t most) {
  const auto ends = [](char c) { return c == ',' || c == '"' || is_line_end(c); };
  std::string_view cell = take_until(ends, most);
  if (text_.here() == '"') {
    fail("a quote stands inside a cell without quotes; put the cell in quotes and the quote twice");
  }
  end_cell();
  if (done_ && cell.ends_with('\r')) cell.remove_suffix(1);
  return cell;
}

std::string_view CsvCells::quoted_cell(std::size_t most) {
  const auto is_quote = [](char c) { return c == '"'; };
  quoted_.clear();
  for (text_.skip();; quoted_ += '"', text_.skip()) {
    const std::string_view part = take_until(is_quote, most - std::min(most, quoted_.size()));
    next_line_ += std::count(part.begin(), part.end(), '\n');
    quoted_ += part;
    if (!text_.here()) fail("a quote is opened and not closed");
    text_.skip();
    if (text_.at_end() || text_.here() != '"') break;
  }
  if (text_.is_next("\r", is_line_end)) text_.skip();
  if (!text_.at_end() && text_.here() != ',' && text_.here() != '\n') {
    fail("a quoted cell goes on behind its closing quote");
  }
  end_cell();
  return quoted_;
}

}  // namespace bview
