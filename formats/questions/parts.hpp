// SPDX-License-Identifier: MIT
// formats/questions/parts.hpp - what a question is made of: operands, which have a value for each
// item, and conditions, which hold for it or not.
//
// Both are asked about some thousand items at a time, so that what they decide is decided once for
// all of these. They change nothing of their own, and may be asked on several threads.

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include <bview/core/public.hpp>
#include <bview/core/view.hpp>
#include <bview/core/walk.hpp>
#include <bview/formats/questions/column.hpp>

namespace BVIEW_PUBLIC bview {

/// Items as they lie, neighbours in the order in which they are asked about.
struct ItemBlock {
  std::int64_t count = 0;
  std::int64_t first = 0;                  ///< the number of the first, in C order: "index"
  const ItemList::Item* listed = nullptr;  ///< has their numbers instead, where they are a list
  const Lengths* shape = nullptr;          ///< of all that are asked about
  const std::byte* data = nullptr;         ///< the first, where all are alike
  std::int64_t step = 0;                   ///< bytes from one to the next
  /// Of the first, among the bytes of the view: in the file; of a record that varies, its number.
  std::int64_t offset = 0;
  // Of records that vary, instead of these, where each was found; the walker looks into them.
  Walker* walker = nullptr;
  const Frame* const* frames = nullptr;

  /// Some of them; of items that are all alike.
  [[nodiscard]] ItemBlock part(std::int64_t begin, std::int64_t size) const {
    ItemBlock result = *this;
    result.count = size;
    result.first += begin;
    if (listed != nullptr) result.listed += begin;
    result.data += begin * step;
    result.offset += begin * step;
    return result;
  }
};

/// What the values of an operand are, whatever the items hold; of numbers the wider sort comes
/// later.
enum class Sort : std::uint8_t { Whole, Exact, Real, LongReal, Text };

class Operand {
 public:
  Operand() = default;
  Operand(const Operand&) = delete;
  Operand& operator=(const Operand&) = delete;
  virtual ~Operand() = default;

  /// As many values as there are items.
  [[nodiscard]] virtual Column values(const ItemBlock& block) const = 0;
  [[nodiscard]] virtual Sort sort() const = 0;
  /// Whether all its values are whole numbers.
  [[nodiscard]] bool is_whole() const { return sort() == Sort::Whole; }
};
using OperandPtr = std::unique_ptr<const Operand>;

class Condition {
 public:
  Condition() = default;
  Condition(const Condition&) = delete;
  Condition& operator=(const Condition&) = delete;
  virtual ~Condition() = default;

  /// Sets the marks of those items to 0 for which it does not hold; others stay.
  virtual void narrow(const ItemBlock& block, std::uint8_t* marks) const = 0;
};
using ConditionPtr = std::shared_ptr<const Condition>;

}  // namespace bview
