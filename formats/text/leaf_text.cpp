// SPDX-License-Identifier: MIT

#include <bview/core/sink.hpp>
#include <bview/formats/text/append_cells.hpp>
#include <bview/formats/text/leaf_text.hpp>

namespace bview {

std::string leaf_text(const Leaf& leaf, const std::byte* item, const CellStyle& style) {
  TextBuffer out;
  // What is() does not allow may be what the message is about.
  CellStyle unchecked = style;
  unchecked.checks = false;
  const CellWriter writer = cell_writer(leaf.field, unchecked);
  writer.write({item + leaf.offset, 0, 1, leaf.field.length}, "", out);
  return std::string(out.text());
}

}  // namespace bview
