// SPDX-License-Identifier: MIT
// formats/types/c_type.hpp - types as a C compiler tells of them.
//
// Debug information of whatever form is a graph of such types: a TypeGraph gives each by its
// number, and lists those that have names. What a type means as a layout is type_layout.hpp's
// business. Numbers come from files: nothing here is checked yet.

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <bview/core/byte_order.hpp>
#include <bview/core/layout.hpp>
#include <bview/core/reading.hpp>

namespace bview {

/// The number of a type in its graph.
using TypeId = std::uint64_t;
inline constexpr TypeId kNoType = 0;

inline constexpr std::int64_t kByte = 8;  ///< bits

enum class CKind : std::uint8_t {
  Bool,
  Char,     ///< a character of one byte, of no number
  Unicode,  ///< char16_t, char32_t
  Integer,
  Float,
  Complex,
  Pointer,
  Array,
  Struct,
  Union,
  Enum,
  Typedef,  ///< another name for `of`; const and volatile are the same without a name
  Opaque    ///< bytes that nobody has a better word for
};

/// A member of a struct or union, or the base of a class.
struct CMember {
  std::string name{};  ///< empty: its members are those of the record around it
  TypeId type = kNoType;
  std::int64_t bit = 0;        ///< from the start of the record, as its byte order counts bits
  std::optional<int> width{};  ///< bits, of a bit field
};

struct CType {
  CKind kind = CKind::Opaque;
  std::string name{};
  std::int64_t size = 0;  ///< bytes; of arrays and typedefs none
  bool is_signed = false;
  std::optional<ByteOrder> order{};     ///< where it is another one than the file's
  TypeId of = kNoType;                  ///< array, typedef
  Lengths lengths{};                    ///< array; 0 for one that says none
  std::vector<CMember> members{};       ///< struct, union
  std::vector<ReadingChoice> values{};  ///< enum
};

/// A value of an enum, as 64 bits.
[[nodiscard]] inline ReadingChoice choice_of(std::string name, std::uint64_t bits, bool is_signed) {
  const bool negative = is_signed && (bits >> 63U) != 0;
  ReadingChoice choice;
  choice.name = std::move(name);
  choice.low.numerator = {negative ? 0 - bits : bits, negative};
  choice.high = choice.low;
  return choice;
}

/// A type that has a name: a struct, union, enum or typedef.
struct TypeName {
  CKind kind;
  std::string name;
  TypeId id;
};

class TypeGraph {
 public:
  TypeGraph() = default;
  TypeGraph(const TypeGraph&) = delete;
  TypeGraph& operator=(const TypeGraph&) = delete;
  virtual ~TypeGraph() = default;

  /// \throws Error{Errc::File} for a type that is damaged.
  [[nodiscard]] virtual CType type(TypeId id) const = 0;
  /// Bytes of a value, where that is known.
  [[nodiscard]] virtual std::optional<std::int64_t> size(TypeId id) const = 0;

  /// What is not declared alone, in the order of the file; of several of one kind and name the
  /// first.
  [[nodiscard]] const std::vector<TypeName>& names() const { return names_; }
  [[nodiscard]] ByteOrder order() const { return order_; }
  /// Whether long double is the 80-bit number of x86 in 16 bytes.
  [[nodiscard]] bool has_x87() const { return x87_; }

 protected:
  std::vector<TypeName> names_;
  ByteOrder order_ = kHostOrder;
  bool x87_ = false;
};

}  // namespace bview
