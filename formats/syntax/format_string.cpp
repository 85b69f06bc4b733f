#include "formats/syntax/format_string.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>

#include "core/utf8.hpp"
#include "core/view.hpp"
#include "formats/syntax/format_types.hpp"
#include "formats/syntax/record_builder.hpp"
#include "formats/syntax/scanner.hpp"

namespace bview {
namespace {

constexpr std::string_view kDigits = "0123456789";

/// What a byte order character puts in force for everything to its right.
struct Mode {
  char sign;
  std::optional<ByteOrder> order;  ///< nothing: that of the host
  bool native;                     ///< letters and sizes of the C compiler
  bool aligned;                    ///< and its padding
};

constexpr Mode kModes[] = {
    {'@', std::nullopt, true, true},     {'^', std::nullopt, true, false},
    {'=', std::nullopt, false, false},   {'<', ByteOrder::Little, false, false},
    {'>', ByteOrder::Big, false, false}, {'!', ByteOrder::Big, false, false},
};
constexpr std::string_view kSigns = "@^=<>!";

const Mode& mode_of(char sign) {
  return *std::find_if(std::begin(kModes), std::end(kModes),
                       [sign](const Mode& mode) { return mode.sign == sign; });
}

/// A part of an item as it was typed.
template <class T>
struct Part {
  T value;
  std::size_t where;
};

using Name = Part<std::string_view>;

/// All parts of an item, in the order they are typed.
struct Item {
  std::size_t where = 0;  ///< of its first part
  std::optional<Part<Lengths>> shape;
  std::optional<Part<std::int64_t>> count;
  const ScalarInfo* scalar = nullptr;      ///< null for padding and records
  std::shared_ptr<const Layout> record{};  ///< null for all but records
  std::optional<Name> name;

  [[nodiscard]] bool is_padding() const { return scalar == nullptr && record == nullptr; }
  [[nodiscard]] bool is_text() const { return scalar != nullptr && scalar->count_is_length(); }
  [[nodiscard]] std::int64_t times() const { return count ? count->value : 1; }
  [[nodiscard]] std::int64_t alignment() const {
    return scalar != nullptr ? scalar->alignment : record->alignment;
  }
};

class FormatParser {
 public:
  FormatParser(std::string_view text, ByteOrder host) : text_("format", text), host_(host) {}

  Layout parse();

 private:
  void read_items(RecordBuilder& record);
  Item read_item();
  void read_orders();
  std::optional<Part<Lengths>> read_shape();
  [[noreturn]] void fail_in_shape(std::size_t where) const;
  std::optional<Part<std::int64_t>> read_count();
  std::int64_t read_number();
  void read_type(Item& item);
  std::shared_ptr<const Layout> read_record(std::size_t where);
  const ScalarInfo* read_bracket(std::size_t where);
  const ScalarInfo* read_letter(const Item& item);
  std::optional<Name> read_name();
  void check(const Item& item) const;
  void place(Item item, RecordBuilder& record) const;
  [[nodiscard]] Field field_of(Item item) const;

  Scanner text_;
  ByteOrder host_;
  const Mode* mode_ = &mode_of('@');
  std::size_t depth_ = 0;
};

Layout FormatParser::parse() {
  RecordBuilder record(text_);
  read_items(record);
  if (!text_.done()) text_.fail(text_.at(), "there is no 'T{' that this '}' would close");
  return record.finish(false, text_.at());
}

void FormatParser::read_items(RecordBuilder& record) {
  for (read_orders(); !text_.done() && !text_.sees("}"); read_orders()) {
    place(read_item(), record);
  }
}

Item FormatParser::read_item() {
  Item item;
  item.where = text_.at();
  item.shape = read_shape();
  if (item.shape) read_orders();
  item.count = read_count();
  read_type(item);
  item.name = read_name();
  check(item);
  return item;
}

void FormatParser::read_orders() {
  for (text_.skip_space(); text_.sees(kSigns); text_.skip_space()) {
    mode_ = &mode_of(text_.peek());
    text_.skip(1);
  }
}

std::optional<Part<Lengths>> FormatParser::read_shape() {
  const std::size_t where = text_.at();
  if (!text_.take("(")) return std::nullopt;
  Lengths shape;
  do {
    text_.skip_space();
    if (shape.size() == kMaxAxes) text_.fail(text_.at(), "a shape has 64 lengths at most");
    if (!text_.sees(kDigits)) fail_in_shape(where);
    shape.push_back(read_number());
    text_.skip_space();
  } while (text_.take(","));
  if (!text_.take(")")) fail_in_shape(where);
  return Part<Lengths>{std::move(shape), where};
}

void FormatParser::fail_in_shape(std::size_t where) const {
  if (text_.done()) text_.fail(where, "this '(' is not closed");
  text_.fail(text_.at(), "a shape is lengths from 0 on: '(2,3)'");
}

std::optional<Part<std::int64_t>> FormatParser::read_count() {
  const std::size_t where = text_.at();
  if (!text_.sees(kDigits)) return std::nullopt;
  return Part<std::int64_t>{read_number(), where};
}

std::int64_t FormatParser::read_number() {
  const std::size_t where = text_.at();
  const std::string_view digits = text_.take_all(kDigits);
  std::int64_t number = 0;
  const auto status = std::from_chars(digits.data(), digits.data() + digits.size(), number).ec;
  if (status != std::errc{}) text_.fail(where, "no number here goes beyond 9223372036854775807");
  return number;
}

void FormatParser::read_type(Item& item) {
  const std::size_t where = text_.at();
  if (text_.take("T{")) {
    item.record = read_record(where);
  } else if (text_.take("[")) {
    item.scalar = read_bracket(where);
  } else if (!text_.take("x")) {
    item.scalar = read_letter(item);
  }
}

std::shared_ptr<const Layout> FormatParser::read_record(std::size_t where) {
  if (++depth_ > kMaxRecordDepth) text_.fail(where, "records lie in one another 64 deep at most");
  // The text of the record alone means the same only under the order it began with.
  const char sign = mode_->sign;
  RecordBuilder record(text_);
  read_items(record);
  if (text_.done()) text_.fail(where, "this 'T{' is not closed");
  Layout layout = record.finish(mode_->aligned, text_.at());
  text_.skip(1);
  layout.record = true;
  layout.format = sign + std::string(text_.since(where));
  --depth_;
  return std::make_shared<const Layout>(std::move(layout));
}

const ScalarInfo* FormatParser::read_bracket(std::size_t where) {
  const std::size_t length = text_.rest().find(']');
  if (length == std::string_view::npos) text_.fail(where, "this '[' is not closed");
  const std::string_view name = text_.rest().substr(0, length);
  const ScalarInfo* scalar = find_bracket(name);
  if (scalar == nullptr) text_.fail(where, why_no_bracket(name));
  text_.skip(length + 1);
  return scalar;
}

const ScalarInfo* FormatParser::read_letter(const Item& item) {
  const std::size_t where = text_.at();
  const bool apart = text_.done() || text_.sees(" \t\n\r\v\f@^=<>!:(}");
  if (item.count && apart) {
    text_.fail(item.count->where, "a count stands directly before its type letter");
  }
  if (text_.done()) text_.fail(where, "a type letter is missing here");
  const bool complex = text_.rest().starts_with('Z');
  const ScalarInfo* scalar =
      complex ? find_complex(text_.rest().substr(1, 1)) : find_letter(text_.peek(), mode_->native);
  if (scalar == nullptr) text_.fail(where, why_no_letter(text_.rest()));
  text_.skip(complex ? 2 : 1);
  return scalar;
}

std::optional<Name> FormatParser::read_name() {
  text_.skip_space();
  const std::size_t colon = text_.at();
  if (!text_.take(":")) return std::nullopt;
  const std::size_t where = text_.at();
  while (!text_.done() && !text_.sees(":")) {
    const utf8::Decoded next = utf8::decode(text_.rest());
    if (next.size == 0) text_.fail(text_.at(), "this byte is not UTF-8, as a name has to be");
    if (utf8::is_control(next.code)) text_.fail(text_.at(), "a name holds no control characters");
    text_.skip(next.size);
  }
  const Name name{text_.since(where), where};
  if (!text_.take(":")) text_.fail(colon, "the name that begins here ends with another ':'");
  if (name.value.empty()) text_.fail(colon, "this name is empty");
  return name;
}

/// What no part says alone.
void FormatParser::check(const Item& item) const {
  if (item.shape && item.count && !item.is_text()) {
    text_.fail(item.count->where, "behind a shape there is no count: lengths are in the shape");
  }
  if (item.is_padding() && item.name) {
    std::string kept(text_.since(item.where));
    kept[kept.find('x')] = 's';
    text_.fail(item.name->where, "padding has no name; to keep the bytes write " + quoted(kept));
  }
}

void FormatParser::place(Item item, RecordBuilder& record) const {
  const std::size_t where = item.where;
  if (item.is_padding()) {
    const Lengths lengths = item.shape ? item.shape->value : Lengths{item.times()};
    return record.pad(record.bytes_of(lengths, 1, where), where);
  }
  if (mode_->aligned) record.align(item.alignment(), where);
  if (item.times() == 0 && !item.is_text() && !item.name) return;
  if (item.name) record.add_name(item.name->value, item.name->where);
  record.add(field_of(std::move(item)), where);
}

Field FormatParser::field_of(Item item) const {
  Field field;
  if (item.name) field.name = item.name->value;
  if (item.scalar != nullptr) {
    field.type = item.scalar->type;
    field.order = mode_->order.value_or(host_);
  }
  if (item.shape) field.shape = std::move(item.shape->value);
  if (item.is_text()) {
    field.length = item.times();
  } else if (item.count && (item.name || item.times() > 1)) {
    field.shape = {item.times()};
    field.spread = !item.name;
  }
  field.record = std::move(item.record);
  return field;
}

/// A format of one unnamed T{...} is that record, not a record around it.
Layout without_wrapping(Layout layout) {
  if (layout.fields.size() != 1) return layout;
  const Field& only = layout.fields.front();
  if (!only.record || !only.name.empty() || !only.shape.empty()) return layout;
  Layout record = *only.record;
  for (Field& field : record.fields) field.offset += only.offset;
  record.itemsize = layout.itemsize;
  return record;
}

}  // namespace

Layout parse_format(std::string_view text, ByteOrder host) {
  Layout layout = without_wrapping(FormatParser(text, host).parse());
  layout.format = text;
  return layout;
}

}  // namespace bview
