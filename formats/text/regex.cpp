// SPDX-License-Identifier: MIT

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <cstdint>

#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/text/regex.hpp>

namespace bview {
namespace {

/// Of the program and of what it remembers while it runs. RE2 forgets when it is full.
constexpr std::int64_t kMostMemory = std::int64_t{8} << 20;

RE2::Options options_for(bool ignore_case) {
  RE2::Options options;
  options.set_encoding(RE2::Options::EncodingLatin1);  // a byte is a character
  options.set_case_sensitive(!ignore_case);
  options.set_log_errors(false);
  options.set_never_capture(true);
  options.set_max_mem(kMostMemory);
  return options;
}

re2::StringPiece piece_of(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Where RE2's complaint belongs: the first place of the part that it names.
std::size_t place_of(std::string_view part, std::string_view pattern) {
  const std::size_t at = part.empty() ? std::string_view::npos : pattern.find(part);
  return at == std::string_view::npos ? pattern.size() : at;
}

}  // namespace

struct Regex::Program {
  Program(std::string_view pattern, bool ignore_case)
      : re2(re2::StringPiece(pattern.data(), pattern.size()), options_for(ignore_case)) {}

  RE2 re2;
};

Regex::Regex(std::string_view pattern, bool ignore_case)
    : program_(std::make_unique<Program>(pattern, ignore_case)) {
  const RE2& re2 = program_->re2;
  if (re2.ok()) return;
  if (re2.error_code() == RE2::ErrorPatternTooLarge) {
    throw notation_error("regular expression", pattern, 0,
                         "it is too large; smaller counts in {} make it smaller");
  }
  throw notation_error("regular expression", pattern, place_of(re2.error_arg(), pattern),
                       re2.error());
}

Regex::Regex(Regex&&) noexcept = default;
Regex& Regex::operator=(Regex&&) noexcept = default;
Regex::~Regex() = default;

bool Regex::found_in(std::span<const std::byte> bytes) const { return next(bytes).has_value(); }

std::optional<RegexMatch> Regex::next(std::span<const std::byte> bytes, std::size_t from,
                                      std::size_t end) const {
  const re2::StringPiece all = piece_of(bytes);
  re2::StringPiece match;
  end = std::min(end, all.size());
  if (!program_->re2.Match(all, from, end, RE2::UNANCHORED, &match, 1)) return std::nullopt;
  return RegexMatch{static_cast<std::size_t>(match.data() - all.data()), match.size()};
}

}  // namespace bview
