// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <optional>

#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/input/cells.hpp>
#include <bview/formats/input/dialect_cell.hpp>
#include <bview/formats/input/given_json.hpp>
#include <bview/formats/input/given_rows.hpp>
#include <bview/formats/input/header_columns.hpp>
#include <bview/formats/input/item_writer.hpp>
#include <bview/formats/input/limits.hpp>
#include <bview/formats/input/unmarked.hpp>
#include <bview/formats/text/parse_integer.hpp>
#include <bview/formats/text/parse_text.hpp>
#include <bview/formats/text/row_column.hpp>

namespace bview {
namespace {

/// A row, and where the cells of each field begin in it.
class GivenRow : public GivenRecord {
 public:
  GivenRow(const Layout& layout, const InputOptions& options, Notation notation)
      : layout_(layout), options_(options), notation_(notation) {
    for (const Field& field : layout.fields) {
      columns_.push_back(row_column(field));
      begins_.push_back(width_);
      width_ += columns_.back().cells;
    }
  }

  std::vector<std::string>& cells() { return cells_; }

  /// The names of its cells.
  [[nodiscard]] std::vector<std::string> names() const {
    const std::vector<std::string> shown = shown_names(layout_);
    std::vector<std::string> names;
    std::int64_t position = 0;
    for (std::size_t k = 0; k < layout_.fields.size(); ++k) {
      const Field& field = layout_.fields[k];
      for (std::string& name : cell_names(field, shown[k], position)) {
        names.push_back(std::move(name));
      }
      position += field.positions();
    }
    return names;
  }
  [[nodiscard]] std::int64_t width() const { return width_; }

  void begin(std::int64_t line) {
    line_ = line;
    number_ = line - 1;
    tape_of_.reset();
    asked_.assign(layout_.fields.size(), false);
  }

  [[nodiscard]] std::int64_t count(std::size_t field, std::size_t ndim) override {
    asked_[field] = true;
    if (!is_json(field)) return ndim == 0 ? 1 : columns_[field].cells;
    return json(field).count(0, ndim);
  }

  void read(std::size_t field, const Field& as, std::byte* to) override {
    asked_[field] = true;
    if (is_json(field)) return json(field).read(0, as, to);
    put(field, 0, as, to);
  }

  void read_one(std::size_t field, std::size_t ndim, std::int64_t k, const Field& as,
                std::byte* to) override {
    asked_[field] = true;
    if (is_json(field)) return json(field).read_one(0, ndim, k, as, to);
    put(field, k, as, to);
  }

  [[nodiscard]] std::unique_ptr<GivenRecord> inner(std::size_t field, std::size_t ndim,
                                                   std::int64_t k, const Layout& layout) override {
    asked_[field] = true;
    return json(field).inner(0, ndim, k, layout);
  }

  [[nodiscard]] std::size_t longest(std::size_t field, std::size_t ndim, std::int64_t k) override {
    if (is_json(field)) return json(field).longest(0, ndim, k);
    return cell(field, k).size();
  }

  void finish() override {
    for (std::size_t field = 0; field < layout_.fields.size(); ++field) {
      if (asked_[field]) continue;
      for (std::int64_t k = 0; k < columns_[field].cells; ++k) {
        if (cell(field, k).empty()) continue;
        fail(field, "it does not stand in this record; its cell is empty then");
      }
    }
  }

 private:
  [[noreturn]] void fail(std::size_t field, const std::string& why) const {
    throw Error(Errc::BadValue, fmt::format("line {}, field {}: {}", line_,
                                            quoted(shown_names(layout_)[field]), why));
  }

  /// Whether its cell holds JSON: an array, or a record.
  [[nodiscard]] bool is_json(std::size_t field) const {
    const Field& column = layout_.fields[field];
    return columns_[field].one_cell && (!column.shape.empty() || column.record);
  }

  [[nodiscard]] const std::string& cell(std::size_t field, std::int64_t k) const {
    return cells_[static_cast<std::size_t>(begins_[field] + k)];
  }

  /// The JSON of a cell, as a record of this one field.
  [[nodiscard]] GivenRecord& json(std::size_t field) {
    if (tape_of_ == field) return *json_;
    StringSource source(read_text(cell(field, 0), notation_));
    JsonTokens tokens(source, kLongestText);
    try {
      tape_.record(tokens);
      if (tokens.peek().kind != JsonKind::End) {
        throw Error(Errc::BadValue, fmt::format("{} stands behind it", quoted(tokens.peek().text)));
      }
    } catch (const Error& error) {
      fail(field, fmt::format("its cell holds JSON; {}", error.what()));
    }
    Field one = layout_.fields[field];
    one.name.clear();
    one.spread = false;
    json_layout_ = bare_layout(std::move(one));
    json_ = std::make_unique<GivenJson>(tape_, 0, json_layout_, options_, number_);
    tape_of_ = field;
    return *json_;
  }

  /// The values of a field from its k-th cell on.
  void put(std::size_t field, std::int64_t k, const Field& as, std::byte* to) {
    const Layout layout = bare_layout(as);
    ItemWriter writer(layout, notation_, options_.bytes_as);
    while (!writer.complete()) {
      const std::string& text = cell(field, k++);
      try {
        if (options_.on_loss && may_pass_2_53(text)) options_.on_loss(writer.offset());
        put_in_dialect(text, true, options_.dialect, writer);
      } catch (const Error& error) {
        fail(field, error.what());
      }
    }
    if (!writer.item().empty()) std::memcpy(to, writer.item().data(), writer.item().size());
  }

  const Layout& layout_;
  InputOptions options_;
  Notation notation_;
  std::vector<RowColumn> columns_{};
  std::vector<std::int64_t> begins_{};
  std::int64_t width_ = 0;
  std::vector<std::string> cells_{};
  std::vector<bool> asked_{};
  std::int64_t line_ = 0;
  std::int64_t number_ = 0;
  JsonTape tape_{};
  Layout json_layout_{};
  std::unique_ptr<GivenRecord> json_{};
  std::optional<std::size_t> tape_of_{};  // the field whose JSON is on the tape
};

/// Cells in the order of a header.
class Columns {
 public:
  explicit Columns(const GivenRow& row) : row_(row) {}

  void match(std::vector<std::string> header, Notation notation, std::int64_t line) {
    for (std::string& name : header) name = read_text(name, notation);
    const std::vector<std::string> names = row_.names();
    if (header == names) return;
    try {
      numbers_ = columns_by_name(header, names);
    } catch (const Error& error) {
      throw Error(Errc::BadValue, fmt::format("line {}: {}", line, error.what()));
    }
  }

  /// Brings them into the order of the record.
  void arrange(std::vector<std::string>& cells, std::int64_t line) const {
    if (numbers_.empty()) return;
    if (cells.size() != numbers_.size()) {
      throw Error(Errc::BadValue, fmt::format("line {}: {} cells, but the header has {}", line,
                                              cells.size(), numbers_.size()));
    }
    std::vector<std::string> arranged(static_cast<std::size_t>(row_.width()));
    for (std::size_t k = 0; k < cells.size(); ++k) {
      if (numbers_[k] < 0) continue;
      arranged[static_cast<std::size_t>(numbers_[k])] = std::move(cells[k]);
    }
    cells = std::move(arranged);
  }

 private:
  const GivenRow& row_;
  std::vector<std::int64_t> numbers_{};  // columns_by_name(), where the order is another
};

template <class Cells>
void read_rows(Source& source, const Layout& layout, const InputOptions& options,
               const RecordSink& sink) {
  TastedSource text = unmarked(source);
  Cells cells(text, options.dialect.delimiter);
  if (options.header) static_cast<void>(cells.next_row());
  bool header = options.header;
  GivenRow row(layout, options, Cells::kNotation);
  Columns columns(row);
  while (header || cells.next_row()) {
    const bool blank = cells.blank();
    std::vector<std::string>& kept = row.cells();
    kept.clear();
    std::size_t size = 0;
    for (std::string_view cell; cells.next_cell(cell, kLongestText);) {
      size += cell.size();
      if (size > kMostKeptRow || kept.size() > kMostKeptRow / sizeof(std::string)) {
        throw Error(Errc::BadValue,
                    fmt::format("line {} is longer than what is kept of one", cells.line()));
      }
      kept.emplace_back(is_null_cell(cell, cells.was_quoted(), options.dialect) ? "" : cell);
    }
    if (std::exchange(header, false)) {
      columns.match(kept, Cells::kNotation, cells.line());
      continue;
    }
    if (blank && row.width() > 1) continue;
    columns.arrange(kept, cells.line());
    if (std::ssize(kept) != row.width()) {
      throw Error(Errc::BadValue, fmt::format("line {}: {} cells, but a record has {}",
                                              cells.line(), kept.size(), row.width()));
    }
    row.begin(cells.line());
    sink(row);
  }
}

}  // namespace

void read_tsv_records(Source& source, const Layout& layout, const InputOptions& options,
                      const RecordSink& sink) {
  read_rows<TsvCells>(source, layout, options, sink);
}

void read_csv_records(Source& source, const Layout& layout, const InputOptions& options,
                      const RecordSink& sink) {
  read_rows<CsvCells>(source, layout, options, sink);
}

}  // namespace bview
