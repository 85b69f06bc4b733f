// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numeric>
#include <string_view>
#include <utility>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/questions/exact.hpp>
#include <bview/formats/questions/operands.hpp>

namespace bview {
namespace {

std::size_t size_of(const ItemBlock& block) { return static_cast<std::size_t>(block.count); }

class ConstantNumber : public Operand {
 public:
  ConstantNumber(const Literal& literal, Sort beside)
      : literal_(literal), sort_(sort_of(literal, beside)) {}

  [[nodiscard]] Sort sort() const override { return sort_; }
  [[nodiscard]] Column values(const ItemBlock& block) const override {
    Column column;
    const auto whole = is_whole() ? as_int64(*literal_.exact) : std::nullopt;
    if (whole) {
      column.values = std::vector<std::int64_t>(size_of(block), *whole);
    } else if (sort_ == Sort::Real) {
      const double infinity = std::copysign(HUGE_VAL, literal_.nearest);
      const double value = literal_.beyond ? infinity : literal_.nearest;
      column.values = std::vector<double>(size_of(block), value);
    } else if (sort_ == Sort::LongReal) {
      const long double nearest = std::strtold(literal_.text.c_str(), nullptr);
      column.values = std::vector<long double>(size_of(block), nearest);
    } else {
      column.values = std::vector<Ratio>(size_of(block), *literal_.exact);
    }
    return column;
  }

 private:
  static Sort sort_of(const Literal& literal, Sort beside) {
    const bool beside_float = beside == Sort::Real || beside == Sort::LongReal;
    if (literal.rounds && beside_float) return beside;
    if (!literal.exact) return Sort::Real;
    return literal.exact->denominator == 1 && !literal.rounds ? Sort::Whole : Sort::Exact;
  }

  Literal literal_;
  Sort sort_;
};

class ConstantText : public Operand {
 public:
  explicit ConstantText(std::string text) : text_(std::move(text)) {}

  [[nodiscard]] Sort sort() const override { return Sort::Text; }
  [[nodiscard]] Column values(const ItemBlock& block) const override {
    Column column;
    column.values = std::vector<std::string_view>(size_of(block), text_);
    return column;
  }

 private:
  std::string text_;
};

class ItemNumber : public Operand {
 public:
  explicit ItemNumber(std::optional<std::size_t> axis) : axis_(axis) {}

  [[nodiscard]] Sort sort() const override { return Sort::Whole; }
  [[nodiscard]] Column values(const ItemBlock& block) const override {
    std::vector<std::int64_t> numbers(size_of(block));
    std::iota(numbers.begin(), numbers.end(), block.first);
    for (std::size_t k = 0; block.listed != nullptr && k < numbers.size(); ++k) {
      numbers[k] = block.listed[k].number;
    }
    if (axis_) keep_axis(*block.shape, numbers);
    Column column;
    column.values = std::move(numbers);
    return column;
  }

 private:
  void keep_axis(const Lengths& shape, std::vector<std::int64_t>& numbers) const {
    if (*axis_ >= shape.size()) {
      throw Error(Errc::BadUsage,
                  fmt::format("there is no axis {} in items of {}: index[{}]", *axis_,
                              count_text(std::ssize(shape), "axis", "axes"), *axis_));
    }
    std::int64_t inner = 1;
    for (std::size_t k = *axis_ + 1; k < shape.size(); ++k) inner *= shape[k];
    for (std::int64_t& number : numbers) {
      number /= inner;
      if (*axis_ > 0) number %= shape[*axis_];  // others may stand in front of the first
    }
  }

  std::optional<std::size_t> axis_;
};

class ItemOffset : public Operand {
 public:
  [[nodiscard]] Sort sort() const override { return Sort::Whole; }
  [[nodiscard]] Column values(const ItemBlock& block) const override {
    std::vector<std::int64_t> offsets(size_of(block));
    std::int64_t offset = block.offset;
    for (std::size_t k = 0; k < offsets.size(); ++k, offset += block.step) {
      offsets[k] = block.frames == nullptr ? offset : block.frames[k]->begin;
    }
    Column column;
    column.values = std::move(offsets);
    return column;
  }
};

class Computed : public Operand {
 public:
  Computed(FormulaOp op, OperandPtr a, OperandPtr b)
      : op_(op), a_(std::move(a)), b_(std::move(b)) {}

  [[nodiscard]] Sort sort() const override {
    const Sort least = op_ == FormulaOp::Divide ? Sort::Exact : Sort::Whole;
    return std::max({least, a_->sort(), b_ ? b_->sort() : least});
  }
  [[nodiscard]] Column values(const ItemBlock& block) const override {
    const Column a = a_->values(block);
    return b_ ? combined(op_, a, b_->values(block)) : combined(op_, a, a);
  }

 private:
  FormulaOp op_;
  OperandPtr a_;
  OperandPtr b_;
};

class Applied : public Operand {
 public:
  Applied(FormulaOp function, OperandPtr operand)
      : function_(function), operand_(std::move(operand)) {}

  [[nodiscard]] Sort sort() const override {
    const bool whole = function_ == FormulaOp::Floor || function_ == FormulaOp::Round;
    return whole ? Sort::Whole : std::max(Sort::Real, operand_->sort());
  }
  [[nodiscard]] Column values(const ItemBlock& block) const override {
    return applied(function_, operand_->values(block));
  }

 private:
  FormulaOp function_;
  OperandPtr operand_;
};

class Truth : public Operand {
 public:
  explicit Truth(ConditionPtr condition) : condition_(std::move(condition)) {}

  [[nodiscard]] Sort sort() const override { return Sort::Whole; }
  [[nodiscard]] Column values(const ItemBlock& block) const override {
    std::vector<std::uint8_t> marks(size_of(block), 1);
    condition_->narrow(block, marks.data());
    Column column;
    column.values = std::vector<std::int64_t>(marks.begin(), marks.end());
    return column;
  }

 private:
  ConditionPtr condition_;
};

}  // namespace

OperandPtr constant_number(const Literal& literal, Sort beside) {
  return std::make_unique<ConstantNumber>(literal, beside);
}
OperandPtr constant_text(std::string text) {
  return std::make_unique<ConstantText>(std::move(text));
}
OperandPtr item_number(std::optional<std::size_t> axis) {
  return std::make_unique<ItemNumber>(axis);
}
OperandPtr item_offset() { return std::make_unique<ItemOffset>(); }
OperandPtr computed(FormulaOp op, OperandPtr a, OperandPtr b) {
  return std::make_unique<Computed>(op, std::move(a), std::move(b));
}
OperandPtr applied_to(FormulaOp function, OperandPtr operand) {
  return std::make_unique<Applied>(function, std::move(operand));
}
OperandPtr truth_of(ConditionPtr condition) {
  return std::make_unique<Truth>(std::move(condition));
}

}  // namespace bview
