// SPDX-License-Identifier: MIT

#include <algorithm>

#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/syntax/checksum_text.hpp>
#include <bview/formats/syntax/formula_marks.hpp>

namespace bview {
namespace {

constexpr std::string_view kZero = "zero";

class ChecksumParser {
 public:
  explicit ChecksumParser(std::string_view text) : text_(text) {}

  ChecksumText parse() {
    const std::size_t sign = find_outside(text_, "=");
    if (sign == kNone) {
      if (trimmed(text_) == "auto") {
        fail(0, "'auto' stands for the checksums of the part that -p names");
      }
      fail(text_.size(), "here '=' is missing, and what the checksum is: crc = crc32(12:29)");
    }
    ChecksumText result{std::string(text_), part(0, sign), "", {}};
    if (result.target.empty()) {
      fail(0, "in front of '=' stands where the checksum is: a field, or u32be@4");
    }
    const std::size_t open = text_.find('(', sign);
    const std::size_t close = text_.find_last_not_of(kFormatBlanks);
    if (open == kNone || text_[close] != ')') {
      fail(text_.size(), "the bytes of a checksum stand in parentheses: crc32(12:29)");
    }
    result.algorithm = part(sign + 1, open);
    for (std::size_t at = open + 1; at < close;) {
      const std::size_t end = std::min(find_outside(text_.substr(0, close), ",", at), close);
      result.ranges.push_back(range(at, end));
      at = end + 1;
    }
    return result;
  }

 private:
  static constexpr std::size_t kNone = std::string_view::npos;

  [[noreturn]] void fail(std::size_t where, const char* reason) const {
    throw notation_error("checksum", text_, where, reason);
  }

  [[nodiscard]] std::string part(std::size_t begin, std::size_t end) const {
    return std::string(trimmed(text_.substr(begin, end - begin)));
  }

  [[nodiscard]] RangeText range(std::size_t begin, std::size_t end) const {
    const std::size_t first = std::min(text_.find_first_not_of(kFormatBlanks, begin), end);
    const std::string_view range = trimmed(text_.substr(begin, end - begin));
    const std::string_view inside =
        range.starts_with(kZero) ? trimmed(range.substr(kZero.size())) : "";
    if (inside.starts_with('(') && inside.ends_with(')')) {
      const auto open = static_cast<std::size_t>(inside.data() - text_.data());
      RangeText result = this->range(open + 1, open + inside.size() - 1);
      result.zero = true;
      return result;
    }
    const std::size_t colon = find_outside(text_.substr(0, end), ":", begin);
    if (colon == kNone) {
      fail(first, "here a range of bytes is expected, START:STOP or zero(START:STOP)");
    }
    return {part(begin, colon), part(colon + 1, end), false, first};
  }

  std::string_view text_;
};

}  // namespace

ChecksumText parse_checksum(std::string_view text) { return ChecksumParser(text).parse(); }

}  // namespace bview
