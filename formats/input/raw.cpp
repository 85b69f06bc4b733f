// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/core/mapping.hpp>
#include <bview/formats/input/item_writer.hpp>
#include <bview/formats/input/raw.hpp>

namespace bview {
namespace {

/// Puts bytes where they belong in an item, a piece at a time.
class Scatter {
 public:
  Scatter(const Layout& layout, const ItemSink& sink)
      : extents_(selected_bytes(layout)), sink_(sink), item_(blank_item(layout)) {
    for (const Extent& extent : extents_) size_ += extent.size;
  }

  /// Selected bytes of an item.
  [[nodiscard]] std::int64_t size() const { return size_; }
  /// Whether the last item is whole.
  [[nodiscard]] bool complete() const { return at_ == 0 && done_ == 0; }

  void add(std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
      const Extent& extent = extents_[at_];
      const auto taken = std::min(bytes.size(), static_cast<std::size_t>(extent.size - done_));
      std::memcpy(item_.bytes().at(extent.offset + done_), bytes.data(), taken);
      bytes = bytes.subspan(taken);
      done_ += static_cast<std::int64_t>(taken);
      in_memory_ += taken;
      if (in_memory_ > kMostInMemory) {
        give_back(item_);
        in_memory_ = 0;
      }
      if (done_ == extent.size) end_extent();
    }
  }

 private:
  void end_extent() {
    done_ = 0;
    if (++at_ < extents_.size()) return;
    at_ = 0;
    sink_(bytes_of(item_));
  }

  static constexpr std::size_t kMostInMemory = std::size_t{8} << 20;

  std::vector<Extent> extents_;
  const ItemSink& sink_;
  Buffer item_;
  std::int64_t size_ = 0;
  std::size_t at_ = 0;     // of the extents
  std::int64_t done_ = 0;  // bytes of it
  std::size_t in_memory_ = 0;
};

}  // namespace

void read_raw(Source& source, const Layout& layout, const InputOptions& /*options*/,
              const ItemSink& sink) {
  Scatter items(layout, sink);
  if (items.size() == 0)
    throw Error(Errc::BadShape, "items of 0 bytes cannot be read as raw bytes");
  std::vector<char> buffer(std::size_t{64} << 10U);
  std::size_t total = 0;
  while (const std::size_t taken = source.read(buffer)) {
    total += taken;
    items.add(std::as_bytes(std::span(buffer).first(taken)));
  }
  if (items.complete()) return;
  throw Error(Errc::BadValue, fmt::format("the input has {} bytes, which is no whole number of "
                                          "items of {}",
                                          total, items.size()));
}

}  // namespace bview
