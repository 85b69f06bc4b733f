// SPDX-License-Identifier: MIT
// formats/questions/column.hpp - a value of a question for each of some items.
//
// Numbers are kept in the narrowest of four kinds that holds them: whole ones of 64 bits, exact
// ones of any size up to 128 bits, doubles, and long doubles. Integers become doubles only in
// arithmetic with floats, as in Python; comparisons are exact, whatever is compared.

#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <bview/core/formula.hpp>
#include <bview/core/public.hpp>
#include <bview/core/reading.hpp>

namespace BVIEW_PUBLIC bview {

/// From narrow to wide; texts are none of them.
using ColumnValues =
    std::variant<std::vector<std::int64_t>, std::vector<Ratio>, std::vector<double>,
                 std::vector<long double>, std::vector<std::string_view>>;

struct Column {
  ColumnValues values{};
  /// Marks of those that are none: a field that does not stand in a record, a division by 0, what
  /// leaves 128 bits. Empty: all are there.
  std::vector<std::uint8_t> missing{};
  std::deque<std::string> texts{};  ///< those of `values` that stand nowhere else

  [[nodiscard]] std::size_t size() const {
    return std::visit([](const auto& each) { return each.size(); }, values);
  }
  [[nodiscard]] bool is_missing(std::size_t k) const { return !missing.empty() && missing[k] != 0; }
  void mark_missing(std::size_t k) {
    missing.resize(size());
    missing[k] = 1;
  }
};

/// What an operator of two numbers makes of two columns of one size; of a monadic one the second is
/// not looked at. Divide is that of floats; `/` of whole numbers is FloorDivide.
[[nodiscard]] Column combined(FormulaOp op, const Column& a, const Column& b);

/// Whether it is a function of one number whose kind is another than its operand's.
[[nodiscard]] bool is_function(FormulaOp op);

/// What such a function makes of numbers. float, sqrt, exp and log are floats: double, or long
/// double of long doubles. floor and round, which takes the even one of two as near, are whole; of
/// what is not finite, or leaves 128 bits, there is none.
[[nodiscard]] Column applied(FormulaOp function, const Column& numbers);

/// Sets the marks of those to 0 that do not stand to each other so. What is missing stands to all
/// as NaN does. Both are numbers, or both texts.
void narrow_compared(const Column& a, const Column& b, Comparison comparison, std::uint8_t* marks);

/// The same of those that are 0, empty, or missing.
void narrow_true(const Column& values, std::uint8_t* marks);

/// And of those that are no NaN.
void narrow_nan(const Column& values, std::uint8_t* marks);

}  // namespace bview
