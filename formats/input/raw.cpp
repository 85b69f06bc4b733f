#include "formats/input/raw.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <vector>

#include "core/error.hpp"
#include "formats/input/item_writer.hpp"

namespace bview {
namespace {

/// Puts the selected bytes of one item where they belong in it.
void scatter(const char* from, const std::vector<Extent>& extents, std::vector<std::byte>& item) {
  for (const Extent& extent : extents) {
    const auto size = static_cast<std::size_t>(extent.size);
    std::memcpy(item.data() + extent.offset, from, size);
    from += size;
  }
}

}  // namespace

void read_raw(Source& source, const Layout& layout, const InputOptions& /*options*/,
              const ItemSink& sink) {
  constexpr std::size_t kChunk = std::size_t{64} << 10U;
  std::vector<std::byte> item = blank_item(layout);
  const std::vector<Extent> extents = selected_bytes(layout);
  std::size_t size = 0;  // selected bytes of an item
  for (const Extent& extent : extents) size += static_cast<std::size_t>(extent.size);
  if (size == 0) throw Error(Errc::BadShape, "items of 0 bytes cannot be read as raw bytes");

  std::vector<char> buffer(std::max(kChunk / size, std::size_t{1}) * size);
  std::size_t waiting = 0;  // bytes at the front of the buffer
  std::size_t total = 0;
  while (const std::size_t taken = source.read(std::span(buffer).subspan(waiting))) {
    total += taken;
    waiting += taken;
    std::size_t used = 0;
    for (; waiting - used >= size; used += size) {
      scatter(buffer.data() + used, extents, item);
      sink(item);
    }
    waiting -= used;
    std::memmove(buffer.data(), buffer.data() + used, waiting);
  }
  if (waiting != 0) {
    throw Error(Errc::BadValue, fmt::format("the input has {} bytes, which is no whole number of "
                                            "items of {}",
                                            total, size));
  }
}

}  // namespace bview
