// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>

#include <bview/core/utf8.hpp>
#include <bview/formats/types/field_names.hpp>

namespace bview {
namespace {

bool is_of_name(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         c == '$';
}

}  // namespace

std::string FieldNames::add(std::string_view name) {
  if (name.empty()) return "";
  std::string clean;
  while (!name.empty()) {
    const utf8::Decoded next = utf8::decode(name);
    const bool kept = next.size > 1 ? !utf8::is_control(next.code) : is_of_name(name.front());
    const std::size_t size = std::max<std::size_t>(next.size, 1);
    clean += kept ? name.substr(0, size) : "_";
    name.remove_prefix(size);
  }
  std::string free = clean;
  while (!taken_.try_emplace(free, 2).second) {
    const int number = taken_[clean]++;
    free = fmt::format("{}_{}", clean, number);
  }
  return free;
}

}  // namespace bview
