// SPDX-License-Identifier: MIT
// One record as text, as it was compiled.

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include <bview/core/utf8.hpp>
#include <bview/formats/output/record_parts.hpp>
#include <bview/formats/text/reading_cells.hpp>
#include <bview/formats/text/string_text.hpp>

namespace bview {
namespace {

/// The first `most` bytes of a text, without the beginning of a character that does not end there.
std::string_view whole_characters(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  const auto goes_on = [&](std::size_t k) {
    return (static_cast<unsigned>(text[k]) & 0xc0U) == 0x80;
  };
  std::size_t end = most;
  while (end > 0 && goes_on(end)) --end;
  // What is no character can be cut anywhere.
  return text.substr(0, end + utf8::decode(text.substr(end)).size > most ? end : most);
}

}  // namespace

/// Writes one record: what is needed for that, at hand.
class RecordText::Writer {
 public:
  Writer(const RecordText& text, Walker& walker, TextBuffer& out, std::int64_t number = 0)
      : text_(text), walker_(walker), out_(out), number_(number) {}

  void json(const Frame& frame) {
    if (text_.bare_) return json_column(text_.columns_.front(), frame);
    const bool keys = text_.named_;
    if (text_.columns_.empty()) out_.append(text_.lead_of(0));
    const Column* const end = text_.columns_.data() + text_.columns_.size();
    for (const Column* each = text_.columns_.data(); each != end;) {
      const Column& column = *each;
      if (column.segment) {
        column.segment->json->write(begin_of(column, frame), out_);
        each += column.segment->columns;
        continue;
      }
      ++each;
      out_.append(column.lead);
      if (column.computed) {
        computed(*column.computed, frame, column.computed->json);
        continue;
      }
      if (const Place* place = plain_place(column, frame)) {
        const bool array = place->node->ndim() > 0;
        if (array) out_.append('[');
        plain(column, *place, kJson, ",");
        if (array) out_.append(']');
        continue;
      }
      column.field.spread ? spread(column, frame, keys) : json_column(column, frame);
    }
    out_.append(keys ? '}' : ']');
  }

  /// The cells of a row; `separate` hears of each.
  template <class Separate>
  void row(const Frame& frame, const Separate& separate) {
    const Column* const end = text_.columns_.data() + text_.columns_.size();
    for (const Column* each = text_.columns_.data(); each != end;) {
      const Column& column = *each;
      if (column.segment) {
        separate();
        column.segment->cells->write(begin_of(column, frame), out_);
        each += column.segment->columns;
        continue;
      }
      ++each;
      if (column.computed) {
        separate();
        computed(*column.computed, frame, column.computed->cells);
        continue;
      }
      if (const Place* place = plain_place(column, frame)) {
        if (column.cells > 0) separate();
        plain(column, *place, kCells, text_.punctuation_.separator);
        continue;
      }
      const auto [holder, place, text] = find(column, frame);
      if (column.one_cell || place == nullptr) {
        for (std::int64_t cell = 0; cell < column.cells; ++cell) {
          separate();
          place != nullptr ? one_cell(column, *holder, *place, *text) : absent();
        }
      } else {
        cells(column, *holder, *place, *text, separate);
      }
    }
  }

 private:
  struct Held {
    const Frame* frame;
    const Place* place;      // null: it does not stand there
    const RecordText* text;  // of the record that it is a column of
  };

  void computed(const Computed& column, const Frame& frame, const ItemText& text) {
    const Lengths shape = {number_ + 1};  // it is not known how many there are
    const Frame* const frames = &frame;
    ItemBlock block;
    block.count = 1;
    block.first = number_;
    block.shape = &shape;
    block.offset = frame.begin;
    block.walker = &walker_;
    block.frames = &frames;
    computed_.resize(static_cast<std::size_t>(column.value->layout().itemsize));
    column.value->write(block, computed_.data());
    text.write(computed_.data(), out_);
  }

  /// Where the values of a column are, if all there is to them is to be written.
  const Place* plain_place(const Column& column, const Frame& frame) const {
    if (column.plain == nullptr || text_.longest_ > 0) return nullptr;
    const Place& place = frame.places.data()[column.first];
    return place.is_absent() ? nullptr : &place;
  }

  void plain(const Column& column, const Place& place, Way way, std::string_view separator) {
    column.plain->values[way][is_big(place.order) ? 1 : 0].write(
        {at(place.offset), column.unit * place.length, place.count, place.length}, separator, out_);
  }

  /// The place that a column's path leads to.
  Held find(const Column& column, const Frame& frame) {
    Held held{&frame, nullptr, &text_};
    for (std::size_t k = 0;; ++k) {
      const Place& place = held.frame->places[column.path[k]];
      if (place.is_absent()) return held;
      if (k + 1 == column.path.size()) {
        held.place = &place;
        return held;
      }
      held.text = part_of(place, *held.text).json_record;
      held.frame = &walker_.element(*held.frame, place, 0);
    }
  }

  /// What the offsets of the segment that begins with a column count from.
  const std::byte* begin_of(const Column& column, const Frame& frame) const {
    return at(frame.places.data()[column.first].offset - column.segment->offset);
  }

  const std::byte* at(std::int64_t offset) const { return walker_.bytes().at(offset); }
  const Part& part_of(const Place& place, const RecordText& text) const {
    return text.parts_[place.node->id];
  }

  void json_column(const Column& column, const Frame& frame) {
    const auto [holder, place, text] = find(column, frame);
    if (place == nullptr) {
      out_.append("null");
    } else if (!column.parts.empty()) {
      part(column, *place);
    } else {
      values(*holder, *place, *text, kJson);
    }
  }

  void part(const Column& column, const Place& place) {
    column.parts.at(place.node->id).text[is_big(place.order)]->write(at(place.offset), out_);
  }

  void spread(const Column& column, const Frame& frame, bool keys) {
    const auto [holder, place, text] = find(column, frame);
    for (std::int64_t k = 0; k < column.field.positions(); ++k) {
      if (k != 0) out_.append(',');
      if (keys) out_.append(fmt::format("\"f{}\":", column.position + k));
      if (place == nullptr) {
        out_.append("null");
      } else {
        run(*holder, *place, *text, kJson, k, 1);
      }
    }
  }

  /// All values of a place, in as many brackets as it has axes.
  void values(const Frame& frame, const Place& place, const RecordText& text, Way way) {
    axis(frame, place, text, way, {frame.lengths.data() + place.lengths, place.node->ndim()}, 0);
  }

  void axis(const Frame& frame, const Place& place, const RecordText& text, Way way,
            std::span<const std::int64_t> shape, std::int64_t first) {
    if (shape.empty()) return run(frame, place, text, way, first, 1);
    out_.append('[');
    if (shape.size() == 1) {
      run(frame, place, text, way, first, shape.front());
    } else {
      std::int64_t inner = 1;
      for (const std::int64_t length : shape.subspan(1)) inner *= length;
      for (std::int64_t k = 0; k < shape.front(); ++k) {
        if (k != 0) out_.append(',');
        axis(frame, place, text, way, shape.subspan(1), first + k * inner);
      }
    }
    out_.append(']');
  }

  /// The values [first, first + count), with commas between them.
  void run(const Frame& frame, const Place& place, const RecordText& text, Way way,
           std::int64_t first, std::int64_t count) {
    if (count == 0) return;
    const PlanNode& node = *place.node;
    const Part& part = part_of(place, text);
    if (node.coding != PlanNode::Coding::Plain) return coded(place, part, way, first, count);
    if (node.field.is_stretch()) {
      return stretch(place, part.values[way][is_big(place.order)], ",", first, count);
    }
    if (!node.field.record) {
      const std::int64_t size = info(node.field.type).size * place.length;
      const std::byte* from = at(place.offset + first * size);
      const CellWriter& writer = part.values[way][is_big(place.order)];
      const ValueWriter& single = part.single[way][is_big(place.order)];
      if (node.start) return started(frame, place, writer, first, count);
      if (count == 1 && single.write != nullptr) {
        char* const to = out_.reserve(single.room);
        return out_.commit(single.write(from, writer.style(), to));
      }
      writer.write({from, size, count, place.length}, ",", out_);
      return;
    }
    for (std::int64_t k = first; k < first + count; ++k) {
      if (k != first) out_.append(',');
      if (part.json) {
        part.json->write(at(place.offset + k * node.field.record->itemsize), out_);
      } else {
        Writer(*part.json_record, walker_, out_).json(walker_.element(frame, place, k));
      }
    }
  }

  /// Values of at(), whose texts begin where the record says.
  void started(const Frame& frame, const Place& place, const CellWriter& writer, std::int64_t first,
               std::int64_t count) {
    CellStyle style = writer.style();
    style.start = walker_.value_in(frame, place, *place.node->start);
    const std::int64_t size = info(place.node->field.type).size * place.length;
    for (std::int64_t k = first; k < first + count; ++k) {
      if (k != first) out_.append(',');
      style.reading->write(at(place.offset + k * size), place.length, style, out_);
    }
  }

  void stretch(const Place& place, const CellWriter& writer, std::string_view separator,
               std::int64_t first, std::int64_t count) {
    const BitRange& bits = *place.node->field.bits;
    const std::int64_t bit = bits.offset + first * bits.width;
    writer.write({at(place.offset + (bit >> 3U)), bits.width, count, bit & 7U}, separator, out_);
  }

  void coded(const Place& place, const Part& part, Way way, std::int64_t first,
             std::int64_t count) {
    const Field& field = place.node->field;
    for (std::int64_t k = first; k < first + count; ++k) {
      const Walker::Coded value = walker_.coded(place, k);
      if (k != first) out_.append(',');
      const bool text = is_text_type(field.type);
      const CellRun run = text
                              ? CellRun{at(value.offset), 0, 1, value.size}
                              : CellRun{reinterpret_cast<const std::byte*>(&value.number), 0, 1, 1};
      part.values[way][is_big(place.order)].write(run, ",", out_);
    }
  }

  // --- rows --------------------------------------------------------------------------------------

  void absent() {
    const RowDialect* const dialect = text_.style_.dialect;
    if (dialect != nullptr && dialect->null) out_.append(*dialect->null);
  }

  /// A column that is one cell: a single value, or JSON.
  void one_cell(const Column& column, const Frame& frame, const Place& place,
                const RecordText& text) {
    if (text_.longest_ > 0 && place.size > text_.longest_) return cut_cell(frame, place, text);
    const bool value = column.field.shape.empty() && !column.field.record;
    if (value) return run(frame, place, text, kCells, 0, 1);
    TextBuffer json;
    Writer(text_, walker_, json).values(frame, place, text, kJson);
    append_text(json.text(), text_.style_, out_);
  }

  /// The first bytes of a long value, and how many there are.
  void cut_cell(const Frame& frame, const Place& place, const RecordText& text) {
    const PlanNode& node = *place.node;
    const std::int64_t unit = node.field.record ? 0 : info(node.field.type).size;
    const bool plain = unit > 0 && node.coding == PlanNode::Coding::Plain;
    if (unit > 0 && is_text_type(node.field.type) && node.repeat == PlanNode::Repeat::Once) {
      return cut_value(place, part_of(place, text));
    }
    TextBuffer json;
    if (plain) {
      const std::int64_t count = std::max<std::int64_t>(1, text_.longest_ / unit / place.length);
      json.append('[');
      Writer(text_, walker_, json).run(frame, place, text, kJson, 0, std::min(count, place.count));
    } else {
      Writer(text_, walker_, json).values(frame, place, text, kJson);
    }
    std::string_view begin = json.text();
    constexpr std::size_t kMostText = 64;
    if (!plain && begin.size() <= kMostText) return append_text(begin, text_.style_, out_);
    if (!plain) begin = whole_characters(begin, kMostText);
    append_text(begin, text_.style_, out_);
    out_.append(fmt::format("… {} bytes", place.size));
  }

  /// The same of a text. Where it is cut, a character of it may be, too: of its beginning is shown
  /// what stays the same when more of it is.
  void cut_value(const Place& place, const Part& part) {
    constexpr std::int64_t kMore = 8;  // units: more than any character has
    const bool coded = place.node->coding != PlanNode::Coding::Plain;
    const std::int64_t unit = info(place.node->field.type).size;
    const Walker::Coded value =
        coded ? walker_.coded(place, 0)
              : Walker::Coded{place.offset, place.length * unit, place.offset, 0};
    const auto cell = [&](std::int64_t most) {
      TextBuffer out;
      const std::int64_t length = std::min(value.size / unit, std::max<std::int64_t>(1, most));
      part.values[kCells][is_big(place.order)].write({at(value.offset), 0, 1, length}, "", out);
      return std::string(out.text());
    };
    const std::int64_t most = text_.longest_ / unit;
    if (value.size <= text_.longest_) return out_.append(cell(most));
    const std::string shown = cell(most);
    const std::string more = cell(most + kMore);
    const auto end = std::mismatch(shown.begin(), shown.end(), more.begin(), more.end()).first;
    out_.append(whole_characters(shown, static_cast<std::size_t>(end - shown.begin())));
    out_.append(fmt::format("… {} bytes", place.size));
  }

  /// A column whose leaves are cells.
  template <class Separate>
  void cells(const Column& column, const Frame& frame, const Place& place, const RecordText& text,
             const Separate& separate) {
    if (column.cells == 0) return;
    const PlanNode& node = *place.node;
    if (node.start && column.parts.empty()) {
      for (std::int64_t k = 0; k < place.count; ++k) {
        separate();
        run(frame, place, text, kCells, k, 1);
      }
      return;
    }
    separate();
    if (!column.parts.empty()) return part(column, place);
    if (node.coding != PlanNode::Coding::Plain) {
      return coded_cells(place, part_of(place, text), separate);
    }
    if (node.field.is_stretch()) {
      const CellWriter& writer = part_of(place, text).values[kCells][is_big(place.order)];
      return stretch(place, writer, text_.punctuation_.separator, 0, place.count);
    }
    if (!node.field.record) {
      const std::int64_t size = info(node.field.type).size * place.length;
      part_of(place, text)
          .values[kCells][is_big(place.order)]
          .write({at(place.offset), size, place.count, place.length}, text_.punctuation_.separator,
                 out_);
      return;
    }
    const Part& part = part_of(place, text);
    for (std::int64_t k = 0; k < place.count; ++k) {
      if (k != 0) separate();
      part.cells->write(at(place.offset + k * node.field.record->itemsize), out_);
    }
  }

  template <class Separate>
  void coded_cells(const Place& place, const Part& part, const Separate& separate) {
    for (std::int64_t k = 0; k < place.count; ++k) {
      if (k != 0) separate();
      coded(place, part, kCells, k, 1);
    }
  }

  const RecordText& text_;
  Walker& walker_;
  TextBuffer& out_;
  std::int64_t number_;                // of the record
  std::vector<std::byte> computed_{};  // a value that is worked out
};

void RecordText::write(Walker& walker, const Frame& frame, TextBuffer& out,
                       std::int64_t number) const {
  Writer writer(*this, walker, out, number);
  if (punctuation_.keys) return writer.json(frame);
  bool first = true;
  writer.row(frame, [&] {
    if (!std::exchange(first, false)) out.append(punctuation_.separator.front());
  });
}

}  // namespace bview
