// SPDX-License-Identifier: MIT
// formats/parts/class_constants.hpp - the constants of a class of Java, which tell of one another
// by their numbers.
//
// Where each begins is found out once; nothing else of them is kept.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/core/layout.hpp>
#include <bview/formats/parts/byte_cursor.hpp>
#include <bview/formats/parts/class_types.hpp>
#include <bview/formats/parts/file_bytes.hpp>
#include <bview/formats/parts/part.hpp>

namespace bview {

class ClassConstants {
 public:
  /// Those that begin with their count at `cursor`, which goes behind them; damage is told of by
  /// list(), behind the constants in front of it.
  explicit ClassConstants(ByteCursor& cursor);

  /// Whether more parts are wanted.
  bool list(const PartVisitor& visit);

  /// The text of constant `index`, of which the two bytes at `from` tell.
  [[nodiscard]] std::string text(std::int64_t index, std::int64_t from);
  /// What a constant of one of these kinds says to people; long texts are cut.
  [[nodiscard]] std::string says(std::int64_t index, ConstantKinds kinds, std::int64_t from);

 private:
  void find_all(ByteCursor& cursor);
  [[nodiscard]] const ConstantKind& kind_at(std::int64_t at);
  [[nodiscard]] std::optional<std::int64_t> find(std::int64_t index, ConstantKinds kinds,
                                                 std::int64_t from);
  [[nodiscard]] Extent text_at(std::int64_t at);
  [[nodiscard]] std::string shown_text(const Extent& where);
  [[nodiscard]] std::string shown_number(const ConstantKind& kind, std::int64_t at);
  [[nodiscard]] std::string said_at(std::int64_t at);
  [[nodiscard]] std::string said_through(std::int64_t at, const ConstantIndex& index);
  [[nodiscard]] Part part(std::int64_t index);

  FileBytes& bytes_;
  std::int64_t count_ = 0;                // with number 0, which no constant has
  std::vector<std::int64_t> offsets_{0};  // of tags, by number; 0 where there is none
  std::optional<Error> damage_{};         // behind those
};

}  // namespace bview
