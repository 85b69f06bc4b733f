// SPDX-License-Identifier: MIT
// formats/parts/class_types.hpp - kinds of constants, flags and attributes of classes of Java.

#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace bview {

/// Which kinds a constant may be of: a bit for each tag.
using ConstantKinds = std::uint32_t;
constexpr ConstantKinds kinds_of_tag(std::int64_t tag) { return ConstantKinds{1} << tag; }

/// Where a constant tells of another, which is of one of these kinds; of none where it does not.
struct ConstantIndex {
  std::int64_t offset = 0;  ///< behind the tag
  ConstantKinds kinds = 0;
};

struct ConstantKind {
  std::int64_t tag;
  std::string_view name;
  std::int64_t bytes;       ///< behind the tag; of a text those of its size
  std::string_view format;  ///< of those bytes; empty for a text
  ConstantIndex first{};
  ConstantIndex second{};
  std::string_view joint{};  ///< stands between what the two say
};
/// Null for a tag of none.
[[nodiscard]] const ConstantKind* find_constant_kind(std::int64_t tag);

inline constexpr ConstantKinds kTextConstant = kinds_of_tag(1);
inline constexpr ConstantKinds kIntegerConstant = kinds_of_tag(3);
inline constexpr ConstantKinds kFloatConstant = kinds_of_tag(4);
inline constexpr ConstantKinds kLongConstant = kinds_of_tag(5);
inline constexpr ConstantKinds kDoubleConstant = kinds_of_tag(6);
inline constexpr ConstantKinds kClassConstant = kinds_of_tag(7);
inline constexpr ConstantKinds kStringConstant = kinds_of_tag(8);
inline constexpr ConstantKinds kFieldConstant = kinds_of_tag(9);
inline constexpr ConstantKinds kMethodConstant = kinds_of_tag(10) | kinds_of_tag(11);
inline constexpr ConstantKinds kNameAndType = kinds_of_tag(12);

/// "Utf8", "Methodref or InterfaceMethodref".
[[nodiscard]] std::string names_of_kinds(ConstantKinds kinds);

struct AccessFlag {
  std::string_view name;
  std::int64_t bit;
};
[[nodiscard]] std::span<const AccessFlag> class_flags();
[[nodiscard]] std::span<const AccessFlag> field_flags();
[[nodiscard]] std::span<const AccessFlag> method_flags();

/// The field of a record that shows them by name.
[[nodiscard]] std::string flags_field(std::span<const AccessFlag> flags);
/// "public static ", as the names stand in front of what they are said of.
[[nodiscard]] std::string flag_words(std::span<const AccessFlag> flags, std::int64_t set);

/// An attribute that holds one record, or a count and so many records.
struct ClassAttribute {
  std::string_view name;
  std::int64_t count;  ///< bytes that it has; 0: there is one record
  std::int64_t bytes;  ///< of a record
  std::string_view format;
  ConstantKinds says = 0;  ///< the only constant that it tells of
};
/// Null for one that is none of these.
[[nodiscard]] const ClassAttribute* find_class_attribute(std::string_view name);

}  // namespace bview
