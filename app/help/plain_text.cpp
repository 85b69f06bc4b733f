// SPDX-License-Identifier: MIT

#include "app/help/plain_text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace bview {

Rows::Rows(std::span<const Meaning> meanings) {
  for (const auto& [name, meaning] : meanings) add(std::string(name), meaning);
}

void Rows::add(std::string name, std::string_view meaning) {
  rows_.emplace_back(std::move(name), meaning);
}

std::string Rows::text() const {
  std::size_t width = 0;
  for (const auto& [name, meaning] : rows_) width = std::max(width, name.size());
  std::string text;
  for (const auto& [name, meaning] : rows_) {
    text += fmt::format("  {:<{}}  {}\n", name, width, meaning);
  }
  return text;
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    parts.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

std::string indented(std::string_view lines) {
  std::string text;
  for (const std::string& line : split(lines, '\n')) text += "  " + line + "\n";
  return text;
}

}  // namespace bview
