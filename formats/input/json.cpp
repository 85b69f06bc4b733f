// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/core/mapping.hpp>
#include <bview/core/nearest.hpp>
#include <bview/core/quote.hpp>
#include <bview/core/view.hpp>
#include <bview/formats/input/item_writer.hpp>
#include <bview/formats/input/json.hpp>
#include <bview/formats/input/json_path.hpp>
#include <bview/formats/input/json_plan.hpp>
#include <bview/formats/input/json_rows.hpp>
#include <bview/formats/input/json_tape.hpp>
#include <bview/formats/input/json_tokens.hpp>
#include <bview/formats/input/limits.hpp>
#include <bview/formats/input/quick_json.hpp>
#include <bview/formats/input/quick_pace.hpp>
#include <bview/formats/input/unmarked.hpp>
#include <bview/formats/text/parse_integer.hpp>

namespace bview {
namespace {

std::string found(const JsonToken& token) {
  const bool described = token.kind == JsonKind::End || token.kind == JsonKind::TooLong;
  if (described) return std::string(token.text);
  return (token.kind == JsonKind::String ? "the string " : "") + quoted(token.text);
}

std::shared_ptr<const CellStyle> style_for(const InputOptions& options) {
  CellStyle style;
  style.notation = Notation::Json;
  style.bytes_as = options.bytes_as;
  return std::make_shared<const CellStyle>(style);
}

/// Reads items from tokens: JsonTokens, or those of a tape.
template <class Tokens>
class JsonReader {
 public:
  /// All of them outlive the reader. `first` is the number of the item that comes next.
  JsonReader(Tokens& tokens, const Layout& layout, const InputOptions& options,
             const ItemSink& sink, std::int64_t first = 0)
      : longest_(longest_text(layout)),
        tokens_(tokens),
        layout_(layout),
        sink_(sink),
        on_loss_(options.on_loss),
        opening_(json_opening(layout, options.bytes_as)),
        style_(style_for(options)),
        record_(layout, style_),
        item_(blank_item(layout)),
        count_(first) {
    constexpr std::ptrdiff_t kSafeCharacters = 15;  // of what does not pass 2^53
    constexpr std::ptrdiff_t kAnyLength = std::numeric_limits<std::ptrdiff_t>::max();
    if (kFromText) quick_.emplace(layout, *style_, on_loss_ ? kSafeCharacters : kAnyLength);
  }

  [[nodiscard]] bool at_end() { return tokens_.peek().kind == JsonKind::End; }

  /// Items inside any number of arrays.
  void read_document() {
    const std::int64_t most = opening_.brackets + std::int64_t{kMaxAxes};
    for (brackets_ = 0; tokens_.peek().kind == JsonKind::BeginArray; tokens_.skip()) {
      if (++brackets_ > most) fail("too many arrays lie in one another");
    }
    // In front of a ] that no item begins with, all arrays are axes, and the innermost is empty.
    const bool empty = tokens_.peek().kind == JsonKind::EndArray && !opening_.closes;
    axes_ = empty ? brackets_ : brackets_ - opening_.brackets;
    read_axes(axes_);
  }

  /// Documents behind one that was read, as long as they are like it, and plain.
  void read_like_documents() { read_quickly(std::max<std::int64_t>(axes_, 0), ""); }

  /// The value of a bare layout, as the next item; messages call it `name`.
  void read_named_item(std::string_view name) {
    if (!name.empty()) path_.enter(name, 0);
    read_item();
    if (!name.empty()) path_.leave();
  }

  void end_document() {
    if (!at_end()) fail(fmt::format("{} stands behind the document", found(tokens_.peek())));
  }

 private:
  // --- tokens: the brackets that read_document() counted come first ---

  [[nodiscard]] JsonToken peek() {
    if (brackets_ > 0) return {JsonKind::BeginArray, "["};
    return tokens_.peek();
  }
  void skip() {
    if (brackets_ > 0) {
      --brackets_;
    } else {
      tokens_.skip();
    }
  }
  [[nodiscard]] bool take(JsonKind kind) {
    if (peek().kind != kind) return false;
    skip();
    return true;
  }
  void expect(JsonKind kind, std::string_view what) {
    if (!take(kind)) fail_expecting(what);
  }

  [[noreturn]] void fail(std::string_view reason) const {
    std::string place = path_.text();
    if (!place.empty() && !place.starts_with('[')) place = ", field " + quoted(place);
    throw Error(Errc::BadValue,
                fmt::format("line {}, item {}{}: {}", tokens_.line(), count_, place, reason));
  }
  [[noreturn]] void fail_expecting(std::string_view what) {
    fail(fmt::format("expected {}, found {}", what, found(peek())));
  }

  // --- arrays ---

  /// `axes` arrays around each item.
  void read_axes(std::int64_t axes) {
    if (axes <= 0) return read_item();
    expect(JsonKind::BeginArray, "an array");
    std::int64_t count = 0;
    if (!take(JsonKind::EndArray)) {
      do {
        read_axes(axes - 1);
        count += 1 + read_quickly(axes - 1, ",");
      } while (take(JsonKind::Comma));
      expect(JsonKind::EndArray, "',' or ']'");
    }
    rows_.end(axes, count, tokens_.line());
  }

  /// Items in so many arrays, which are as long as those before, and `before` in front of each, as
  /// long as they are plain; how many there were.
  std::int64_t read_quickly(std::int64_t axes, std::string_view before) {
    std::int64_t units = 0;
    if constexpr (kFromText) {
      const auto unit = rows_.unit(axes, before);
      if (!unit || !quick_->can_read() || !pace_.is_time()) return 0;
      for (;;) {
        const QuickJson::Read read = quick_->read(tokens_.unread(), *unit);
        if (read.units == 0) break;
        units += read.units;
        count_ += read.units * unit->items;
        tokens_.skip_text(read.characters, read.lines);
        sink_(read.items);
      }
      pace_.note(units > 0);
      rows_.add(axes, units);
    }
    return units;
  }

  /// Comes in front of value `n` of an array of `count`.
  void begin_value(std::int64_t n, std::int64_t count) {
    if (peek().kind == JsonKind::EndArray) {
      fail(fmt::format("the array has {} of its {} values", n, count));
    }
    if (n > 0) expect(JsonKind::Comma, "',' or ']'");
  }
  void end_array(std::int64_t count) {
    if (count > 0 && peek().kind == JsonKind::Comma) {
      fail(fmt::format("the array has more than its {} values", count));
    }
    expect(JsonKind::EndArray, "']'");
  }

  // --- items ---

  void read_item() {
    if (layout_.is_bare()) {
      read_place({&record_.fields().front(), 0}, 0);
    } else {
      read_record(record_, 0);
    }
    sink_(bytes_of(item_));
    ++count_;
  }

  /// `base` is where the record begins in the item.
  void read_record(JsonRecord& record, std::int64_t base) {
    // Of a record of varying size in which nothing stands, nobody knows the names.
    const bool nothing = std::is_same_v<Tokens, TapeReader> && record.fields().empty() &&
                         peek().kind == JsonKind::BeginObject;
    if (record.keyed() || nothing) {
      read_object(record, base);
    } else {
      read_list(record, base);
    }
  }

  void read_list(const JsonRecord& record, std::int64_t base) {
    expect(JsonKind::BeginArray, "an array");
    for (const JsonField& field : record.fields()) {
      for (std::int64_t n = 0; n < field.field.positions(); ++n) {
        begin_value(field.position + n, record.values());
        read_named({&field, n}, base);
      }
    }
    end_array(record.values());
  }

  void read_object(JsonRecord& record, std::int64_t base) {
    expect(JsonKind::BeginObject, "an object");
    record.begin_object();
    if (!take(JsonKind::EndObject)) {
      do {
        read_member(record, base);
      } while (take(JsonKind::Comma));
      expect(JsonKind::EndObject, "',' or '}'");
    }
    const std::string missing = record.missing();
    if (!missing.empty()) fail(fmt::format("key {} is missing", quoted(missing)));
  }

  void read_member(JsonRecord& record, std::int64_t base) {
    const JsonToken key = peek();
    if (key.kind != JsonKind::String) fail_expecting("a key");
    const auto place = record.find(key.text);
    if (!place && std::is_same_v<Tokens, TapeReader>) return skip_absent(record);
    if (!place) {
      fail(fmt::format("there is no field {}; the record {}", quoted(key.text),
                       has_fields(key.text, record.keys())));
    }
    if (!record.give(*place)) fail(fmt::format("key {} stands twice", quoted(key.text)));
    skip();
    expect(JsonKind::Colon, "':'");
    read_named(*place, base);
  }

  /// A field of a record of varying size that does not stand in this one is null.
  void skip_absent(JsonRecord& record) {
    const std::string key(peek().text);
    skip();
    expect(JsonKind::Colon, "':'");
    if (take(JsonKind::Null)) return;
    fail(fmt::format("there is no field {} here; the record {}", quoted(key),
                     has_fields(key, record.keys())));
  }

  /// A value of a record, whose name then is on the path.
  void read_named(const JsonPlace& place, std::int64_t base) {
    const JsonField& field = *place.field;
    path_.enter(field.field.name, field.position + place.n);
    read_place(place, base);
    path_.leave();
  }

  void read_place(const JsonPlace& place, std::int64_t base) {
    const Field& field = place.field->field;
    // Of a stretch offsets are bits, as they are where its values stand.
    const std::int64_t offset = field.is_stretch()
                                    ? (base + field.offset) * kByte + field.bits->offset
                                    : base + field.offset;
    if (field.spread) {
      read_value(*place.field, offset + field.offset_of(place.n));
    } else {
      read_array(*place.field, 0, offset);
    }
  }

  /// The sub-array from its axis `axis` on.
  void read_array(const JsonField& field, std::size_t axis, std::int64_t offset) {
    const Lengths& shape = field.field.shape;
    if (axis == shape.size()) return read_value(field, offset);
    expect(JsonKind::BeginArray, "an array");
    const std::int64_t extent = shape[axis];
    const std::int64_t stride = field.field.stride(axis);
    for (std::int64_t n = 0; n < extent; ++n) {
      begin_value(n, extent);
      path_.enter_element(n);
      read_array(field, axis + 1, offset + n * stride);
      path_.leave();
    }
    end_array(extent);
  }

  void read_value(const JsonField& field, std::int64_t offset) {
    if (field.record) return read_record(*field.record, offset);
    if (field.field.reading) return read_reading(field, offset);
    const Kind kind = info(field.field.type).kind;
    if (kind == Kind::Complex) return read_complex(field, offset);
    if (kind == Kind::Bytes && style_->bytes_as == BytesAs::List) return read_bytes(field, offset);
    if (kind == Kind::Bytes || kind == Kind::Characters) {
      if (peek().kind != JsonKind::String) fail_expecting("a string");
      put(field, peek().text, offset);
    } else {
      put_number(field, offset);
    }
    skip();
  }

  /// A number or a text, whatever the type.
  void read_reading(const JsonField& field, std::int64_t offset) {
    if (peek().kind == JsonKind::String) {
      put(field, peek().text, offset);
    } else {
      put_number(field, offset);
    }
    skip();
  }

  /// [re, im]
  void read_complex(const JsonField& field, std::int64_t offset) {
    expect(JsonKind::BeginArray, "[re, im]");
    for (std::int64_t part = 0; part < 2; ++part) {
      begin_value(part, 2);
      put_number(field, offset + part * field.field.value_size() / 2);
      skip();
    }
    end_array(2);
  }

  /// [65, 66]
  void read_bytes(const JsonField& field, std::int64_t offset) {
    expect(JsonKind::BeginArray, "an array of bytes");
    std::string list = "[";
    for (std::int64_t n = 0; peek().kind != JsonKind::EndArray; ++n) {
      if (n > field.field.length)
        fail(fmt::format("there are more than {} bytes", field.field.length));
      if (n > 0) expect(JsonKind::Comma, "',' or ']'");
      if (n > 0) list += ',';
      if (peek().kind != JsonKind::Number) fail_expecting("a byte");
      list += peek().text;
      if (list.size() > longest_) fail(why_too_long(longest_));
      skip();
    }
    put(field, list + "]", offset);
    skip();
  }

  /// The token that comes next, as a number; it is not skipped.
  void put_number(const JsonField& field, std::int64_t offset) {
    const JsonToken token = peek();
    const Kind kind = info(field.field.type).kind;
    const bool is_float = kind == Kind::Float || kind == Kind::Complex;
    if (token.kind == JsonKind::Null && is_float) {
      if (on_loss_) on_loss_(offset);
      return put(field, "nan", offset);
    }
    const bool value = token.kind == JsonKind::Number || token.kind == JsonKind::String ||
                       token.kind == JsonKind::True || token.kind == JsonKind::False;
    if (!value) fail_expecting(kind == Kind::Boolean ? "true or false" : "a number");
    put(field, token.text, offset);
    if (on_loss_ && token.kind == JsonKind::Number && may_pass_2_53(token.text)) {
      on_loss_(field.field.is_stretch() ? offset / kByte : offset);
    }
  }

  void put(const JsonField& field, std::string_view text, std::int64_t offset) {
    constexpr std::int64_t kMostInMemory = std::int64_t{1} << 20;
    if (++in_memory_ % kMostInMemory == 0) give_back(item_);
    try {
      const bool bits = field.field.is_stretch();
      field.parse.parse(text, bits ? offset % kByte : field.field.length,
                        item_.bytes().data + (bits ? offset / kByte : offset));
    } catch (const Error& error) {
      const bool rounded =
          info(field.field.type).kind == Kind::Integer && text.find("e+") != std::string_view::npos;
      fail(fmt::format("{}{}", error.what(),
                       rounded ? "; a tool that reads numbers as doubles wrote it so, and "
                                 "--bigint string keeps those of a dump from it"
                               : ""));
    }
  }

  static constexpr std::int64_t kByte = 8;
  static constexpr bool kFromText = std::is_same_v<Tokens, JsonTokens>;

  std::size_t longest_;  // characters of a value
  Tokens& tokens_;
  const Layout& layout_;
  const ItemSink& sink_;
  const LossSink& on_loss_;
  JsonOpening opening_;
  std::shared_ptr<const CellStyle> style_;
  JsonRecord record_;
  Buffer item_;
  std::int64_t in_memory_ = 0;  // values, at most
  std::int64_t brackets_ = 0;   // [ that were counted and not read yet
  std::int64_t count_;          // items so far
  JsonRows rows_{};
  JsonPath path_{};
  std::optional<QuickJson> quick_{};
  QuickPace pace_{};
  std::int64_t axes_ = 0;  // of the document
};

}  // namespace

void read_json(Source& source, const Layout& layout, const InputOptions& options,
               const ItemSink& sink) {
  TastedSource text = unmarked(source);
  JsonTokens tokens(text, longest_text(layout));
  JsonReader<JsonTokens> reader(tokens, layout, options, sink);
  reader.read_document();
  reader.end_document();
}

void read_ndjson(Source& source, const Layout& layout, const InputOptions& options,
                 const ItemSink& sink) {
  TastedSource text = unmarked(source);
  JsonTokens tokens(text, longest_text(layout));
  JsonReader<JsonTokens> reader(tokens, layout, options, sink);
  while (!reader.at_end()) {
    reader.read_document();
    reader.read_like_documents();
  }
}

void read_json_value(const JsonTape& tape, std::size_t at, const NamedItem& item,
                     const InputOptions& options, const ItemSink& sink) {
  TapeReader tokens(tape, at);
  JsonReader<TapeReader> reader(tokens, item.layout, options, sink, item.number);
  reader.read_named_item(item.name);
}

}  // namespace bview
