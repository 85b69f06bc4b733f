// SPDX-License-Identifier: MIT

#include <algorithm>

#include <bview/core/scalar.hpp>
#include <bview/formats/input/quick_json.hpp>
#include <bview/formats/input/quick_rows.hpp>

namespace bview {
namespace {

/// Whether a name is the same between quotes.
bool is_plain_key(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return c >= 0x20 && c < 0x7f && c != '"' && c != '\\';
  });
}

bool is_json_blank(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

/// Whether a number, or a word, has ended in front of the character; behind the last of a text,
/// which is a NUL, nobody knows.
bool ends_word(char c) { return c == ',' || c == ']' || c == '}' || is_json_blank(c); }

/// Steps over blanks.
void skip_blanks(const char*& text, std::int64_t& lines) {
  for (; is_json_blank(*text); ++text) {
    if (*text == '\n') ++lines;
  }
}

/// JSON knows no zeros in front of other digits.
bool has_spare_zero(const char* number) {
  if (*number == '-') ++number;
  return number[0] == '0' && number[1] >= '0' && number[1] <= '9';
}

}  // namespace

/// Writes down what an item of the layout looks like.
class QuickJson::Planner {
 public:
  Planner(const CellStyle& style, QuickJson& plan) : style_(style), plan_(plan) {}

  void add_item(const Layout& layout) {
    if (layout.is_bare()) {
      const Field& field = layout.fields.front();
      add_array(field, 0, field.offset);
    } else {
      add_record(layout, 0);
    }
    plan_.behind_ = std::move(before_);
    if (!plain_) plan_.places_.clear();
  }

 private:
  static constexpr std::size_t kMostPlaces = 4096;

  void add_record(const Layout& layout, std::int64_t base) {
    const bool keyed = layout.has_names();
    before_ += keyed ? '{' : '[';
    plain_ = plain_ && !layout.fields.empty();
    for (const Field& field : layout.fields) {
      const std::int64_t count = field.positions();
      plain_ = plain_ && count > 0;
      if (keyed) add_key(field);
      for (std::int64_t n = 0; n < count && is_small(); ++n) {
        if (field.spread) {
          add_value(field, base + field.offset + field.offset_of(n));
        } else {
          add_array(field, 0, base + field.offset);
        }
        before_ += ',';
      }
    }
    before_.back() = keyed ? '}' : ']';
  }

  void add_key(const Field& field) {
    plain_ = plain_ && is_plain_key(field.name) && !field.spread;
    before_ += '"' + field.name + "\":";
  }

  /// The sub-array from its axis `axis` on.
  void add_array(const Field& field, std::size_t axis, std::int64_t offset) {
    if (axis == field.shape.size()) return add_value(field, offset);
    before_ += '[';
    plain_ = plain_ && field.shape[axis] > 0 && field.strides.empty() && !field.bits;
    if (!plain_) return;
    for (std::int64_t n = 0; n < field.shape[axis] && is_small(); ++n) {
      add_array(field, axis + 1, offset + n * field.stride(axis));
      before_ += ',';
    }
    before_.back() = ']';
  }

  void add_value(const Field& field, std::int64_t offset) {
    if (field.record) {
      if (is_small()) add_record(*field.record, offset);
      return;
    }
    const QuickCell read = quick_cell(field, style_);
    plain_ = plain_ && read != nullptr;
    const bool is_text = info(field.type).kind == Kind::Bytes;
    plan_.places_.push_back({std::move(before_), read, field.length, offset, is_text});
    before_.clear();
  }

  bool is_small() {
    plain_ = plain_ && plan_.places_.size() < kMostPlaces;
    return plain_;
  }

  const CellStyle& style_;
  QuickJson& plan_;
  std::string before_{};  // the value that comes next
  bool plain_ = true;
};

QuickJson::QuickJson(const Layout& layout, const CellStyle& style, std::ptrdiff_t most_characters)
    : itemsize_(layout.itemsize), most_characters_(most_characters) {
  if (itemsize_ < 1 || itemsize_ > kQuickBytes) return;
  Planner(style, *this).add_item(layout);
  if (can_read()) items_.resize(static_cast<std::size_t>(kQuickBytes));
}

/// Steps over this JSON, which may have blanks in front of it and outside of its strings. Behind
/// the last character is a NUL, which none of it is.
bool QuickJson::match(std::string_view json, At& at) {
  bool inside = false;
  for (const char c : json) {
    if (*at.text != c && !inside) skip_blanks(at.text, at.lines);
    if (*at.text != c) return false;
    ++at.text;
    inside = inside != (c == '"');
  }
  return true;
}

bool QuickJson::read_value(const Place& place, At& at, std::byte* to) const {
  if (static_cast<unsigned char>(*at.text) <= ' ') skip_blanks(at.text, at.lines);
  const char* const from = at.text + int{place.is_text};
  if (place.is_text && *at.text != '"') return false;
  const char* const end = place.read(from, place.length, '"', to + place.offset);
  if (end == nullptr) return false;
  at.text = end + int{place.is_text};
  if (place.is_text) return *end == '"';
  return ends_word(*end) && end - from <= most_characters_ && !has_spare_zero(from);
}

bool QuickJson::read_item(At& at, std::byte* to) const {
  for (const Place& place : places_) {
    if (!match(place.before, at) || !read_value(place, at, to)) return false;
  }
  return match(behind_, at);
}

bool QuickJson::read_arrays(std::span<const std::int64_t> lengths, At& at, std::byte*& to) const {
  if (lengths.empty()) {
    if (!read_item(at, to)) return false;
    to += itemsize_;
    return true;
  }
  for (std::int64_t n = 0; n < lengths.back(); ++n) {
    if (!match(n == 0 ? "[" : ",", at)) return false;
    if (!read_arrays(lengths.first(lengths.size() - 1), at, to)) return false;
  }
  return match("]", at);
}

QuickJson::Read QuickJson::read(std::string_view text, const Unit& unit) {
  const std::int64_t room = kQuickBytes / itemsize_ / unit.items;
  Read done;
  std::byte* to = items_.data();
  for (At at{text.data()}; done.units < room && match(unit.before, at); ++done.units) {
    if (!read_arrays(unit.lengths, at, to)) break;
    done.characters = static_cast<std::size_t>(at.text - text.data());
    done.lines = at.lines;
  }
  done.items =
      std::span(items_).first(static_cast<std::size_t>(done.units * unit.items * itemsize_));
  return done;
}

}  // namespace bview
