// SPDX-License-Identifier: MIT

#include <cstring>

#include <bview/core/pointed_texts.hpp>

namespace bview {

std::optional<std::string_view> PointedTexts::at(std::int64_t offset) const {
  if (offset < file_.first || offset >= file_.size) return std::nullopt;
  const auto* const begin = reinterpret_cast<const char*>(file_.at(offset));
  return std::string_view(begin, ::strnlen(begin, static_cast<std::size_t>(file_.size - offset)));
}

std::uint64_t PointedTexts::number_of(std::string_view text) {
  const std::lock_guard lock(lock_);
  const auto known = numbers_.find(text);
  if (known != numbers_.end()) return known->second;
  const std::uint64_t number = given_.size();
  given_.emplace_back(numbers_.emplace(text, number).first->first);
  return number;
}

void PointedTexts::forget() {
  const std::lock_guard lock(lock_);
  given_.clear();
  numbers_.clear();
}

std::string_view PointedTexts::given(std::uint64_t number) const {
  const std::lock_guard lock(lock_);
  return number < given_.size() ? given_[number] : "";
}

}  // namespace bview
