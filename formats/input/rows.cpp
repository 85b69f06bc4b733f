#include "formats/input/rows.hpp"

#include <fmt/format.h>

#include <optional>
#include <string>

#include "core/error.hpp"
#include "core/quote.hpp"
#include "formats/input/cells.hpp"
#include "formats/input/item_writer.hpp"
#include "formats/input/unmarked.hpp"
#include "formats/text/parse_text.hpp"

namespace bview {
namespace {

/// Whether an empty line holds what an item needs: a text, or nothing.
bool can_be_blank(const Layout& layout) {
  const std::int64_t leaves = leaf_count(layout);
  if (leaves == 0) return true;
  if (leaves > 1 && !layout.is_bare()) return false;
  const Field* field = &layout.fields.front();
  if (leaves == 1) for_each_leaf(layout, [&](const Leaf& leaf) { field = &leaf.field; });
  return !field->record && info(field->type).count_is_length();
}

std::string counted(std::int64_t count, std::string_view what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

template <class Cells>
class RowReader {
 public:
  RowReader(Source& source, const Layout& layout, const InputOptions& options, const ItemSink& sink)
      : cells_(source),
        layout_(layout),
        sink_(sink),
        writer_(layout, Cells::kNotation, options.bytes_as),
        can_be_blank_(can_be_blank(layout)) {}

  void read_header() {
    if (cells_.next_row() && !layout_.is_bare()) check_header();
  }

  void read_items() {
    while (cells_.next_row()) {
      if (skip_blank()) continue;
      if (layout_.is_bare()) {
        read_values();
      } else {
        read_record();
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

  [[nodiscard]] static std::string values(std::int64_t count) { return counted(count, "value"); }

  bool next_cell(std::string_view& cell) {
    try {
      return cells_.next_cell(cell);
    } catch (const Error& error) {
      if (error.code() == Errc::BadValue) fail(error.what());
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

  void put(std::string_view cell) {
    try {
      writer_.put(cell);
    } catch (const Error& error) {
      fail(error.what(), writer_.next_field());
    }
  }

  void read_values() {
    for (std::string_view cell; next_cell(cell);) {
      put(cell);
      if (!writer_.complete()) continue;
      sink_(writer_.item());
      writer_.restart();
    }
  }

  void read_record() {
    writer_.restart();
    std::int64_t count = 0;
    for (std::string_view cell; next_cell(cell); ++count) {
      if (cells_.blank() && writer_.leaves() == 0) break;
      if (!writer_.complete()) put(cell);
    }
    if (count != writer_.leaves()) {
      fail(fmt::format("{}, but a record has {}", values(count), writer_.leaves()));
    }
    sink_(writer_.item());
  }

  void check_header() {
    std::int64_t count = 0;
    std::int64_t fields = 0;
    std::string_view cell;
    for_each_leaf(layout_, [&](const Leaf& leaf) {
      ++fields;
      if (!next_cell(cell)) return;
      ++count;
      if (read_text(cell, Cells::kNotation) == leaf.name) return;
      fail(fmt::format("column {} of the header is {}, but the field there is {}", count,
                       quoted(cell), quoted(leaf.name)));
    });
    while (next_cell(cell)) ++count;
    if (count != fields && !(fields == 0 && cells_.blank())) {
      fail(fmt::format("the header has {}, but a record has {}", counted(count, "column"),
                       values(fields)));
    }
  }

  Cells cells_;
  const Layout& layout_;
  const ItemSink& sink_;
  ItemWriter writer_;
  bool can_be_blank_;
  std::optional<std::int64_t> first_blank_{};  // line of the first that was skipped
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
  Unmarked text(source);
  read_rows<TsvCells>(text, layout, options, sink);
}

void read_csv(Source& source, const Layout& layout, const InputOptions& options,
              const ItemSink& sink) {
  Unmarked text(source);
  read_rows<CsvCells>(text, layout, options, sink);
}

}  // namespace bview
