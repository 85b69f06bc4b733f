// SPDX-License-Identifier: MIT
// formats/syntax/words.hpp - types in words: u32, f64be, int32_t, float32, size_t.
//
// A word is what THE TABLE (core/scalar.hpp) calls a type, the longer name that numpy or C
// has for it, or a word of C for one of struct's letters. Those of more than one byte take
// a byte order behind them, and those of several 16-bit words "mid".

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <bview/core/reading.hpp>
#include <bview/core/scalar.hpp>

namespace bview {

/// What a word says.
struct Word {
  const ScalarInfo* scalar = nullptr;  ///< null where the mode in force decides:
  char letter = '\0';                  ///< for 'long' and the like, which are letters
  std::optional<ByteOrder> order{};    ///< "le" or "be" behind it
  bool mid = false;                    ///< "mid" behind it, in front of these
  std::optional<BitRange> bits{};      ///< of a width that no type has: a stretch in `scalar`
};

/// Letters, digits and '_' from the beginning of a text: what is a word as a whole or not at all.
[[nodiscard]] std::string_view leading_run(std::string_view text);

/// What the run says if it is a word.
[[nodiscard]] std::optional<Word> find_word(std::string_view run);

/// What a name in brackets says: that of a type without a letter, any with one of the endings of
/// words, or an integer of any other width, u12.
[[nodiscard]] std::optional<Word> find_bracket(std::string_view name);

/// The type that numpy calls so: its letter and how many bytes it has, "f4"; null if none.
[[nodiscard]] const ScalarInfo* find_by_bytes(std::string_view run);

/// The longest word that the run ends in but is not; empty when there is none.
[[nodiscard]] std::string_view word_at_end(std::string_view run);

/// Every word, those with a byte order behind them, too.
[[nodiscard]] std::vector<std::string> all_words();

/// The words that struct would read letter by letter.
[[nodiscard]] std::vector<std::string> words_of_letters();

}  // namespace bview
