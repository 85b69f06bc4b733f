// SPDX-License-Identifier: MIT
// bview layout - one item, as Python, numpy and C would say it, and where these disagree.

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/core/sink.hpp>
#include <bview/formats/output/c_names.hpp>
#include <bview/formats/output/describe.hpp>
#include <bview/formats/output/listing.hpp>
#include <bview/formats/output/notations.hpp>
#include <bview/formats/output/table_text.hpp>
#include <bview/formats/text/string_text.hpp>

#include "app/commands.hpp"
#include "app/session.hpp"
#include "app/words.hpp"

namespace bview {
namespace {

ListingCell notation_cell(const std::optional<std::string>& text) {
  return text ? ListingCell(*text) : ListingCell();
}

ListingCell size_cell(const Layout& layout, std::int64_t size) {
  return layout.is_fixed() ? ListingCell(size) : ListingCell();
}

ListingJson json_list(const std::vector<std::string>& texts) {
  CellStyle style;
  style.notation = Notation::Json;
  TextBuffer out;
  out.append('[');
  for (std::size_t k = 0; k < texts.size(); ++k) {
    if (k > 0) out.append(',');
    append_text(texts[k], style, out);
  }
  out.append(']');
  return {std::string(out.text())};
}

ListingJson json_holes(const Layout& layout) {
  std::vector<std::string> texts;
  for (const Extent& hole : layout.is_fixed() ? holes(layout) : std::vector<Extent>()) {
    texts.push_back(fmt::format(R"({{"offset":{},"size":{}}})", hole.offset, hole.size));
  }
  return {fmt::format("[{}]", fmt::join(texts, ","))};
}

/// What JSON says of it, in one line.
Listing report_of(const Layout& layout, const Notations& said,
                  const std::optional<BetterOrder>& better) {
  return {{"format", "words", "pep3118", "numpy", "c", "itemsize", "alignment", "fields", "holes",
           "disagree", "saved", "order"},
          {{notation_cell(said.format), notation_cell(said.words), notation_cell(said.pep3118),
            notation_cell(said.numpy), notation_cell(said.c), size_cell(layout, layout.itemsize),
            size_cell(layout, layout.alignment), fields_json(layout), json_holes(layout),
            json_list(said.disagree), ListingCell(better ? better->saved : 0),
            better ? ListingCell(json_list(better->names)) : ListingCell()}}};
}

void append_fact(std::string_view name, const std::optional<std::string>& fact, TextBuffer& out) {
  out.append(fmt::format("{:<9}  {}\n", name, fact ? printable(*fact) : "-"));
}

void append_note(const std::string& sentence, TextBuffer& out) {
  append_fact("note", sentence, out);
}

/// For a person: how others say it, where the fields lie, and what is odd.
void append_picture(const Layout& layout, const Notations& said,
                    const std::optional<BetterOrder>& better, TextBuffer& out) {
  append_fact("format", said.format, out);
  append_fact("words", said.words, out);
  append_fact("pep3118", said.pep3118, out);
  append_fact("numpy", said.numpy, out);
  if (layout.is_fixed()) {
    append_fact("itemsize", fmt::format("{}", layout.itemsize), out);
    append_fact("alignment", fmt::format("{}", layout.alignment), out);
  }
  for (const std::string& sentence : said.disagree) append_note(sentence, out);
  if (better) {
    append_note(fmt::format("{} saved by another order of the fields: {}",
                            count_text(better->saved, "byte"), fmt::join(better->names, ", ")),
                out);
  }
  out.append('\n');
  append_listing(fields_listing(layout, true), "table", true, out);
  if (said.c) {
    out.append('\n');
    out.append(*said.c);
  }
}

/// What C calls it: the type's own name, if it has one.
std::string name_in_c(const Options& options) {
  const std::string format = options.types.empty() ? "" : *options.format;
  const bool plain = format.find_first_of("[]{}():<>") == std::string::npos;
  return plain && !format.empty() ? c_global(format.substr(format.rfind(' ') + 1)) : "record";
}

}  // namespace

int run_layout(const Options& options) {
  if (!options.operands.empty()) {
    throw Error(Errc::BadUsage,
                fmt::format("layout looks at a format and at no file: -f FMT, not {}",
                            quoted(options.operands.front())));
  }
  if (!options.format) {
    throw Error(Errc::BadUsage, "layout needs a format: -f 'bhiq', or --types FILE -f NAME");
  }
  const auto chosen = choose(options.to.value_or("table"), "--to",
                             {std::begin(kListingForms), std::end(kListingForms)});
  const std::string_view form = kListingForms[chosen];
  Options quiet = options;
  quiet.quiet = true;  // what would be a note is a sentence of the answer
  const Layout layout = layout_of(quiet);
  FdSink sink(STDOUT_FILENO, "standard output");
  TextBuffer out(&sink);
  if (form == "tsv" || form == "csv") {
    append_listing(fields_listing(layout, false), form, options.header, out);
  } else {
    const Notations said = notations_of(layout, name_in_c(options));
    const std::optional<BetterOrder> better = better_order(layout);
    if (form == "table") {
      append_picture(layout, said, better, out);
    } else {
      append_listing(report_of(layout, said, better), form, options.header, out);
    }
  }
  out.flush();
  return kDone;
}

}  // namespace bview
