// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include <bview/core/error.hpp>
#include <bview/formats/parts/catalogue_name.hpp>
#include <bview/formats/syntax/formula_marks.hpp>
#include <bview/formats/syntax/formula_text.hpp>
#include <bview/formats/syntax/project.hpp>

namespace bview {
namespace {

constexpr std::int64_t kLongestName = 4096;  // bytes of a field in it

}  // namespace

CatalogueName::CatalogueName(const CatalogueText& source, const Layout& layout,
                             const CatalogueFile& file)
    : source_(source) {
  std::string_view rest = source_.text;
  while (!rest.empty()) {
    Piece piece;
    const std::size_t open = std::min(rest.find('{'), rest.size());
    piece.text = rest.substr(0, open);
    rest.remove_prefix(open);
    if (!rest.empty()) {
      const std::size_t close = find_outside(rest, "}", 1);
      if (close == std::string_view::npos) {
        throw catalogue_error(file.catalogue().file, source_, "this '{' is not closed");
      }
      add_braces(rest.substr(1, close - 1), piece, layout, file);
      rest.remove_prefix(close + 1);
    }
    pieces_.push_back(std::move(piece));
  }
}

void CatalogueName::add_braces(std::string_view inside, Piece& piece, const Layout& layout,
                               const CatalogueFile& file) const {
  try {
    Formula formula = parse_formula(inside);
    const FormulaNode& node = formula.nodes.back();
    const bool field =
        node.op == FormulaOp::Name && node.scope == NameScope::Field && node.operands.empty() &&
        std::any_of(layout.plan->columns.begin(), layout.plan->columns.end(),
                    [&](const Field& each) { return each.name == node.steps.front().name; });
    if (!field) {
      piece.formula.push_back(std::move(formula));
      return;
    }
    CellStyle json;
    json.notation = Notation::Json;
    piece.field = std::make_unique<RecordText>(project(layout, {std::string(trimmed(inside))}),
                                               kTsvPunctuation, CellStyle{}, json);
    piece.field->set_longest(kLongestName);
  } catch (const Error& error) {
    throw catalogue_error(file.catalogue().file, source_, error.what());
  }
}

std::string CatalogueName::of(CatalogueFile& file, const CatalogueRecord* record) const {
  TextBuffer out;
  for (const Piece& piece : pieces_) {
    out.append(piece.text);
    if (piece.field) piece.field->write(*record->walker, *record->frame, out);
    for (const Formula& formula : piece.formula) {
      out.append(fmt::format("{}", file.number(source_, formula, record)));
    }
  }
  return std::string(out.text());
}

}  // namespace bview
