// SPDX-License-Identifier: MIT

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <optional>
#include <vector>

#include <bview/core/quote.hpp>
#include <bview/formats/syntax/other_notations.hpp>
#include <bview/formats/syntax/scanner.hpp>
#include <bview/formats/syntax/words.hpp>

namespace bview {
namespace {

constexpr std::size_t kLongestShown = 300;

/// A text that is taken apart into names, signs and strings; blanks between them do not count.
class Tokens : public Scanner {
 public:
  explicit Tokens(std::string_view text) : Scanner("format", text) {}

  [[nodiscard]] bool take_sign(std::string_view sign) {
    skip_space();
    return take(sign);
  }
  /// A run of letters, digits and '_'; empty where none stands.
  [[nodiscard]] std::string_view take_run() {
    skip_space();
    const std::string_view run = leading_run(rest());
    skip(run.size());
    return run;
  }
  /// What stands in single or double quotes.
  [[nodiscard]] std::optional<std::string_view> take_string() {
    skip_space();
    if (!sees("'\"")) return std::nullopt;
    const std::size_t end = rest().find(peek(), 1);
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view content = rest().substr(1, end - 1);
    skip(end + 1);
    return content;
  }
  /// "2", "2,3" up to `close`; empty where it is something else.
  [[nodiscard]] std::string take_lengths(std::string_view close) {
    std::string lengths;
    do {
      const std::string_view number = take_run();
      const bool digits = std::all_of(number.begin(), number.end(),
                                      [](unsigned char c) { return std::isdigit(c) != 0; });
      if (!digits) return "";
      if (number.empty()) break;  // "(2,)"
      lengths += fmt::format("{}{}", lengths.empty() ? "" : ",", number);
    } while (take_sign(","));
    return take_sign(close) ? lengths : "";
  }
  [[nodiscard]] bool at_end() {
    skip_space();
    return done();
  }
};

// --- C -------------------------------------------------------------------------------------------

constexpr std::string_view kQualifiers[] = {"const", "volatile", "static", "extern", "register"};
constexpr std::string_view kParts[] = {"unsigned", "signed", "long",  "short",
                                       "int",      "char",   "double"};

template <std::size_t kSize>
bool is_one_of(std::string_view word, const std::string_view (&words)[kSize]) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

/// A type of C, and how far it goes.
struct CTypeName {
  std::string_view text;  ///< as it was written
  std::string here;       ///< the word for it
  std::size_t words;      ///< it was written in so many
};

/// "unsigned long int" -> "ulong"; empty where C has no such type.
std::string word_of(const std::vector<std::string_view>& parts) {
  const auto count = [&](std::string_view part) {
    return std::count(parts.begin(), parts.end(), part);
  };
  const bool is_unsigned = count("unsigned") > 0;
  if (count("double") > 0) return count("long") > 0 ? "longdouble" : "double";
  if (count("char") > 0) return is_unsigned ? "u8" : "i8";
  if (count("short") > 0) return is_unsigned ? "ushort" : "short";
  if (count("long") > 1) return is_unsigned ? "u64" : "i64";
  if (count("long") > 0) return is_unsigned ? "ulong" : "long";
  return is_unsigned ? "uint" : "int";
}

/// Whether C can say that, in this or another order.
bool is_c_type(const std::vector<std::string_view>& parts) {
  const auto count = [&](std::string_view part) {
    return std::count(parts.begin(), parts.end(), part);
  };
  if (count("unsigned") + count("signed") > 1 || count("int") > 1) return false;
  const auto longs = count("long");
  const auto sizes = longs + count("short");
  if (count("double") > 0) return longs == 1 && parts.size() == 2;
  if (count("char") > 0) return count("char") == 1 && sizes + count("int") == 0;
  return sizes <= 1 || (longs == 2 && sizes == 2);
}

/// The type that stands at the front, if C writes it in words of which bview has none, or in
/// several.
std::optional<CTypeName> take_c_words(Tokens& text) {
  const std::size_t from = text.at();
  std::size_t words = 0;
  for (Tokens next = text; is_one_of(next.take_run(), kQualifiers); ++words) text = next;
  std::vector<std::string_view> parts;
  std::size_t end = text.at();
  for (Tokens next = text;;) {
    const std::string_view part = next.take_run();
    if (!is_one_of(part, kParts)) break;
    parts.push_back(part);
    if (!is_c_type(parts)) {
      parts.pop_back();
      break;
    }
    end = next.at();
  }
  // "char", and "int" alone, are words here, too; "double double" are two items.
  const bool modified = !parts.empty() && (parts[0] == "unsigned" || parts[0] == "signed" ||
                                           parts[0] == "long" || parts[0] == "short");
  if (modified) {
    words += parts.size();
    text.skip(end - text.at());
    return CTypeName{text.since(from), word_of(parts), words};
  }
  if (words == 0) return std::nullopt;
  const std::string_view type = text.take_run();
  if (!find_word(type)) return std::nullopt;
  return CTypeName{text.since(from), std::string(type), words + 1};
}

/// Any type of C that bview knows.
std::optional<std::string> take_c_type(Tokens& text) {
  if (const auto words = take_c_words(text)) return words->here;
  const std::string_view run = text.take_run();
  return find_word(run) ? std::optional(std::string(run)) : std::nullopt;
}

/// "x", "x[3]", "x[2][3]" as "x: TYPE[2,3]"; empty for pointers, bit fields and all else.
std::string take_declarator(Tokens& text, const std::string& type) {
  const std::string_view name = text.take_run();
  if (name.empty() || find_word(name)) return "";
  std::string lengths;
  while (text.take_sign("[")) {
    const std::string length = text.take_lengths("]");
    if (length.empty()) return "";
    lengths += fmt::format("[{}]", length);
  }
  return fmt::format("{}: {}{}", name, type, lengths);
}

/// "unsigned int id; float xy[2];", perhaps in struct NAME { }, as a list of fields.
std::string from_c(std::string_view format) {
  Tokens text(format);
  Tokens ahead = text;
  if (ahead.take_run() == "typedef") text = ahead;
  ahead = text;
  bool braces = false;
  if (ahead.take_run() == "struct") {
    static_cast<void>(ahead.take_run());
    braces = ahead.take_sign("{");
    if (!braces) return "";
    text = ahead;
  }
  std::vector<std::string> fields;
  while (!text.at_end() && !text.sees("}")) {
    const auto type = take_c_type(text);
    if (!type) return "";
    do {
      fields.push_back(take_declarator(text, *type));
      if (fields.back().empty()) return "";
    } while (text.take_sign(","));
    if (!text.take_sign(";") && !text.at_end()) return "";
  }
  if (fields.empty() || (braces && !text.take_sign("}"))) return "";
  return fmt::format("that is C; here it is 'T{{{}}}'", fmt::join(fields, ", "));
}

// --- numpy ---------------------------------------------------------------------------------------

/// '<f4', 'S8', 'float32', 'u1' as a word; `order` becomes true where one would have to be said.
std::optional<std::string> from_type_string(std::string_view type, bool& order) {
  std::string_view ending;
  const std::size_t signs = std::min(type.find_first_not_of("<>=|"), type.size());
  if (signs > 1) return std::nullopt;
  if (type.starts_with('<')) ending = "le";
  if (type.starts_with('>')) ending = "be";
  type.remove_prefix(signs);
  const std::string_view number = type.substr(std::min<std::size_t>(1, type.size()));
  const bool sized = !number.empty() && std::all_of(number.begin(), number.end(),
                                                    [](char c) { return c >= '0' && c <= '9'; });
  if (sized && (type.front() == 'S' || type.front() == 'a')) {
    return fmt::format("char[{}]", number);
  }
  if (sized && type.front() == 'V') return fmt::format("x[{}]", number);
  if (sized && type.front() == 'U') return fmt::format("ucs4{}[{}]", ending, number);
  std::string word(type);
  if (type == "b1" || type == "?") return "bool";
  if (const ScalarInfo* scalar = sized ? find_by_bytes(type) : nullptr) word = scalar->name;
  const auto found = find_word(word);
  if (!found || found->order) return std::nullopt;
  if (found->scalar != nullptr && found->scalar->size == 1) return word;
  order |= ending.empty();
  return ending.empty() || found->scalar == nullptr ? word : word + std::string(ending);
}

/// The type of a field: in quotes, or as a name of numpy's, np.float32.
std::optional<std::string> take_dtype(Tokens& text, bool& order) {
  if (const auto quoted_type = text.take_string()) return from_type_string(*quoted_type, order);
  std::string_view name = text.take_run();
  if ((name == "np" || name == "numpy") && text.take_sign(".")) name = text.take_run();
  return from_type_string(name, order);
}

/// "('a', '<f4', (2,3))" as "a: f32le[2,3]".
std::string take_pair(Tokens& text, bool& order) {
  if (!text.take_sign("(")) return "";
  const auto name = text.take_string();
  if (!name || name->empty() || !text.take_sign(",")) return "";
  const auto type = take_dtype(text, order);
  if (!type) return "";
  if (type->starts_with('x')) return text.take_sign(")") ? *type : "";
  std::string lengths;
  if (text.take_sign(",") && !text.sees(")")) {
    lengths = text.take_lengths(text.take_sign("(") ? ")" : "");
    if (lengths.empty()) return "";
    lengths = fmt::format("[{}]", lengths);
  }
  return text.take_sign(")") ? fmt::format("{}: {}{}", *name, *type, lengths) : "";
}

/// np.dtype([('a','<f4'), ...]), or the list alone.
std::string from_numpy(std::string_view format) {
  Tokens text(format);
  bool python = false;
  for (const std::string_view front : {"np.", "numpy.", "dtype("}) {
    python |= text.take_sign(front);
  }
  const bool list = text.take_sign("[");
  if (list && !text.take_sign("(")) return "";
  // A text in such quotes is bytes that must stand there, unless a type is all there is.
  const bool bytes = !python && text.sees("\"");
  python |=
      list || text.sees("'\"") || text.rest().starts_with("{'") || text.rest().starts_with("{\"");
  if (!python) return "";
  constexpr std::string_view kGeneral =
      "that is numpy's; here a record is a list, 'a: f32le, b: u16be, c: char[8]'";
  Tokens pairs(format.substr(text.at() - (list ? 1 : 0)));
  bool order = false;
  std::vector<std::string> fields;
  if (!list) {
    const auto type = take_dtype(pairs, order);
    if (bytes && !(type && pairs.at_end())) return "";
    return type ? fmt::format("that is numpy's; here it is '{}'", *type) : std::string(kGeneral);
  }
  do {
    fields.push_back(take_pair(pairs, order));
    if (fields.back().empty()) return std::string(kGeneral);
  } while (pairs.take_sign(",") && !pairs.sees("]"));
  const bool whole = pairs.take_sign("]") && (pairs.at_end() || pairs.rest() == ")");
  if (!whole) return std::string(kGeneral);  // align=True
  return fmt::format("that is numpy's; here it is '{}{}'", order ? "=" : "",
                     fmt::join(fields, ", "));
}

// --- lists without commas ------------------------------------------------------------------------

/// "x:f32 y: f32[3]" as "x: f32, y: f32[3]"; empty where the types are no words.
std::string from_list(std::string_view format) {
  Tokens text(format);
  std::vector<std::string> fields;
  while (!text.at_end()) {
    const std::string_view sign = text.take_all("<>=!@^");
    const std::string_view name = text.take_run();
    if (name.empty() || !text.take_sign(":")) return "";
    text.skip_space();
    const std::string_view order = text.take_all("<>=!@^");
    const std::string_view type = text.take_run();
    if (!find_word(type)) return "";
    std::string lengths;
    if (text.take("[")) {
      lengths = text.take_lengths("]");
      if (lengths.empty()) return "";
      lengths = fmt::format("[{}]", lengths);
    }
    fields.push_back(fmt::format("{}{}: {}{}{}", sign, name, order, type, lengths));
  }
  if (fields.size() < 2) return "";
  return fmt::format("a comma stands between two fields of a list: '{}'", fmt::join(fields, ", "));
}

}  // namespace

std::string why_no_c_words(std::string_view text) {
  Tokens tokens(text);
  const auto type = take_c_words(tokens);
  if (!type || type->words < 2) return "";
  return fmt::format("{} is C's; here it is '{}'", quoted(type->text), type->here);
}

std::string why_other_notation(std::string_view format) {
  if (format.size() > kLongestShown) return "";
  for (const auto& read : {from_c, from_numpy, from_list}) {
    if (std::string answer = read(format); !answer.empty()) return answer;
  }
  return "";
}

}  // namespace bview
