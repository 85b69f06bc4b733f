// SPDX-License-Identifier: MIT
// formats/syntax/format_lexer.hpp - the parts around a type: orders, shapes, counts, names.
//
// A lexer walks the text of a format and knows the byte order in force where it stands.
// What a type is, and how items make a record, is not its business.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include <bview/core/layout.hpp>
#include <bview/formats/syntax/scanner.hpp>

namespace bview {

/// What a byte order character puts in force for everything to its right.
struct Mode {
  char sign;
  std::optional<ByteOrder> order;  ///< nothing: that of the host
  bool native;                     ///< letters and sizes of the C compiler
  bool aligned;                    ///< and its padding
};

/// The modes by their signs.
[[nodiscard]] const Mode& mode_of(char sign);

/// Something of an item, and where it was typed.
template <class T>
struct Typed {
  T value;
  std::size_t where;
};

class FormatLexer : public Scanner {
 public:
  explicit FormatLexer(std::string_view text) : Scanner("format", text) {}

  /// The mode in force here.
  [[nodiscard]] const Mode& mode() const { return *mode_; }

  /// Whether the file says which order is in force: E, and no sign behind it.
  [[nodiscard]] bool follows_file() const { return follows_file_; }
  void set_follows_file(bool follows) { follows_file_ = follows; }
  void set_mode(const Mode& mode) { mode_ = &mode; }

  /// The text between the bracket that comes next and the one that closes it; steps behind that.
  Typed<std::string_view> read_bracketed(std::string_view close);

  /// White space and byte orders, which come into force.
  void read_orders();
  /// How many orders were read so far.
  [[nodiscard]] std::size_t orders() const { return orders_; }

  /// White space, commas and semicolons.
  void skip_separators() { take_all(" \t\n\r\v\f,;"); }

  /// "(2,3)", "3", ":a:"; nothing where there is none.
  std::optional<Typed<Lengths>> read_shape();
  std::optional<Typed<std::int64_t>> read_count();
  std::optional<Typed<std::string_view>> read_name();

  /// "[8]", "[2][3]", "[2,3]" behind a type; empty where there is none.
  Lengths read_lengths();

  /// As any scanner does, unless the text as a whole is another notation: then it says which.
  [[noreturn]] void fail(std::size_t where, std::string_view reason) const;

  /// Claims "name" in front of a colon, as in "name: type".
  Typed<std::string_view> read_list_name();

 private:
  [[noreturn]] void fail_in_shape(std::size_t where) const;
  std::int64_t read_number();
  Typed<std::string_view> take_name();
  void check_name(const Typed<std::string_view>& part) const;

  const Mode* mode_ = &mode_of('@');
  bool follows_file_ = false;
  std::size_t orders_ = 0;
};

}  // namespace bview
