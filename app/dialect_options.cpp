// SPDX-License-Identifier: MIT

#include "app/dialect_options.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>

namespace bview {
namespace {

/// What stands in no number, and is neither a quote nor the end of a line.
bool can_delimit(char c) {
  constexpr std::string_view kMarks = ",;|:~^ ";
  return kMarks.find(c) != std::string_view::npos ||
         (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\r');
}

char delimiter_of(const std::string& text, std::string_view form) {
  if (text == "tab" || text == "\\t") return '\t';
  if (text.size() != 1 || !can_delimit(text.front())) {
    throw Error(Errc::BadUsage,
                fmt::format("--delimiter takes one of , ; | : ~ ^, a blank, tab or another control "
                            "character, not {}",
                            quoted(text)));
  }
  if (form == "tsv" && text == ",") {
    throw Error(Errc::BadUsage,
                "--delimiter , has no use in tsv, whose lists have commas; it is csv");
  }
  return text.front();
}

char decimal_of(const std::string& text, const RowDialect& dialect, std::string_view form) {
  constexpr std::string_view kSigns = ".,'";
  if (text.size() != 1 || kSigns.find(text.front()) == std::string_view::npos) {
    throw Error(Errc::BadUsage, fmt::format("--decimal takes , or . or ', not {}", quoted(text)));
  }
  const char own = form == "csv" ? ',' : '\t';
  if (text.front() == (dialect.delimiter == '\0' ? own : dialect.delimiter)) {
    throw Error(Errc::BadUsage, fmt::format("--decimal {0} is what lies between cells of {1}, too; "
                                            "--delimiter ';' puts something else there",
                                            text, form));
  }
  return text.front();
}

std::string null_of(const std::string& text, const RowDialect& dialect) {
  const bool breaks = std::any_of(text.begin(), text.end(), [&](char c) {
    return c < 0x20 || c == 0x7f || c == '"' || c == ',' || c == dialect.delimiter;
  });
  if (!breaks) return text;
  throw Error(
      Errc::BadUsage,
      fmt::format("--null takes a text of ASCII without quotes and what lies between cells, "
                  "not {}",
                  quoted(text)));
}

}  // namespace

bool has_dialect(const Options& options) {
  return options.delimiter || options.decimal || options.null || options.crlf || options.bom;
}

RowDialect dialect_of(const Options& options, std::string_view form) {
  RowDialect dialect;
  if (options.delimiter) dialect.delimiter = delimiter_of(*options.delimiter, form);
  if (options.decimal) dialect.decimal = decimal_of(*options.decimal, dialect, form);
  if (options.null) dialect.null = null_of(*options.null, dialect);
  dialect.crlf = options.crlf;
  dialect.bom = options.bom;
  return dialect;
}

}  // namespace bview
