// SPDX-License-Identifier: MIT
// Catalogues, from TOML. The only source that knows toml++.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <utility>

#define TOML_HEADER_ONLY 1  // no library to link, and none to load
#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>

#include <bview/core/quote.hpp>
#include <bview/formats/parts/catalogue.hpp>
#include <bview/formats/syntax/formula_marks.hpp>
#include <bview/formats/syntax/formula_text.hpp>
#include <bview/formats/syntax/pattern_text.hpp>

namespace bview {
namespace {

CatalogueText place_of(const toml::source_region& source, std::string text = "") {
  return {std::move(text), static_cast<std::int64_t>(source.begin.line),
          static_cast<std::int64_t>(source.begin.column)};
}

/// A table as it stands in its file: its keys in their order, each of which has to be known.
class CatalogueTable {
 public:
  CatalogueTable(const std::string& file, const toml::table& table) : file_(file), table_(table) {}

  [[noreturn]] void fail(const toml::source_region& where, std::string_view why) const {
    throw catalogue_error(file_, place_of(where), why);
  }

  struct Entry {
    const toml::key* key;
    const toml::node* value;
  };
  [[nodiscard]] std::vector<Entry> entries() const {
    std::vector<Entry> entries;
    for (const auto& [key, value] : table_) entries.push_back({&key, &value});
    std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
      const auto& [left, right] = std::pair(a.key->source().begin, b.key->source().begin);
      return std::pair(left.line, left.column) < std::pair(right.line, right.column);
    });
    return entries;
  }

  void refuse_unknown(const std::vector<std::string>& known) const {
    for (const Entry& entry : entries()) {
      const std::string key(entry.key->str());
      if (std::find(known.begin(), known.end(), key) != known.end()) continue;
      fail(entry.key->source(), fmt::format("there is no key {} here; there are {}", quoted(key),
                                            fmt::join(known, ", ")));
    }
  }

  [[nodiscard]] CatalogueText text(const toml::node& node, std::string_view key) const {
    if (const auto number = node.value_exact<std::int64_t>()) {
      return place_of(node.source(), fmt::format("{}", *number));
    }
    const auto found = node.value_exact<std::string>();
    if (!found) fail(node.source(), fmt::format("{} is a text", quoted(key)));
    return place_of(node.source(), *found);
  }

  [[nodiscard]] std::optional<CatalogueText> text(std::string_view key) const {
    const toml::node* const node = table_.get(key);
    return node == nullptr ? std::nullopt : std::optional(text(*node, key));
  }

  /// One text, or several.
  [[nodiscard]] std::vector<CatalogueText> texts(std::string_view key) const {
    const toml::node* const node = table_.get(key);
    if (node == nullptr) return {};
    const toml::array* const array = node->as_array();
    if (array == nullptr) return {text(*node, key)};
    std::vector<CatalogueText> all;
    for (const toml::node& each : *array) all.push_back(text(each, key));
    return all;
  }

  [[nodiscard]] std::optional<CatalogueTable> table(std::string_view key) const {
    const toml::node* const node = table_.get(key);
    return node == nullptr ? std::nullopt : std::optional(table(*node, key));
  }

  [[nodiscard]] CatalogueTable table(const toml::node& node, std::string_view key) const {
    const toml::table* const found = node.as_table();
    if (found == nullptr) fail(node.source(), fmt::format("{} is a table", quoted(key)));
    return {file_, *found};
  }

  [[nodiscard]] const std::string& file() const { return file_; }
  [[nodiscard]] const toml::source_region& source() const { return table_.source(); }

 private:
  const std::string& file_;
  const toml::table& table_;
};

/// What a text of the catalogue means, with its place where it means nothing.
template <class Parse>
auto read_there(const std::string& file, const CatalogueText& text, const Parse& parse) {
  try {
    return parse(std::string_view(text.text));
  } catch (const Error& error) {
    throw catalogue_error(file, text, error.what());
  }
}

CatalogueNumbers numbers_of(const std::string& file, CatalogueText text, bool list) {
  CatalogueNumbers numbers;
  numbers.formulas = read_there(file, text, [&](std::string_view all) {
    std::vector<Formula> formulas;
    if (list && trimmed(all).empty()) return formulas;
    for (std::size_t at = 0; at <= all.size();) {
      const std::size_t end = list ? std::min(find_outside(all, ",", at), all.size()) : all.size();
      formulas.push_back(parse_formula(all, at, end));
      at = end + 1;
    }
    return formulas;
  });
  numbers.source = std::move(text);
  return numbers;
}

struct NumbersKey {
  const char* name;
  std::optional<CatalogueNumbers> CataloguePart::*numbers;
  bool list;
};
constexpr NumbersKey kNumbersKeys[] = {
    {"when", &CataloguePart::when, false},      {"offset", &CataloguePart::offset, false},
    {"length", &CataloguePart::length, false},  {"shape", &CataloguePart::shape, true},
    {"strides", &CataloguePart::strides, true}, {"until", &CataloguePart::until, false},
};

struct TextKey {
  const char* name;
  std::optional<CatalogueText> CataloguePart::*text;
};
constexpr TextKey kTextKeys[] = {
    {"format", &CataloguePart::format},
    {"summary", &CataloguePart::summary},
    {"kind", &CataloguePart::kind},
    {"step", &CataloguePart::step},
};

CataloguePart part_of_table(const CatalogueTable& table, const toml::key& key, bool each) {
  std::vector<std::string> known = {"checksums"};
  for (const NumbersKey& numbers : kNumbersKeys) known.emplace_back(numbers.name);
  for (const TextKey& text : kTextKeys) known.emplace_back(text.name);
  if (each) known.insert(known.end(), {"name", "of"});
  table.refuse_unknown(known);
  CataloguePart part;
  part.key = key.str();
  part.name = place_of(key.source(), part.key);
  if (each) {
    part.of = table.text("of").value_or(part.name).text;
    const auto name = table.text("name");
    if (!name) table.fail(key.source(), "parts of records need a name: name = \"x/{index}\"");
    part.name = *name;
  }
  for (const TextKey& text : kTextKeys) part.*text.text = table.text(text.name);
  for (const NumbersKey& numbers : kNumbersKeys) {
    auto text = table.text(numbers.name);
    if (!text) continue;
    part.*numbers.numbers = numbers_of(table.file(), std::move(*text), numbers.list);
  }
  part.checksums = table.texts("checksums");
  const auto is_kind = [](std::string_view kind) { return kind == "text" || kind == "bytes"; };
  if (part.kind && !is_kind(part.kind->text)) {
    throw catalogue_error(table.file(), *part.kind, "a kind is 'text' or 'bytes'");
  }
  return part;
}

/// "@512: 45 46 ?? | 55 aa"
CatalogueMagic magic_of(const std::string& file, const CatalogueText& text) {
  CatalogueMagic magic;
  std::string_view rest = text.text;
  if (rest.starts_with('@')) {
    const std::size_t colon = std::min(find_outside(rest, ":"), rest.size());
    CatalogueText offset = text;
    offset.text = rest.substr(1, colon - 1);
    magic.offset = numbers_of(file, std::move(offset), false);
    rest.remove_prefix(std::min(colon + 1, rest.size()));
  }
  for (;;) {
    const std::size_t bar = std::min(rest.find('|'), rest.size());
    magic.patterns.push_back(read_there(file, text, [&](std::string_view /*all*/) {
      return byte_pattern_in(trimmed(rest.substr(0, bar)));
    }));
    if (bar == rest.size()) return magic;
    rest.remove_prefix(bar + 1);
  }
}

void take_parts(const CatalogueTable& top, const char* key, bool each, Catalogue& catalogue) {
  const auto table = top.table(key);
  if (!table) return;
  for (const CatalogueTable::Entry& entry : table->entries()) {
    const CatalogueTable part = table->table(*entry.value, entry.key->str());
    CataloguePart made = part_of_table(part, *entry.key, each);
    if (each && catalogue.find(made.of) == nullptr) {
      part.fail(entry.key->source(),
                fmt::format("there is no part {} whose records these could be", quoted(made.of)));
    }
    catalogue.parts.push_back(std::move(made));
  }
}

Catalogue catalogue_of(const CatalogueTable& top) {
  top.refuse_unknown({"name", "summary", "magic", "when", "big", "types", "parts", "each"});
  Catalogue catalogue;
  catalogue.file = top.file();
  const auto name = top.text("name");
  if (!name) top.fail(top.source(), "a catalogue has a name: name = \"x\"");
  catalogue.name = name->text;
  catalogue.summary = top.text("summary").value_or(CatalogueText{}).text;
  for (const CatalogueText& magic : top.texts("magic")) {
    catalogue.magic.push_back(magic_of(top.file(), magic));
  }
  if (auto when = top.text("when")) {
    catalogue.when = numbers_of(top.file(), std::move(*when), false);
  }
  if (auto big = top.text("big")) catalogue.big = numbers_of(top.file(), std::move(*big), false);
  if (const auto types = top.table("types")) {
    for (const CatalogueTable::Entry& entry : types->entries()) {
      const std::string type(entry.key->str());
      catalogue.types.emplace(type, types->text(*entry.value, type));
    }
  }
  take_parts(top, "parts", false, catalogue);
  take_parts(top, "each", true, catalogue);
  return catalogue;
}

}  // namespace

Catalogue parse_catalogue(std::string_view text, const std::string& file) {
  try {
    const toml::table table = toml::parse(text);
    return catalogue_of({file, table});
  } catch (const toml::parse_error& error) {
    throw catalogue_error(file, place_of(error.source()), error.description());
  }
}

}  // namespace bview
