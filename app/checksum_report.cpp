// SPDX-License-Identifier: MIT

#include "app/checksum_report.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/core/input.hpp>
#include <bview/core/sink.hpp>
#include <bview/formats/output/listing.hpp>
#include <bview/formats/text/leaf_text.hpp>

#include "app/checksums.hpp"
#include "app/commands.hpp"
#include "app/opened_file.hpp"
#include "app/patching.hpp"
#include "app/session.hpp"
#include "app/words.hpp"

namespace bview {
namespace {

/// What a field holds, numbers in hex, as checksums are known.
std::string text_in(const Layout& layout, const std::byte* item) {
  CellStyle style;
  style.notation = Notation::Table;
  style.base = 16;
  style.bytes_as = BytesAs::Hex;
  style.checks = false;
  std::string text;
  for_each_leaf(layout, [&](const Leaf& leaf) { text += leaf_text(leaf, item, style); });
  return text;
}

ListingCell cell_of(std::optional<std::int64_t> number) {
  return number ? ListingCell(*number) : ListingCell();
}

/// Whether it holds.
bool add_row(const FoundChecksum& found, ListingWriter& report) {
  const View& view = found.target.view;
  const std::int64_t offset = view.offset();
  const std::string stored = text_in(found.target.layout, view.bytes().at(offset));
  const std::string computed = text_in(found.target.layout, found.computed.bytes().data);
  const bool ok = stored == computed;
  report.add({found.name, std::string(found.algorithm.name), stored, computed, ok,
              cell_of(found.item), offset});
  return ok;
}

}  // namespace

int report_checksums(const Options& options) {
  const auto form = choose(options.to.value_or("table"), "--to",
                           {std::begin(kListingForms), std::end(kListingForms)});
  refuse_more_operands(options, 1);
  mention_interrupted_patch(options);
  Input input = open_file(options);
  if (input.stream) input = read_whole(std::move(input), std::nullopt);
  FdSink sink(STDOUT_FILENO, "standard output");
  TextBuffer out(&sink);
  ListingWriter report({"name", "algorithm", "stored", "computed", "ok", "index", "offset"},
                       kListingForms[form], false, out);
  bool all = true;
  for (const std::string& check : options.check) {
    Input same;
    same.buffer = input.buffer;
    same.name = input.name;
    for_each_checksum("--check", check, options, std::move(same), nullptr,
                      [&](const FoundChecksum& found) { all = add_row(found, report) && all; });
  }
  report.finish();
  out.flush();
  return all ? kDone : kNo;
}

}  // namespace bview
