// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <bit>
#include <memory>
#include <mutex>
#include <utility>

#include <bview/core/error.hpp>
#include <bview/core/holes.hpp>
#include <bview/core/parallel.hpp>
#include <bview/formats/questions/summarize.hpp>

namespace bview {
namespace {

// --- values --------------------------------------------------------------------------------------

using Picks = std::vector<std::size_t>;  // of the items of a block
using FoundPtr = std::shared_ptr<const Found>;

/// Fields of which as much is kept as of one alone.
constexpr std::size_t kFieldsInFull = 16;

/// The bytes of the k-th value of a block; of records that vary none.
std::span<const std::byte> bytes_of(const SummedField& field, const ItemBlock& block,
                                    std::size_t k) {
  if (field.reader->varies()) return {};
  const std::byte* const item = block.data + static_cast<std::int64_t>(k) * block.step;
  return {item + field.field.offset, static_cast<std::size_t>(field.field.value_size())};
}

std::span<const std::byte> no_bytes(std::size_t /*k*/) { return {}; }

/// Those of arrays in records that vary.
void add_arrays(const SummedField& field, const ItemBlock& block, const Picks* picks,
                FieldSummary& summary) {
  const auto add_record = [&](std::size_t k) {
    field.array->each(*block.walker, *block.frames[k],
                      [&](const Column& column) { summary.add(column, no_bytes); });
  };
  if (picks != nullptr) {
    for (const std::size_t k : *picks) add_record(k);
  } else {
    for (std::size_t k = 0; k < static_cast<std::size_t>(block.count); ++k) add_record(k);
  }
}

void add_values(const SummedField& field, const ItemBlock& block, const Picks* picks,
                FieldSummary& summary) {
  if (field.array) return add_arrays(field, block, picks, summary);
  const Column column = field.values->values(block);
  if (picks == nullptr) {
    summary.add(column, [&](std::size_t k) { return bytes_of(field, block, k); });
  } else {
    summary.add(picked(column, *picks),
                [&](std::size_t k) { return bytes_of(field, block, (*picks)[k]); });
  }
}

/// Calls `visit` with items each of which has one value of an array: those of one place in all of
/// them, or, of a long array, one item's.
template <class Visit>
void each_of_array(const SummedField& field, const ItemBlock& block, const Picks* picks,
                   const Visit& visit) {
  Field array = field.field;
  array.shape = field.shape;
  array.strides = field.strides;
  const std::int64_t count = array.count();
  const bool long_one = array.shape.size() == 1 && count > block.count;
  ItemBlock part = block;
  if (!long_one) {
    for (std::int64_t n = 0; n < count; ++n) {
      part.data = block.data + array.offset_of(n);
      visit(part, picks);
    }
    return;
  }
  part.step = array.step();
  const auto add_item = [&](std::size_t k) {
    for (std::int64_t done = 0; done < count; done += kBlockItems) {
      part.data = block.data + static_cast<std::int64_t>(k) * block.step + array.offset_of(done);
      part.count = std::min(kBlockItems, count - done);
      visit(part, nullptr);
    }
  };
  for (std::size_t k = 0; picks == nullptr && k < static_cast<std::size_t>(block.count); ++k) {
    add_item(k);
  }
  if (picks == nullptr) return;
  for (const std::size_t k : *picks) add_item(k);
}

// --- items ---------------------------------------------------------------------------------------

class Summing {
 public:
  explicit Summing(const SummaryRequest& request) : request_(request) {}

  [[nodiscard]] Found nothing() const {
    Found found;
    found.tallies.resize(request_.fields.size());
    if (request_.by != nullptr) return found;
    static_cast<void>(group(found.groups, {}));
    for (std::size_t k = 0; k < found.tallies.size() && request_.fields.size() <= kFieldsInFull;
         ++k) {
      if (Tally::fits(request_.fields[k])) found.tallies[k].emplace(request_.fields[k]);
    }
    return found;
  }

  void add(const ItemBlock& block, Found& found) {
    Groups& groups = found.groups;
    if (request_.where == nullptr && request_.by == nullptr) {
      return add_to(group(groups, {}), found.tallies, block, nullptr);
    }
    const Picks chosen = chosen_of(block);
    if (request_.by == nullptr) {
      return add_to(group(groups, {}), found.tallies, block, &chosen);
    }
    const Column keys = request_.by->values(block);
    std::map<OrderedValue, Picks, GroupOrder> picks;
    for (const std::size_t k : chosen) picks[ordered_value(keys, k)].push_back(k);
    for (const auto& [key, which] : picks) {
      add_to(group(groups, key), found.tallies, block, &which);
    }
  }

  void merge(const Found& part, Found& all) const {
    for (const auto& [key, summary] : part.groups) {
      Summary& sums = group(all.groups, key);
      for (std::size_t k = 0; k < summary.size(); ++k) sums[k].merge(summary[k]);
    }
    for (std::size_t k = 0; k < part.tallies.size(); ++k) {
      if (part.tallies[k]) all.tallies[k]->merge(*part.tallies[k]);
    }
  }

  /// What was counted becomes part of the summaries.
  void settle(Found& found) const {
    for (std::size_t k = 0; k < found.tallies.size(); ++k) {
      if (found.tallies[k]) found.tallies[k]->add_to(group(found.groups, {})[k]);
    }
  }

  Summary& group(Groups& groups, const OrderedValue& key) const {
    const auto found = groups.find(key);
    if (found != groups.end()) return found->second;
    if (groups.size() == kMostGroups) {
      throw Error(Errc::BadUsage,
                  fmt::format("--by finds more than {} groups; a condition with --where leaves "
                              "fewer, and so does a rounder value, --by 'x // 10'",
                              kMostGroups));
    }
    Summary summary;
    const SummaryLimits limits =
        request_.by == nullptr ? limits_among(request_.fields.size()) : kLimitsInGroup;
    for (const SummedField& field : request_.fields) summary.emplace_back(field.kind, limits);
    return groups.emplace(key, std::move(summary)).first->second;
  }

 private:
  [[nodiscard]] Picks chosen_of(const ItemBlock& block) {
    marks_.assign(static_cast<std::size_t>(block.count), 1);
    if (request_.where != nullptr) request_.where->narrow(block, marks_.data());
    Picks chosen;
    for (std::size_t k = 0; k < marks_.size(); ++k) {
      if (marks_[k] != 0) chosen.push_back(k);
    }
    return chosen;
  }

  void add_to(Summary& summary, Tallies& tallies, const ItemBlock& block,
              const Picks* picks) const {
    if (picks != nullptr && picks->empty()) return;
    for (std::size_t k = 0; k < summary.size(); ++k) {
      const SummedField& field = request_.fields[k];
      const auto add_part = [&](const ItemBlock& part, const Picks* which) {
        if (tallies[k]) return tallies[k]->add(part, which);
        add_values(field, part, which, summary[k]);
      };
      if (field.shape.empty()) {
        add_part(block, picks);
      } else {
        each_of_array(field, block, picks, add_part);
      }
    }
  }

  const SummaryRequest& request_;
  std::vector<std::uint8_t> marks_;
};

/// The fields that were found to have more distinct values than are told apart: for all that is to
/// be merged one finding is enough.
class ManyDistinct {
 public:
  explicit ManyDistinct(const SummaryRequest& request) : fields_(request.fields.size()) {}

  void hear(const Summary& summary) {
    for (std::size_t k = 0; k < summary.size(); ++k) {
      if (summary[k].distinct().is_over()) fields_[k] = true;
    }
  }
  void tell(Summary& summary) const {
    for (std::size_t k = 0; k < summary.size(); ++k) {
      if (fields_[k]) summary[k].expect_many();
    }
  }

 private:
  std::vector<std::atomic<bool>> fields_;
};

/// What chunks of items come to that lie in a hole of the file: all that have as many come to the
/// same, and of those it is found out once.
class ChunksInHoles {
 public:
  ChunksInHoles(const SummaryRequest& request, const ItemSource& items, std::int64_t count)
      : holes_(items.view),
        count_(count),
        // Where an item stands, and what its numbers lead to, make no difference.
        alike_(request.where == nullptr && request.by == nullptr && items.records == nullptr &&
               items.layout.pointed == nullptr) {}

  [[nodiscard]] bool has(std::int64_t first, std::int64_t count) const {
    return alike_ && count == count_ && holes_.has(first, count);
  }
  /// Null until one was set.
  [[nodiscard]] FoundPtr found() {
    const std::lock_guard lock(mutex_);
    return found_;
  }
  void set(FoundPtr found) {
    const std::lock_guard lock(mutex_);
    found_ = std::move(found);
  }

 private:
  ItemHoles holes_;
  std::int64_t count_;  // items of a chunk
  bool alike_;
  std::mutex mutex_{};
  FoundPtr found_{};
};

/// Nothing is written: the chunks are handed over elsewhere.
class NoSink : public Sink {
 public:
  void write(std::string_view /*chunk*/) override {}
};

}  // namespace

SummaryLimits limits_among(std::size_t fields) {
  constexpr std::size_t kBudget = std::size_t{8} << 20U;
  if (fields <= kFieldsInFull) return {};
  // A distinct value has two places of 16 bytes in its table, and a bucket as many bytes; of the
  // two a field has one at a time.
  constexpr std::size_t kBytesEach = 32;
  constexpr std::size_t kLeast = 64;
  const std::size_t room = std::max(kLeast, std::bit_floor(kBudget / fields / kBytesEach));
  return {std::min(room, Distinct::kMost), std::min(room, Quantiles::kMost)};
}

Summarizer::Summarizer(const SummaryRequest& request, int threads)
    : request_(request), threads_(threads), found_(Summing(request).nothing()) {}

void Summarizer::add(const ItemSource& items, std::int64_t first, std::int64_t count,
                     const std::function<void(std::int64_t)>& on_part) {
  constexpr std::int64_t kChunk = 128 * kBlockItems;  // merging costs as much as some thousand
  std::mutex mutex;
  std::map<std::int64_t, FoundPtr> done;  // those whose turn has not come
  ManyDistinct many(request_);
  ChunksInHoles holes(request_, items, kChunk);
  const bool grouped = request_.by != nullptr;
  ItemSource summed = items;
  summed.placed = request_.where != nullptr || grouped;
  const auto sum_up = [&](std::int64_t begin, std::int64_t size) {
    Summing summing(request_);
    Found found = summing.nothing();
    if (!grouped) many.tell(summing.group(found.groups, {}));
    for_each_block(summed, begin, size, [&](const ItemBlock& block) { summing.add(block, found); });
    if (!grouped) many.hear(summing.group(found.groups, {}));
    return std::make_shared<const Found>(std::move(found));
  };
  const auto make = [&](std::int64_t chunk, TextBuffer& /*out*/) {
    const std::int64_t begin = first + chunk * kChunk;
    const std::int64_t size = std::min(kChunk, first + count - begin);
    const bool in_hole = holes.has(begin, size);
    FoundPtr found = in_hole ? holes.found() : nullptr;
    if (!found) found = sum_up(begin, size);
    if (in_hole) holes.set(found);
    const std::lock_guard lock(mutex);
    done.emplace(chunk, std::move(found));
  };
  const Summing summing(request_);
  const auto merge = [&](std::int64_t chunk) {
    FoundPtr part;
    {
      const std::lock_guard lock(mutex);
      part = done.extract(chunk).mapped();
    }
    summing.merge(*part, found_);
    on_part(std::min(count, (chunk + 1) * kChunk));
  };
  NoSink sink;
  write_in_order((count + kChunk - 1) / kChunk, threads_, make, sink, merge);
}

Groups Summarizer::finish() {
  Summing(request_).settle(found_);
  return std::move(found_.groups);
}

}  // namespace bview
