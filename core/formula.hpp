// SPDX-License-Identifier: MIT
// core/formula.hpp - integer expressions as values: constants, names, numbers that stand in a file.
//
// A Formula is what a text means (formats/syntax/formula_text.hpp makes one). What its names
// are, and which file it reads, is an environment's business, so that the same evaluator
// serves options, records and whatever comes. Numbers are 64 bits, signed; `/` and `%` round
// down, as Python's do; what does not fit is an error that points at its place in the text.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <bview/core/addresses.hpp>
#include <bview/core/layout.hpp>
#include <bview/core/public.hpp>

namespace BVIEW_PUBLIC bview {

/// So many parts a formula may have, and so deep they may lie in one another.
inline constexpr std::size_t kMaxFormulaNodes = 1000;
inline constexpr std::size_t kMaxFormulaDepth = 64;
/// And so many constants besides, in lists.
inline constexpr std::size_t kMaxListed = 65536;

enum class FormulaOp : std::uint8_t {
  Constant,         ///< `number`
  Text,             ///< `text`, in a comparison with a text
  Name,             ///< `steps` in `scope`
  Count,            ///< how many elements, or bytes of a text, these have
  Read,             ///< a value of type `field` at the offset that the operand is
  Address,          ///< where in the file the byte lies whose address the operand is
  RelativeAddress,  ///< the same, from where the program begins in memory
  Negate,
  Invert,  ///< ~
  Keep,    ///< a plus sign
  Add,
  Subtract,
  Multiply,
  Divide,
  FloorDivide,  ///< //, the same of whole numbers
  Remainder,
  ShiftLeft,
  ShiftRight,
  And,
  Or,
  Xor,
  Compare,  ///< a chain: operand k stands to operand k+1 as comparison k says
  Choose,   ///< operand 0 ? operand 1 : operand 2; the other one is not looked at
  Align,    ///< operand 0, rounded up to a multiple of operand 1
  Min,
  Max,
  // What questions have besides (formats/questions); formulas never do.
  Decimal,  ///< `text`: a number with a point or an exponent, or of more than 64 bits
  Both,     ///< and
  Either,   ///< or
  Not,
  In,     ///< operand 0 equals one of the others
  Like,   ///< operand 0 is as operand 1, a text, with % and _ in it
  Match,  ///< operand 1 is found in operand 0: a text is a regular expression
  Bytes,  ///< `text`: what stands in x"de ad ?? 4_"
  Abs,
  IsNan,
  Float,
  Sqrt,
  Exp,
  Log,
  Floor,
  Round,
};

/// Whether it looks at bytes of the file, wherever they are.
[[nodiscard]] constexpr bool looks_into_file(FormulaOp op) {
  return op == FormulaOp::Read || op == FormulaOp::Address || op == FormulaOp::RelativeAddress;
}

enum class Comparison : std::uint8_t { Equal, NotEqual, Less, LessEqual, Greater, GreaterEqual };

/// Where a name is looked up.
enum class NameScope : std::uint8_t {
  Field,    ///< of the record itself, or what every formula knows
  BuiltIn,  ///< the latter alone
  Read      ///< of a record that was read before
};

/// What a name means in a record, found once for all records.
struct Binding {
  enum class To : std::uint8_t {
    Nothing,   ///< yet: the name itself is looked up
    Column,    ///< what column `column` of the record `levels` further out has
    Size,      ///< bytes of the file
    Position,  ///< the number of the innermost repetition
    Offset,    ///< where the field begins in the file
    Value,     ///< what was just read, in "until"
    Rest       ///< bytes left of the record or window around it
  };

  To to = To::Nothing;
  std::size_t levels = 0;
  std::size_t column = 0;
};

struct FormulaNode {
  /// "hdr" or "v[0,2]" in a path.
  struct Step {
    std::string name;
    std::vector<std::size_t> indices{};  ///< nodes
  };

  FormulaOp op = FormulaOp::Constant;
  std::size_t where = 0;  ///< byte of the text, for errors
  std::int64_t number = 0;
  std::vector<std::size_t> operands{};  ///< nodes; each stands in front of this one
  std::vector<Comparison> comparisons{};
  NameScope scope = NameScope::Field;
  std::vector<Step> steps{};
  Binding binding{};  ///< of the first step
  Field field{};
  std::string text{};
};

/// Never empty; the last node is the formula as a whole.
struct Formula {
  std::string text;
  std::vector<FormulaNode> nodes;
  std::optional<std::size_t> column{};  ///< that it is the name of, in the record itself
};

/// A path whose indices are known.
struct NamePath {
  struct Step {
    std::string_view name;
    std::vector<std::int64_t> indices;
  };

  NameScope scope;
  std::vector<Step> steps;

  /// "hdr.v[0,2]", as it may be typed, "@" in front where the scope says so.
  [[nodiscard]] std::string text() const;
};

/// What formulas are about. An Error{Errc::BadValue} becomes one that points into the formula;
/// others pass.
class FormulaEnvironment {
 public:
  FormulaEnvironment() = default;
  FormulaEnvironment(const FormulaEnvironment&) = delete;
  FormulaEnvironment& operator=(const FormulaEnvironment&) = delete;
  virtual ~FormulaEnvironment() = default;

  /// \throws Error{Errc::BadValue} when there is no such name, or it is no whole number.
  [[nodiscard]] virtual std::int64_t value_of(const NamePath& path) = 0;
  /// How many elements, or bytes of a text.
  [[nodiscard]] virtual std::int64_t count_of(const NamePath& path) = 0;
  /// The bytes of a text; they stay where they are until something else is asked for.
  [[nodiscard]] virtual std::string_view text_of(const NamePath& path);
  /// The same of a name that is bound. `path` is null where the name is all: one step without
  /// indices.
  [[nodiscard]] virtual std::int64_t bound_value(const Binding& binding, const NamePath* path);
  [[nodiscard]] virtual std::int64_t bound_count(const Binding& binding, const NamePath* path);
  [[nodiscard]] virtual std::string_view bound_text(const Binding& binding, const NamePath* path);

  /// The value of `field`'s type at `offset`, whatever the field's own.
  [[nodiscard]] virtual std::int64_t read(const Field& field, std::int64_t offset) = 0;

  /// Where in the file the byte at an address lies.
  [[nodiscard]] virtual std::int64_t offset_of(AddressKind kind, std::int64_t address);
};

/// \throws Error{Errc::BadFormat} with a caret under the part that has no value.
[[nodiscard]] std::int64_t evaluate(const Formula& formula, FormulaEnvironment& environment);

/// The text that a formula is which is a name alone; it stays where it is as bound_text() says.
[[nodiscard]] std::string_view evaluate_text(const Formula& formula,
                                             FormulaEnvironment& environment);

/// The value of a field as formulas see it: integers, truth values as 0 and 1, and floats that are
/// whole. `bytes` hold it.
/// \throws Error{Errc::BadValue} for others.
[[nodiscard]] std::int64_t whole_number(const Field& field, const std::byte* bytes);

/// Reads the integer at `from`; false where it is beyond 64 bits.
using LoadInteger = bool (*)(const std::byte* from, std::int64_t& number);
/// The one for a type whose bytes stand in `order`; it reads no other types.
[[nodiscard]] LoadInteger integer_loader(ScalarType type, ByteOrder order);

}  // namespace bview
