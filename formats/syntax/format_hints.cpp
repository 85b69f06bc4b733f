// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>

#include <bview/core/quote.hpp>
#include <bview/core/scalar.hpp>
#include <bview/core/utf8.hpp>
#include <bview/formats/syntax/format_hints.hpp>
#include <bview/formats/syntax/format_types.hpp>
#include <bview/formats/syntax/words.hpp>

namespace bview {
namespace {

struct Hint {
  char letter;
  std::string_view text;
};

/// What is known elsewhere, or has its place elsewhere in a format.
constexpr Hint kHints[] = {
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
    {',', "',' is no type letter; items stand side by side, 'I H', or are 'name: type' pairs"},
    {';', "';' is no type letter; items stand side by side, 'I H', or are 'name: type' pairs"},
    {'|', "'|' is no type letter; numpy writes it where there is no byte order, here nothing is"},
};

/// Types as other languages, assemblers and format descriptions call them.
struct Foreign {
  std::string_view word;
  std::string_view type;
};
constexpr Foreign kForeign[] = {
    {"byte", "u8"},
    {"sbyte", "i8"},
    {"uchar", "u8"},
    {"octet", "u8"},
    {"word", "u16"},
    {"dword", "u32"},
    {"qword", "u64"},
    {"signed", "i32"},
    {"unsigned", "u32"},
    {"boolean", "bool"},
    {"_Bool", "bool"},
    {"half", "f16"},
    {"single", "f32"},
    {"ssize_t", "i64"},
    {"uintptr_t", "ptr"},
    {"intptr_t", "i64"},
    {"off_t", "i64"},
    {"time_t", "i64"},
    {"string", "16s"},
    {"str", "16s"},
    {"text", "16s"},
    {"pad", "4x"},
    {"bfloat16", "bf16"},
    {"float8_e4m3fn", "f8e4m3"},
    {"float8_e5m2", "f8e5m2"},
    {"usize", "u64"},
    {"isize", "i64"},
    {"__int128", "i128"},
    {"long_double", "longdouble"},
    {"wchar_t", "ucs4"},
    {"char16_t", "ucs2"},
    {"char32_t", "ucs4"},
};

/// numpy's letters for texts and bytes, whose number is a length.
struct Sized {
  char letter;
  std::string_view letter_here;
};
constexpr Sized kNumpyTexts[] = {{'S', "s"}, {'a', "s"}, {'U', "w"}, {'V', "x"}};

bool is_decimal(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// f4, S8: numpy counts bytes.
std::string numpy_hint(std::string_view run) {
  const std::string_view number = run.substr(1);
  if (!is_decimal(number)) return "";
  for (const Sized& text : kNumpyTexts) {
    if (text.letter == run.front()) {
      return fmt::format("'{}' is numpy's; here the count comes first, '{}{}'", run, number,
                         text.letter_here);
    }
  }
  if (const ScalarInfo* scalar = find_by_bytes(run)) {
    return fmt::format("'{}' counts bytes, as numpy does; the word is '{}', the letter '{}'", run,
                       scalar->name, scalar->standard_letters.front());
  }
  return "";
}

/// How Modbus and its kin say in which order the bytes of a number stand: a for the byte that
/// weighs most.
struct Swapped {
  std::string_view letters;
  std::string_view here;  ///< around the word
  std::string_view meaning;
};
constexpr Swapped kSwapped[] = {
    {"cdab", ">{}mid", "16-bit words the other way round, the big end of each first"},
    {"badc", "<{}mid", "16-bit words in their order, the small end of each first"},
    {"abcd", ">{}", "the big end first"},
    {"dcba", "<{}", "the small end first"},
    {"ghefcdab", ">{}mid", "16-bit words the other way round, the big end of each first"},
    {"badcfehg", "<{}mid", "16-bit words in their order, the small end of each first"},
    {"abcdefgh", ">{}", "the big end first"},
    {"hgfedcba", "<{}", "the small end first"},
};

/// f32cdab, f32_BADC: what Modbus calls word-swapped numbers.
std::string swapped_hint(std::string_view run) {
  std::string lower(run);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  for (const Swapped& row : kSwapped) {
    if (!lower.ends_with(row.letters)) continue;
    std::string_view word = std::string_view(lower).substr(0, lower.size() - row.letters.size());
    if (word.ends_with('_')) word.remove_suffix(1);
    const auto found = find_word(word);
    if (!found || found->scalar == nullptr || found->order || found->mid) continue;
    if (found->scalar->size != std::ssize(row.letters)) continue;
    return fmt::format("'{}' is written '{}': {}", run, fmt::format(fmt::runtime(row.here), word),
                       row.meaning);
  }
  return "";
}

std::string bracket_types() {
  std::string list;
  for (const ScalarInfo& scalar : kScalars) {
    if (scalar.native_letters.empty()) list += fmt::format(" [{}]", scalar.stem());
  }
  return list + ", and [uN] [iN] for widths of 1 to 128 bits";
}

}  // namespace

std::string why_no_letter(std::string_view text) {
  for (const Hint& reason : kHints) {
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
  if (const ScalarInfo* scalar = find_name(name)) {
    return fmt::format("{} is written '{}'", name, scalar->standard_letters.front());
  }
  return fmt::format("{} is no type in brackets; there are{}", quoted(name), bracket_types());
}

std::string why_no_word(std::string_view run) {
  if (run.size() < 2) return "";
  if (std::string hint = numpy_hint(run); !hint.empty()) return hint;
  const auto* const foreign = std::find_if(std::begin(kForeign), std::end(kForeign),
                                           [&](const Foreign& row) { return row.word == run; });
  if (foreign != std::end(kForeign)) {
    return fmt::format("'{}' is no type; '{}' is", run, foreign->type);
  }
  if (find_bracket(run)) return fmt::format("'{0}' is written '[{0}]'", run);
  if (std::string hint = swapped_hint(run); !hint.empty()) return hint;
  const std::string_view word = word_at_end(run);
  if (word.empty()) return "";
  return fmt::format("'{}' is no type; '{}' is, with a space in front of it", run, word);
}

std::string note_on_letters(std::string_view run) {
  if (run.size() < 3) return "";
  // Of C's types of two words, and of other languages.
  constexpr Foreign kWords[] = {
      {"unsigned", "uint"}, {"signed", "int"}, {"single", "f32"}, {"real", "f32"}};
  for (const Foreign& row : kWords) {
    if (row.word != run) continue;
    return fmt::format("'{}' is read letter by letter, as struct does; there is the type '{}'", run,
                       row.type);
  }
  if (find_bracket(run)) {
    return fmt::format("'{0}' is read letter by letter, as struct does; the type is '[{0}]'", run);
  }
  if (const std::string_view word = word_at_end(run); !word.empty()) {
    return fmt::format(
        "{} is read letter by letter, as struct does; for the type '{}' write a "
        "space in front of it",
        quoted(run), word);
  }
  const std::string_view stem = run.substr(0, run.size() - 2);
  const auto word = run.ends_with("le") || run.ends_with("be") ? find_word(stem) : std::nullopt;
  if (!word || word->scalar == nullptr || word->order) return "";
  return fmt::format("{} is read letter by letter, as struct does; a byte has no order: write '{}'",
                     quoted(run), stem);
}

}  // namespace bview
