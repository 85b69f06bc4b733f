// SPDX-License-Identifier: MIT

#include <algorithm>

#include <bview/core/cursor.hpp>
#include <bview/core/gathered.hpp>
#include <bview/core/near_bytes.hpp>
#include <bview/core/walk.hpp>
#include <bview/formats/questions/blocks.hpp>

namespace bview {
namespace {

/// Bytes from one item to the next up to which all in between are read, too.
constexpr std::int64_t kDense = 512;

/// Items that are all alike, a run at a time.
void visit_items(const ItemSource& items, std::int64_t first, std::int64_t count,
                 const VisitBlock& visit) {
  const Lengths shape = items.view.shape();
  const std::int64_t in_front = first_number(items.view);
  const View view = coalesce(items.view);
  const Bytes& bytes = view.bytes();
  const auto& list = view.list();
  NearBytes near(bytes);
  GatheredRuns runs(view, items.placed ? 0 : view.itemsize(), first, count);
  for (ItemRun run{}; runs.next(run); first += run.count) {
    for (std::int64_t done = 0; done < run.count; done += kBlockItems) {
      ItemBlock block;
      block.count = std::min(kBlockItems, run.count - done);
      if (list) block.listed = &list->at(first + done);
      block.first = in_front + first + done;
      block.shape = &shape;
      block.data = run.data + done * run.step;
      block.step = run.step;
      if (!runs.copied()) block.offset = block.data - bytes.data + bytes.first;
      if (!runs.copied() && run.step > 0 && run.step <= kDense) {
        const std::int64_t last = block.offset + (block.count - 1) * run.step + view.itemsize();
        const std::int64_t limit = last + (run.count - done - block.count) * run.step;
        block.data = near.at(block.offset, last - block.offset, limit);
      }
      visit(block);
    }
  }
}

/// Records that vary, as they were found.
void visit_records(const ItemSource& items, std::int64_t first, std::int64_t count,
                   const VisitBlock& visit) {
  const Lengths shape = items.view.shape();
  const RecordList& records = *items.records;
  Walker walker(items.layout, records.area);
  for (std::int64_t n = first; n < first + count; ++n) {
    const std::int64_t number = items.view.offset_of(n);
    const Frame* frame = records.frame(number);
    if (frame == nullptr) frame = walker.walk(records.at(number).offset, number);
    if (frame == nullptr) continue;  // who prints it says so
    ItemBlock block;
    block.count = 1;
    block.first = first_number(items.view) + n;
    block.shape = &shape;
    block.offset = number;
    block.walker = &walker;
    block.frames = &frame;
    visit(block);
  }
}

}  // namespace

void for_each_block(const ItemSource& items, std::int64_t first, std::int64_t count,
                    const VisitBlock& visit) {
  if (items.records != nullptr) return visit_records(items, first, count, visit);
  visit_items(items, first, count, visit);
}

}  // namespace bview
