// SPDX-License-Identifier: MIT
// tests/fuzz/target.hpp - what every fuzz target starts from.
//
// A target is a source with one function, run once per input. An Error is an answer;
// anything else that is thrown, a sanitizer's complaint, a demand() that is not met,
// and 10 seconds without an end are failures.

#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include <bview/core/error.hpp>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace bview::fuzz {

/// What always holds; where it does not, the input has failed.
inline void demand(bool holds) {
  if (!holds) std::abort();
}

/// The input, a part at a time from the front.
class Input {
 public:
  Input(const std::uint8_t* data, std::size_t size)
      : rest_(static_cast<const char*>(static_cast<const void*>(data)), size) {}

  /// The next byte as a choice among so many; '0' is the first, and what is chosen at the end.
  [[nodiscard]] std::size_t choice(std::size_t count) {
    if (rest_.empty()) return 0;
    const auto byte = static_cast<std::uint8_t>(rest_.front() - '0');
    rest_.remove_prefix(1);
    return byte % count;
  }
  [[nodiscard]] std::string_view take(std::size_t count) {
    const std::string_view taken = rest_.substr(0, count);
    rest_.remove_prefix(taken.size());
    return taken;
  }
  /// What stands before the next line end.
  [[nodiscard]] std::string_view line() {
    const std::string_view taken = take(rest_.find('\n'));
    if (!rest_.empty()) rest_.remove_prefix(1);
    return taken;
  }
  [[nodiscard]] std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
};

/// An error that points into a notation points into it, or at its end.
inline void demand_place(const Error& error, std::string_view text) {
  demand(error.where().value_or(text.size()) <= text.size());
}

}  // namespace bview::fuzz
