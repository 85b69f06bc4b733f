// SPDX-License-Identifier: MIT
// formats/input/json_tape.hpp - one JSON value, kept as its tokens.
//
// What is read in another order than it stands in: the keys of a record whose layout depends on
// what some of them hold.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <bview/formats/input/json_tokens.hpp>
#include <bview/formats/input/reader.hpp>

namespace bview {

class JsonTape {
 public:
  /// Takes the value that comes next in place of the one before.
  /// \throws Error{Errc::BadValue} when it is no value, or larger than what is kept of one.
  void record(JsonTokens& tokens);

  /// The token at a place; the value begins at 0.
  [[nodiscard]] JsonToken at(std::size_t place) const;
  [[nodiscard]] std::int64_t line(std::size_t place) const;
  [[nodiscard]] std::size_t size() const { return tokens_.size(); }

  /// The place behind the value that begins at a place.
  [[nodiscard]] std::size_t behind(std::size_t place) const { return tokens_[place].behind; }

  /// The places of the values in the array, or of the keys in the object, that begins there.
  [[nodiscard]] std::vector<std::size_t> parts(std::size_t place) const;

 private:
  struct Token {
    JsonKind kind;
    std::uint32_t line;
    std::uint32_t begin;  // of its text
    std::uint32_t size;
    std::uint32_t behind;  // where the value that it begins has ended
  };

  void add(const JsonToken& token, std::int64_t line);
  void record_value(JsonTokens& tokens, std::size_t depth);
  void record_parts(JsonTokens& tokens, JsonKind end, bool keys, std::size_t depth);

  std::vector<Token> tokens_{};
  std::string text_{};
};

/// The tokens from one place on, as JsonTokens gives them.
class TapeReader {
 public:
  TapeReader(const JsonTape& tape, std::size_t at) : tape_(tape), at_(at), end_(tape.behind(at)) {}

  [[nodiscard]] JsonToken peek() const {
    return at_ < end_ ? tape_.at(at_) : JsonToken{JsonKind::End, "the end of the value"};
  }
  void skip() { ++at_; }
  [[nodiscard]] std::int64_t line() const { return tape_.line(at_ < end_ ? at_ : end_ - 1); }

 private:
  const JsonTape& tape_;
  std::size_t at_;
  std::size_t end_;
};

/// An item of a bare layout, what messages call it, and the number of the record it is of.
struct NamedItem {
  const Layout& layout;
  std::string_view name;
  std::int64_t number;
};

/// Reads the value at a place of a tape as one item.
/// \throws Error{Errc::BadValue} as readers do (formats/input/reader.hpp).
void read_json_value(const JsonTape& tape, std::size_t at, const NamedItem& item,
                     const InputOptions& options, const ItemSink& sink);

}  // namespace bview
