// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <bview/core/error.hpp>
#include <bview/formats/syntax/field_list.hpp>
#include <bview/formats/syntax/format_string.hpp>
#include <bview/formats/syntax/other_sizes.hpp>

namespace bview {
namespace {

/// Another format for the same record; nothing when that is none.
std::optional<Layout> read(const std::string& format) {
  try {
    return parse_format(format);
  } catch (const Error&) {
    return std::nullopt;
  }
}

/// The letter of the first scalar that is aligned as strictly as the record.
char strictest_letter(const Layout& layout, std::int64_t alignment) {
  for (const Field& field : layout.fields) {
    if (field.record) {
      if (const char letter = strictest_letter(*field.record, alignment)) return letter;
    } else if (const ScalarInfo& scalar = info(field.type);
               scalar.alignment == alignment && !scalar.native_letters.empty()) {
      return scalar.native_letters.front();
    }
  }
  return '\0';
}

std::string in_bytes(std::int64_t size) {
  return fmt::format("{} {}", size, size == 1 ? "byte" : "bytes");
}

/// The first padding that alignment makes: what stands behind it lies elsewhere without.
std::optional<Extent> first_hole(const Layout& layout, const Layout& unaligned) {
  for (std::size_t k = 0; k < layout.fields.size(); ++k) {
    const std::int64_t moved = layout.fields[k].offset - unaligned.fields[k].offset;
    if (moved != 0) return Extent{layout.fields[k].offset - moved, moved};
  }
  return std::nullopt;
}

std::string without_first_hole(const Layout& layout, const Layout& unaligned) {
  const auto hole = first_hole(layout, unaligned);
  if (!hole) return "in standard sizes";
  return fmt::format("without {} of padding at offset {}", in_bytes(hole->size), hole->offset);
}

/// The sizes without alignment, where the format has no other mode than the default.
void add_unaligned(const Layout& layout, std::vector<OtherSize>& sizes) {
  const std::size_t start = layout.format.find_first_not_of(" \t\n\r\f\v");
  const std::size_t mode = layout.format.find_first_of("@^=<>!");
  if (start == std::string::npos) return;
  if (mode != std::string::npos && (mode != start || layout.format[mode] != '@')) return;
  const std::string rest = layout.format.substr(mode == start ? start + 1 : start);
  const auto whole = read(layout.format);
  const auto native = read('^' + rest);
  const auto standard = read('=' + rest);
  if (!whole || !native) return;
  const auto add = [&](const Layout& other, char sign) {
    sizes.push_back({other.itemsize,
                     fmt::format("{} this record takes {}", without_first_hole(*whole, *native),
                                 in_bytes(other.itemsize)),
                     fmt::format("begin the format with {}", sign)});
  };
  if (standard && standard->itemsize != whole->itemsize) add(*standard, '=');
  if (native->itemsize != whole->itemsize) add(*native, '^');
}

}  // namespace

std::optional<OtherSize> size_in_c(const Layout& layout) {
  if (layout.itemsize % layout.alignment == 0) return std::nullopt;
  const auto in_c = read("T{" + layout.format + "}");
  if (!in_c || in_c->fields.size() < 2 || in_c->itemsize == layout.itemsize) return std::nullopt;
  const bool list = is_field_list(layout.format);
  const char letter = list ? '\0' : strictest_letter(*in_c, in_c->alignment);
  const std::string ending =
      letter != '\0' ? fmt::format("end the format with 0{}, or ", letter) : "";
  return OtherSize{in_c->itemsize,
                   fmt::format("in C this record takes {}", in_bytes(in_c->itemsize)),
                   ending + "write T{...}"};
}

std::optional<OtherSize> size_unpadded(const Layout& layout) {
  const bool says_mode = layout.format.find_first_of("@^=<>!") != std::string::npos;
  if (layout.record || layout.alignment == 1 || says_mode) return std::nullopt;
  const auto padded = read(layout.format);
  const auto native = read('^' + layout.format);
  const auto standard = read('=' + layout.format);
  if (!padded || !native) return std::nullopt;
  const auto hole = first_hole(*padded, *native);
  if (!hole) return std::nullopt;
  const char sign = standard && standard->itemsize == native->itemsize ? '=' : '^';
  return OtherSize{native->itemsize,
                   fmt::format("as in C, {} of padding {} at offset {}", in_bytes(hole->size),
                               hole->size == 1 ? "lies" : "lie", hole->offset),
                   fmt::format("begin the format with {} where the file has none", sign)};
}

std::vector<OtherSize> other_sizes(const Layout& layout) {
  std::vector<OtherSize> sizes;
  if (auto in_c = size_in_c(layout)) sizes.push_back(std::move(*in_c));
  if (layout.alignment > 1) add_unaligned(layout, sizes);
  return sizes;
}

}  // namespace bview
