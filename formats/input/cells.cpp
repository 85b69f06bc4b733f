// SPDX-License-Identifier: MIT

#include <algorithm>
#include <utility>

#include <bview/core/error.hpp>
#include <bview/formats/input/cells.hpp>
#include <bview/formats/input/limits.hpp>

namespace bview {
namespace {

bool is_line_end(char c) { return c == '\n' || c == '\r'; }

[[noreturn]] void fail(const char* reason) { throw Error(Errc::BadValue, reason); }

}  // namespace

LineCells::LineCells(Source& source, char delimiter, std::string_view others)
    : text_(source), delimiter_(delimiter) {
  const auto add = [this](char c) { ends_[static_cast<unsigned char>(c)] = true; };
  add(delimiter);
  add('\n');
  add('\r');
  std::for_each(others.begin(), others.end(), add);
}

bool LineCells::begin_row() {
  // Only now, so that nobody waits for what stands behind a row.
  const bool behind = std::exchange(after_return_, false);
  if (text_.at_end()) return false;
  if (behind && text_.here() == '\n') {
    text_.skip();
    if (text_.at_end()) return false;
  }
  line_ = next_line_;
  blank_ = text_.is_next("", is_line_end);
  done_ = false;
  return true;
}

std::string_view LineCells::unread_rows() {
  if (after_return_ && !text_.unread().empty()) {
    if (text_.unread().front() == '\n') text_.skip();
    after_return_ = false;
  }
  return done_ && !after_return_ ? text_.unread() : std::string_view();
}

void LineCells::skip_rows(std::int64_t rows, std::size_t characters) {
  text_.skip(characters);
  next_line_ += rows;
}

void LineCells::end_cell() {
  const auto end = text_.here();
  done_ = !end || is_line_end(*end);
  after_return_ = end == '\r';
  if (done_) ++next_line_;
  if (end) text_.skip();
}

std::string_view LineCells::take_cell(std::size_t most) {
  return take_until([ends = ends_.data()](char c) { return ends[static_cast<unsigned char>(c)]; },
                    most);
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
  cell = take_cell(most);
  end_cell();
  return true;
}

// --- csv -----------------------------------------------------------------------------------------

bool CsvCells::next_row() {
  for (std::string_view rest; !done_;) static_cast<void>(next_cell(rest, longest_text(0)));
  return begin_row();
}

bool CsvCells::next_cell(std::string_view& cell, std::size_t most) {
  if (done_) return false;
  was_quoted_ = !text_.at_end() && text_.here() == '"';
  cell = was_quoted_ ? quoted_cell(most) : plain_cell(most);
  return true;
}

std::string_view CsvCells::plain_cell(std::size_t most) {
  const std::string_view cell = take_cell(most);
  if (text_.here() == '"') {
    fail("a quote stands inside a cell without quotes; put the cell in quotes and the quote twice");
  }
  end_cell();
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
  if (!text_.at_end() && text_.here() != delimiter() && !is_line_end(*text_.here())) {
    fail("a quoted cell goes on behind its closing quote");
  }
  end_cell();
  return quoted_;
}

}  // namespace bview
