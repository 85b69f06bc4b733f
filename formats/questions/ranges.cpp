// SPDX-License-Identifier: MIT

#include <cmath>
#include <cstdint>
#include <limits>
#include <type_traits>
#include <utility>

#include <bview/core/error.hpp>
#include <bview/core/integers.hpp>
#include <bview/core/item.hpp>
#include <bview/formats/questions/exact.hpp>
#include <bview/formats/questions/ranges.hpp>
#include <bview/formats/text/datum.hpp>
#include <bview/formats/text/parse_cells.hpp>

namespace bview {
namespace {

/// The values from low to high, in the widest type of the kind: integers with and without a sign,
/// floats.
struct KeyRange {
  std::int64_t low_signed = 0;
  std::int64_t high_signed = 0;
  std::uint64_t low_unsigned = 0;
  std::uint64_t high_unsigned = 0;
  double low = 0;
  double high = 0;
  std::uint8_t inside = 1;  ///< 0: those that lie outside
};

template <class T, Swap kSwap>
struct MarkRange {
  static void run(const std::byte* from, std::int64_t step, std::int64_t count,
                  const KeyRange& range, std::uint8_t* marks) {
    if constexpr (kind_of<T> == Kind::Float && sizeof(T) <= sizeof(double)) {
      mark(from, step, count, range.low, range.high, range.inside, marks);
    } else if constexpr (kind_of<T> == Kind::Integer && sizeof(T) <= sizeof(std::int64_t)) {
      if constexpr (detail::is_signed<T>) {
        mark(from, step, count, range.low_signed, range.high_signed, range.inside, marks);
      } else {
        mark(from, step, count, range.low_unsigned, range.high_unsigned, range.inside, marks);
      }
    }
  }

 private:
  template <class Wide>
  [[gnu::always_inline]] static Wide value(const std::byte* from) {
    const T stored = load<T, kSwap>(from);
    if constexpr (requires { stored.value(); }) {
      return static_cast<Wide>(stored.value());
    } else {
      return static_cast<Wide>(stored);
    }
  }

  template <class Wide>
  static void mark(const std::byte* from, std::int64_t step, std::int64_t count, Wide low,
                   Wide high, std::uint8_t inside, std::uint8_t* marks) {
    const auto mark_all = [&](std::int64_t distance) __attribute__((always_inline)) {
      for (std::int64_t k = 0; k < count; ++k) {
        const Wide each = value<Wide>(from + k * distance);
        const auto lies = static_cast<std::uint8_t>((each >= low) & (each <= high));
        marks[k] &= static_cast<std::uint8_t>(lies == inside);
      }
    };
    // Side by side they can be looked at several at a time.
    constexpr auto kSize = static_cast<std::int64_t>(sizeof(T));
    step == kSize ? mark_all(kSize) : mark_all(step);
  }
};

using MarkKernel = void (*)(const std::byte* from, std::int64_t step, std::int64_t count,
                            const KeyRange& range, std::uint8_t* marks);

class RangeCondition : public Condition {
 public:
  RangeCondition(FieldReader reader, const KeyRange& range)
      : reader_(std::move(reader)),
        range_(range),
        mark_(kernel_for<MarkRange>(reader_.field().type, reader_.field().order)) {}

  void narrow(const ItemBlock& block, std::uint8_t* marks) const override {
    if (!reader_.varies()) {
      return mark_(block.data + reader_.field().offset, block.step, block.count, range_, marks);
    }
    reader_.each(block, [&](std::size_t k, const FieldReader::At& at) {
      if (at.from == nullptr) {
        marks[k] &= static_cast<std::uint8_t>(range_.inside == 0);
      } else {
        kernel_for<MarkRange>(at.field.type, at.field.order)(at.from, 0, 1, range_, marks + k);
      }
    });
  }

 private:
  FieldReader reader_;
  KeyRange range_;
  MarkKernel mark_;
};

// --- from a comparison to a range ----------------------------------------------------------------

/// The whole numbers that stand so to a literal; what is beyond them all is cut off.
struct WholeRange {
  std::optional<WideInteger> low{};  ///< nothing: there is no end
  std::optional<WideInteger> high{};
  bool none = false;
};

WholeRange whole_range(Comparison comparison, const Ratio& literal) {
  const Ratio below = floor_of(literal);
  const bool whole = literal.denominator == 1;
  // Where 128 bits are too few, no value of a type is there.
  const auto plus = [&](std::int64_t number) {
    const auto sum = added(below, exact(number));
    return sum ? std::optional(sum->numerator) : std::nullopt;
  };
  switch (comparison) {
    case Comparison::Less: {
      const auto high = plus(whole ? -1 : 0);
      return {{}, high, !high};
    }
    case Comparison::LessEqual:
      return {{}, below.numerator};
    case Comparison::Greater: {
      const auto low = plus(1);
      return {low, {}, !low};
    }
    case Comparison::GreaterEqual: {
      const auto low = plus(whole ? 0 : 1);
      return {low, {}, !low};
    }
    default:
      return {below.numerator, below.numerator, !whole};
  }
}

template <class T>
bool clip(const WholeRange& whole, T& low, T& high) {
  const auto least = wide(std::numeric_limits<std::int64_t>::min());
  const WideInteger first = std::is_signed_v<T> ? least : WideInteger{};
  const WideInteger last{static_cast<uint128>(std::numeric_limits<T>::max()), false};
  const WideInteger from = whole.low && *whole.low > first ? *whole.low : first;
  const WideInteger to = whole.high && *whole.high < last ? *whole.high : last;
  if (whole.none || from > last || to < first || from > to) return false;
  const auto bits = [](const WideInteger& n) {
    return static_cast<T>(n.negative ? 0 - n.magnitude : n.magnitude);
  };
  low = bits(from);
  high = bits(to);
  return true;
}

/// An end that no value reaches: nothing lies in the range.
void make_empty(KeyRange& range) {
  range.low_signed = 1;
  range.low_unsigned = 1;
  range.low = 1;
  range.high_signed = 0;
  range.high_unsigned = 0;
  range.high = 0;
}

/// The doubles that stand so to a number, of which `nearest` is the nearest double.
void set_reals(Comparison comparison, double nearest, int side, KeyRange& range) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  range.low = -kInfinity;
  range.high = kInfinity;
  // `side` is where the double is: below the number, at it, or above.
  const double under = std::nextafter(nearest, -kInfinity);
  const double over = std::nextafter(nearest, kInfinity);
  switch (comparison) {
    case Comparison::Less:
      range.high = side < 0 ? nearest : under;
      break;
    case Comparison::LessEqual:
      range.high = side <= 0 ? nearest : under;
      break;
    case Comparison::Greater:
      range.low = side > 0 ? nearest : over;
      break;
    case Comparison::GreaterEqual:
      range.low = side >= 0 ? nearest : over;
      break;
    default:
      range.low = range.high = nearest;
      if (side != 0) make_empty(range);
  }
}

/// A number with a point as a float of a field's type; nothing where it is too large for one.
std::optional<double> rounded_to(const Field& field, const Literal& literal) {
  Layout layout;
  layout.fields.push_back(field);
  Field& value = layout.fields.front();
  value.name.clear();
  value.reading = nullptr;
  value.offset = 0;
  layout.itemsize = value.value_size();
  std::vector<std::byte> bytes(static_cast<std::size_t>(layout.itemsize));
  try {
    cell_parser(value.type, value.order)(literal.text, 1, CellStyle{}, bytes.data());
  } catch (const Error&) {
    return std::nullopt;
  }
  const Value read = get(bytes.data(), layout);
  return static_cast<double>(*read.get_if<Value::Float>());
}

bool set_reals(const Field& field, Comparison comparison, const Literal& literal, KeyRange& range) {
  if (literal.rounds) {
    const auto rounded = rounded_to(field, literal);
    if (rounded) set_reals(comparison, *rounded, 0, range);
    return rounded.has_value();
  }
  if (literal.beyond) {
    set_reals(comparison, literal.nearest, literal.nearest > 0 ? -1 : 1, range);
    return true;
  }
  const auto exactly = exact_of(static_cast<long double>(literal.nearest));
  if (!literal.exact || !exactly) return false;
  set_reals(comparison, literal.nearest, compare(*exactly, *literal.exact), range);
  return true;
}

bool set_wholes(const Field& field, Comparison comparison, const Literal& literal,
                KeyRange& range) {
  if (!literal.exact) return false;
  const WholeRange whole = whole_range(comparison, *literal.exact);
  const bool found = is_signed(field) ? clip(whole, range.low_signed, range.high_signed)
                                      : clip(whole, range.low_unsigned, range.high_unsigned);
  if (!found) make_empty(range);
  return true;
}

}  // namespace

ConditionPtr range_condition(const FieldReader& reader, Comparison comparison,
                             const Literal& literal) {
  const Field& field = reader.field();
  const Numbers numbers = numbers_of(field);
  const bool plain = !field.bits && !reader.merges() &&
                     info(field.type).size <= static_cast<std::int64_t>(sizeof(std::int64_t));
  if (!plain || (numbers != Numbers::Whole && numbers != Numbers::Real)) return nullptr;
  if (info(field.type).kind == Kind::Boolean) return nullptr;
  KeyRange range;
  const bool set = numbers == Numbers::Whole ? set_wholes(field, comparison, literal, range)
                                             : set_reals(field, comparison, literal, range);
  if (!set) return nullptr;
  range.inside = comparison == Comparison::NotEqual ? 0 : 1;
  return std::make_shared<const RangeCondition>(reader, range);
}

}  // namespace bview
