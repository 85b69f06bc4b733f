// SPDX-License-Identifier: MIT
// formats/arrow/flat_table.hpp - tables of FlatBuffers.
//
// A buffer is written from its front: a table, and behind it whatever it refers to. That is the
// other way round than FlatBuffers' own builders go, and as good to readers.
//
// Source: "FlatBuffer Internals" of the FlatBuffers documentation.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace bview {

/// Fields by their slots, which count them as the schema declares them; each slot is given once.
class FlatTable {
 public:
  void boolean(int slot, bool value) { scalar(slot, 1, value ? 1 : 0); }
  void i8(int slot, std::int8_t value) { scalar(slot, 1, value); }
  void i16(int slot, std::int16_t value) { scalar(slot, 2, value); }
  void i32(int slot, std::int32_t value) { scalar(slot, 4, value); }
  void i64(int slot, std::int64_t value) { scalar(slot, 8, value); }
  void text(int slot, std::string value);
  void table(int slot, FlatTable value);
  void tables(int slot, std::vector<FlatTable> values);
  /// Structs that are so many integers of 64 bits each, one behind the other.
  void structs(int slot, std::size_t integers, const std::vector<std::int64_t>& values);

  /// The buffer whose root it is; a multiple of 8 bytes, and meant to begin at one.
  [[nodiscard]] std::string buffer() const;

 private:
  friend class FlatWriter;
  enum class Is : std::uint8_t { Scalar, Text, Table, Tables, Structs };
  struct Value {
    Is is;
    int slot;
    std::size_t width;                // bytes in the table: of a scalar, or of a reference
    std::int64_t bits = 0;            // of a scalar; of structs, how many there are
    std::string bytes{};              // of a text, and of structs
    std::vector<FlatTable> tables{};  // the table, or all of them
  };

  void scalar(int slot, std::size_t width, std::int64_t bits);
  Value& refer(Is is, int slot);

  std::vector<Value> values_{};
};

}  // namespace bview
