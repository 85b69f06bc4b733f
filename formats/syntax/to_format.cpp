// The way back from a Layout to its text.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <optional>

#include "core/error.hpp"
#include "formats/syntax/format_string.hpp"

namespace bview {
namespace {

class FormatWriter {
 public:
  void write(const Layout& layout);
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  void write_items(const Layout& layout);
  void write_field(const Field& field);
  void write_gap(std::int64_t bytes);
  void write_order(ByteOrder order);
  void write_repeat(const Field& field);
  void write_type(const Field& field);

  std::string text_;
  std::optional<ByteOrder> order_;  ///< in force so far
};

/// The order of the first scalar, which had better stand before everything else.
std::optional<ByteOrder> first_order(const Layout& layout) {
  for (const Field& field : layout.fields) {
    if (!field.record) return field.order;
    if (const auto order = first_order(*field.record)) return order;
  }
  return std::nullopt;
}

void FormatWriter::write(const Layout& layout) {
  if (const auto order = first_order(layout)) write_order(*order);
  if (layout.record) text_ += "T{";
  write_items(layout);
  if (layout.record) text_ += '}';
}

void FormatWriter::write_items(const Layout& layout) {
  std::int64_t end = 0;
  for (const Field& field : layout.fields) {
    write_gap(field.offset - end);
    write_field(field);
    end = field.offset + field.size();
  }
  write_gap(layout.itemsize - end);
}

void FormatWriter::write_gap(std::int64_t bytes) {
  if (bytes < 0) {
    throw Error(Errc::BadFormat, "fields that overlap or go back cannot be written as a format");
  }
  if (bytes > 0) text_ += bytes == 1 ? "x" : fmt::format("{}x", bytes);
}

void FormatWriter::write_field(const Field& field) {
  if (!field.record) write_order(field.order);
  write_repeat(field);
  write_type(field);
  if (!field.name.empty()) text_ += fmt::format(":{}:", field.name);
}

void FormatWriter::write_order(ByteOrder order) {
  if (order != order_) text_ += order == ByteOrder::Big ? '>' : '<';
  order_ = order;
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

void FormatWriter::write_type(const Field& field) {
  if (field.record) {
    text_ += "T{";
    write_items(*field.record);
    text_ += '}';
    return;
  }
  const ScalarInfo& scalar = info(field.type);
  if (scalar.standard_letters.empty()) {
    text_ += fmt::format("[{}]", scalar.name);
  } else {
    text_ += scalar.standard_letters.front();
  }
}

}  // namespace

std::string to_format(const Layout& layout) {
  FormatWriter writer;
  writer.write(layout);
  return writer.text();
}

}  // namespace bview
