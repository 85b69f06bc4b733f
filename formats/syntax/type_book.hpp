// SPDX-License-Identifier: MIT
// formats/syntax/type_book.hpp - types that a format may name and that stand elsewhere.

#pragma once

#include <memory>
#include <string>
#include <string_view>

#include <bview/core/layout.hpp>

namespace bview {

/// A type that is known by name.
struct BookType {
  Field field;              ///< one value of it, without a name
  std::int64_t leaves = 1;  ///< fields without fields that it is, arrays counting once
};

/// Where formats look names up that are no types of the language: debug information, C sources.
class TypeBook {
 public:
  TypeBook() = default;
  TypeBook(const TypeBook&) = delete;
  TypeBook& operator=(const TypeBook&) = delete;
  virtual ~TypeBook() = default;

  /// The type "struct ehdr", or "ehdr" of whatever kind; null where there is none.
  /// \throws Error where it cannot be said as a layout, or where the book cannot be read.
  [[nodiscard]] virtual std::shared_ptr<const BookType> find(std::string_view name) const = 0;

  /// "there is no type ... in ...; did you mean ...?"
  [[nodiscard]] virtual std::string why_not(std::string_view name) const = 0;
};

}  // namespace bview
