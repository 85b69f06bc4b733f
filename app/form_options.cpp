// SPDX-License-Identifier: MIT

#include "app/form_options.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <optional>
#include <string>

#include <bview/core/error.hpp>
#include <bview/formats/syntax/numbers.hpp>

#include "app/words.hpp"

namespace bview {
namespace {

/// An option, and the forms between blanks that know it; nothing where all do, or none is asked.
struct Use {
  std::string_view option;
  bool (*given)(const Options& options);
  std::string_view output_forms;
  std::string_view input_forms;
  std::string_view diff_forms{};
};

// Tables, TSV and CSV show NaN as it is, so that --nan finds nothing to do there, and is not wrong.
// Without --from values are arguments: the form "arguments".
constexpr Use kUses[] = {
    {"--base",
     [](const Options& o) { return o.base.has_value(); },
     " table tsv csv c ",
     {},
     " text tsv csv "},
    {"--precision",
     [](const Options& o) { return o.precision.has_value(); },
     " table tsv csv ",
     {}},
    {"--bigint",
     [](const Options& o) { return o.bigint.has_value(); },
     " json ndjson ",
     {},
     " json ndjson "},
    {"--force",
     [](const Options& o) { return o.force; },
     " raw npy parquet arrow feather png ",
     {}},
    {"--nan",
     [](const Options& o) { return o.nan.has_value(); },
     " json ndjson table tsv csv ",
     {},
     " json ndjson text tsv csv "},
    {"--bytes-as", [](const Options& o) { return o.bytes_as.has_value(); },
     " table tsv csv json ndjson ", " tsv csv json ndjson arguments ",
     " text tsv csv json ndjson "},
    {"--header", [](const Options& o) { return o.header; }, " tsv csv table ", " tsv csv ",
     " tsv csv "},
    {"--filename",
     [](const Options& o) { return o.filename; },
     " table tsv csv json ndjson parquet arrow feather ",
     {}},
    {"--delimiter", [](const Options& o) { return o.delimiter.has_value(); }, " tsv csv ",
     " tsv csv "},
    {"--decimal", [](const Options& o) { return o.decimal.has_value(); }, " tsv csv ", " tsv csv "},
    {"--null", [](const Options& o) { return o.null.has_value(); }, " tsv csv ", " tsv csv "},
    {"--crlf", [](const Options& o) { return o.crlf; }, " tsv csv ", {}},
    {"--bom", [](const Options& o) { return o.bom; }, " tsv csv ", {}},
    {"--pad", [](const Options& o) { return o.pad.has_value(); }, {}, " hex ihex srec "},
    {"--compression",
     [](const Options& o) { return o.compression.has_value(); },
     " parquet arrow feather ",
     {}},
    {"--verbose", [](const Options& o) { return o.verbose; }, " hex ", {}},
    {"--range", [](const Options& o) { return o.range.has_value(); }, " png image plot ", {}},
    {"--colormap", [](const Options& o) { return o.colormap.has_value(); }, " png image ", {}},
    {"--size", [](const Options& o) { return o.size.has_value(); }, " png image plot ", {}},
    {"--protocol", [](const Options& o) { return o.protocol.has_value(); }, " image ", {}},
    {"--histogram", [](const Options& o) { return o.histogram; }, " plot ", {}},
    {"--wide", [](const Options& o) { return o.wide; }, " table ", {}},
    {"--style", [](const Options& o) { return o.style.has_value(); }, " table ", {}},
    {"--vertical", [](const Options& o) { return o.vertical; }, " table ", {}},
    {"--cols", [](const Options& o) { return o.cols.has_value(); }, " hex ", {}},
    {"--group", [](const Options& o) { return o.group.has_value(); }, " hex ", {}},
    {"--border", [](const Options& o) { return o.border; }, " hex ", {}},
    {"--bits", [](const Options& o) { return o.bits; }, " hex ", {}},
    {"--values", [](const Options& o) { return o.values_beside; }, " hex ", {}},
};

bool knows(std::string_view forms, std::string_view name) {
  return forms.find(fmt::format(" {} ", name)) != std::string_view::npos;
}

/// " table tsv csv " as "table, tsv or csv".
std::string listed(std::string_view forms) {
  std::string text(forms.substr(1, forms.size() - 2));
  const std::size_t last = text.rfind(' ');
  if (last != std::string::npos) text.replace(last, 1, " or ");
  for (std::size_t at = text.find(' '); at != std::string::npos; at = text.find(' ', at + 2)) {
    const bool beside_or = text.compare(at, 4, " or ") == 0;
    if (beside_or) break;
    text.replace(at, 1, ", ");
  }
  return text;
}

/// So many items, as plain digits.
std::optional<std::string> count_of(const char* option, const std::optional<std::string>& text) {
  if (!text) return std::nullopt;
  const std::int64_t count = parsed(option, *text, parse_int);
  if (count >= 0) return fmt::format("{}", count);
  throw Error(Errc::BadUsage, fmt::format("{} takes a number of items, not {}", option, count));
}

}  // namespace

Options with_ends(const Options& asked) {
  Options options = asked;
  options.head = count_of("--head", asked.head);
  options.tail = count_of("--tail", asked.tail);
  if (options.head && options.tail) {
    throw Error(Errc::BadUsage, "--head and --tail are one or the other; -i takes any items");
  }
  if ((options.head || options.tail) && options.shard) {
    throw Error(Errc::BadUsage,
                "--shard shares all items; -i :N takes the first ones to share, "
                "and --head and --tail do not say of which they are");
  }
  if (!options.where.empty()) return options;
  if (options.head) options.index.push_back(":" + *options.head);
  if (options.tail)
    options.index.push_back(options.tail == "0" ? ":0" : fmt::format("-{}:", *options.tail));
  return options;
}

void refuse_useless_output(const Options& options, std::string_view name) {
  for (const Use& use : kUses) {
    if (use.output_forms.empty() || !use.given(options) || knows(use.output_forms, name)) continue;
    const std::string_view unasked = options.to       ? ""
                                     : options.format ? ", the form without --to"
                                                      : ", the form without --format and --to";
    throw Error(Errc::BadUsage, fmt::format("{} has no use in {}{}; it is for {}", use.option, name,
                                            unasked, listed(use.output_forms)));
  }
}

void refuse_useless_input(const Options& options) {
  const std::string name = options.from.value_or("arguments");
  for (const Use& use : kUses) {
    if (use.input_forms.empty() || !use.given(options) || knows(use.input_forms, name)) continue;
    throw Error(Errc::BadUsage, fmt::format("{} has no use for values {}; it is for {}", use.option,
                                            options.from ? "from " + name : "that are arguments",
                                            listed(use.input_forms)));
  }
}

void refuse_useless_diff(const Options& options, std::string_view name) {
  for (const Use& use : kUses) {
    if (use.diff_forms.empty() || !use.given(options) || knows(use.diff_forms, name)) continue;
    throw Error(Errc::BadUsage,
                fmt::format("{} has no use in {}{}; it is for {}", use.option, name,
                            options.to ? "" : ", the form without --to", listed(use.diff_forms)));
  }
}

}  // namespace bview
