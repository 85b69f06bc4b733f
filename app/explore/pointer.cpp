// SPDX-License-Identifier: MIT

#include "app/explore/pointer.hpp"

#include <fmt/format.h>

#include <optional>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/core/item.hpp>

#include "app/file_numbers.hpp"

namespace bview {
namespace {

/// What is stored, if that is a whole number that may lead anywhere.
std::optional<std::uint64_t> number_in(const Document& document, const Field& field,
                                       std::int64_t offset) {
  const Layout layout = layout_of_value(field);
  std::vector<std::byte> bytes(static_cast<std::size_t>(layout.itemsize));
  if (document.read(offset, bytes) < std::ssize(bytes)) return std::nullopt;
  const Value value = get(bytes.data(), layout);
  const auto* const number = value.get_if<Value::Integer>();
  if (number == nullptr || number->negative || number->magnitude >> 64U != 0) return std::nullopt;
  return static_cast<std::uint64_t>(number->magnitude);
}

std::optional<Pointer> as_offset(const Document& document, std::uint64_t value) {
  if (value >= static_cast<std::uint64_t>(document.size())) return std::nullopt;
  return Pointer{value, static_cast<std::int64_t>(value)};
}

/// \throws Error where the file has no such byte, or no addresses.
Pointer as_address(Document& document, std::uint64_t value) {
  FileNumbers numbers(document.input());
  return {value, numbers.offset_of(AddressKind::Virtual, static_cast<std::int64_t>(value)), true};
}

}  // namespace

Layout layout_of_value(const Field& field) {
  Layout layout;
  layout.fields.push_back(field);
  Field& only = layout.fields.front();
  only.name.clear();
  only.offset = 0;
  only.shape.clear();
  only.strides.clear();
  only.spread = false;
  layout.itemsize = only.value_size();
  return layout;
}

Pointer pointer_in(Document& document, const Field& field, std::int64_t offset) {
  const auto value = number_in(document, field, offset);
  if (!value)
    throw Error(Errc::BadValue, "this field holds no whole number that could lead anywhere");
  if (const auto pointer = as_offset(document, *value)) return *pointer;
  try {
    return as_address(document, *value);
  } catch (const Error& error) {
    throw Error(Errc::BadValue,
                fmt::format("0x{:x} is behind the end of the file, and no address: {}", *value,
                            error.what()));
  }
}

Pointer pointer_at(Document& document, std::int64_t offset) {
  Field field;
  std::optional<std::uint64_t> first;
  for (const ByteOrder order : {ByteOrder::Little, ByteOrder::Big}) {
    for (const ScalarType type : {ScalarType::UInt64, ScalarType::UInt32}) {
      field.type = type;
      field.order = order;
      const auto value = number_in(document, field, offset);
      if (!value || *value == 0) continue;
      if (!first) first = value;
      if (const auto pointer = as_offset(document, *value)) return *pointer;
      try {
        return as_address(document, *value);
      } catch (const Error&) {
        // another type may lead somewhere
      }
    }
  }
  throw Error(Errc::BadValue,
              "no number of 4 or 8 bytes here leads anywhere in the file; with a "
              "format, Tab and a field say which it is");
}

}  // namespace bview
