// SPDX-License-Identifier: MIT

#include <algorithm>
#include <cstring>
#include <string_view>
#include <utility>
#include <vector>

#include <bview/core/parallel.hpp>
#include <bview/formats/questions/choose.hpp>

namespace bview {
namespace {

constexpr std::int64_t kChunk = 16 * kBlockItems;

using ListedItem = ItemList::Item;

/// Hears of chosen items as bytes, in order, whichever thread found them.
template <class Visit>
class ItemSink : public Sink {
 public:
  explicit ItemSink(Visit visit) : visit_(std::move(visit)) {}
  void write(std::string_view chunk) override {
    for (std::size_t at = 0; at < chunk.size(); at += sizeof(ListedItem)) {
      ListedItem item{};
      std::memcpy(&item, chunk.data() + at, sizeof item);
      visit_(item);
    }
  }

 private:
  Visit visit_;
};

void put_item(const ListedItem& item, TextBuffer& out) {
  out.append({reinterpret_cast<const char*>(&item), sizeof item});
}

void choose_in(const Choice& choice, std::int64_t first, std::int64_t count, TextBuffer& out) {
  std::vector<std::uint8_t> marks;
  for_each_block(choice.items, first, count, [&](const ItemBlock& block) {
    marks.assign(static_cast<std::size_t>(block.count), 1);
    choice.condition.narrow(block, marks.data());
    for (std::int64_t k = 0; k < block.count; ++k) {
      if (marks[static_cast<std::size_t>(k)] == 0) continue;
      put_item({block.offset + k * block.step, block.first + k}, out);
    }
  });
}

template <class Visit>
void for_each_chosen(const Choice& choice, std::int64_t first, std::int64_t count,
                     const Visit& visit) {
  ItemSink<Visit> sink(visit);
  const auto make = [&](std::int64_t chunk, TextBuffer& out) {
    const std::int64_t begin = first + chunk * kChunk;
    choose_in(choice, begin, std::min(kChunk, first + count - begin), out);
  };
  write_in_order((count + kChunk - 1) / kChunk, choice.threads, make, sink);
}

}  // namespace

void choose(const Choice& choice, std::int64_t first, std::int64_t count, ItemList& list) {
  for_each_chosen(choice, first, count,
                  [&](const ListedItem& item) { list.items.push_back(item); });
}

std::int64_t count_chosen(const Choice& choice, std::int64_t first, std::int64_t count) {
  std::int64_t chosen = 0;
  for_each_chosen(choice, first, count, [&](const ListedItem& /*item*/) { ++chosen; });
  return chosen;
}

}  // namespace bview
