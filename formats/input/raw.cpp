// SPDX-License-Identifier: MIT

#include <span>
#include <vector>

#include <bview/formats/input/byte_items.hpp>
#include <bview/formats/input/raw.hpp>

namespace bview {

void read_raw(Source& source, const Layout& layout, const InputOptions& /*options*/,
              const ItemSink& sink) {
  ByteItems items(layout, sink);
  std::vector<char> buffer(std::size_t{64} << 10U);
  while (const std::size_t taken = source.read(buffer)) {
    items.add(std::as_bytes(std::span(buffer).first(taken)));
  }
  items.finish();
}

}  // namespace bview
