// SPDX-License-Identifier: MIT
// tests/formats/output/table_sample.hpp - made-up bytes, and what a table shows of them.

#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>

#include <bview/formats/output/table.hpp>
#include <bview/formats/syntax/format_string.hpp>

namespace bview::testing {

/// The bytes of some values, one after another, in the order of this machine.
template <class... Values>
std::string packed(Values... values) {
  std::string bytes;
  const auto add = [&](auto value) {
    std::string item(sizeof(value), '\0');
    std::memcpy(item.data(), &value, sizeof(value));
    bytes += item;
  };
  (add(values), ...);
  return bytes;
}

/// 0, 1, 2, ... as values of one type.
template <class T>
std::string counted(int count) {
  std::string bytes;
  for (int k = 0; k < count; ++k) bytes += packed(static_cast<T>(k));
  return bytes;
}

/// A text in a field of `size` bytes.
inline std::string field(std::string text, std::size_t size) {
  text.resize(size, '\0');
  return text;
}

/// Bytes and what they are taken for.
struct TableSample {
  std::string bytes;
  const char* format;
  Lengths shape;

  [[nodiscard]] Selection selection() {
    const Layout layout = parse_format(format);
    const Bytes memory{reinterpret_cast<std::byte*>(bytes.data()),
                       static_cast<std::int64_t>(bytes.size()), true};
    return {View::contiguous(memory, layout.itemsize, shape), layout};
  }
};

inline std::string table_of(const Selection& selection, const OutputOptions& options = {}) {
  StringSink sink;
  write_all(*make_table(selection, options), sink);
  return sink.text();
}

inline OutputOptions in_terminal(std::int64_t width, bool color = false) {
  OutputOptions options;
  options.width = width;
  options.color = color;
  return options;
}

}  // namespace bview::testing
