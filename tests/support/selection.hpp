// SPDX-License-Identifier: MIT
// tests/support/selection.hpp - selections to render, and what renderers make of them.

#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <bview/core/buffer.hpp>
#include <bview/formats/output/renderer.hpp>
#include <bview/formats/syntax/format_string.hpp>

#include "tests/support/values.hpp"

namespace bview::testing {

/// Bytes and a selection of them.
struct Sample {
  Buffer buffer;
  Selection selection;
};

/// Items of `format` one behind another; a length of -1 takes what is left.
inline Sample sample(std::string_view format, std::vector<std::byte> bytes, Lengths shape = {-1}) {
  Sample result{Buffer::own(std::move(bytes)), {View(), parse_format(format)}};
  const std::int64_t itemsize = result.selection.layout.itemsize;
  for (std::int64_t& length : shape) {
    if (length == -1) length = result.buffer.size() / std::max<std::int64_t>(1, itemsize);
  }
  result.selection.view = View::contiguous(result.buffer.bytes(), itemsize, shape);
  return result;
}
inline Sample sample(std::string_view format, std::string_view hex, Lengths shape = {-1}) {
  return sample(format, from_hex(hex), std::move(shape));
}

/// The bytes 0, 1, 2, ...
inline std::vector<std::byte> counting_bytes(std::size_t count) {
  std::vector<std::byte> bytes(count);
  for (std::size_t k = 0; k < count; ++k) bytes[k] = static_cast<std::byte>(k);
  return bytes;
}

/// All that a renderer writes.
inline std::string rendered(const Renderer& renderer) {
  StringSink sink;
  write_all(renderer, sink);
  return sink.text();
}

/// The parts [first, first + count), without what stands around the whole.
inline std::string rendered_part(const Renderer& renderer, std::int64_t first, std::int64_t count) {
  TextBuffer out;
  if (count > 0) renderer.render(first, count, out);
  return std::string(out.text());
}

/// Where to cut the parts in two so that the halves are not the whole; -1: nowhere.
inline std::int64_t bad_split(const Renderer& renderer) {
  const std::int64_t parts = renderer.parts();
  const std::string whole = rendered_part(renderer, 0, parts);
  std::string singles;
  for (std::int64_t cut = 0; cut < parts; ++cut) {
    const std::string halves =
        rendered_part(renderer, 0, cut) + rendered_part(renderer, cut, parts - cut);
    if (halves != whole) return cut;
    singles += rendered_part(renderer, cut, 1);
  }
  return singles == whole ? -1 : parts;
}

}  // namespace bview::testing
