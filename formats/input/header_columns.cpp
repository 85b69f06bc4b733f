// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>

#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/input/header_columns.hpp>

namespace bview {
namespace {

/// A few names, for a message.
std::string listed(std::span<const std::string> names) {
  constexpr std::size_t kShown = 8;
  std::string text;
  for (const std::string& name : names.first(std::min(names.size(), kShown))) {
    text += (text.empty() ? "" : ", ") + quoted(name);
  }
  return text + (names.size() > kShown ? ", ..." : "");
}

}  // namespace

std::vector<std::int64_t> columns_by_name(std::span<const std::string> header,
                                          std::span<const std::string> values) {
  std::map<std::string_view, std::size_t> columns;
  std::vector<std::string_view> twice;
  for (std::size_t k = 0; k < header.size(); ++k) {
    if (!columns.emplace(header[k], k).second) twice.push_back(header[k]);
  }
  std::vector<std::int64_t> numbers(header.size(), -1);
  for (std::size_t n = 0; n < values.size(); ++n) {
    const auto found = columns.find(values[n]);
    if (found == columns.end()) {
      throw Error(Errc::BadValue, fmt::format("the header has no column {}; it has {}",
                                              quoted(values[n]), listed(header)));
    }
    numbers[found->second] = static_cast<std::int64_t>(n);
  }
  for (const std::string_view name : twice) {
    if (numbers[columns[name]] < 0) continue;
    throw Error(Errc::BadValue, fmt::format("the header has column {} twice", quoted(name)));
  }
  return numbers;
}

}  // namespace bview
