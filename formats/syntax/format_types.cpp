#include "formats/syntax/format_types.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/quote.hpp"
#include "core/utf8.hpp"

namespace bview {
namespace {

struct Reason {
  char letter;
  std::string_view text;
};

/// What is known elsewhere, or has its place elsewhere in a format.
constexpr Reason kReasons[] = {
    {'O', "'O' is a pointer to a Python object, which means nothing in a file"},
    {'&', "'&' makes a pointer, which means nothing in a file; the address itself is '@P'"},
    {'X', "'X{}' is a pointer to a function, which means nothing in a file"},
    {'t', "'t' is a bit field, and the smallest item here is a byte"},
    {'T', "a record is written 'T{...}'"},
    {'{', "a record is written 'T{...}'"},
    {'Z', "complex numbers are written 'Zf' and 'Zd'"},
    {':', "a name follows the item it names: 'i:a:'"},
    {'(', "an item has one shape, and it comes first: '(2,3)i'"},
    {'}', "a type letter is missing before this"},
};

const ScalarInfo* find_name(std::string_view name) {
  const auto found = std::find_if(kScalars.begin(), kScalars.end(),
                                  [&](const ScalarInfo& scalar) { return scalar.name == name; });
  return found == kScalars.end() ? nullptr : &*found;
}

std::string bracket_types() {
  std::string list;
  for (const ScalarInfo& scalar : kScalars) {
    if (scalar.native_letters.empty()) list += fmt::format(" [{}]", scalar.name);
  }
  return list;
}

}  // namespace

const ScalarInfo* find_letter(char letter, bool native) {
  for (const ScalarInfo& scalar : kScalars) {
    const std::string_view letters = native ? scalar.native_letters : scalar.standard_letters;
    if (letters.find(letter) != std::string_view::npos) return &scalar;
  }
  return nullptr;
}

const ScalarInfo* find_complex(std::string_view letter) {
  if (letter == "f") return &info(ScalarType::Complex64);
  if (letter == "d") return &info(ScalarType::Complex128);
  return nullptr;
}

const ScalarInfo* find_bracket(std::string_view name) {
  const ScalarInfo* scalar = find_name(name);
  return scalar != nullptr && scalar->native_letters.empty() ? scalar : nullptr;
}

std::string why_no_letter(std::string_view text) {
  for (const Reason& reason : kReasons) {
    if (reason.letter == text.front()) return std::string(reason.text);
  }
  if (find_letter(text.front(), true) != nullptr) {
    return fmt::format("'{}' has a size only in native mode (@ or ^)", text.front());
  }
  const std::string letter =
      quoted(text.substr(0, std::max<std::size_t>(utf8::decode(text).size, 1)));
  if (static_cast<unsigned char>(text.front()) >= 0x80) {
    return fmt::format("{} is not ASCII, and only names may hold such", letter);
  }
  return fmt::format("{} is no type letter; 'bview help formats' lists them", letter);
}

std::string why_no_bracket(std::string_view name) {
  const ScalarInfo* scalar = find_name(name);
  if (scalar == nullptr) {
    return fmt::format("{} is no type in brackets; there are{}", quoted(name), bracket_types());
  }
  return fmt::format("{} is written '{}'", name, scalar->standard_letters.front());
}

}  // namespace bview
