// SPDX-License-Identifier: MIT
// The way back from a Layout to its text.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>
#include <utility>

#include <bview/core/error.hpp>
#include <bview/core/integers.hpp>
#include <bview/formats/syntax/format_string.hpp>
#include <bview/formats/syntax/reading_text.hpp>
#include <bview/formats/syntax/words.hpp>

namespace bview {
namespace {

constexpr std::int64_t kByte = 8;
constexpr const char* kRunCharacters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_";

class FormatWriter {
 public:
  void write(const Layout& layout);
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  void write_items(const Layout& layout);
  void write_field(const Field& field);
  void write_gap(std::int64_t bytes);
  void append_item(std::string_view item);
  void write_order(ByteOrder order);
  void write_packed(const Field& field, std::int64_t& end);
  void write_members(const Layout& layout);
  void write_repeat(const Field& field);
  void write_type(const Field& field);
  void write_reading(const Field& field);

  std::string text_;
  std::optional<ByteOrder> order_;  ///< in force so far
};

/// The order of the first scalar, which had better stand before everything else.
std::optional<ByteOrder> first_order(const Layout& layout) {
  for (const Field& field : layout.fields) {
    if (!field.record || field.reading) return field.order;
    if (const auto order = first_order(*field.record)) return order;
  }
  return std::nullopt;
}

/// A layout that is nothing but the bit fields of one integer, as that.
std::optional<Field> integer_apart(const Layout& layout) {
  const std::vector<Field>& fields = layout.fields;
  const bool apart =
      !fields.empty() && std::all_of(fields.begin(), fields.end(), [&](const Field& field) {
        return field.bits && !field.is_packed() && field.shape.empty() && field.offset == 0 &&
               !field.name.empty() && share_integer(field, fields.front());
      });
  if (!apart || layout.itemsize != fields.front().value_size()) return std::nullopt;
  Field whole;
  whole.type = fields.front().type;
  whole.order = fields.front().order;
  whole.reading = std::make_shared<const Reading>(Reading{{{ReadingKind::Bits}}});
  whole.record = std::make_shared<const Layout>(layout);
  return whole;
}

void FormatWriter::write(const Layout& layout) {
  if (const auto order = first_order(layout)) write_order(*order);
  const bool braces = layout.record && !integer_apart(layout);
  if (braces) text_ += layout.is_union ? "U{" : "T{";
  write_items(layout);
  if (braces) text_ += '}';
}

void FormatWriter::write_items(const Layout& layout) {
  std::int64_t end = 0;
  if (const auto whole = integer_apart(layout)) return write_field(*whole);
  if (layout.is_union) return write_members(layout);
  bool packed = false;  // the field in front
  for (const Field& field : layout.fields) {
    if (field.is_packed()) {
      // As if a byte began there: only a packed field begins inside of one.
      if (!packed) end *= kByte;
      write_packed(field, end);
    } else {
      if (packed) end = bytes_of_bits(end);
      write_gap(field.strides.empty() && !field.bits ? field.offset - end : -1);
      write_field(field);
      end = field.offset + field.size();
    }
    packed = field.is_packed();
  }
  write_gap(layout.itemsize - (packed ? bytes_of_bits(end) : end));
}

void FormatWriter::write_members(const Layout& layout) {
  std::int64_t size = 0;
  for (const Field& field : layout.fields) {
    std::int64_t end = 0;
    if (field.is_packed()) {
      write_packed(field, end);
    } else {
      write_gap(field.strides.empty() && !field.bits && field.offset == 0 ? 0 : -1);
      write_field(field);
    }
    size = std::max(size, field.size());
  }
  if (layout.itemsize > size) write_gap(layout.itemsize);
}

/// A packed field goes on where the one in front of it ends, at bit `end`, unless an order or a gap
/// is written.
void FormatWriter::write_packed(const Field& field, std::int64_t& end) {
  const std::int64_t begin = first_bit(field);
  const std::int64_t gap = begin - bytes_of_bits(end) * kByte;
  const bool goes_on = begin == end && (end % kByte == 0 || field.order == order_);
  if (!goes_on) {
    write_gap(gap % kByte == 0 && field.strides.empty() ? gap / kByte : -1);
    if (gap == 0 && field.order == order_) order_.reset();  // it is written once more
  }
  write_field(field);
  end = begin + field.count() * field.bits->width;
}

void FormatWriter::write_gap(std::int64_t bytes) {
  if (bytes < 0) {
    throw Error(Errc::BadFormat, "fields that overlap or go back cannot be written as a format");
  }
  if (bytes > 0) append_item(bytes == 1 ? "x" : fmt::format("{}x", bytes));
}

/// A blank keeps letters apart that would read as a word: u 64?.
void FormatWriter::append_item(std::string_view item) {
  const std::size_t before = text_.find_last_not_of(kRunCharacters) + 1;
  std::string run = text_.substr(before) + std::string(leading_run(item));
  run.erase(0, run.find_first_not_of("0123456789"));
  if (before < text_.size() && find_word(run)) text_ += ' ';
  text_ += item;
}

void FormatWriter::write_field(const Field& field) {
  if (!field.record || field.reading) write_order(field.order);
  const std::string before = std::exchange(text_, "");
  write_repeat(field);
  write_type(field);
  append_item(std::exchange(text_, before));
  write_reading(field);
  if (!field.name.empty()) text_ += fmt::format(":{}:", field.name);
}

void FormatWriter::write_order(ByteOrder order) {
  const ByteOrder bytes = is_big(order) ? ByteOrder::Big : ByteOrder::Little;
  if (bytes != order_) text_ += bytes == ByteOrder::Big ? '>' : '<';
  order_ = bytes;
}

/// Shape and count: "(2,3)", "3", "(2)4" of four-byte texts.
void FormatWriter::write_repeat(const Field& field) {
  const bool text = !field.record && info(field.type).count_is_length();
  const bool as_count = field.spread || (!field.name.empty() && field.shape.size() == 1 && !text);
  if (as_count) {
    text_ += fmt::format("{}", field.shape.front());
  } else if (!field.shape.empty()) {
    text_ += fmt::format("({})", fmt::join(field.shape, ","));
  }
  if (text && field.length != 1) text_ += fmt::format("{}", field.length);
}

/// The name of a reading would take in what stands behind it.
void FormatWriter::write_reading(const Field& field) {
  if (!field.reading) return;
  text_ += "|" + reading_text(field);
  if (field.name.empty() && !text_.ends_with(')')) text_ += ' ';
}

void FormatWriter::write_type(const Field& field) {
  if (field.record && !field.reading) {
    text_ += field.record->is_union ? "U{" : "T{";
    write_items(*field.record);
    text_ += '}';
    return;
  }
  const ScalarInfo& scalar = info(field.type);
  const bool mid = is_mid(field.order) && scalar.has_mid;
  if (field.bits) {
    text_ += fmt::format("[{}{}]", field.bits->is_signed ? 'i' : 'u', field.bits->width);
    return;
  }
  if (scalar.standard_letters.empty() || mid) {
    text_ += fmt::format("[{}{}]", scalar.stem(), mid ? "mid" : "");
  } else {
    text_ += scalar.standard_letters.front();
  }
}

}  // namespace

std::string to_format(const Layout& layout) {
  // What varies is said by the formulas that were typed.
  if (!layout.is_fixed()) return layout.format;
  FormatWriter writer;
  writer.write(layout);
  return writer.text();
}

}  // namespace bview
