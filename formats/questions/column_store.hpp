// SPDX-License-Identifier: MIT
// formats/questions/column_store.hpp - values of a column, put into the bytes of a field.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <bview/core/layout.hpp>
#include <bview/formats/questions/column.hpp>
#include <bview/formats/text/cell_style.hpp>
#include <bview/formats/text/parse_cells.hpp>

namespace bview {

class ColumnStore {
 public:
  /// Of a field that is one value.
  explicit ColumnStore(const Field& field);

  /// Writes value `k` to the value's bytes at `to`, as its reading takes it; a float is rounded
  /// once. \throws Error{Errc::BadValue} where it does not fit, or is missing.
  void store(const Column& column, std::size_t k, std::byte* to) const;

 private:
  void put(std::int64_t value, std::byte* to) const;
  void put(const Ratio& value, std::byte* to) const;
  void put(double value, std::byte* to) const;
  void put(long double value, std::byte* to) const;
  void put(std::string_view text, std::byte* to) const;

  void parse(std::string_view text, std::byte* to) const { parser_.parse(text, length_, to); }
  void put_real(long double value, std::string_view shortest, std::byte* to) const;

  CellStyle style_{};
  CellParser parser_;
  std::int64_t length_;
  bool rounds_;    // a float, which holds what is nearest
  bool is_whole_;  // an integer as it is stored
};

}  // namespace bview
