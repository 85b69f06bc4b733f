// SPDX-License-Identifier: MIT

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <bview/formats/output/place_text.hpp>

namespace bview {

std::string place_text(std::int64_t offset, const std::optional<Lengths>& index,
                       std::string_view name) {
  std::string text = fmt::format("0x{:08x}", offset);
  if (index) text += fmt::format("  [{}]", fmt::join(*index, ","));
  if (!name.empty()) text += fmt::format("  {}", name);
  return text;
}

}  // namespace bview
