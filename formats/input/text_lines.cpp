// SPDX-License-Identifier: MIT

#include <bview/formats/input/text_lines.hpp>

namespace bview {

bool TextLines::next() {
  text_ = {};
  // Only now, so that nobody waits for what stands behind a line.
  if (after_return_ && !characters_.at_end() && characters_.here() == '\n') characters_.skip();
  after_return_ = false;
  ++number_;
  if (too_long_ || characters_.at_end()) return false;
  const auto taken =
      characters_.take_until([](char c) { return c == '\n' || c == '\r'; }, longest_);
  too_long_ = !taken;
  if (too_long_) return true;
  text_ = *taken;
  const auto end = characters_.here();
  after_return_ = end == '\r';
  if (end) characters_.skip();
  return true;
}

}  // namespace bview
