// SPDX-License-Identifier: MIT

#include <algorithm>
#include <cstring>
#include <utility>

#include <bview/core/byte_order.hpp>
#include <bview/formats/arrow/flat_table.hpp>

namespace bview {

static_assert(kHostOrder == ByteOrder::Little);  // as FlatBuffers are

namespace {

constexpr std::size_t kReference = 4;  // bytes; of a count, and of the way to a table's own table
constexpr std::size_t kAlignment = 8;  // of the widest scalar

}  // namespace

/// One walk over a tree of tables.
class FlatWriter {
 public:
  [[nodiscard]] std::string write(const FlatTable& root) && {
    bytes_.append(kReference, '\0');
    refer(0, table(root));
    align(kAlignment, 0);
    return std::move(bytes_);
  }

 private:
  /// So that what stands `ahead` bytes behind the end does so at a multiple of `alignment`.
  void align(std::size_t alignment, std::size_t ahead) {
    while ((bytes_.size() + ahead) % alignment != 0) bytes_ += '\0';
  }

  void put(std::size_t at, std::int64_t value, std::size_t width) {
    std::memcpy(bytes_.data() + at, &value, width);
  }
  void add(std::int64_t value, std::size_t width) {
    bytes_.append(width, '\0');
    put(bytes_.size() - width, value, width);
  }
  /// Lets the reference at `from` lead to `to`, behind it.
  void refer(std::size_t from, std::size_t to) {
    put(from, static_cast<std::int64_t>(to - from), kReference);
  }

  /// Returns where it begins, as the other functions do. In front of a table stands where in it
  /// each slot is; in it wide scalars come first, so that all are aligned.
  std::size_t table(const FlatTable& from) {
    std::vector<const FlatTable::Value*> values;
    std::size_t slots = 0;
    for (const FlatTable::Value& value : from.values_) {
      values.push_back(&value);
      slots = std::max(slots, static_cast<std::size_t>(value.slot) + 1);
    }
    std::stable_sort(values.begin(), values.end(),
                     [](const auto* a, const auto* b) { return a->width > b->width; });
    constexpr std::size_t kSlot = 2;
    const std::size_t head = kSlot * (2 + slots);
    align(kAlignment, head + kReference);
    const std::size_t begin = bytes_.size() + head;
    bytes_.append(head, '\0');
    add(static_cast<std::int64_t>(head), kReference);
    for (const FlatTable::Value* value : values) {
      const std::size_t slot = begin - head + kSlot * (2 + static_cast<std::size_t>(value->slot));
      put(slot, static_cast<std::int64_t>(bytes_.size() - begin), kSlot);
      add(value->is == FlatTable::Is::Scalar ? value->bits : 0, value->width);
    }
    put(begin - head, static_cast<std::int64_t>(head), kSlot);
    put(begin - head + kSlot, static_cast<std::int64_t>(bytes_.size() - begin), kSlot);
    refer_to_values(values, begin);
    return begin;
  }

  void refer_to_values(const std::vector<const FlatTable::Value*>& values, std::size_t begin) {
    std::size_t at = begin + kReference;
    for (const FlatTable::Value* value : values) {
      if (value->is != FlatTable::Is::Scalar) refer(at, referred(*value));
      at += value->width;
    }
  }

  std::size_t referred(const FlatTable::Value& value) {
    switch (value.is) {
      case FlatTable::Is::Text:
        return text(value.bytes);
      case FlatTable::Is::Structs:
        return structs(value);
      case FlatTable::Is::Tables:
        return tables(value.tables);
      default:
        return table(value.tables.front());
    }
  }

  std::size_t text(const std::string& text) {
    align(kReference, 0);
    const std::size_t begin = bytes_.size();
    add(std::ssize(text), kReference);
    bytes_ += text;
    bytes_ += '\0';
    return begin;
  }

  std::size_t structs(const FlatTable::Value& value) {
    align(kAlignment, kReference);
    const std::size_t begin = bytes_.size();
    add(value.bits, kReference);
    bytes_ += value.bytes;
    return begin;
  }

  std::size_t tables(const std::vector<FlatTable>& tables) {
    align(kReference, 0);
    const std::size_t begin = bytes_.size();
    add(std::ssize(tables), kReference);
    bytes_.append(kReference * tables.size(), '\0');
    std::size_t at = begin + kReference;
    for (const FlatTable& each : tables) {
      refer(at, table(each));
      at += kReference;
    }
    return begin;
  }

  std::string bytes_;
};

void FlatTable::scalar(int slot, std::size_t width, std::int64_t bits) {
  values_.push_back({Is::Scalar, slot, width, bits});
}

FlatTable::Value& FlatTable::refer(Is is, int slot) {
  return values_.emplace_back(Value{is, slot, kReference});
}

void FlatTable::text(int slot, std::string value) {
  refer(Is::Text, slot).bytes = std::move(value);
}

void FlatTable::table(int slot, FlatTable value) {
  refer(Is::Table, slot).tables.push_back(std::move(value));
}

void FlatTable::tables(int slot, std::vector<FlatTable> values) {
  refer(Is::Tables, slot).tables = std::move(values);
}

void FlatTable::structs(int slot, std::size_t integers, const std::vector<std::int64_t>& values) {
  Value& value = refer(Is::Structs, slot);
  value.bits = static_cast<std::int64_t>(values.size() / integers);
  value.bytes.assign(reinterpret_cast<const char*>(values.data()),
                     values.size() * sizeof(std::int64_t));
}

std::string FlatTable::buffer() const { return FlatWriter().write(*this); }

}  // namespace bview
