// SPDX-License-Identifier: MIT

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>
#include <utility>

#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/parts/field_name.hpp>
#include <bview/formats/parts/numpy_type.hpp>

namespace bview {
namespace {

/// dtype.str without its byte order, and a letter or a word.
struct NumpyType {
  std::string_view name;
  std::string_view format;
};
constexpr NumpyType kNumpyTypes[] = {
    {"b1", "?"},
    {"i1", "b"},
    {"i2", "h"},
    {"i4", "i"},
    {"i8", "q"},
    {"u1", "B"},
    {"u2", "H"},
    {"u4", "I"},
    {"u8", "Q"},
    {"f2", "e"},
    {"f4", "f"},
    {"f8", "d"},
    {"f16", "g"},
    {"c8", "F"},
    {"c16", "D"},
    {"m8", "q"},
    {"M8", "q"},
    {"M8[s]", "q|unix"},
    {"M8[ms]", "q|unixms"},
    {"M8[us]", "q|unixus"},
    {"M8[ns]", "q|unixns"},
};

/// Texts and bytes, whose size follows the letter.
struct NumpyText {
  char kind;
  char letter;
};
constexpr NumpyText kTexts[] = {{'S', 's'}, {'a', 's'}, {'U', 'w'}, {'V', 's'}};

[[noreturn]] void refuse(const PythonValue& at, std::string why) {
  throw Error(Errc::BadValue, std::move(why), at.where);
}

std::optional<std::string> text_format(std::string_view name) {
  const auto* found =
      std::find_if(std::begin(kTexts), std::end(kTexts),
                   [&](const NumpyText& text) { return name.starts_with(text.kind); });
  const std::string_view digits = name.substr(std::min<std::size_t>(1, name.size()));
  std::int64_t length = 0;
  const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), length);
  const bool number = problem == std::errc() && end == digits.data() + digits.size();
  if (found == std::end(kTexts) || !number || length < 0) return std::nullopt;
  return fmt::format("{}{}", length, found->letter);
}

/// "<f4" is "<f".
std::string plain_format(const PythonValue& type) {
  std::string_view name = type.text;
  if (name == "O" || name == "|O") {
    throw Error(Errc::ReadOnly,
                "the array holds objects of Python, which are no values but a pickle of them");
  }
  std::string order = "<";
  constexpr std::string_view kOrders = "<>|=";
  if (!name.empty() && kOrders.find(name.front()) != std::string_view::npos) {
    if (name.front() == '>') order = ">";
    name.remove_prefix(1);
  }
  // A unit of time that is none of those above is a number.
  const std::string_view bare = name.substr(0, name.find('['));
  for (const std::string_view wanted : {name, bare}) {
    for (const NumpyType& known : kNumpyTypes) {
      if (known.name == wanted) return order + std::string(known.format);
    }
  }
  if (const auto text = text_format(name)) return order + *text;
  refuse(type, fmt::format("{} is no type of numpy", quoted(type.text)));
}

std::string name_in_format(const PythonValue& given) {
  // ("title", "name")
  const PythonValue& value =
      given.kind == PythonValue::Kind::Tuple && given.values.size() == 2 ? given.values[1] : given;
  if (value.kind != PythonValue::Kind::Text) refuse(value, "the name of a field is missing");
  return as_field_name(value.text);
}

std::string shape_in_format(const PythonValue& shape) {
  std::vector<std::int64_t> lengths;
  if (shape.kind == PythonValue::Kind::Integer) lengths.push_back(shape.number);
  for (const PythonValue& length : shape.values) {
    if (length.kind == PythonValue::Kind::Integer) lengths.push_back(length.number);
  }
  const bool bad = std::any_of(lengths.begin(), lengths.end(), [](auto n) { return n < 0; });
  if (bad || lengths.size() != std::max<std::size_t>(1, shape.values.size())) {
    refuse(shape, "the shape of a field is no tuple of lengths");
  }
  return fmt::format("({})", fmt::join(lengths, ","));
}

std::string field_format(const PythonValue& field) {
  const std::size_t parts = field.values.size();
  if (field.kind != PythonValue::Kind::Tuple || parts < 2 || parts > 3) {
    refuse(field, "a field is a tuple of a name, a type and perhaps a shape");
  }
  const std::string name = name_in_format(field.values[0]);
  std::string format = format_of_numpy(field.values[1]);
  const bool hole = name.empty() && field.values[1].kind == PythonValue::Kind::Text;
  if (hole && format.back() == 's') format.back() = 'x';
  if (parts == 3) {
    const std::size_t order = format.front() == 'T' ? 0 : 1;
    format.insert(order, shape_in_format(field.values[2]));
  }
  return name.empty() ? format : fmt::format("{}:{}:", format, name);
}

}  // namespace

std::string format_of_numpy(const PythonValue& type) {
  if (type.kind == PythonValue::Kind::Text) return plain_format(type);
  if (type.kind != PythonValue::Kind::List) refuse(type, "a type is a text or a list of fields");
  std::string format = "T{";
  for (const PythonValue& field : type.values) format += field_format(field) + ' ';
  if (format.back() == ' ') format.pop_back();
  return format + '}';
}

}  // namespace bview
