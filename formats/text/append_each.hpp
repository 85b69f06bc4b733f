// SPDX-License-Identifier: MIT
// formats/text/append_each.hpp - the loop of the kernels that write cells.

#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <bview/core/sink.hpp>
#include <bview/formats/text/append_cells.hpp>

namespace bview {

/// Calls write(item address, to) for each value of the run and puts the separator
/// between; `width` bounds what one call writes.
template <class Write>
void append_each(const CellRun& run, std::string_view separator, std::size_t width, TextBuffer& out,
                 const Write& write) {
  constexpr std::int64_t kBlock = 1024;
  // By value, so that nothing in the loop has to be loaded anew behind each character
  // that is stored.
  const auto append_block = [write, width, step = run.step, &out](
                                const std::byte* item, std::int64_t count, const auto& separate,
                                std::size_t separator_size) {
    char* to = out.reserve(static_cast<std::size_t>(count) * (width + separator_size));
    for (; count > 1; --count, item += step) to = separate(write(item, to));
    out.commit(write(item, to));
  };
  for (std::int64_t first = 0; first < run.count; first += kBlock) {
    if (first != 0) out.append(separator);
    const std::byte* const item = run.data + first * run.step;
    const std::int64_t count = std::min(kBlock, run.count - first);
    if (separator.size() == 1) {
      append_block(
          item, count,
          [character = separator.front()](char* to) {
            *to = character;
            return to + 1;
          },
          1);
    } else {
      append_block(
          item, count, [separator](char* to) { return to + separator.copy(to, separator.size()); },
          separator.size());
    }
  }
}

}  // namespace bview
