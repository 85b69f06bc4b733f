// SPDX-License-Identifier: MIT
// formats/questions/ordered_value.hpp - values of any kind, in one order.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include <bview/core/public.hpp>
#include <bview/formats/questions/column.hpp>

namespace BVIEW_PUBLIC bview {

/// A value that can be put in order with others of its field, or of a group.
using OrderedValue = std::variant<std::monostate, Ratio, long double, std::string>;

[[nodiscard]] OrderedValue ordered(std::int64_t value);
[[nodiscard]] OrderedValue ordered(const Ratio& value);
[[nodiscard]] OrderedValue ordered(double value);
[[nodiscard]] OrderedValue ordered(long double value);
[[nodiscard]] OrderedValue ordered(std::string_view value);
/// The k-th of a column; nothing where it is missing.
[[nodiscard]] OrderedValue ordered_value(const Column& column, std::size_t k);
/// Numbers of all kinds come in front of texts, and what is missing first; of one kind as usual.
[[nodiscard]] bool comes_before(const OrderedValue& a, const OrderedValue& b);

}  // namespace bview
