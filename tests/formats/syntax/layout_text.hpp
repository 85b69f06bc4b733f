// SPDX-License-Identifier: MIT
// tests/formats/syntax/layout_text.hpp - layouts as short texts, and compared.

#pragma once

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string>

#include <bview/core/layout.hpp>

namespace bview::testing {

/// Every field as "offset=type:name" and the size of it all: "0=i8 4=2*i32 12=(2,3)u16be:m |24".
/// "3*" is a spread, "(3)" a sub-array, "bytes[4]" a text of four units, "T{...}" a record.
inline std::string text_of(const Layout& layout) {
  std::string text = layout.record ? "T{" : "";
  for (const Field& field : layout.fields) {
    text += fmt::format("{}=", field.offset);
    if (field.spread) text += fmt::format("{}*", field.shape.front());
    if (!field.spread && !field.shape.empty()) {
      text += fmt::format("({})", fmt::join(field.shape, ","));
    }
    text += field.record ? text_of(*field.record) : field.type_name();
    if (!field.record && info(field.type).count_is_length())
      text += fmt::format("[{}]", field.length);
    if (!field.name.empty()) text += ":" + field.name;
    text += ' ';
  }
  return text + fmt::format("|{}{}", layout.itemsize, layout.record ? "}" : "");
}

inline bool same(const Layout& a, const Layout& b);

inline bool same(const Field& a, const Field& b) {
  if ((a.record == nullptr) != (b.record == nullptr)) return false;
  const bool types = a.record ? same(*a.record, *b.record)
                              : a.type == b.type && a.order == b.order && a.length == b.length;
  if ((a.reading == nullptr) != (b.reading == nullptr) || a.bits != b.bits) return false;
  if (a.reading && !(*a.reading == *b.reading)) return false;
  return types && a.name == b.name && a.offset == b.offset && a.shape == b.shape &&
         a.spread == b.spread;
}

/// Equal in all but alignment and the text they were made from.
inline bool same(const Layout& a, const Layout& b) {
  return a.itemsize == b.itemsize && a.record == b.record && a.projected == b.projected &&
         std::equal(a.fields.begin(), a.fields.end(), b.fields.begin(), b.fields.end(),
                    [](const Field& x, const Field& y) { return same(x, y); });
}

}  // namespace bview::testing
