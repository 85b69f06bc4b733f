// SPDX-License-Identifier: MIT
// formats/text/parse_cells.hpp - text -> values, one cell at a time.
//
// The way back from formats/text/append_cells.hpp: what that writes in a style, a
// kernel here reads in the same style. Beyond it, integers may stand in any base and
// have a sign; floats may be hex floats and integers, and nan, inf, infinity may
// stand in any case; spaces and tabs around a number do not count. Nothing is
// allocated for a number.

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include <bview/core/layout.hpp>
#include <bview/core/public.hpp>
#include <bview/core/scalar.hpp>
#include <bview/formats/text/cell_style.hpp>

namespace BVIEW_PUBLIC bview {

/// Reads all of `text` and writes one value at `to`: exactly info(type).size * length
/// bytes. The style's base and precision do not matter.
/// \throws Error{Errc::BadValue} naming the type, what it takes, and the text; what
///         stands at `to` then is of no use.
using ParseCell = void (*)(std::string_view text, std::int64_t length, const CellStyle& style,
                           std::byte* to);

/// The kernel for one type, whose bytes shall stand in `order`.
[[nodiscard]] ParseCell cell_parser(ScalarType type, ByteOrder order);

/// Reads the values of one field: a kernel and its style, as CellWriter.
class CellParser {
 public:
  CellParser() = default;
  CellParser(ParseCell kernel, std::shared_ptr<const CellStyle> style)
      : parse_(kernel), style_(style.get()), owner_(std::move(style)) {}

  void parse(std::string_view text, std::int64_t length, std::byte* to) const {
    parse_(text, length, *style_, to);
  }

 private:
  ParseCell parse_ = nullptr;
  const CellStyle* style_ = nullptr;
  std::shared_ptr<const CellStyle> owner_{};  // of the style
};
[[nodiscard]] CellParser cell_parser(const Field& field, std::shared_ptr<const CellStyle> style);
/// With part_parser() for complex numbers.
[[nodiscard]] CellParser part_parser(const Field& field, std::shared_ptr<const CellStyle> style);

/// The same for half of a complex number: one float, the bytes of one part. For other
/// types it is cell_parser.
[[nodiscard]] ParseCell part_parser(ScalarType type, ByteOrder order);

/// A type as messages name it: by its letter, '<q' as 'q', with the length where a
/// value is a text, '4s'; by its name in brackets where it has no letter.
[[nodiscard]] std::string quoted_type(ScalarType type, std::int64_t length);

}  // namespace bview
