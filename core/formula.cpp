// SPDX-License-Identifier: MIT

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <limits>
#include <optional>
#include <span>
#include <type_traits>

#include <bview/core/ascii_number.hpp>
#include <bview/core/checked.hpp>
#include <bview/core/formula.hpp>
#include <bview/core/integers.hpp>
#include <bview/core/item.hpp>
#include <bview/core/quote.hpp>

namespace bview {
namespace {

using Int = std::int64_t;
using Numbers = std::vector<Int>;

constexpr const char* kTooLarge = "the result does not fit 64 bits";

/// Why there is no value.
[[noreturn]] void refuse(std::string why) { throw Error(Errc::BadValue, std::move(why)); }

Int expect(std::optional<Int> result) {
  if (!result) refuse(kTooLarge);
  return *result;
}

Int subtract(Int a, Int b) {
  Int difference = 0;
  if (__builtin_sub_overflow(a, b, &difference)) refuse(kTooLarge);
  return difference;
}

Int remainder(Int a, Int b) {
  if (b == 0) refuse("this divides by 0");
  if (b == -1) return 0;  // the processor would divide for it, and the quotient may not fit
  const Int rest = a % b;
  return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
}

Int divide(Int a, Int b) {
  if (b == 0) refuse("this divides by 0");
  if (b == -1) return subtract(0, a);
  return a / b - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0);
}

constexpr Int kBits = 64;

Int shift_left(Int a, Int b) {
  if (b < 0) refuse("this shifts by a negative number of bits");
  if (a == 0) return 0;
  if (b >= kBits - 1) {
    const bool lowest = a == -1 && b == kBits - 1;
    return lowest ? std::numeric_limits<Int>::min() : expect(std::nullopt);
  }
  return expect(checked_mul(a, Int{1} << b));
}

Int shift_right(Int a, Int b) {
  if (b < 0) refuse("this shifts by a negative number of bits");
  return a >> std::min(b, kBits - 1);
}

Int align(Int number, Int to) {
  if (to < 1) refuse(fmt::format("align() takes multiples of 1 or more, not of {}", to));
  return expect(checked_add(number, remainder(subtract(0, remainder(number, to)), to)));
}

/// What is made of all operands at once.
struct Operation {
  FormulaOp op;
  Int (*result)(std::span<const Int>);
};
using Operands = std::span<const Int>;
constexpr Operation kOperations[] = {
    {FormulaOp::Negate, [](Operands n) { return subtract(0, n[0]); }},
    {FormulaOp::Invert, [](Operands n) { return ~n[0]; }},
    {FormulaOp::Keep, [](Operands n) { return n[0]; }},
    {FormulaOp::Add, [](Operands n) { return expect(checked_add(n[0], n[1])); }},
    {FormulaOp::Subtract, [](Operands n) { return subtract(n[0], n[1]); }},
    {FormulaOp::Multiply, [](Operands n) { return expect(checked_mul(n[0], n[1])); }},
    {FormulaOp::Divide, [](Operands n) { return divide(n[0], n[1]); }},
    {FormulaOp::FloorDivide, [](Operands n) { return divide(n[0], n[1]); }},
    {FormulaOp::Remainder, [](Operands n) { return remainder(n[0], n[1]); }},
    {FormulaOp::ShiftLeft, [](Operands n) { return shift_left(n[0], n[1]); }},
    {FormulaOp::ShiftRight, [](Operands n) { return shift_right(n[0], n[1]); }},
    {FormulaOp::And, [](Operands n) { return n[0] & n[1]; }},
    {FormulaOp::Or, [](Operands n) { return n[0] | n[1]; }},
    {FormulaOp::Xor, [](Operands n) { return n[0] ^ n[1]; }},
    {FormulaOp::Align, [](Operands n) { return align(n[0], n[1]); }},
    {FormulaOp::Min, [](Operands n) { return *std::min_element(n.begin(), n.end()); }},
    {FormulaOp::Max, [](Operands n) { return *std::max_element(n.begin(), n.end()); }},
};

/// The table by operation, so that a formula that is asked for again and again searches nothing.
constexpr auto kResults = [] {
  std::array<Int (*)(Operands), static_cast<std::size_t>(FormulaOp::Max) + 1> results{};
  for (const Operation& each : kOperations)
    results[static_cast<std::size_t>(each.op)] = each.result;
  return results;
}();

bool holds(Comparison comparison, Int a, Int b) {
  constexpr bool (*kHolds[])(Int, Int) = {
      [](Int x, Int y) { return x == y; }, [](Int x, Int y) { return x != y; },
      [](Int x, Int y) { return x < y; },  [](Int x, Int y) { return x <= y; },
      [](Int x, Int y) { return x > y; },  [](Int x, Int y) { return x >= y; },
  };
  return kHolds[static_cast<std::size_t>(comparison)](a, b);
}

class Evaluator {
 public:
  Evaluator(const Formula& formula, FormulaEnvironment& environment)
      : formula_(formula), environment_(environment) {}

  Int value(std::size_t index) {
    const FormulaNode& node = formula_.nodes[index];
    switch (node.op) {
      case FormulaOp::Constant:
        return node.number;
      case FormulaOp::Text:
        return at(node, []() -> Int { refuse("a text stands beside == or != only"); });
      case FormulaOp::Compare:
        return compare(node) ? 1 : 0;
      case FormulaOp::Choose:
        return value(node.operands[value(node.operands[0]) != 0 ? 1 : 2]);
      case FormulaOp::Name:
      case FormulaOp::Count:
        return named(node);
      case FormulaOp::Read: {
        const Int offset = value(node.operands[0]);
        return at(node, [&] { return environment_.read(node.field, offset); });
      }
      case FormulaOp::Address:
      case FormulaOp::RelativeAddress:
        return addressed(node);
      default:
        return computed(node);
    }
  }

  std::string_view text(std::size_t index) {
    const FormulaNode& node = formula_.nodes[index];
    if (node.op == FormulaOp::Text) return node.text;
    return at(node, [&]() -> std::string_view {
      if (node.op != FormulaOp::Name) refuse("this is compared with a text, and is a number");
      const NamePath path = path_of(node);
      if (node.binding.to == Binding::To::Nothing) return environment_.text_of(path);
      return environment_.bound_text(node.binding, is_plain(node) ? nullptr : &path);
    });
  }

 private:
  /// What `make` gives; where it refuses, the error points at the node.
  template <class Make>
  std::invoke_result_t<Make> at(const FormulaNode& node, const Make& make) {
    try {
      return make();
    } catch (const Error& error) {
      if (error.code() != Errc::BadValue) throw;
      throw notation_error("formula", formula_.text, node.where, error.what());
    }
  }

  Numbers values(const std::vector<std::size_t>& nodes) {
    Numbers numbers;
    std::transform(nodes.begin(), nodes.end(), std::back_inserter(numbers),
                   [&](std::size_t node) { return value(node); });
    return numbers;
  }

  Int addressed(const FormulaNode& node) {
    const Int address = value(node.operands[0]);
    const auto kind = node.op == FormulaOp::Address ? AddressKind::Virtual : AddressKind::Relative;
    return at(node, [&] { return environment_.offset_of(kind, address); });
  }

  Int computed(const FormulaNode& node) {
    const auto result = kResults[static_cast<std::size_t>(node.op)];
    if (node.operands.size() > 2) {
      const Numbers operands = values(node.operands);
      return at(node, [&] { return result(operands); });
    }
    Int operands[2] = {};
    for (std::size_t k = 0; k < node.operands.size(); ++k) operands[k] = value(node.operands[k]);
    return at(node, [&] { return result({operands, node.operands.size()}); });
  }

  /// As Python chains: what stands behind a comparison that fails is not looked at.
  bool compare(const FormulaNode& node) {
    if (is_text(node.operands[0]) || is_text(node.operands[1])) return compare_texts(node);
    Int left = value(node.operands[0]);
    for (std::size_t k = 0; k < node.comparisons.size(); ++k) {
      const Int right = value(node.operands[k + 1]);
      if (!holds(node.comparisons[k], left, right)) return false;
      left = right;
    }
    return true;
  }

  [[nodiscard]] bool is_text(std::size_t index) const {
    return formula_.nodes[index].op == FormulaOp::Text;
  }

  bool compare_texts(const FormulaNode& node) {
    const Comparison comparison = node.comparisons.front();
    const bool equality = comparison == Comparison::Equal || comparison == Comparison::NotEqual;
    if (!equality || node.comparisons.size() > 1) {
      return at(node, []() -> bool { refuse("texts are compared with == and !=, two at a time"); });
    }
    const std::string left(text(node.operands[0]));
    return (left == text(node.operands[1])) == (comparison == Comparison::Equal);
  }

  /// One step without indices.
  static bool is_plain(const FormulaNode& node) {
    return node.steps.size() == 1 && node.steps.front().indices.empty();
  }

  NamePath path_of(const FormulaNode& node) {
    NamePath path{node.scope, {}};
    for (const FormulaNode::Step& step : node.steps) {
      path.steps.push_back({step.name, values(step.indices)});
    }
    return path;
  }

  Int named(const FormulaNode& node) {
    const bool counts = node.op == FormulaOp::Count;
    if (node.binding.to != Binding::To::Nothing && is_plain(node)) {
      return at(node, [&] {
        return counts ? environment_.bound_count(node.binding, nullptr)
                      : environment_.bound_value(node.binding, nullptr);
      });
    }
    const NamePath path = path_of(node);
    return at(node, [&] {
      if (node.binding.to == Binding::To::Nothing) {
        return counts ? environment_.count_of(path) : environment_.value_of(path);
      }
      return counts ? environment_.bound_count(node.binding, &path)
                    : environment_.bound_value(node.binding, &path);
    });
  }

  const Formula& formula_;
  FormulaEnvironment& environment_;
};

std::optional<Int> whole(const Value& value) {
  if (const bool* truth = value.get_if<bool>()) return *truth ? 1 : 0;
  if (const auto* integer = value.get_if<Value::Integer>()) {
    constexpr auto kMost = static_cast<uint128>(std::numeric_limits<Int>::max());
    if (integer->magnitude > kMost + (integer->negative ? 1 : 0)) return std::nullopt;
    const auto magnitude = static_cast<std::uint64_t>(integer->magnitude);
    return static_cast<Int>(integer->negative ? 0 - magnitude : magnitude);
  }
  const auto* number = value.get_if<Value::Float>();
  constexpr Value::Float kEnd = 9223372036854775808.0L;
  const bool fits = number != nullptr && *number >= -kEnd && *number < kEnd;
  return fits && std::trunc(*number) == *number ? std::optional(static_cast<Int>(*number))
                                                : std::nullopt;
}

std::int64_t whole_written_number(const Field& field, const std::byte* bytes) {
  const auto number = bytes == nullptr ? std::nullopt : written_number(field, bytes);
  constexpr uint128 kMost = uint128{1} << 63U;
  if (!number) refuse("what stands here is no number in digits");
  if (number->magnitude > kMost - (number->negative ? 0 : 1))
    refuse("the number is beyond 64 bits");
  return static_cast<std::int64_t>(twos_complement(*number));
}

template <class T, Swap kSwap>
struct LoadWhole {
  static bool run(const std::byte* from, Int& number) {
    if constexpr (kind_of<T> == Kind::Boolean) {
      number = from[0] != std::byte{0} ? 1 : 0;
      return true;
    } else if constexpr (kind_of<T> != Kind::Integer) {
      return false;
    } else if constexpr (detail::is_packed_integer<T>) {
      number = static_cast<Int>(load<T, kSwap>(from).value());
      return true;
    } else {
      const T value = load<T, kSwap>(from);
      number = static_cast<Int>(+value);
      return static_cast<T>(number) == value && (number < 0) == (value < 0);
    }
  }
};

}  // namespace

LoadInteger integer_loader(ScalarType type, ByteOrder order) {
  return kernel_for<LoadWhole>(type, order);
}

std::string NamePath::text() const {
  constexpr std::string_view kMarks[] = {"", "$", "@"};
  std::string text(kMarks[static_cast<std::size_t>(scope)]);
  for (const Step& step : steps) {
    if (&step != &steps.front()) text += '.';
    text += step.name;
    if (!step.indices.empty()) text += fmt::format("[{}]", fmt::join(step.indices, ","));
  }
  return text;
}

std::int64_t FormulaEnvironment::bound_value(const Binding& /*binding*/, const NamePath* /*path*/) {
  refuse("no record is read here");
}

std::int64_t FormulaEnvironment::bound_count(const Binding& /*binding*/, const NamePath* /*path*/) {
  refuse("no record is read here");
}

std::string_view FormulaEnvironment::text_of(const NamePath& /*path*/) {
  refuse("texts are those of a record's fields, and no record is read here");
}

std::string_view FormulaEnvironment::bound_text(const Binding& /*binding*/,
                                                const NamePath* /*path*/) {
  refuse("texts are those of a record's fields, and no record is read here");
}

std::int64_t FormulaEnvironment::offset_of(AddressKind /*kind*/, std::int64_t /*address*/) {
  refuse("there is no file here whose addresses are known");
}

std::int64_t evaluate(const Formula& formula, FormulaEnvironment& environment) {
  return Evaluator(formula, environment).value(formula.nodes.size() - 1);
}

std::string_view evaluate_text(const Formula& formula, FormulaEnvironment& environment) {
  return Evaluator(formula, environment).text(formula.nodes.size() - 1);
}

std::int64_t whole_number(const Field& field, const std::byte* bytes) {
  if (is_written_number(field)) return whole_written_number(field, bytes);
  const Kind kind = info(field.type).kind;
  const bool numeric = kind == Kind::Boolean || kind == Kind::Integer || kind == Kind::Float;
  const bool record = field.record && !field.reading;  // bits are of an integer
  if (record || !numeric) {
    refuse(fmt::format("formulas take whole numbers, and this is {}", field.type_name()));
  }
  Layout layout;
  layout.fields.push_back(field);
  layout.fields.front().name.clear();
  layout.fields.front().offset = 0;
  if (field.reading) layout.fields.front().record = nullptr;
  layout.itemsize = field.value_size();
  const Value value = get(bytes, layout);
  const auto number = whole(value);
  if (!number) {
    refuse(fmt::format("the value here is {}, which is {}", value.repr(),
                       kind == Kind::Integer ? "beyond 64 bits" : "no whole number in 64 bits"));
  }
  return *number;
}

}  // namespace bview
