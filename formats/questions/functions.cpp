// SPDX-License-Identifier: MIT
// Functions of one number, whose kind is another than that of its operand.

#include <algorithm>
#include <cmath>
#include <iterator>
#include <optional>
#include <type_traits>

#include <bview/formats/questions/column.hpp>
#include <bview/formats/questions/exact.hpp>
#include <bview/formats/text/datum.hpp>

namespace bview {
namespace {

// --- floats --------------------------------------------------------------------------------------

struct Float {
  template <class T>
  static T of(T value) {
    return value;
  }
};
struct Sqrt {
  template <class T>
  static T of(T value) {
    return std::sqrt(value);
  }
};
struct Exp {
  template <class T>
  static T of(T value) {
    return std::exp(value);
  }
};
struct Log {
  template <class T>
  static T of(T value) {
    return std::log(value);
  }
};

double real(std::int64_t value) { return static_cast<double>(value); }
double real(const Ratio& value) { return static_cast<double>(approximate(value)); }
double real(double value) { return value; }
long double real(long double value) { return value; }

template <class Function>
Column to_floats(const Column& numbers) {
  Column result;
  result.missing = numbers.missing;
  std::visit(
      [&](const auto& from) {
        using From = typename std::decay_t<decltype(from)>::value_type;
        if constexpr (!std::is_same_v<From, std::string_view>) {
          std::vector<decltype(real(From{}))> to;
          to.reserve(from.size());
          std::transform(from.begin(), from.end(), std::back_inserter(to),
                         [](const From& each) { return Function::of(real(each)); });
          result.values = std::move(to);
        }
      },
      numbers.values);
  return result;
}

// --- whole numbers -------------------------------------------------------------------------------

struct Floor {
  static Ratio of(const Ratio& value) { return floor_of(value); }
  static long double of(long double value) { return std::floor(value); }
};

/// The nearest one, of two as near the even one, as in Python.
struct Round {
  static Ratio of(const Ratio& value) {
    const Ratio floor = floor_of(value);
    const uint128 rest = magnitude_behind(value, floor);
    const uint128 other = value.denominator - rest;
    const bool up = rest > other || (rest == other && (floor.numerator.magnitude & 1U) != 0);
    return up ? added(floor, exact(1)).value_or(floor) : floor;
  }
  static long double of(long double value) { return std::nearbyint(value); }

 private:
  /// How far the value is above the whole number below it, in parts of its denominator.
  static uint128 magnitude_behind(const Ratio& value, const Ratio& floor) {
    const uint128 whole = floor.numerator.magnitude * value.denominator;
    return value.numerator.negative ? whole - value.numerator.magnitude
                                    : value.numerator.magnitude - whole;
  }
};

template <class Function>
std::optional<Ratio> whole_of(const Ratio& value) {
  return Function::of(value);
}
template <class Function, class Float>
std::optional<Ratio> whole_of(Float value) {
  return exact_of(Function::of(static_cast<long double>(value)));
}

template <class Function, class From>
void make_whole(const std::vector<From>& from, Column& result) {
  std::vector<Ratio> to(from.size());
  for (std::size_t k = 0; k < from.size(); ++k) {
    const std::optional<Ratio> value = whole_of<Function>(from[k]);
    if (value) to[k] = *value;
    if (value || result.is_missing(k)) continue;
    result.missing.resize(from.size());
    result.missing[k] = 1;
  }
  result.values = std::move(to);
}

/// As plain integers, where all of them fit.
void narrow_to_int64(Column& column) {
  const auto& wide = std::get<std::vector<Ratio>>(column.values);
  std::vector<std::int64_t> plain(wide.size());
  for (std::size_t k = 0; k < wide.size(); ++k) {
    const auto value = as_int64(wide[k]);
    if (!value) return;
    plain[k] = *value;
  }
  column.values = std::move(plain);
}

template <class Function>
Column to_whole(const Column& numbers) {
  if (std::holds_alternative<std::vector<std::int64_t>>(numbers.values)) return numbers;
  Column result;
  result.missing = numbers.missing;
  if (const auto* exact = std::get_if<std::vector<Ratio>>(&numbers.values)) {
    make_whole<Function>(*exact, result);
  } else if (const auto* floats = std::get_if<std::vector<double>>(&numbers.values)) {
    make_whole<Function>(*floats, result);
  } else {
    make_whole<Function>(std::get<std::vector<long double>>(numbers.values), result);
  }
  narrow_to_int64(result);
  return result;
}

struct FunctionKernels {
  FormulaOp op;
  Column (*apply)(const Column& numbers);
};
constexpr FunctionKernels kFunctionKernels[] = {
    {FormulaOp::Float, to_floats<Float>}, {FormulaOp::Sqrt, to_floats<Sqrt>},
    {FormulaOp::Exp, to_floats<Exp>},     {FormulaOp::Log, to_floats<Log>},
    {FormulaOp::Floor, to_whole<Floor>},  {FormulaOp::Round, to_whole<Round>},
};

const FunctionKernels* kernels_of(FormulaOp op) {
  return std::find_if(std::begin(kFunctionKernels), std::end(kFunctionKernels),
                      [op](const FunctionKernels& each) { return each.op == op; });
}

}  // namespace

bool is_function(FormulaOp op) { return kernels_of(op) != std::end(kFunctionKernels); }

Column applied(FormulaOp function, const Column& numbers) {
  return kernels_of(function)->apply(numbers);
}

}  // namespace bview
