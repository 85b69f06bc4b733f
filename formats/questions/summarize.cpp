// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <bit>
#include <mutex>
#include <utility>

#include <bview/core/error.hpp>
#include <bview/core/integers.hpp>
#include <bview/core/parallel.hpp>
#include <bview/formats/questions/names.hpp>
#include <bview/formats/questions/summarize.hpp>
#include <bview/formats/syntax/project.hpp>

namespace bview {
namespace {

// --- the fields ----------------------------------------------------------------------------------

/// Values of an array that are fields of their own, where nobody named it.
constexpr std::int64_t kMostColumns = 64;

/// Axes of arrays of records around a field, and its own.
struct Axes {
  Lengths shape{};
  Lengths strides{};
};

Axes with_axes_of(Axes axes, const Field& field) {
  for (std::size_t k = 0; k < field.shape.size(); ++k) {
    axes.shape.push_back(field.shape[k]);
    axes.strides.push_back(field.stride(k));
  }
  return axes;
}

/// What tells the numbers of a field apart, if 64 bits do.
std::optional<RankedAs> bits_of_numbers(const FieldReader& reader) {
  constexpr int kBits = 64;
  const Field& field = reader.field();
  const Numbers numbers = numbers_of(field);
  if (numbers == Numbers::Real) return RankedAs::Real;
  if (numbers != Numbers::Whole || reader.merges()) return std::nullopt;
  if (info(field.type).kind == Kind::Boolean) return RankedAs::Unsigned;
  if (width_of(field) > kBits) return std::nullopt;
  return is_signed(field) ? RankedAs::Signed : RankedAs::Unsigned;
}

class FieldFinder {
 public:
  FieldFinder(const Layout& layout, bool plain) : layout_(layout), plain_(plain) {}

  std::vector<SummedField> find() {
    if (layout_.is_fixed()) {
      add_record(layout_, 0, {}, "");
    } else {
      add_columns();
    }
    return std::move(fields_);
  }

 private:
  /// The fields of a record of constant size, `base` bytes into the item.
  void add_record(const Layout& record, std::int64_t base, const Axes& around,
                  const std::string& prefix) {
    const std::vector<std::string> names = shown_names(record);
    std::int64_t position = 0;
    for (std::size_t k = 0; k < names.size(); ++k) {
      const Field& field = record.fields[k];
      const bool bare = prefix.empty() && record.is_bare();
      const bool columns = field.spread && field.positions() <= kMostColumns && !field.record;
      for (std::int64_t n = 0; columns && n < field.positions(); ++n) {
        add_field(field.element(n), base, around, fmt::format("{}f{}", prefix, position + n));
      }
      if (!columns) add_field(field, base, around, bare ? "value" : prefix + names[k]);
      position += field.positions();
    }
  }

  void add_field(Field field, std::int64_t base, const Axes& around, const std::string& name) {
    field.offset += base;
    const Axes axes = with_axes_of(around, field);
    if (field.record) return add_record(*field.record, field.offset, axes, name + ".");
    if (field.is_stretch() && !axes.shape.empty()) return;
    field.shape.clear();
    field.strides.clear();
    add_value({std::move(field), {}, plain_}, axes, name);
  }

  /// Those of a record that varies, each of which is one value.
  void add_columns() {
    const std::vector<std::string> names = shown_names(layout_);
    for (std::size_t k = 0; k < names.size(); ++k) {
      if (!layout_.fields[k].shape.empty() || layout_.fields[k].record) continue;
      const Layout found = project(layout_, {fmt::format("{}", k)});
      add_value({found.fields.front(), found.paths.front(), plain_}, {}, names[k]);
    }
  }

  void add_value(FoundField found, const Axes& axes, const std::string& name) {
    if (plain_) found.field.reading = nullptr;
    const Field& field = found.field;
    if (info(field.type).kind == Kind::Complex) return;
    SummedField sum{name, field, numbers_of(field) == Numbers::None, {}, axes.shape, axes.strides};
    sum.reader = std::make_shared<FieldReader>(layout_, found);
    sum.values = sum.text ? text_field(*sum.reader) : number_field(*sum.reader);
    sum.kind = {sum.values->is_whole(), bits_of_numbers(*sum.reader)};
    fields_.push_back(std::move(sum));
  }

  const Layout& layout_;
  bool plain_;
  std::vector<SummedField> fields_;
};

// --- values --------------------------------------------------------------------------------------

using Picks = std::vector<std::size_t>;  // of the items of a block

/// The bytes of the k-th value of a block; of records that vary none.
std::span<const std::byte> bytes_of(const SummedField& field, const ItemBlock& block,
                                    std::size_t k) {
  if (field.reader->varies()) return {};
  const std::byte* const item = block.data + static_cast<std::int64_t>(k) * block.step;
  return {item + field.field.offset, static_cast<std::size_t>(field.field.value_size())};
}

void add_values(const SummedField& field, const ItemBlock& block, const Picks* picks,
                FieldSummary& summary) {
  const Column column = field.values->values(block);
  if (picks == nullptr) {
    summary.add(column, [&](std::size_t k) { return bytes_of(field, block, k); });
  } else {
    summary.add(picked(column, *picks),
                [&](std::size_t k) { return bytes_of(field, block, (*picks)[k]); });
  }
}

/// Each value of an array: those of one place in all items, or, of a long array, one item's.
void add_array(const SummedField& field, const ItemBlock& block, const Picks* picks,
               FieldSummary& summary) {
  Field array = field.field;
  array.shape = field.shape;
  array.strides = field.strides;
  const std::int64_t count = array.count();
  const bool long_one = array.shape.size() == 1 && count > block.count;
  ItemBlock part = block;
  if (!long_one) {
    for (std::int64_t n = 0; n < count; ++n) {
      part.data = block.data + array.offset_of(n);
      add_values(field, part, picks, summary);
    }
    return;
  }
  part.step = array.step();
  const auto add_item = [&](std::size_t k) {
    for (std::int64_t done = 0; done < count; done += kBlockItems) {
      part.data = block.data + static_cast<std::int64_t>(k) * block.step + array.offset_of(done);
      part.count = std::min(kBlockItems, count - done);
      add_values(field, part, nullptr, summary);
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

  void add(const ItemBlock& block, Groups& groups) {
    if (request_.where == nullptr && request_.by == nullptr) {
      return add_to(group(groups, {}), block, nullptr);
    }
    const Picks chosen = chosen_of(block);
    if (request_.by == nullptr) return add_to(group(groups, {}), block, &chosen);
    const Column keys = request_.by->values(block);
    std::map<OrderedValue, Picks, GroupOrder> picks;
    for (const std::size_t k : chosen) picks[ordered_value(keys, k)].push_back(k);
    for (const auto& [key, which] : picks) add_to(group(groups, key), block, &which);
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

  void add_to(Summary& summary, const ItemBlock& block, const Picks* picks) const {
    if (picks != nullptr && picks->empty()) return;
    for (std::size_t k = 0; k < summary.size(); ++k) {
      const SummedField& field = request_.fields[k];
      (field.shape.empty() ? add_values : add_array)(field, block, picks, summary[k]);
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

/// Nothing is written: the chunks are handed over elsewhere.
class NoSink : public Sink {
 public:
  void write(std::string_view /*chunk*/) override {}
};

}  // namespace

SummaryLimits limits_among(std::size_t fields) {
  constexpr std::size_t kBudget = std::size_t{8} << 20U;
  constexpr std::size_t kFieldsInFull = 16;
  if (fields <= kFieldsInFull) return {};
  // A distinct value has two places of 16 bytes in its table, and a bucket as many bytes; of the
  // two a field has one at a time.
  constexpr std::size_t kBytesEach = 32;
  constexpr std::size_t kLeast = 64;
  const std::size_t room = std::max(kLeast, std::bit_floor(kBudget / fields / kBytesEach));
  return {std::min(room, Distinct::kMost), std::min(room, Quantiles::kMost)};
}

std::vector<SummedField> summed_fields(const Layout& layout, bool plain) {
  return FieldFinder(layout, plain).find();
}

void summarize(const SummaryRequest& request, const ItemSource& items, std::int64_t first,
               std::int64_t count, int threads, Groups& groups,
               const std::function<void(std::int64_t)>& on_part) {
  constexpr std::int64_t kChunk = 64 * kBlockItems;
  std::mutex mutex;
  std::map<std::int64_t, Groups> done;  // those whose turn has not come
  ManyDistinct many(request);
  const auto make = [&](std::int64_t chunk, TextBuffer& /*out*/) {
    Summing summing(request);
    Groups found;
    if (request.by == nullptr) many.tell(summing.group(found, {}));
    const std::int64_t begin = chunk * kChunk;
    for_each_block(items, first + begin, std::min(kChunk, count - begin),
                   [&](const ItemBlock& block) { summing.add(block, found); });
    if (request.by == nullptr) many.hear(summing.group(found, {}));
    const std::lock_guard lock(mutex);
    done.emplace(chunk, std::move(found));
  };
  const Summing summing(request);
  const auto merge = [&](std::int64_t chunk) {
    Groups found;
    {
      const std::lock_guard lock(mutex);
      found = std::move(done.extract(chunk).mapped());
    }
    for (const auto& [key, summary] : found) {
      Summary& all = summing.group(groups, key);
      for (std::size_t k = 0; k < summary.size(); ++k) all[k].merge(summary[k]);
    }
    on_part(std::min(count, (chunk + 1) * kChunk));
  };
  NoSink sink;
  write_in_order((count + kChunk - 1) / kChunk, threads, make, sink, merge);
  if (request.by == nullptr) static_cast<void>(summing.group(groups, {}));
}

}  // namespace bview
