// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>

#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/input/dialect_cell.hpp>

namespace bview {

std::string with_point(std::string_view cell, const RowDialect& dialect) {
  std::string number(cell);
  if (dialect.decimal == '.') return number;
  if (cell.find('.') != std::string_view::npos) {
    throw Error(Errc::BadValue,
                fmt::format("{} has a point, and --decimal says that {} stands for it",
                            quoted(cell), dialect.decimal));
  }
  std::replace(number.begin(), number.end(), dialect.decimal, '.');
  return number;
}

void put_in_dialect(std::string_view cell, bool in_quotes, const RowDialect& dialect,
                    ItemWriter& writer) {
  if (is_null_cell(cell, in_quotes, dialect)) {
    if (writer.expects_float()) return writer.put("nan");
    throw Error(Errc::BadValue, fmt::format("{} says that there is no value, and only a float can "
                                            "be none, as NaN",
                                            quoted(cell)));
  }
  writer.expects_text() ? writer.put(cell) : writer.put(with_point(cell, dialect));
}

}  // namespace bview
