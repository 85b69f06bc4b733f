// SPDX-License-Identifier: MIT

#include "app/column_options.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>

#include <bview/core/error.hpp>
#include <bview/formats/output/forms.hpp>
#include <bview/formats/syntax/column_text.hpp>

#include "app/words.hpp"

namespace bview {
namespace {

/// Of columns that are worked out.
void refuse_form_for_columns(const std::string& form, bool varies) {
  if (form_is(form, kFilePlaces)) {
    throw Error(Errc::BadUsage,
                fmt::format("-t {} shows bytes where they lie in the file, and columns that are "
                            "worked out lie nowhere; the other forms show them",
                            form));
  }
  if (form != "raw" || !varies) return;
  throw Error(Errc::BadUsage,
              "-t raw copies the bytes of records that vary in size, and columns that are worked "
              "out have none there; ndjson, csv and others show them");
}

/// A text as questions have it, in quotes.
std::string as_literal(std::string_view text) {
  std::string literal = "\"";
  for (const char each : text) {
    const bool plain = each != '"' && each != '\\' && each >= ' ' && each <= '~';
    literal +=
        plain ? std::string(1, each) : fmt::format("\\x{:02x}", static_cast<unsigned char>(each));
  }
  return literal + '"';
}

/// All fields, by their positions: "0,1,2".
std::string all_fields(const Layout& layout) {
  constexpr std::int64_t kMost = 4096;
  std::int64_t positions = 0;
  for (const Field& field : layout.fields) {
    positions += layout.is_fixed() ? field.positions() : 1;
    if (positions > kMost) {
      throw Error(
          Errc::BadUsage,
          fmt::format("--filename stands in front of {} values at most; --fields names some",
                      kMost));
    }
  }
  std::string list;
  for (std::int64_t k = 0; k < positions; ++k) list += fmt::format(",{}", k);
  return list;
}

/// What --fields says, behind a column with the name of the file.
std::string with_file_name(const Options& options, const Layout& layout) {
  return fmt::format("filename={}{}", as_literal(file_of(options)),
                     options.fields ? "," + *options.fields : all_fields(layout));
}

}  // namespace

void take_columns(const Options& options, const Asked& asked, ViewRequest& request) {
  const auto list = options.filename ? with_file_name(options, asked.layout) : options.fields;
  const auto columns = list ? parsed("--fields", *list, parse_columns) : std::nullopt;
  if (!columns) return;
  const std::string form = options.to.value_or("table");
  const bool varies = !asked.layout.is_fixed();
  refuse_form_for_columns(form, varies);
  const bool wide = !form_is(form, kStoredTypes);
  const auto made = [&](auto make) {
    return parsed("--fields", *list, [&](const std::string& /*text*/) { return make(); });
  };
  if (varies) {
    request.varying_columns = made([&] {
      return std::make_shared<const VaryingColumns>(varying_columns(*columns, asked, wide));
    });
  } else {
    request.columns =
        made([&] { return std::make_shared<const ComputedColumns>(*columns, asked, wide); });
  }
}

}  // namespace bview
