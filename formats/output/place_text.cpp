// SPDX-License-Identifier: MIT

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <bview/formats/output/place_text.hpp>

namespace bview {
namespace {

constexpr std::size_t kNumber = 24;  // characters of the longest

void append_offset(std::int64_t offset, TextBuffer& out) {
  char* const to = out.reserve(kNumber);
  out.commit(fmt::format_to(to, "0x{:08x}", offset));
}

void append_index(const Lengths& index, TextBuffer& out) {
  out.append("  [");
  for (std::size_t k = 0; k < index.size(); ++k) {
    if (k > 0) out.append(',');
    const fmt::format_int number(index[k]);
    out.append({number.data(), number.size()});
  }
  out.append(']');
}

}  // namespace

void append_place(std::int64_t offset, const std::optional<Lengths>& index, std::string_view name,
                  TextBuffer& out) {
  append_offset(offset, out);
  if (index) append_index(*index, out);
  if (name.empty()) return;
  out.append("  ");
  out.append(name);
}

std::string place_text(std::int64_t offset, const std::optional<Lengths>& index,
                       std::string_view name) {
  TextBuffer out;
  append_place(offset, index, name, out);
  return std::string(out.text());
}

std::string index_json(const std::optional<Lengths>& index) {
  if (!index || index->empty()) return "null";
  if (index->size() == 1) return fmt::format("{}", index->front());
  return fmt::format("[{}]", fmt::join(*index, ","));
}

}  // namespace bview
