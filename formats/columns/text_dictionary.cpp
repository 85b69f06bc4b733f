// SPDX-License-Identifier: MIT

#include <string_view>
#include <unordered_map>

#include <bview/formats/columns/text_dictionary.hpp>

namespace bview {

std::optional<TextDictionary> text_dictionary(const GatheredValues& values) {
  constexpr std::uint32_t kFew = 64;
  constexpr std::uint32_t kMost = std::uint32_t{1} << 15;
  constexpr std::int64_t kUses = 4;  // that each text should have, all in all
  TextDictionary made;
  made.numbers.reserve(static_cast<std::size_t>(values.count));
  std::unordered_map<std::string_view, std::uint32_t> numbers;
  for (std::int64_t k = 0; k < values.count; ++k) {
    const std::string_view text = values.text(k);
    const auto next = static_cast<std::uint32_t>(numbers.size());
    const auto [found, added] = numbers.try_emplace(text, next);
    made.numbers.push_back(found->second);
    if (!added) continue;
    // Those to come are taken for like those that came.
    if (next > kFew && (next >= kMost || next > k / kUses)) return std::nullopt;
    made.texts.add_text(text);
  }
  return made;
}

}  // namespace bview
