// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>

#include <bview/formats/input/limits.hpp>

namespace bview {

std::string why_too_long(std::size_t most) {
  return fmt::format("a text of more than {} characters{}", most,
                     most < kLongestText
                         ? " is longer than any of its values"
                         : ", which is more than is held of one value; --from raw takes "
                           "values of any length");
}

std::size_t longest_text(const Layout& layout) {
  std::size_t longest = longest_text(0);
  for (const Field& field : layout.fields) {
    const std::size_t value =
        field.record ? longest_text(*field.record) : longest_text(field.value_size());
    longest = std::max({longest, value, longest_text(std::ssize(field.name))});
  }
  return longest;
}

}  // namespace bview
