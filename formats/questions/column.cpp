// SPDX-License-Identifier: MIT
// Columns beside columns: comparisons, which are exact.

#include <array>
#include <cmath>
#include <compare>
#include <limits>
#include <optional>
#include <type_traits>

#include <bview/formats/questions/column.hpp>
#include <bview/formats/questions/exact.hpp>
#include <bview/formats/text/datum.hpp>

namespace bview {
namespace {

template <class T>
inline constexpr bool is_text = std::is_same_v<T, std::string_view>;

std::partial_ordering ordered(const Ratio& a, const Ratio& b) { return compare(a, b) <=> 0; }

/// Of a number that is not exact: where it is too far from others to be one, it is compared as it
/// is.
std::partial_ordering ordered(const Ratio& a, long double b) {
  if (const auto exact = exact_of(b)) return ordered(a, *exact);
  constexpr long double kBeyond = 0x1p128L;  // to which others are rounded that lie below it
  if (std::fabs(b) >= kBeyond) {
    return b > 0 ? std::partial_ordering::less : std::partial_ordering::greater;
  }
  return approximate(a) <=> b;
}

std::partial_ordering mirrored(std::partial_ordering order) {
  if (std::is_lt(order)) return std::partial_ordering::greater;
  return std::is_gt(order) ? std::partial_ordering::less : order;
}

/// 64 bits fit a long double, as doubles do.
template <class A, class B>
std::partial_ordering order(const A& a, const B& b) {
  if constexpr (is_text<A> || is_text<B>) {
    if constexpr (is_text<A> && is_text<B>) return a.compare(b) <=> 0;
    return std::partial_ordering::unordered;  // never asked for
  } else if constexpr (std::is_same_v<A, std::int64_t> && std::is_same_v<B, std::int64_t>) {
    return a <=> b;
  } else if constexpr (std::is_same_v<A, Ratio> || std::is_same_v<B, Ratio>) {
    if constexpr (std::is_floating_point_v<A>) {
      return mirrored(ordered(b, static_cast<long double>(a)));
    } else if constexpr (std::is_floating_point_v<B>) {
      return ordered(a, static_cast<long double>(b));
    } else {
      return ordered(exact(a), exact(b));
    }
  } else {
    return static_cast<long double>(a) <=> static_cast<long double>(b);
  }
}

bool holds(Comparison comparison, std::partial_ordering order) {
  switch (comparison) {
    case Comparison::Equal:
      return std::is_eq(order);
    case Comparison::NotEqual:
      return std::is_neq(order);
    case Comparison::Less:
      return std::is_lt(order);
    case Comparison::LessEqual:
      return std::is_lteq(order);
    case Comparison::Greater:
      return std::is_gt(order);
    case Comparison::GreaterEqual:
      return std::is_gteq(order);
  }
  return false;
}

template <class T>
bool is_true(const T& value) {
  if constexpr (is_text<T>) {
    return !value.empty();
  } else if constexpr (std::is_same_v<T, Ratio>) {
    return value.numerator.magnitude != 0;
  } else {
    return value != 0;
  }
}

}  // namespace

void narrow_compared(const Column& a, const Column& b, Comparison comparison, std::uint8_t* marks) {
  const bool gaps = !a.missing.empty() || !b.missing.empty();
  std::visit(
      [&](const auto& left, const auto& right) {
        for (std::size_t k = 0; k < left.size(); ++k) {
          const bool missing = gaps && (a.is_missing(k) || b.is_missing(k));
          const auto found = missing ? std::partial_ordering::unordered : order(left[k], right[k]);
          if (!holds(comparison, found)) marks[k] = 0;
        }
      },
      a.values, b.values);
}

void narrow_true(const Column& values, std::uint8_t* marks) {
  std::visit(
      [&](const auto& each) {
        for (std::size_t k = 0; k < each.size(); ++k) {
          if (values.is_missing(k) || !is_true(each[k])) marks[k] = 0;
        }
      },
      values.values);
}

void narrow_nan(const Column& values, std::uint8_t* marks) {
  std::visit(
      [&](const auto& each) {
        for (std::size_t k = 0; k < each.size(); ++k) {
          bool nan = false;
          if constexpr (std::is_floating_point_v<std::decay_t<decltype(each[k])>>) {
            nan = std::isnan(each[k]);
          }
          if (values.is_missing(k) || !nan) marks[k] = 0;
        }
      },
      values.values);
}

}  // namespace bview
