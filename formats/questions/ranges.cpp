// SPDX-License-Identifier: MIT

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <type_traits>
#include <utility>
#include <vector>

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

  /// The mark of a field that does not stand in its record.
  [[nodiscard]] std::uint8_t missing() const { return inside == 0 ? 1 : 0; }
};

template <class Wide, class T, Swap kSwap>
[[gnu::always_inline]] inline Wide widened(const std::byte* from) {
  const T stored = load<T, kSwap>(from);
  if constexpr (requires { stored.value(); }) {
    return static_cast<Wide>(stored.value());
  } else {
    return static_cast<Wide>(stored);
  }
}

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
  static void mark(const std::byte* from, std::int64_t step, std::int64_t count, Wide low,
                   Wide high, std::uint8_t inside, std::uint8_t* marks) {
    const auto mark_all = [&](std::int64_t distance) __attribute__((always_inline)) {
      for (std::int64_t k = 0; k < count; ++k) {
        const Wide each = widened<Wide, T, kSwap>(from + k * distance);
        const auto lies = static_cast<std::uint8_t>((each >= low) & (each <= high));
        marks[k] &= static_cast<std::uint8_t>(lies == inside);
      }
    };
    // Side by side they can be looked at several at a time.
    constexpr auto kSize = static_cast<std::int64_t>(sizeof(T));
    step == kSize ? mark_all(kSize) : mark_all(step);
  }
};

/// Whole numbers in order, by their two's complement in 64 bits.
struct KeySet {
  std::vector<std::uint64_t> keys{};

  [[nodiscard]] static std::uint8_t missing() { return 0; }
};

template <class T, Swap kSwap>
struct MarkMembers {
  static void run(const std::byte* from, std::int64_t step, std::int64_t count, const KeySet& set,
                  std::uint8_t* marks) {
    if constexpr (kind_of<T> == Kind::Integer && sizeof(T) <= sizeof(std::int64_t)) {
      using Wide = std::conditional_t<detail::is_signed<T>, std::int64_t, std::uint64_t>;
      for (std::int64_t k = 0; k < count; ++k) {
        if (marks[k] == 0) continue;
        const auto key = static_cast<std::uint64_t>(widened<Wide, T, kSwap>(from + k * step));
        marks[k] = std::binary_search(set.keys.begin(), set.keys.end(), key) ? 1 : 0;
      }
    }
  }
};

/// Marks the values of a field that are wanted, where they lie.
template <template <class, Swap> class Mark, class Wanted>
class FieldCondition : public Condition {
 public:
  FieldCondition(FieldReader reader, Wanted wanted)
      : reader_(std::move(reader)),
        wanted_(std::move(wanted)),
        mark_(kernel_for<Mark>(reader_.field().type, reader_.field().order)) {}

  void narrow(const ItemBlock& block, std::uint8_t* marks) const override {
    if (!reader_.varies()) {
      return mark_(block.data + reader_.field().offset, block.step, block.count, wanted_, marks);
    }
    reader_.each(block, [&](std::size_t k, const FieldReader::At& at) {
      if (at.from == nullptr) {
        marks[k] &= wanted_.missing();
      } else {
        kernel_for<Mark>(at.field.type, at.field.order)(at.from, 0, 1, wanted_, marks + k);
      }
    });
  }

 private:
  FieldReader reader_;
  Wanted wanted_;
  decltype(&Mark<std::int32_t, Swap::None>::run) mark_;  // of any type
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

/// Whether its values are plain numbers of 64 bits at most, to which the kernels go.
bool is_plain_number(const FieldReader& reader) {
  const Field& field = reader.field();
  const Numbers numbers = numbers_of(field);
  return !field.bits && !reader.merges() && info(field.type).kind != Kind::Boolean &&
         info(field.type).size <= static_cast<std::int64_t>(sizeof(std::int64_t)) &&
         (numbers == Numbers::Whole || numbers == Numbers::Real);
}

/// The key of a number that the field can hold.
std::optional<std::uint64_t> key_of(const Field& field, const Ratio& number) {
  KeyRange range;
  const WholeRange whole = whole_range(Comparison::Equal, number);
  if (is_signed(field)) {
    if (!clip(whole, range.low_signed, range.high_signed)) return std::nullopt;
    return static_cast<std::uint64_t>(range.low_signed);
  }
  if (!clip(whole, range.low_unsigned, range.high_unsigned)) return std::nullopt;
  return range.low_unsigned;
}

}  // namespace

ConditionPtr range_condition(const FieldReader& reader, Comparison comparison,
                             const Literal& literal) {
  if (!is_plain_number(reader)) return nullptr;
  const Field& field = reader.field();
  KeyRange range;
  const bool set = numbers_of(field) == Numbers::Whole
                       ? set_wholes(field, comparison, literal, range)
                       : set_reals(field, comparison, literal, range);
  if (!set) return nullptr;
  range.inside = comparison == Comparison::NotEqual ? 0 : 1;
  return std::make_shared<const FieldCondition<MarkRange, KeyRange>>(reader, range);
}

ConditionPtr member_condition(const FieldReader& reader, std::span<const Literal> literals) {
  if (!is_plain_number(reader) || numbers_of(reader.field()) != Numbers::Whole) return nullptr;
  KeySet set;
  for (const Literal& literal : literals) {
    if (!literal.exact) continue;  // no value of 64 bits
    if (const auto key = key_of(reader.field(), *literal.exact)) set.keys.push_back(*key);
  }
  std::sort(set.keys.begin(), set.keys.end());
  return std::make_shared<const FieldCondition<MarkMembers, KeySet>>(reader, std::move(set));
}

}  // namespace bview
