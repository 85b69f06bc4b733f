// SPDX-License-Identifier: MIT
// Columns beside columns: arithmetic.

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <optional>
#include <span>
#include <type_traits>
#include <variant>
#include <vector>

#include <bview/formats/questions/column.hpp>
#include <bview/formats/questions/exact.hpp>
#include <bview/formats/text/datum.hpp>

namespace bview {
namespace {

using Int = std::int64_t;

template <class T>
concept Real = std::is_floating_point_v<T>;

// Each operator for the kinds of numbers that it knows; nothing is what has no value of that kind.

struct Add {
  static std::optional<Int> of(Int a, Int b) {
    Int sum = 0;
    if (__builtin_add_overflow(a, b, &sum)) return std::nullopt;
    return sum;
  }
  static std::optional<Ratio> of(const Ratio& a, const Ratio& b) { return added(a, b); }
  template <Real T>
  static std::optional<T> of(T a, T b) {
    return a + b;
  }
};

struct Subtract {
  static std::optional<Int> of(Int a, Int b) {
    Int difference = 0;
    if (__builtin_sub_overflow(a, b, &difference)) return std::nullopt;
    return difference;
  }
  static std::optional<Ratio> of(const Ratio& a, const Ratio& b) { return added(a, negated(b)); }
  template <Real T>
  static std::optional<T> of(T a, T b) {
    return a - b;
  }
};

struct Multiply {
  static std::optional<Int> of(Int a, Int b) {
    Int product = 0;
    if (__builtin_mul_overflow(a, b, &product)) return std::nullopt;
    return product;
  }
  static std::optional<Ratio> of(const Ratio& a, const Ratio& b) { return multiplied(a, b); }
  template <Real T>
  static std::optional<T> of(T a, T b) {
    return a * b;
  }
};

struct Divide {
  static std::optional<Int> of(Int /*a*/, Int /*b*/) { return std::nullopt; }
  static std::optional<Ratio> of(const Ratio& a, const Ratio& b) { return divided(a, b); }
  template <Real T>
  static std::optional<T> of(T a, T b) {
    return a / b;
  }
};

struct Remainder {
  static std::optional<Int> of(Int a, Int b) {
    if (b == 0) return std::nullopt;
    if (b == -1) return 0;
    const Int rest = a % b;
    return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
  }
  static std::optional<Ratio> of(const Ratio& a, const Ratio& b) {
    const auto quotient = divided(a, b);
    const auto whole = quotient ? multiplied(floor_of(*quotient), b) : std::nullopt;
    return whole ? added(a, negated(*whole)) : std::nullopt;
  }
  template <Real T>
  static std::optional<T> of(T a, T b) {
    const T rest = std::fmod(a, b);
    return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
  }
};

struct FloorDivide {
  static std::optional<Int> of(Int a, Int b) {
    if (b == 0 || (b == -1 && a == std::numeric_limits<Int>::min())) return std::nullopt;
    return a / b - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0);
  }
  static std::optional<Ratio> of(const Ratio& a, const Ratio& b) {
    const auto quotient = divided(a, b);
    return quotient ? std::optional(floor_of(*quotient)) : std::nullopt;
  }
  template <Real T>
  static std::optional<T> of(T a, T b) {
    if (b == 0) return a / b;
    const T rest = *Remainder::of(a, b);
    const T quotient = (a - rest) / b;
    const T whole = std::floor(quotient);
    return 2 * (quotient - whole) > 1 ? whole + 1 : whole;
  }
};

/// Of numbers of more than 64 bits, both of them whole.
template <class Bits>
std::optional<Ratio> of_bits(const Ratio& a, const Ratio& b, const Bits& bits) {
  constexpr uint128 kSign = uint128{1} << 127U;
  const bool negative = a.numerator.negative || b.numerator.negative;
  const auto fits = [](const WideInteger& n) {
    return n.negative ? n.magnitude <= kSign : n.magnitude < kSign;
  };
  if (negative && (!fits(a.numerator) || !fits(b.numerator))) return std::nullopt;
  const auto stored = [](const WideInteger& n) {
    return n.negative ? 0 - n.magnitude : n.magnitude;
  };
  const uint128 result = bits(stored(a.numerator), stored(b.numerator));
  const bool below = negative && (result & kSign) != 0;
  return Ratio{{below ? 0 - result : result, below}, 1};
}

template <class Bits>
struct Bitwise {
  static std::optional<Int> of(Int a, Int b) { return Bits{}(a, b); }
  static std::optional<Ratio> of(const Ratio& a, const Ratio& b) { return of_bits(a, b, Bits{}); }
  template <Real T>
  static std::optional<T> of(T /*a*/, T /*b*/) {
    return std::nullopt;
  }
};

/// 2 to the power of a number of bits.
std::optional<Ratio> power(const Ratio& bits) {
  constexpr uint128 kMost = 127;
  if (bits.numerator.negative || bits.numerator.magnitude > kMost) return std::nullopt;
  return Ratio{{uint128{1} << static_cast<unsigned>(bits.numerator.magnitude), false}, 1};
}

struct ShiftLeft {
  static std::optional<Int> of(Int a, Int b) {
    constexpr Int kMost = 62;
    return b < 0 || b > kMost ? std::nullopt : Multiply::of(a, Int{1} << b);
  }
  static std::optional<Ratio> of(const Ratio& a, const Ratio& b) {
    const auto factor = power(b);
    return factor ? multiplied(a, *factor) : std::nullopt;
  }
  template <Real T>
  static std::optional<T> of(T /*a*/, T /*b*/) {
    return std::nullopt;
  }
};

struct ShiftRight {
  static std::optional<Int> of(Int a, Int b) {
    constexpr Int kMost = 63;
    return b < 0 ? std::nullopt : std::optional(a >> std::min(b, kMost));
  }
  static std::optional<Ratio> of(const Ratio& a, const Ratio& b) {
    const auto factor = power(b);
    return factor ? FloorDivide::of(a, *factor) : std::nullopt;
  }
  template <Real T>
  static std::optional<T> of(T /*a*/, T /*b*/) {
    return std::nullopt;
  }
};

struct Least {
  static std::optional<Int> of(Int a, Int b) { return std::min(a, b); }
  static std::optional<Ratio> of(const Ratio& a, const Ratio& b) {
    return compare(b, a) < 0 ? b : a;
  }
  template <Real T>
  static std::optional<T> of(T a, T b) {
    return b < a ? b : a;
  }
};

struct Greatest {
  static std::optional<Int> of(Int a, Int b) { return std::max(a, b); }
  static std::optional<Ratio> of(const Ratio& a, const Ratio& b) {
    return compare(b, a) > 0 ? b : a;
  }
  template <Real T>
  static std::optional<T> of(T a, T b) {
    return b > a ? b : a;
  }
};

/// What stands alone is operand a.
struct Negate {
  template <class T>
  static std::optional<T> of(const T& a, const T& /*b*/) {
    return Subtract::of(T{}, a);
  }
};

struct Abs {
  static std::optional<Int> of(Int a, Int /*b*/) { return a < 0 ? Subtract::of(0, a) : a; }
  static std::optional<Ratio> of(Ratio a, const Ratio& /*b*/) {
    a.numerator.negative = false;
    return a;
  }
  template <Real T>
  static std::optional<T> of(T a, T /*b*/) {
    return std::fabs(a);
  }
};

struct Invert {
  template <class T>
  static std::optional<T> of(const T& a, const T& b) {
    if constexpr (std::is_same_v<T, Int>) return ~a;
    // -a - 1
    if constexpr (std::is_same_v<T, Ratio>) return Subtract::of(negated(a), exact(1));
    static_cast<void>(b);
    return std::nullopt;
  }
};

// --- columns -------------------------------------------------------------------------------------

template <class To, class From>
To converted(const From& from) {
  if constexpr (std::is_same_v<To, Ratio>) {
    return exact(from);
  } else if constexpr (std::is_same_v<From, Ratio>) {
    return static_cast<To>(approximate(from));
  } else {
    return static_cast<To>(from);
  }
}

/// The values themselves where they are of that kind; others are converted into `room`.
template <class To>
std::span<const To> as(const ColumnValues& values, std::vector<To>& room) {
  std::visit(
      [&](const auto& from) {
        using From = typename std::decay_t<decltype(from)>::value_type;
        constexpr bool same = std::is_same_v<To, From>;
        constexpr bool texts = std::is_same_v<From, std::string_view>;
        constexpr bool narrower = std::is_same_v<To, Int> && !std::is_same_v<From, Int>;
        constexpr bool inexact = std::is_same_v<To, Ratio> && std::is_floating_point_v<From>;
        if constexpr (!same && !texts && !narrower && !inexact) {  // others are never asked for
          room.reserve(from.size());
          std::transform(from.begin(), from.end(), std::back_inserter(room),
                         [](const From& each) { return converted<To>(each); });
        }
      },
      values);
  const auto* const same = std::get_if<std::vector<To>>(&values);
  return same == nullptr ? std::span<const To>(room) : std::span<const To>(*same);
}

/// False where a value has none of that kind, and stops there if a wider kind may have.
template <class Op, class T>
bool fill(const ColumnValues& a, const ColumnValues& b, bool may_widen, Column& result) {
  std::vector<T> left_room;
  std::vector<T> right_room;
  const std::span<const T> left = as(a, left_room);
  const std::span<const T> right = as(b, right_room);
  std::vector<T> values(left.size());
  for (std::size_t k = 0; k < left.size(); ++k) {
    const std::optional<T> value = Op::of(left[k], right[k]);
    if (value) {
      values[k] = *value;
    } else if (may_widen) {
      return false;
    } else {
      result.missing.resize(left.size());
      result.missing[k] = 1;
    }
  }
  result.values = std::move(values);
  return true;
}

template <class Op>
Column combine(const Column& a, const Column& b) {
  enum : std::size_t { kWhole, kExact, kReal };
  Column result;
  if (!a.missing.empty()) result.missing = a.missing;
  for (std::size_t k = 0; k < b.missing.size(); ++k) {
    if (b.missing[k] != 0) {
      result.missing.resize(b.missing.size());
      result.missing[k] = 1;
    }
  }
  const std::size_t kind = std::max(a.values.index(), b.values.index());
  if (kind == kWhole && fill<Op, Int>(a.values, b.values, true, result)) return result;
  if (kind <= kExact) {
    fill<Op, Ratio>(a.values, b.values, false, result);
  } else if (kind == kReal) {
    fill<Op, double>(a.values, b.values, false, result);
  } else {
    fill<Op, long double>(a.values, b.values, false, result);
  }
  return result;
}

struct OperatorKernels {
  FormulaOp op;
  Column (*combine)(const Column& a, const Column& b);
};
constexpr OperatorKernels kOperatorKernels[] = {
    {FormulaOp::Add, combine<Add>},
    {FormulaOp::Subtract, combine<Subtract>},
    {FormulaOp::Multiply, combine<Multiply>},
    {FormulaOp::Divide, combine<Divide>},
    {FormulaOp::FloorDivide, combine<FloorDivide>},
    {FormulaOp::Remainder, combine<Remainder>},
    {FormulaOp::ShiftLeft, combine<ShiftLeft>},
    {FormulaOp::ShiftRight, combine<ShiftRight>},
    {FormulaOp::And, combine<Bitwise<std::bit_and<>>>},
    {FormulaOp::Or, combine<Bitwise<std::bit_or<>>>},
    {FormulaOp::Xor, combine<Bitwise<std::bit_xor<>>>},
    {FormulaOp::Min, combine<Least>},
    {FormulaOp::Max, combine<Greatest>},
    {FormulaOp::Negate, combine<Negate>},
    {FormulaOp::Invert, combine<Invert>},
    {FormulaOp::Abs, combine<Abs>},
};

}  // namespace

Column combined(FormulaOp op, const Column& a, const Column& b) {
  const auto* const row = std::find_if(std::begin(kOperatorKernels), std::end(kOperatorKernels),
                                       [op](const OperatorKernels& each) { return each.op == op; });
  return row->combine(a, b);
}

}  // namespace bview
