// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/input/cells.hpp>
#include <bview/formats/input/dialect_cell.hpp>
#include <bview/formats/input/header_columns.hpp>
#include <bview/formats/input/item_writer.hpp>
#include <bview/formats/input/limits.hpp>
#include <bview/formats/input/quick_pace.hpp>
#include <bview/formats/input/quick_rows.hpp>
#include <bview/formats/input/rows.hpp>
#include <bview/formats/input/unmarked.hpp>
#include <bview/formats/text/parse_integer.hpp>
#include <bview/formats/text/parse_text.hpp>
#include <bview/formats/text/reading_cells.hpp>

namespace bview {
namespace {

/// Whether an empty line holds what an item needs: a text, or nothing.
bool can_be_blank(const Layout& layout) {
  const std::int64_t leaves = leaf_count(layout);
  if (leaves == 0) return true;
  if (leaves > 1 && !layout.is_bare()) return false;
  Field field = layout.fields.front();
  if (leaves == 1) for_each_leaf(layout, [&](const Leaf& leaf) { field = leaf.field; });
  return !field.record && info(field.type).count_is_length();
}

/// What lies between cells in other files, as messages call it.
struct Delimiter {
  char character;
  std::string_view name;
  std::string_view repair;
};
constexpr Delimiter kDelimiters[] = {{',', "commas", "; --from csv takes those"},
                                     {'\t', "tabs", "; --from tsv takes those"},
                                     {';', "semicolons", "; --delimiter ';' takes those"},
                                     {'|', "bars", "; --delimiter '|' takes those"}};

/// For a cell that should have been several: what was expected between cells, and what is there.
std::string delimiter_hint(std::string_view cell, char expected, const RowDialect& dialect) {
  const Delimiter* found = nullptr;
  std::string_view wanted;
  for (const Delimiter& delimiter : kDelimiters) {
    if (delimiter.character == expected) {
      wanted = delimiter.name;
    } else if (found == nullptr && delimiter.character != dialect.decimal &&
               cell.find(delimiter.character) != std::string_view::npos) {
      found = &delimiter;
    }
  }
  if (found == nullptr) return "";
  if (found->character == ',' && dialect.delimiter != '\0') {
    return "; where a comma stands for the point, say --decimal ,";
  }
  return fmt::format("; {} lie between cells here, and {} has {}{}", wanted, quoted(cell),
                     found->name, found->repair);
}

bool begins_word(std::string_view cell) {
  if (cell.empty()) return false;
  const char c = cell.front();
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool is_wide_integer(const Field& field) {
  const ScalarInfo& type = info(field.type);
  return shown_kind(field) == Kind::Integer && type.size >= 8;
}

/// Whether any value is an integer that a double may have rounded.
bool has_wide_integers(const Layout& layout) {
  return std::any_of(layout.fields.begin(), layout.fields.end(), [](const Field& field) {
    return field.record ? has_wide_integers(*field.record) : is_wide_integer(field);
  });
}

template <class Cells>
class RowReader {
 public:
  RowReader(Source& source, const Layout& layout, const InputOptions& options, const ItemSink& sink)
      : cells_(source, options.dialect.delimiter),
        layout_(layout),
        bytes_as_(options.bytes_as),
        sink_(sink),
        on_loss_(options.on_loss),
        lossy_(options.on_loss && has_wide_integers(layout)),
        header_read_(options.header),
        writer_(layout, Cells::kNotation, options.bytes_as),
        can_be_blank_(can_be_blank(layout)),
        dialect_(options.dialect),
        translates_(dialect_.decimal != '.' || dialect_.null) {}

  void read_header() {
    if (cells_.next_row() && !layout_.is_bare()) match_header();
  }

  void read_items() {
    while (read_quickly(), cells_.next_row()) {
      if (skip_blank()) continue;
      if (layout_.is_bare()) {
        read_values();
      } else if (columns_.empty()) {
        read_record();
      } else {
        read_by_name();
      }
    }
    if (layout_.is_bare() && writer_.filled() != 0) {
      throw Error(Errc::BadValue, fmt::format("the input ends inside an item, behind {} of its {}",
                                              writer_.filled(), values(writer_.leaves())));
    }
  }

 private:
  [[noreturn]] void fail(std::string_view reason, std::string_view field = "") const {
    throw Error(Errc::BadValue, fmt::format("line {}{}{}: {}", cells_.line(),
                                            field.empty() ? "" : ", ", field, reason));
  }

  [[nodiscard]] static std::string values(std::int64_t count) { return count_text(count, "value"); }

  bool next_cell(std::string_view& cell) {
    try {
      return cells_.next_cell(cell, writer_.longest_cell());
    } catch (const Error& error) {
      // A place in the text: that where the value should have ended.
      if (error.code() == Errc::BadValue)
        fail(error.what(), error.where() ? writer_.next_field() : "");
      throw;
    }
  }

  /// True for an empty line that holds no item; there may only be more of them behind it.
  bool skip_blank() {
    if (cells_.blank() && !can_be_blank_) {
      first_blank_ = first_blank_.value_or(cells_.line());
      return true;
    }
    if (!first_blank_) return false;
    throw Error(Errc::BadValue,
                fmt::format("line {} is empty, and not at the end of the input", *first_blank_));
  }

  void put(std::string_view cell) { put(cell, cells_.was_quoted()); }

  void put(std::string_view cell, bool in_quotes) {
    try {
      if (lossy_ && may_pass_2_53(cell)) on_loss_(writer_.offset());
      if (!translates_) return writer_.put(cell);
      if (on_loss_ && is_null_cell(cell, in_quotes, dialect_)) on_loss_(writer_.offset());
      put_in_dialect(cell, in_quotes, dialect_, writer_);
    } catch (const Error& error) {
      fail(error.what() + hint(cell), writer_.next_field());
    }
  }

  /// What may be meant by a cell that is no value.
  [[nodiscard]] std::string hint(std::string_view cell) const {
    const bool first = cells_.line() == 1 && !header_read_;
    if (dialect_.null == cell) return "";
    if (first && begins_word(cell) && !writer_.expects_text())
      return "; if line 1 has names, say --header";
    return delimiter_hint(cell, cells_.delimiter(), dialect_);
  }

  /// Plain lines, as long as they are all that there is.
  void read_quickly() {
    if (translates_ || !columns_.empty() || first_blank_ || !pace_.is_time()) return;
    if (!quick_) prepare_quick();
    if (!quick_ || !quick_->can_read()) return;
    bool any = false;
    for (;; any = true) {
      const std::string_view text = cells_.unread_rows();
      const QuickRows::Read read = quick_->read(text);
      if (read.rows == 0) break;
      cells_.skip_rows(read.rows, read.characters);
      sink_(read.items);
    }
    pace_.note(any);
  }

  /// The first line says how many plain values there are in each.
  void prepare_quick() {
    if (layout_.is_bare() && !row_values_) return;
    CellStyle style;
    style.bytes_as = bytes_as_;
    quick_.emplace(layout_, style, cells_.delimiter(), row_values_.value_or(0),
                   lossy_ ? kSafeCharacters : QuickRows::kAnyLength);
  }

  void read_values() {
    std::int64_t count = 0;
    for (std::string_view cell; next_cell(cell); ++count) {
      put(cell);
      if (!writer_.complete()) continue;
      sink_(writer_.item());
      writer_.restart();
    }
    if (row_values_.value_or(count) != count) {
      fail(fmt::format("{}, but the lines before have {}; rows must be equally long", values(count),
                       *row_values_));
    }
    row_values_ = count;
  }

  void read_record() {
    constexpr std::int64_t kMostExtra = 1'000'000;  // there may be no end of them
    writer_.restart();
    std::int64_t count = 0;
    for (std::string_view cell; next_cell(cell); ++count) {
      if (cells_.blank() && writer_.leaves() == 0) break;
      if (count == 0 && writer_.leaves() > 1) first_ = cell;
      if (!writer_.complete()) put(cell);
      if (count - kMostExtra == writer_.leaves()) {
        fail(fmt::format("more than {}, but a record has {}", values(count), writer_.leaves()));
      }
    }
    if (count != writer_.leaves()) {
      fail(fmt::format("{}, but a record has {}{}", values(count), writer_.leaves(),
                       count == 1 ? delimiter_hint(first_, cells_.delimiter(), dialect_) : ""));
    }
    sink_(writer_.item());
  }

  /// Mostly the columns are those of the record, and nothing is kept of them.
  void match_header() {
    std::vector<std::string> names;  // from the first on that is another
    std::int64_t same = 0;
    std::string_view cell;
    for_each_leaf(layout_, [&](const Leaf& leaf) {
      if (!next_kept_cell(cell)) return;
      std::string name = read_text(cell, Cells::kNotation);
      if (names.empty() && name == leaf.name) {
        ++same;
      } else {
        names.push_back(std::move(name));
      }
    });
    while (next_kept_cell(cell)) names.push_back(read_text(cell, Cells::kNotation));
    const bool blank = writer_.leaves() == 0 && cells_.blank();
    if (blank || (names.empty() && same == writer_.leaves())) return;
    match_by_name(same, std::move(names));
  }

  /// The first `same` columns are those of the record, and behind them stand `others`.
  void match_by_name(std::int64_t same, std::vector<std::string> others) {
    constexpr std::int64_t kMostNamed = 1'000'000;
    if (writer_.leaves() > kMostNamed) fail("so many columns stand in the order of the record");
    std::vector<std::string> values;
    for_each_leaf(layout_, [&](const Leaf& leaf) { values.emplace_back(leaf.name); });
    others.insert(others.begin(), values.begin(), values.begin() + same);
    try {
      columns_ = columns_by_name(others, values);
    } catch (const Error& error) {
      fail(std::string(error.what()) +
           (layout_.has_names()
                ? ""
                : "; a format that names its fields, as in 'I:id:', has their names"));
    }
    kept_.resize(values.size());
  }

  /// A record whose cells stand in the order of the header.
  void read_by_name() {
    std::size_t count = 0;
    std::size_t size = 0;
    for (std::string_view cell; next_kept_cell(cell); ++count) {
      if (count >= columns_.size() || columns_[count] < 0) continue;
      Kept& kept = kept_[static_cast<std::size_t>(columns_[count])];
      kept.text = cell;
      kept.in_quotes = cells_.was_quoted();
      size += cell.size();
      if (size > kMostKeptRow) fail("it is longer than what is kept of one");
    }
    if (count != columns_.size()) {
      fail(fmt::format("{}, but the header has {}",
                       count_text(static_cast<std::int64_t>(count), "cell"), columns_.size()));
    }
    writer_.restart();
    for (const Kept& kept : kept_) put(kept.text, kept.in_quotes);
    sink_(writer_.item());
  }

  bool next_kept_cell(std::string_view& cell) {
    try {
      return cells_.next_cell(cell, kLongestText);
    } catch (const Error& error) {
      if (error.code() == Errc::BadValue) fail(error.what());
      throw;
    }
  }

  static constexpr std::ptrdiff_t kSafeCharacters = 15;  // of what does not pass 2^53

  Cells cells_;
  const Layout& layout_;
  BytesAs bytes_as_;
  const ItemSink& sink_;
  const LossSink& on_loss_;
  bool lossy_;        // a cell may have lost what its value was
  bool header_read_;  // the first line has the names
  ItemWriter writer_;
  bool can_be_blank_;
  RowDialect dialect_;
  bool translates_;                      // cells are not the usual ones
  std::vector<std::int64_t> columns_{};  // columns_by_name(), where they stand in another order
  struct Kept {
    std::string text{};
    bool in_quotes = false;
  };
  std::vector<Kept> kept_{};                   // by value, of a row in that order
  std::string first_{};                        // cell of a record
  std::optional<std::int64_t> row_values_{};   // of plain values, in each line
  std::optional<std::int64_t> first_blank_{};  // line of the first that was skipped
  std::optional<QuickRows> quick_{};
  QuickPace pace_{};
};

template <class Cells>
void read_rows(Source& source, const Layout& layout, const InputOptions& options,
               const ItemSink& sink) {
  RowReader<Cells> reader(source, layout, options, sink);
  if (options.header) reader.read_header();
  reader.read_items();
}

}  // namespace

void read_tsv(Source& source, const Layout& layout, const InputOptions& options,
              const ItemSink& sink) {
  TastedSource text = unmarked(source);
  read_rows<TsvCells>(text, layout, options, sink);
}

void read_csv(Source& source, const Layout& layout, const InputOptions& options,
              const ItemSink& sink) {
  TastedSource text = unmarked(source);
  read_rows<CsvCells>(text, layout, options, sink);
}

}  // namespace bview
