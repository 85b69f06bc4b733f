// SPDX-License-Identifier: MIT
// formats/text/regex.hpp - regular expressions over bytes, by RE2: time grows with the bytes alone.

#pragma once

#include <cstddef>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include <bview/core/public.hpp>

namespace BVIEW_PUBLIC bview {

/// Where a match lies.
struct RegexMatch {
  std::size_t offset;
  std::size_t size;

  bool operator==(const RegexMatch&) const = default;
};

/// A regular expression in RE2's syntax. A byte is a character: \xff is one, and '.' is any but
/// \n. Threads may share one.
class Regex {
 public:
  /// \throws Error{Errc::BadFormat} with a caret for what is no expression, or is too large.
  explicit Regex(std::string_view pattern, bool ignore_case = false);
  Regex(Regex&&) noexcept;
  Regex& operator=(Regex&&) noexcept;
  ~Regex();

  /// Whether it matches anywhere in the bytes.
  [[nodiscard]] bool found_in(std::span<const std::byte> bytes) const;

  /// The leftmost match in [from, end); `^`, `$` and `\b` see what lies in front and behind.
  [[nodiscard]] std::optional<RegexMatch> next(
      std::span<const std::byte> bytes, std::size_t from = 0,
      std::size_t end = std::numeric_limits<std::size_t>::max()) const;

 private:
  struct Program;  // RE2's headers are for one source file
  std::unique_ptr<Program> program_;
};

}  // namespace bview
