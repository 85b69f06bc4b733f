// SPDX-License-Identifier: MIT

#include "app/column_options.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>

#include <bview/core/error.hpp>
#include <bview/formats/syntax/column_text.hpp>

#include "app/words.hpp"

namespace bview {
namespace {

/// Of columns that are worked out.
void refuse_form_for_columns(const std::string& form, bool varies) {
  constexpr std::string_view kOfTheFile[] = {"hex", "plain", "ihex", "srec"};
  if (std::count(std::begin(kOfTheFile), std::end(kOfTheFile), form) > 0) {
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

}  // namespace

void take_columns(const Options& options, const Asked& asked, ViewRequest& request) {
  const auto columns =
      options.fields ? parsed("--fields", *options.fields, parse_columns) : std::nullopt;
  if (!columns) return;
  const std::string form = options.to.value_or("table");
  const bool varies = !asked.layout.is_fixed();
  refuse_form_for_columns(form, varies);
  constexpr std::string_view kNoWideIntegers[] = {"npy", "raw", "c"};
  const bool wide = std::count(std::begin(kNoWideIntegers), std::end(kNoWideIntegers), form) == 0;
  const auto made = [&](auto make) {
    return parsed("--fields", *options.fields, [&](const std::string& /*text*/) { return make(); });
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
