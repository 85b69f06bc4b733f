// SPDX-License-Identifier: MIT

#include <algorithm>
#include <charconv>
#include <iterator>
#include <system_error>

#include <bview/formats/syntax/format_types.hpp>
#include <bview/formats/syntax/words.hpp>

namespace bview {
namespace {

/// Words of C for a letter of struct, whose size is the mode's business.
struct LetterWord {
  std::string_view word;
  char letter;
};
constexpr LetterWord kLetterWords[] = {
    {"short", 'h'}, {"ushort", 'H'}, {"int", 'i'},    {"uint", 'I'},   {"long", 'l'},
    {"ulong", 'L'}, {"float", 'f'},  {"double", 'd'}, {"size_t", 'N'},
};

/// Further words for a type, whatever the mode.
struct OtherWord {
  std::string_view word;
  ScalarType type;
};
constexpr OtherWord kOtherWords[] = {{"ptr", ScalarType::UInt64}};

struct OrderSuffix {
  std::string_view text;
  ByteOrder order;
};
constexpr OrderSuffix kOrderSuffixes[] = {{"le", ByteOrder::Little}, {"be", ByteOrder::Big}};

/// What numpy calls the types that bview calls by a letter and their bits.
struct LongName {
  char letter;
  std::string_view text;
};
constexpr LongName kLongNames[] = {{'i', "int"}, {'u', "uint"}, {'f', "float"}, {'c', "complex"}};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// "int" for i32, and so on; empty for a type that numpy lacks or calls something else.
std::string_view long_name(const ScalarInfo& scalar) {
  if (scalar.native_letters.empty() || !is_digit(scalar.name[1])) return "";
  const auto* found =
      std::find_if(std::begin(kLongNames), std::end(kLongNames),
                   [&](const LongName& name) { return name.letter == scalar.name.front(); });
  return found == std::end(kLongNames) ? "" : found->text;
}

/// The words for a type, without a byte order: u32, uint32, uint32_t.
std::vector<std::string> spellings(const ScalarInfo& scalar) {
  if (scalar.in_brackets()) return {};
  std::vector<std::string> words = {std::string(scalar.name)};
  if (const std::string_view prefix = long_name(scalar); !prefix.empty()) {
    words.push_back(std::string(prefix) + std::string(scalar.name.substr(1)));
    if (scalar.kind == Kind::Integer) words.push_back(words.back() + "_t");
  }
  for (const OtherWord& other : kOtherWords) {
    if (other.type == scalar.type) words.emplace_back(other.word);
  }
  return words;
}

/// One of spellings(), but without making them.
bool is_spelled(const ScalarInfo& scalar, std::string_view word) {
  if (word == scalar.name) return true;
  const std::string_view prefix = long_name(scalar);
  if (prefix.empty() || !word.starts_with(prefix)) return false;
  word.remove_prefix(prefix.size());
  if (scalar.kind == Kind::Integer && word.ends_with("_t")) word.remove_suffix(2);
  return word == scalar.name.substr(1);
}

const ScalarInfo* find_type(std::string_view word) {
  const auto* const other = std::find_if(std::begin(kOtherWords), std::end(kOtherWords),
                                         [&](const OtherWord& row) { return row.word == word; });
  if (other != std::end(kOtherWords)) return &info(other->type);
  const auto* const found =
      std::find_if(kScalars.begin(), kScalars.end(),
                   [&](const ScalarInfo& scalar) { return is_spelled(scalar, word); });
  return found == kScalars.end() ? nullptr : found;
}

constexpr std::size_t kLongestWord = 16;

/// A name that `find` knows, with "mid", "le" and "be" behind it as its type takes them.
std::optional<Word> find_with_ending(std::string_view text,
                                     const ScalarInfo* (*find)(std::string_view)) {
  constexpr std::string_view kMid = "mid";
  const auto with_mid = [&](std::string_view stem, std::optional<ByteOrder> order) {
    const bool ends = stem.ends_with(kMid);
    const ScalarInfo* scalar = ends ? find(stem.substr(0, stem.size() - kMid.size())) : nullptr;
    return scalar != nullptr && scalar->has_mid ? std::optional(Word{scalar, '\0', order, true})
                                                : std::nullopt;
  };
  for (const OrderSuffix& suffix : kOrderSuffixes) {
    if (!text.ends_with(suffix.text)) continue;
    const std::string_view stem = text.substr(0, text.size() - suffix.text.size());
    const ScalarInfo* scalar = find(stem);
    if (scalar != nullptr && scalar->size > 1) return Word{scalar, '\0', suffix.order};
    return with_mid(stem, suffix.order);
  }
  return with_mid(text, std::nullopt);
}

/// "u12", "i7be": an integer of a width that the table does not have.
std::optional<Word> find_width(std::string_view name) {
  constexpr int kMost = 128;
  Word word;
  for (const OrderSuffix& suffix : kOrderSuffixes) {
    if (!name.ends_with(suffix.text)) continue;
    word.order = suffix.order;
    name.remove_suffix(suffix.text.size());
    break;
  }
  const bool begins = name.size() > 1 && (name[0] == 'u' || name[0] == 'i') && name[1] != '0';
  if (!begins || find_name(name) != nullptr) return std::nullopt;
  int width = 0;
  const char* const last = name.data() + name.size();
  const auto [end, status] = std::from_chars(name.data() + 1, last, width);
  if (status != std::errc{} || end != last || width < 1 || width > kMost) return std::nullopt;
  const auto holds = [&](const ScalarInfo& scalar) {
    return scalar.kind == Kind::Integer && !scalar.is_signed && 8 * scalar.size >= width &&
           (scalar.size & (scalar.size - 1)) == 0;
  };
  word.scalar = &*std::min_element(kScalars.begin(), kScalars.end(),
                                   [&](const ScalarInfo& a, const ScalarInfo& b) {
                                     return holds(a) && (!holds(b) || a.size < b.size);
                                   });
  word.bits = BitRange{0, width, name[0] == 'i', BitRange::Of::Stretch};
  return word;
}

}  // namespace

std::string_view leading_run(std::string_view text) {
  const auto end = std::find_if_not(text.begin(), text.end(), [](char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  });
  return text.substr(0, static_cast<std::size_t>(end - text.begin()));
}

std::optional<Word> find_word(std::string_view run) {
  if (run.size() < 2 || run.size() > kLongestWord) return std::nullopt;
  for (const LetterWord& row : kLetterWords) {
    if (row.word == run) return Word{nullptr, row.letter};
  }
  if (const ScalarInfo* scalar = find_type(run)) return Word{scalar};
  return find_with_ending(run, find_type);
}

std::optional<Word> find_bracket(std::string_view name) {
  const ScalarInfo* scalar = find_name(name);
  if (scalar == nullptr) {
    const auto word = find_with_ending(name, find_name);
    return word ? word : find_width(name);
  }
  return scalar->native_letters.empty() ? std::optional(Word{scalar}) : std::nullopt;
}

const ScalarInfo* find_by_bytes(std::string_view run) {
  for (const ScalarInfo& scalar : kScalars) {
    if (long_name(scalar).empty() || scalar.name.front() != run.front()) continue;
    if (std::to_string(scalar.size) == run.substr(1)) return &scalar;
  }
  return nullptr;
}

std::string_view word_at_end(std::string_view run) {
  for (std::size_t size = std::min(run.size(), kLongestWord + 1); size-- > 2;) {
    const std::string_view end = run.substr(run.size() - size);
    if (find_word(end)) return end;
  }
  return "";
}

std::vector<std::string> all_words() {
  std::vector<std::string> words;
  for (const ScalarInfo& scalar : kScalars) {
    for (const std::string& word : spellings(scalar)) {
      words.push_back(word);
      if (scalar.size == 1) continue;
      for (const char* mid : {"", "mid"}) {
        if (*mid != '\0' && !scalar.has_mid) continue;
        if (*mid != '\0') words.push_back(word + mid);
        for (const OrderSuffix& suffix : kOrderSuffixes) {
          words.push_back(word + mid + std::string(suffix.text));
        }
      }
    }
  }
  for (const LetterWord& row : kLetterWords) words.emplace_back(row.word);
  return words;
}

std::vector<std::string> words_of_letters() {
  constexpr std::string_view kLettersAndDigits = "xcbB?hHiIlLqQnNefdspPFD0123456789";
  std::vector<std::string> words = all_words();
  std::erase_if(words, [&](const std::string& word) {
    return word.find_first_not_of(kLettersAndDigits) != std::string::npos || is_digit(word.back());
  });
  return words;
}

}  // namespace bview
