// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/input/json_tape.hpp>

namespace bview {
namespace {

constexpr std::size_t kMostTokens = std::size_t{1} << 21;
constexpr std::size_t kMostText = std::size_t{16} << 20;
constexpr std::size_t kMostDepth = 512;

[[noreturn]] void fail(const JsonTokens& tokens, const std::string& why) {
  throw Error(Errc::BadValue, fmt::format("line {}: {}", tokens.line(), why));
}

}  // namespace

void JsonTape::record(JsonTokens& tokens) {
  tokens_.clear();
  text_.clear();
  record_value(tokens, 0);
}

void JsonTape::add(const JsonToken& token, std::int64_t line) {
  const auto narrow = [](auto number) { return static_cast<std::uint32_t>(number); };
  tokens_.push_back({token.kind, narrow(line), narrow(text_.size()), narrow(token.text.size()), 0});
  text_ += token.text;
}

void JsonTape::record_value(JsonTokens& tokens, std::size_t depth) {
  const JsonToken token = tokens.peek();
  const std::size_t place = tokens_.size();
  if (depth > kMostDepth) fail(tokens, "too many arrays lie in one another");
  if (token.kind == JsonKind::TooLong) fail(tokens, std::string(token.text));
  const bool value = token.kind == JsonKind::BeginArray || token.kind == JsonKind::BeginObject ||
                     token.kind == JsonKind::String || token.kind == JsonKind::Number ||
                     token.kind == JsonKind::True || token.kind == JsonKind::False ||
                     token.kind == JsonKind::Null;
  if (!value) {
    fail(tokens,
         fmt::format("expected a value, found {}",
                     token.kind == JsonKind::End ? std::string(token.text) : quoted(token.text)));
  }
  if (tokens_.size() >= kMostTokens || text_.size() > kMostText) {
    fail(tokens,
         "this record has more values than are kept of one; --fields names fewer, and --bytes-as "
         "hex "
         "has one for many bytes");
  }
  add(token, tokens.line());
  const bool object = token.kind == JsonKind::BeginObject;
  const bool array = token.kind == JsonKind::BeginArray;
  tokens.skip();
  if (object) record_parts(tokens, JsonKind::EndObject, true, depth);
  if (array) record_parts(tokens, JsonKind::EndArray, false, depth);
  tokens_[place].behind = static_cast<std::uint32_t>(tokens_.size());
}

/// What stands between brackets, and the one that closes them.
void JsonTape::record_parts(JsonTokens& tokens, JsonKind end, bool keys, std::size_t depth) {
  const auto take = [&](JsonKind kind) {
    if (tokens.peek().kind != kind) return false;
    add(tokens.peek(), tokens.line());
    tokens.skip();
    return true;
  };
  if (take(end)) return;
  do {
    if (keys) {
      if (tokens.peek().kind != JsonKind::String) fail(tokens, "expected a key");
      record_value(tokens, depth + 1);
      if (!take(JsonKind::Colon)) fail(tokens, "expected ':'");
    }
    record_value(tokens, depth + 1);
  } while (take(JsonKind::Comma));
  if (!take(end)) fail(tokens, keys ? "expected ',' or '}'" : "expected ',' or ']'");
}

JsonToken JsonTape::at(std::size_t place) const {
  const Token& token = tokens_[place];
  return {token.kind, std::string_view(text_).substr(token.begin, token.size)};
}

std::int64_t JsonTape::line(std::size_t place) const { return tokens_[place].line; }

std::vector<std::size_t> JsonTape::parts(std::size_t place) const {
  std::vector<std::size_t> found;
  const bool keys = tokens_[place].kind == JsonKind::BeginObject;
  const std::size_t end = behind(place) - 1;
  for (std::size_t at = place + 1; at < end;) {
    found.push_back(at);
    at = behind(keys ? at + 2 : at) + 1;  // behind the colon, and behind the comma
  }
  return found;
}

}  // namespace bview
