// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <cstdint>
#include <optional>
#include <string>

#include <bview/formats/syntax/index_expression.hpp>
#include <bview/formats/syntax/integer.hpp>
#include <bview/formats/syntax/scanner.hpp>

namespace bview {
namespace {

constexpr std::string_view kNoTerm = "here an index is missing: 3, 1:10:2 or ...";

/// What Python or numpy would take here and a view cannot.
struct SliceReason {
  std::string_view beginning;
  std::string_view text;
};

constexpr std::string_view kNewAxis =
    "a new axis is not supported: an index selects from the axes there are";
constexpr std::string_view kFancy =
    "lists and masks are not supported: an index is made of integers, slices and ...";

constexpr SliceReason kSliceReasons[] = {
    {"None", kNewAxis}, {"newaxis", kNewAxis}, {"np.newaxis", kNewAxis},
    {"[", kFancy},      {"True", kFancy},      {"False", kFancy},
};

class IndexParser {
 public:
  explicit IndexParser(std::string_view text) : text_("index", text) {}

  Index parse();

 private:
  Index read_terms();
  IndexTerm read_term();
  std::optional<std::int64_t> read_bound();
  [[nodiscard]] bool ends() const { return text_.done() || text_.sees("]"); }
  [[noreturn]] void fail_without_term() const;

  Scanner text_;
  bool fits_ = true;      // the bound that was read last, in 64 bits
  std::string number_{};  // the same as it was written
};

Index IndexParser::parse() {
  text_.skip_space();
  const std::size_t open = text_.at();
  const bool brackets = text_.take("[");
  Index index = read_terms();
  if (brackets && !text_.take("]")) text_.fail(open, "this '[' is not closed");
  text_.skip_space();
  if (!text_.done()) text_.fail(text_.at(), "the index has ended before this");
  return index;
}

Index IndexParser::read_terms() {
  Index index;
  for (text_.skip_space(); !ends(); text_.skip_space()) {
    if (index.size() == kMaxAxes) text_.fail(text_.at(), "an index has 64 terms at most");
    index.push_back(read_term());
    text_.skip_space();
    if (ends()) break;
    if (!text_.take(",")) text_.fail(text_.at(), "here ',' or the end is expected");
  }
  return index;
}

IndexTerm IndexParser::read_term() {
  if (text_.take("...")) return Ellipsis{};
  const std::size_t where = text_.at();
  const std::optional<std::int64_t> start = read_bound();
  if (!text_.take(":")) {
    if (!start) fail_without_term();
    // The bounds of a slice are clipped, an item has to be there.
    if (!fits_) text_.fail(where, fmt::format("{} is past the end of any axis", number_));
    return *start;
  }
  Slice slice{start, read_bound()};
  if (text_.take(":")) slice.step = read_bound().value_or(1);
  if (text_.sees(":")) text_.fail(text_.at(), "a slice is start:stop:step");
  return slice;
}

/// An integer, or nothing where there is none; white space around it.
std::optional<std::int64_t> IndexParser::read_bound() {
  text_.skip_space();
  const bool negative = text_.take("-");
  const bool sign = negative || text_.take("+");
  text_.skip_space();
  const Digits number = read_digits(text_.rest());
  if (number.size == 0 && sign) text_.fail(text_.at(), "a sign stands before a number");
  if (number.size == 0) return std::nullopt;
  fits_ = fits(number.magnitude, negative);
  number_ = std::string(negative ? "-" : "") + std::string(text_.rest().substr(0, number.size));
  text_.skip(number.size);
  text_.skip_space();
  return clipped(number.magnitude, negative);
}

void IndexParser::fail_without_term() const {
  for (const SliceReason& reason : kSliceReasons) {
    if (text_.rest().starts_with(reason.beginning)) text_.fail(text_.at(), reason.text);
  }
  text_.fail(text_.at(), kNoTerm);
}

}  // namespace

Index parse_index(std::string_view text) { return IndexParser(text).parse(); }

}  // namespace bview
