#include "formats/text/leaf_text.hpp"

#include "core/sink.hpp"
#include "formats/text/append_cells.hpp"

namespace bview {

std::string leaf_text(const Leaf& leaf, const std::byte* item, const CellStyle& style) {
  TextBuffer out;
  const AppendCells write = cell_writer(leaf.field.type, leaf.field.order);
  write({item + leaf.offset, 0, 1, leaf.field.length}, "", style, out);
  return std::string(out.text());
}

}  // namespace bview
