#include "formats/input/json.hpp"

#include <fmt/format.h>

#include <string>
#include <vector>

#include "core/error.hpp"
#include "core/quote.hpp"
#include "core/view.hpp"
#include "formats/input/item_writer.hpp"
#include "formats/input/json_path.hpp"
#include "formats/input/json_plan.hpp"
#include "formats/input/json_tokens.hpp"
#include "formats/input/unmarked.hpp"

namespace bview {
namespace {

std::string found(const JsonToken& token) {
  if (token.kind == JsonKind::End) return std::string(token.text);
  return (token.kind == JsonKind::String ? "the string " : "") + quoted(token.text);
}

class JsonReader {
 public:
  JsonReader(Source& source, const Layout& layout, const InputOptions& options,
             const ItemSink& sink)
      : tokens_(source),
        layout_(layout),
        sink_(sink),
        opening_(json_opening(layout, options.bytes_as)),
        record_(layout),
        item_(blank_item(layout)) {
    style_.notation = Notation::Json;
    style_.bytes_as = options.bytes_as;
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
    read_axes(empty ? brackets_ : brackets_ - opening_.brackets);
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
    if (take(JsonKind::EndArray)) return;
    do {
      read_axes(axes - 1);
    } while (take(JsonKind::Comma));
    expect(JsonKind::EndArray, "',' or ']'");
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
    sink_(item_);
    ++count_;
  }

  /// `base` is where the record begins in the item.
  void read_record(JsonRecord& record, std::int64_t base) {
    if (record.keyed()) {
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
    if (!place) {
      fail(fmt::format("there is no field {}; the record has {}", quoted(key.text), record.keys()));
    }
    if (!record.give(*place)) fail(fmt::format("key {} stands twice", quoted(key.text)));
    skip();
    expect(JsonKind::Colon, "':'");
    read_named(*place, base);
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
    const std::int64_t offset = base + field.offset;
    if (field.spread) {
      read_value(*place.field, offset + place.n * field.value_size());
    } else {
      read_array(*place.field, 0, field.size(), offset);
    }
  }

  /// The sub-array from its axis `axis` on: `size` bytes.
  void read_array(const JsonField& field, std::size_t axis, std::int64_t size,
                  std::int64_t offset) {
    const Lengths& shape = field.field.shape;
    if (axis == shape.size()) return read_value(field, offset);
    expect(JsonKind::BeginArray, "an array");
    const std::int64_t extent = shape[axis];
    for (std::int64_t n = 0; n < extent; ++n) {
      begin_value(n, extent);
      path_.enter_element(n);
      read_array(field, axis + 1, size / extent, offset + n * (size / extent));
      path_.leave();
    }
    end_array(extent);
  }

  void read_value(const JsonField& field, std::int64_t offset) {
    if (field.record) return read_record(*field.record, offset);
    const Kind kind = info(field.field.type).kind;
    if (kind == Kind::Complex) return read_complex(field, offset);
    if (kind == Kind::Bytes && style_.bytes_as == BytesAs::List) return read_bytes(field, offset);
    if (kind == Kind::Bytes || kind == Kind::Characters) {
      if (peek().kind != JsonKind::String) fail_expecting("a string");
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
    if (token.kind == JsonKind::Null && is_float) return put(field, "nan", offset);
    const bool value = token.kind == JsonKind::Number || token.kind == JsonKind::String ||
                       token.kind == JsonKind::True || token.kind == JsonKind::False;
    if (!value) fail_expecting(kind == Kind::Boolean ? "true or false" : "a number");
    put(field, token.text, offset);
  }

  void put(const JsonField& field, std::string_view text, std::int64_t offset) {
    try {
      field.parse(text, field.field.length, style_, item_.data() + offset);
    } catch (const Error& error) {
      fail(error.what());
    }
  }

  JsonTokens tokens_;
  const Layout& layout_;
  const ItemSink& sink_;
  CellStyle style_{};
  JsonOpening opening_;
  JsonRecord record_;
  std::vector<std::byte> item_;
  std::int64_t brackets_ = 0;  // [ that were counted and not read yet
  std::int64_t count_ = 0;     // items so far
  JsonPath path_{};
};

}  // namespace

void read_json(Source& source, const Layout& layout, const InputOptions& options,
               const ItemSink& sink) {
  Unmarked text(source);
  JsonReader reader(text, layout, options, sink);
  reader.read_document();
  reader.end_document();
}

void read_ndjson(Source& source, const Layout& layout, const InputOptions& options,
                 const ItemSink& sink) {
  Unmarked text(source);
  JsonReader reader(text, layout, options, sink);
  while (!reader.at_end()) reader.read_document();
}

}  // namespace bview
