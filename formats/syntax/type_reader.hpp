// SPDX-License-Identifier: MIT
// formats/syntax/type_reader.hpp - a scalar type of a format: a letter, a word, a name in brackets.
//
// A run of letters, digits and '_' is a word as a whole, or else read letter by letter. The
// reader knows how far the letters of a run go on that was none.

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <bview/core/scalar.hpp>
#include <bview/formats/syntax/format_lexer.hpp>

namespace bview {

/// A type as it stands in a format.
struct TypePart {
  const ScalarInfo* scalar = nullptr;  ///< null for padding, x
  std::optional<ByteOrder> order{};    ///< of the word itself, whatever is in force
  bool is_word = false;
  bool mid = false;                ///< 16-bit words the other way round
  std::optional<BitRange> bits{};  ///< of a width that no type has; `scalar` holds its values
};

class TypeReader {
 public:
  /// Reads where `text` stands; it outlives the reader.
  explicit TypeReader(FormatLexer& text) : text_(text) {}

  /// The type that stands here. `count` is where its count stands, if it has one.
  TypePart read(std::optional<std::size_t> count);

  /// The same where a run is one type as a whole, as in a list of fields.
  TypePart read_single(std::optional<std::size_t> count);

  /// The text goes on elsewhere.
  void restart() { run_end_ = 0; }

  /// An item without a name has just been read: its text, which a name may be meant for.
  void after_unnamed(std::string_view item) { unnamed_ = item; }

  /// What users are told about words that were read as letters; the first few.
  [[nodiscard]] std::vector<std::string> take_notes() { return std::move(notes_); }

 private:
  void refuse_c_words() const;
  TypePart read_bracket(std::size_t where);
  TypePart read_word(std::string_view run);
  const ScalarInfo* read_letter(std::optional<std::size_t> count);
  void begin_letters(std::string_view run);
  [[noreturn]] void fail_in_letters(std::size_t where, const std::string& reason) const;

  FormatLexer& text_;
  std::string_view run_;         // that is being read letter by letter
  std::size_t run_end_ = 0;      // and where it ends in the text
  std::string_view unnamed_;     // the item read last, if it has no name
  std::string_view before_run_;  // that in front of the run
  std::vector<std::string> notes_;
};

}  // namespace bview
