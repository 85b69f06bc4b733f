// SPDX-License-Identifier: MIT

#include <algorithm>
#include <cstring>
#include <string_view>
#include <utility>
#include <vector>

#include <bview/core/cursor.hpp>
#include <bview/core/error.hpp>
#include <bview/core/parallel.hpp>
#include <bview/formats/questions/choose.hpp>

namespace bview {
namespace {

constexpr std::int64_t kBlock = 4096;  // items that are asked about at once
constexpr std::int64_t kChunk = 16 * kBlock;

using Item = ItemList::Item;

/// Hears of chosen items as bytes, in order, whichever thread found them.
template <class Visit>
class ItemSink : public Sink {
 public:
  explicit ItemSink(Visit visit) : visit_(std::move(visit)) {}
  void write(std::string_view chunk) override {
    for (std::size_t at = 0; at < chunk.size(); at += sizeof(Item)) {
      Item item{};
      std::memcpy(&item, chunk.data() + at, sizeof item);
      visit_(item);
    }
  }

 private:
  Visit visit_;
};

void put(const Item& item, TextBuffer& out) {
  out.append({reinterpret_cast<const char*>(&item), sizeof item});
}

/// Items that are all alike, a run at a time.
void choose_items(const Choice& choice, const View& view, std::int64_t first, std::int64_t count,
                  TextBuffer& out) {
  std::vector<std::uint8_t> marks;
  const Lengths shape = choice.view.shape();
  Cursor cursor(view, first, count);
  const Bytes& bytes = view.bytes();
  for (ItemRun run{}; cursor.next(run); first += run.count) {
    for (std::int64_t done = 0; done < run.count; done += kBlock) {
      ItemBlock block;
      block.count = std::min(kBlock, run.count - done);
      block.first = first + done;
      block.shape = &shape;
      block.data = run.data + done * run.step;
      block.step = run.step;
      block.offset = block.data - bytes.data + bytes.first;
      marks.assign(static_cast<std::size_t>(block.count), 1);
      choice.condition.narrow(block, marks.data());
      for (std::int64_t k = 0; k < block.count; ++k) {
        if (marks[static_cast<std::size_t>(k)] == 0) continue;
        put({block.offset + k * block.step, block.first + k}, out);
      }
    }
  }
}

/// Records that vary, as they were found.
class RecordChooser {
 public:
  explicit RecordChooser(const Choice& choice)
      : choice_(choice),
        shape_(choice.view.shape()),
        walker_(choice.layout, choice.records->area) {}

  void choose(std::int64_t first, std::int64_t count, TextBuffer& out) {
    for (std::int64_t n = first; n < first + count; ++n) {
      const std::int64_t number = choice_.view.offset_of(n);
      const Frame* frame = choice_.records->frame(number);
      if (frame == nullptr) frame = walker_.walk(choice_.records->at(number).offset, number);
      if (frame == nullptr) continue;  // who prints it says so
      ItemBlock block;
      block.count = 1;
      block.first = n;
      block.shape = &shape_;
      block.walker = &walker_;
      block.frames = &frame;
      std::uint8_t mark = 1;
      choice_.condition.narrow(block, &mark);
      if (mark != 0) put({number, n}, out);
    }
  }

 private:
  const Choice& choice_;
  Lengths shape_;
  Walker walker_;
};

template <class Visit>
void for_each_chosen(const Choice& choice, std::int64_t first, std::int64_t count,
                     const Visit& visit) {
  ItemSink<Visit> sink(visit);
  const View view = coalesce(choice.view);
  const auto make = [&](std::int64_t chunk, TextBuffer& out) {
    const std::int64_t begin = first + chunk * kChunk;
    const std::int64_t size = std::min(kChunk, first + count - begin);
    if (choice.records != nullptr) {
      RecordChooser(choice).choose(begin, size, out);
    } else {
      choose_items(choice, view, begin, size, out);
    }
  };
  write_in_order((count + kChunk - 1) / kChunk, choice.threads, make, sink);
}

}  // namespace

void choose(const Choice& choice, std::int64_t first, std::int64_t count, ItemList& list) {
  for_each_chosen(choice, first, count, [&](const Item& item) { list.items.push_back(item); });
}

std::int64_t count_chosen(const Choice& choice, std::int64_t first, std::int64_t count) {
  std::int64_t chosen = 0;
  for_each_chosen(choice, first, count, [&](const Item& /*item*/) { ++chosen; });
  return chosen;
}

}  // namespace bview
