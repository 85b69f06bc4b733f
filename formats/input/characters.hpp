// SPDX-License-Identifier: MIT
// formats/input/characters.hpp - the characters of a Source, a stretch at a time.

#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include <bview/core/source.hpp>
#include <bview/formats/text/quick_digits.hpp>

namespace bview {

class Characters {
 public:
  explicit Characters(Source& source) : source_(source) {}

  /// Whether there are no more; waits for one.
  [[nodiscard]] bool at_end() { return begin_ == end_ && !fill(); }

  /// Whether `text` comes next, and nothing else but what `ends` holds for, or the end.
  template <class Ends>
  [[nodiscard]] bool is_next(std::string_view text, const Ends& ends) {
    while (end_ - begin_ <= text.size() && fill()) continue;
    const std::string_view rest = unread();
    return rest.starts_with(text) && (rest.size() == text.size() || ends(rest[text.size()]));
  }

  /// Steps over what is in front of the first character that `ends` holds for, or of the end:
  /// valid until the next call of another than here() and skip(). Nothing when that is
  /// more than `most` characters.
  template <class Ends>
  [[nodiscard]] std::optional<std::string_view> take_until(const Ends& ends, std::size_t most) {
    for (std::size_t seen = 0;;) {
      const std::string_view rest = unread();
      const auto found =
          std::find_if(rest.begin() + static_cast<std::ptrdiff_t>(seen), rest.end(), ends);
      seen = static_cast<std::size_t>(found - rest.begin());
      if (seen > most) return std::nullopt;
      if (found == rest.end() && fill()) continue;
      const std::string_view taken = unread().substr(0, seen);
      begin_ += seen;
      return taken;
    }
  }

  /// Behind take_until: the character that it ended at; nothing at the end.
  [[nodiscard]] std::optional<char> here() const {
    return begin_ == end_ ? std::nullopt : std::optional(buffer_[begin_]);
  }

  /// Steps over `count` characters that were seen.
  void skip(std::size_t count = 1) { begin_ += count; }

  /// What was read and not taken yet. Behind it is the slack of quick_digits.hpp.
  [[nodiscard]] std::string_view unread() const { return {buffer_.data() + begin_, end_ - begin_}; }

 private:
  bool fill();

  Source& source_;
  std::vector<char> buffer_ = std::vector<char>(kQuickSlack);  // and the slack
  std::size_t begin_ = 0;                                      // of what was not taken yet
  std::size_t end_ = 0;                                        // of what was read
};

}  // namespace bview
