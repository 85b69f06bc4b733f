// SPDX-License-Identifier: MIT
// bview types - what a program or a C source names.

#include <fmt/format.h>
#include <fnmatch.h>
#include <unistd.h>

#include <string>
#include <utility>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/core/sink.hpp>
#include <bview/formats/output/describe.hpp>
#include <bview/formats/output/listing.hpp>
#include <bview/formats/syntax/format_string.hpp>
#include <bview/formats/types/type_files.hpp>

#include "app/catalogue_options.hpp"
#include "app/commands.hpp"
#include "app/session.hpp"
#include "app/terminal.hpp"
#include "app/type_options.hpp"
#include "app/words.hpp"

namespace bview {
namespace {

std::string full_name(const TypeName& type) {
  return fmt::format("{} {}", word_of(type.kind), type.name);
}

std::vector<ListingCell> row_of(const TypeGraph& graph, const TypeName& type) {
  const auto size = graph.size(type.id);
  return {type.name, std::string(word_of(type.kind)), size ? ListingCell(*size) : ListingCell()};
}

Listing listing_of(const TypeGraph& graph, const std::string& glob) {
  Listing listing{{"name", "kind", "size"}, {}};
  for (const TypeName& type : graph.names()) {
    const bool matches = ::fnmatch(glob.c_str(), type.name.c_str(), 0) == 0 ||
                         ::fnmatch(glob.c_str(), full_name(type).c_str(), 0) == 0;
    if (matches) listing.rows.push_back(row_of(graph, type));
  }
  return listing;
}

/// One type: what it is made of.
Listing listing_of_fields(const TypeFiles& files, const TypeName& type, const std::string& form) {
  const bool json = form == "json" || form == "ndjson";
  const Layout layout =
      read_format(fmt::format("[{}]", full_name(type)), kHostOrder, nullptr, &files).layout;
  if (!json) return fields_listing(layout, form == "table");
  Listing listing{{"name", "kind", "size", "fields"}, {row_of(files.graph(0), type)}};
  listing.rows.front().emplace_back(fields_json(layout));
  return listing;
}

[[noreturn]] void refuse(const TypeFiles& files, const std::string& glob) {
  const bool pattern = glob.find_first_of("*?[") != std::string::npos;
  throw Error(Errc::BadUsage, pattern ? fmt::format("no type matches {}", bview::quoted(glob))
                                      : files.why_not(glob));
}

int print_source(const Options& options) {
  refuse_more_operands(options, 0);
  const std::string text = catalogue_source(*options.source);
  FdSink sink(STDOUT_FILENO, "standard output");
  TextBuffer out(&sink);
  out.append(text);
  out.flush();
  return kDone;
}

}  // namespace

int run_types(const Options& options) {
  if (options.source) return print_source(options);
  if (options.operands.empty()) throw Error(Errc::BadUsage, "types needs a file");
  refuse_more_operands(options, 2);
  const std::vector<std::string> forms(std::begin(kListingForms), std::end(kListingForms));
  const std::string form = options.to.value_or(output_is_terminal() ? "table" : "tsv");
  static_cast<void>(choose(form, "--to", forms));
  const TypeFiles files({options.operands.front()}, compiler_of(options));
  const TypeGraph& graph = files.graph(0);
  const std::string glob = options.operands.size() > 1 ? options.operands[1] : "*";
  const TypeName* const type = find_type(graph, glob);
  const Listing listing =
      type == nullptr ? listing_of(graph, glob) : listing_of_fields(files, *type, form);
  if (listing.rows.empty()) refuse(files, glob);
  FdSink sink(STDOUT_FILENO, "standard output");
  TextBuffer out(&sink);
  append_listing(listing, form, options.header, out);
  out.flush();
  return kDone;
}

}  // namespace bview
