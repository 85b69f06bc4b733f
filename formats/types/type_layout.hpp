// SPDX-License-Identifier: MIT
// formats/types/type_layout.hpp - what a C type is as a layout.
//
// Every byte is where the compiler put it: nothing is aligned again. Bit fields are packed
// fields, enums readings, pointers addresses in hex; a flexible array is an array of no values.
// Members of an anonymous struct, and of the base of a class, are those of the record around it;
// an anonymous union is a field without a name.

#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include <bview/formats/syntax/type_book.hpp>
#include <bview/formats/types/c_type.hpp>
#include <bview/formats/types/field_names.hpp>

namespace bview {

/// So many fields without fields a type may have.
inline constexpr std::int64_t kMostTypeLeaves = std::int64_t{1} << 16U;

class TypeLayouts {
 public:
  /// The graph outlives what makes layouts of it, not the layouts.
  explicit TypeLayouts(const TypeGraph& graph) : graph_(graph) {}

  /// \throws Error{Errc::File} for types that cannot be: members outside of their struct, structs
  ///         in themselves, more fields than that.
  [[nodiscard]] BookType of(TypeId id);

 private:
  struct Record {
    std::shared_ptr<const Layout> layout{};
    std::int64_t leaves = 0;
  };
  /// A record that is being read.
  struct Making {
    const CType& type;
    Layout layout{};
    FieldNames names{};
    std::int64_t leaves = 0;
  };

  [[nodiscard]] BookType made(const CType& type, TypeId id);
  [[nodiscard]] BookType array_of(const CType& type);
  [[nodiscard]] Field value_of(const CType& type) const;
  [[nodiscard]] const Record& record_of(const CType& type, TypeId id);
  [[nodiscard]] Record new_record(const CType& type);
  [[nodiscard]] ScalarType small_integer(TypeId id) const;
  void add_member(const CMember& member, Making& record);

  const TypeGraph& graph_;
  std::map<TypeId, Record> records_;
  std::size_t depth_ = 0;
};

}  // namespace bview
