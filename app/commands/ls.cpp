// SPDX-License-Identifier: MIT
// bview ls - the parts of a file that says what it holds.

#include <unistd.h>

#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/core/sink.hpp>
#include <bview/formats/output/listing.hpp>
#include <bview/formats/syntax/format_string.hpp>

#include "app/asking.hpp"
#include "app/commands.hpp"
#include "app/containers.hpp"
#include "app/patching.hpp"
#include "app/session.hpp"
#include "app/words.hpp"

namespace bview {
namespace {

/// What the items of parts are, in a word.
class TypeNames {
 public:
  std::string operator()(const Part& part) {
    if (part.kind != PartKind::Array) return name_of(part.kind);
    if (part.format != format_) {  // those of neighbours are mostly the same
      format_ = part.format;
      const Layout layout = parse_format(format_);
      name_ = layout.is_fixed() && layout.is_bare() ? layout.fields.front().type_name() : "record";
    }
    return name_;
  }

 private:
  std::string format_{};
  std::string name_{};
};

ListingCell cell_of(const std::string& text) {
  return text.empty() ? ListingCell() : ListingCell(text);
}

ListingCell cell_of(const std::optional<Lengths>& lengths) {
  return lengths ? ListingCell(*lengths) : ListingCell();
}

ListingCell offset_cell(const Part& part) {
  return part.absent ? ListingCell() : ListingCell(place_of(part));
}

/// One column: its name, who shows it, and what it shows.
struct PartColumn {
  const char* name;
  bool in_text;  ///< or else with --long and in JSON alone
  bool in_json;
  ListingCell (*cell)(const Part& part, TypeNames& types);
};
constexpr PartColumn kColumns[] = {
    {"name", true, true, [](const Part& p, TypeNames&) { return ListingCell(p.name); }},
    {"kind", false, true, [](const Part& p, TypeNames&) { return ListingCell(name_of(p.kind)); }},
    {"type", true, false, [](const Part& p, TypeNames& types) { return ListingCell(types(p)); }},
    {"format", false, true, [](const Part& p, TypeNames&) { return cell_of(p.format); }},
    {"shape", true, true, [](const Part& p, TypeNames&) { return cell_of(p.shape); }},
    {"strides", false, true, [](const Part& p, TypeNames&) { return cell_of(p.strides); }},
    {"offset", true, true, [](const Part& p, TypeNames&) { return offset_cell(p); }},
    {"size", true, true, [](const Part& p, TypeNames&) { return ListingCell(p.size); }},
    {"readonly", false, true, [](const Part& p, TypeNames&) { return cell_of(p.readonly); }},
    {"summary", true, true, [](const Part& p, TypeNames&) { return cell_of(p.summary); }},
};

std::vector<const PartColumn*> columns_of(const Options& options, bool json) {
  std::vector<const PartColumn*> columns;
  for (const PartColumn& column : kColumns) {
    const bool shown = json ? column.in_json : column.in_text || options.long_list;
    if (shown) columns.push_back(&column);
  }
  return columns;
}

/// Writes the parts that fit; those in front of a damage, too.
void list_parts(const Container& container, const Options& options, PartQuestion& question,
                const std::vector<const PartColumn*>& columns, ListingWriter& writer) {
  const std::string glob = options.operands.size() > 1 ? options.operands[1] : "";
  TypeNames types;
  container.list([&](const Part& part) {
    if (!glob.empty() && !fits_glob(part.name, glob)) return true;
    if (!options.where.empty() && !question.holds(part, types(part))) return true;
    std::vector<ListingCell> row;
    row.reserve(columns.size());
    for (const PartColumn* column : columns) row.push_back(column->cell(part, types));
    writer.add(std::move(row));
    return true;
  });
}

}  // namespace

int run_ls(const Options& options) {
  const auto form = choose(options.to.value_or("table"), "--to",
                           {std::begin(kListingForms), std::end(kListingForms)});
  const std::string_view name = kListingForms[form];
  refuse_more_operands(options, 2);
  PartQuestion question(options);
  const Input input = open_container(options);
  mention_interrupted_patch(options);
  FileBytes bytes(input);
  const Container container = container_of(bytes, options);
  const std::vector<const PartColumn*> columns =
      columns_of(options, name == "json" || name == "ndjson");
  std::vector<std::string> names;
  names.reserve(columns.size());
  for (const PartColumn* column : columns) names.emplace_back(column->name);
  FdSink sink(STDOUT_FILENO, "standard output");
  TextBuffer out(&sink);
  ListingWriter writer(std::move(names), name, options.header, out);
  std::optional<Error> damage;
  try {
    list_parts(container, options, question, columns, writer);
  } catch (const Error& error) {
    damage = error;
  }
  writer.finish();
  out.flush();
  if (damage) throw Error(*damage);
  return kDone;
}

}  // namespace bview
