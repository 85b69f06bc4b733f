// SPDX-License-Identifier: MIT
// formats/syntax/reading_text.hpp - readings in a format: "|hex", "|enum(0=none,1=file)".
//
//     readings = { "|" name [ "(" [ argument { "," argument } ] ")" ] }
//     argument = text [ "=" text ]                   enum, flags: key and name, in either order
//              | text [ ".." text ] | number [ "/" number ] | [ name ] ":" [ "-" ] number
//     text     = "\"" ... "\"" | any but "," "=" ")"  what a name may be is in the table
//
// In quotes stand \" \\ \n \r \t \0 and \xnn.

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <bview/core/layout.hpp>
#include <bview/formats/syntax/scanner.hpp>

namespace bview {

/// What readings stand behind.
struct ReadingTarget {
  const ScalarInfo* scalar = nullptr;  ///< null for records and padding
  std::int64_t length = 1;             ///< units of a text
  bool bytes = false;                  ///< single bytes, several: what may be one value
  std::optional<BitRange> bits{};      ///< of a width that no type has
};

/// A formula that stands at `where`; its names are not known here.
struct FormulaPart {
  std::string_view text;
  std::size_t where = 0;
};

struct ReadReading {
  std::shared_ptr<const Reading> reading{};  ///< null: none stands here
  std::vector<Field> bit_fields{};           ///< of bits(...): names and bits alone
  std::optional<FormulaPart> start{};        ///< of at()
  bool takes_bytes = false;                  ///< several bytes are one value, a text
};

/// Reads the readings that stand here, if any.
/// \throws Error{Errc::BadFormat} with a caret, for one that does not read the target, too.
[[nodiscard]] ReadReading read_readings(Scanner& text, ReadingTarget target);

/// The readings of a field as a format has them, without the first bar; empty where it has none.
[[nodiscard]] std::string reading_text(const Field& field);

}  // namespace bview
