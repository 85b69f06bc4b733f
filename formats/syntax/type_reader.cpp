// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <bview/core/quote.hpp>
#include <bview/formats/syntax/format_hints.hpp>
#include <bview/formats/syntax/format_types.hpp>
#include <bview/formats/syntax/other_notations.hpp>
#include <bview/formats/syntax/type_reader.hpp>
#include <bview/formats/syntax/words.hpp>

namespace bview {

TypePart TypeReader::read(std::optional<std::size_t> count) {
  const std::size_t where = text_.at();
  if (text_.take("[")) return read_bracket(where);
  if (where >= run_end_) {
    refuse_c_words();
    const std::string_view run = leading_run(text_.rest());
    if (find_word(run)) return read_word(run);
    if (!run.empty()) begin_letters(run);
  }
  if (text_.take("x")) return {};
  return {read_letter(count)};
}

TypePart TypeReader::read_single(std::optional<std::size_t> count) {
  const std::size_t where = text_.at();
  refuse_c_words();
  const std::string_view run = leading_run(text_.rest());
  const bool several = run.size() > 1 && !find_word(run) && find_complex(run) == nullptr;
  if (several) {
    const std::string hint = why_no_word(run);
    text_.fail(where, hint.empty() ? fmt::format("{} is no type; 'bview help formats' lists them",
                                                 quoted(run))
                                   : hint);
  }
  return read(count);
}

/// "long long", which is two longs otherwise.
void TypeReader::refuse_c_words() const {
  const std::string reason = why_no_c_words(text_.rest());
  if (!reason.empty()) text_.fail(text_.at(), reason);
}

TypePart TypeReader::read_word(std::string_view run) {
  const Word word = *find_word(run);
  TypePart part{word.scalar, word.order, true, word.mid};
  if (word.letter != '\0') part.scalar = find_letter(word.letter, text_.mode().native);
  if (part.scalar == nullptr) {
    text_.fail(text_.at(),
               fmt::format("'{}' is '{}', which has a size only in native mode (@ or ^)", run,
                           word.letter));
  }
  text_.skip(run.size());
  return part;
}

TypePart TypeReader::read_bracket(std::size_t where) {
  const std::size_t length = text_.rest().find(']');
  if (length == std::string_view::npos) text_.fail(where, "this '[' is not closed");
  const std::string_view name = text_.rest().substr(0, length);
  const auto word = find_bracket(name);
  if (!word) text_.fail(where, why_no_bracket(name));
  text_.skip(length + 1);
  return {word->scalar, word->order, false, word->mid, word->bits};
}

const ScalarInfo* TypeReader::read_letter(std::optional<std::size_t> count) {
  const std::size_t where = text_.at();
  const bool apart = text_.done() || text_.sees(" \t\n\r\v\f@^=<>!:(},;");
  if (count && apart) {
    fail_in_letters(*count, "a count stands directly before its type letter");
  }
  if (text_.done()) text_.fail(where, "a type letter is missing here");
  const ScalarInfo* complex = find_complex(text_.rest());
  const ScalarInfo* scalar =
      complex != nullptr ? complex : find_letter(text_.peek(), text_.mode().native);
  if (scalar == nullptr) fail_in_letters(where, why_no_letter(text_.rest()));
  text_.skip(complex != nullptr ? 2 : 1);
  return scalar;
}

void TypeReader::begin_letters(std::string_view run) {
  constexpr std::size_t kMostNotes = 3;
  run_ = run;
  run_end_ = text_.at() + run.size();
  before_run_ = unnamed_;
  if (notes_.size() == kMostNotes) return;
  if (const std::string note = note_on_letters(run); !note.empty()) notes_.push_back(note);
}

/// `where` is in the run, or behind it; what is known of it as a whole says more.
void TypeReader::fail_in_letters(std::size_t where, const std::string& reason) const {
  const std::size_t begin = run_end_ - run_.size();
  if (run_.size() < 2 || where < begin || where >= run_end_) text_.fail(where, reason);
  const std::string hint = why_no_word(run_);
  if (!hint.empty()) text_.fail(begin, hint);
  constexpr std::size_t kLongestShown = 40;
  if (before_run_.empty() || before_run_.size() > kLongestShown) text_.fail(where, reason);
  text_.fail(begin,
             fmt::format("{} is no type; as the name of {} it is written {}", quoted(run_),
                         quoted(before_run_), quoted(fmt::format("{}:{}:", before_run_, run_))));
}

}  // namespace bview
