// SPDX-License-Identifier: MIT

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string_view>

#include <bview/core/checked.hpp>
#include <bview/core/error.hpp>
#include <bview/formats/output/npy_header.hpp>

namespace bview {
namespace {

/// numpy's letter for each type it has.
struct Letter {
  ScalarType type;
  char letter;
};
constexpr Letter kLetters[] = {
    {ScalarType::Bool, 'b'},       {ScalarType::Int8, 'i'},      {ScalarType::UInt8, 'u'},
    {ScalarType::Int16, 'i'},      {ScalarType::UInt16, 'u'},    {ScalarType::Int32, 'i'},
    {ScalarType::UInt32, 'u'},     {ScalarType::Int64, 'i'},     {ScalarType::UInt64, 'u'},
    {ScalarType::Float16, 'f'},    {ScalarType::Float32, 'f'},   {ScalarType::Float64, 'f'},
    {ScalarType::LongDouble, 'f'}, {ScalarType::Complex64, 'c'}, {ScalarType::Complex128, 'c'},
    {ScalarType::Char, 'S'},       {ScalarType::String, 'S'},    {ScalarType::Ucs4, 'U'},
};

/// What to read instead of a type that numpy does not have, nor a wider one.
struct Instead {
  ScalarType type;
  std::string_view words;  ///< "{}" is the length of a text
};
constexpr Instead kInstead[] = {
    {ScalarType::Int128, "two 64-bit halves, 'Qq' for little-endian and 'qQ' for big-endian ones"},
    {ScalarType::UInt128, "two 64-bit halves, 'QQ'"},
    {ScalarType::Pascal, "a length and bytes, 'B' and {1}s, or all of it as {0}s"},
    {ScalarType::Ucs2, "16-bit numbers, {0}H"},
};

[[noreturn]] void refuse_type(const Field& field) {
  const auto* found = std::find_if(std::begin(kInstead), std::end(kInstead),
                                   [&](const Instead& row) { return row.type == field.type; });
  const std::string instead = found == std::end(kInstead)
                                  ? "another form"
                                  : fmt::format(fmt::runtime(found->words), field.length,
                                                std::max<std::int64_t>(0, field.length - 1));
  const std::string_view name = info(field.type).name;
  throw Error(Errc::BadValue,
              fmt::format("numpy has no type for {}; {} {}, or leave it out with --fields",
                          is_mid(field.order) ? field.type_name() : std::string(name),
                          found == std::end(kInstead) ? "print it in" : "read it as", instead));
}

/// A dtype of one value: '<i4', '|S16'.
std::string scalar_descr(const Field& field) {
  if (field.is_packed()) {
    throw Error(Errc::BadValue,
                fmt::format("numpy has no type for {}; print it in another form, or leave it out "
                            "with --fields",
                            field.type_name()));
  }
  if (field.bits) {
    throw Error(Errc::BadValue,
                "numpy has no bit fields; take the integer that they are bits of, as a whole");
  }
  const auto* found = std::find_if(std::begin(kLetters), std::end(kLetters),
                                   [&](const Letter& row) { return row.type == field.type; });
  const ScalarInfo& scalar = info(field.type);
  const bool mid = is_mid(field.order) && scalar.has_mid;
  if (found == std::end(kLetters) || mid) refuse_type(field);
  const char order = scalar.size == 1 ? '|' : is_big(field.order) ? '>' : '<';
  // numpy counts the characters of a text, and the bytes of anything else.
  const std::int64_t size = found->letter == 'U' ? field.length : field.value_size();
  return fmt::format("'{}{}{}'", order, found->letter, size);
}

/// A name as Python's repr quotes it.
std::string quoted_name(std::string_view name) {
  const bool apostrophe = name.find('\'') != std::string_view::npos;
  const char quote = apostrophe && name.find('"') == std::string_view::npos ? '"' : '\'';
  std::string text(1, quote);
  for (const char c : name) {
    if (c == quote || c == '\\') text += '\\';
    text += c;
  }
  return text + quote;
}

/// A tuple, with the comma that makes one of a single number.
std::string tuple(const Lengths& lengths) {
  return fmt::format("({}{})", fmt::join(lengths, ", "), lengths.size() == 1 ? "," : "");
}

std::string record_descr(const Layout& layout);

std::string value_descr(const Field& field) {
  return field.record ? record_descr(*field.record) : scalar_descr(field);
}

class FieldList {
 public:
  void add(std::string_view name, const std::string& descr, const Lengths& shape) {
    std::string entry = fmt::format("({}, {}", quoted_name(name), descr);
    if (!shape.empty()) entry += ", " + tuple(shape);
    entries_.push_back(entry + ")");
  }
  void add_hole(std::int64_t size) { entries_.push_back(fmt::format("('', '|V{}')", size)); }
  [[nodiscard]] std::string text() const { return fmt::format("[{}]", fmt::join(entries_, ", ")); }

 private:
  std::vector<std::string> entries_;
};

/// How many fields numpy has of a record, those of its records too; saturates at INT64_MAX.
std::int64_t field_count(const Layout& layout) {
  constexpr std::int64_t kMany = std::numeric_limits<std::int64_t>::max();
  std::int64_t total = 0;
  for (const Field& field : layout.fields) {
    const std::int64_t inner = field.record ? field_count(*field.record) : 0;
    const std::int64_t each = checked_add(inner, 1).value_or(kMany);
    const std::int64_t all = checked_mul(each, field.positions()).value_or(kMany);
    total = checked_add(total, all).value_or(kMany);
  }
  return total;
}

/// A header writes them all out.
void check_field_count(const Layout& layout) {
  constexpr std::int64_t kMostFields = 1 << 16;
  const std::int64_t count = field_count(layout);
  if (count <= kMostFields) return;
  throw Error(Errc::BadValue,
              fmt::format("a record of {} values would have as many fields for numpy, which is too "
                          "many; a name behind a count makes it one sub-array",
                          count));
}

/// Each value of an unnamed count is a field of numpy's.
void add_spread(FieldList& list, const Field& field, std::int64_t position) {
  const std::string descr = value_descr(field);
  for (std::int64_t k = 0; k < field.positions(); ++k) {
    list.add(fmt::format("f{}", position + k), descr, {});
  }
}

std::string record_descr(const Layout& layout) {
  if (layout.is_union && !layout.projected && layout.fields.size() > 1) {
    throw Error(Errc::BadValue, "a npy file has no unions; take one of the members with --fields");
  }
  FieldList list;
  const std::vector<std::string> names = shown_names(layout);
  std::int64_t position = 0;
  std::int64_t end = 0;
  for (std::size_t k = 0; k < layout.fields.size(); ++k) {
    const Field& field = layout.fields[k];
    if (!layout.projected && field.offset > end) list.add_hole(field.offset - end);
    if (field.spread) {
      add_spread(list, field, position);
    } else {
      list.add(names[k], value_descr(field), field.shape);
    }
    end = field.offset + field.size();
    position += field.positions();
  }
  if (!layout.projected && layout.itemsize > end) list.add_hole(layout.itemsize - end);
  return list.text();
}

/// Spaces that let numpy.lib.format lengthen the first axis in place later.
std::string growth_room(const Lengths& shape) {
  constexpr std::size_t kMostDigits = 21;
  if (shape.empty()) return "";
  return std::string(kMostDigits - fmt::format("{}", shape.front()).size(), ' ');
}

std::string little_endian(std::size_t value, int bytes) {
  std::string text;
  for (int k = 0; k < bytes; ++k) text += static_cast<char>(value >> (8 * k) & 0xffU);
  return text;
}

}  // namespace

std::string numpy_descr(const Layout& layout) {
  check_field_count(layout);
  return layout.is_bare() ? value_descr(layout.fields.front()) : record_descr(layout);
}

std::string npy_header(const Layout& layout, const Lengths& shape) {
  std::string literal = fmt::format("{{'descr': {}, 'fortran_order': False, 'shape': {}, }}",
                                    numpy_descr(layout), tuple(shape));
  literal += growth_room(shape);
  const bool ascii = std::all_of(literal.begin(), literal.end(),
                                 [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  // Version 1 has a length of two bytes, which count the padding and end at a multiple
  // of 64; version 3 is the one whose text is UTF-8.
  constexpr std::size_t kMostShort = 65536 - 10 - 2;
  const char version = !ascii ? '\3' : literal.size() > kMostShort ? '\2' : '\1';
  const int length_bytes = version == '\1' ? 2 : 4;
  constexpr std::size_t kAlignment = 64;
  const std::size_t fixed = 8 + static_cast<std::size_t>(length_bytes) + 1;
  literal += std::string(kAlignment - (fixed + literal.size()) % kAlignment, ' ') + '\n';
  return std::string("\x93NUMPY") + version + '\0' + little_endian(literal.size(), length_bytes) +
         literal;
}

}  // namespace bview
