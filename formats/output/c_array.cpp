// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include <bview/formats/output/c_array.hpp>
#include <bview/formats/output/c_declarations.hpp>
#include <bview/formats/output/c_names.hpp>
#include <bview/formats/output/nested.hpp>

namespace bview {
namespace {

constexpr Punctuation kCPunctuation{"{", "}", "{", "}", ", ", false};

/// Braces for every axis; the innermost of plain values fills lines, the others have
/// one member per line.
std::vector<Level> levels_of(const Selection& shown, bool plain) {
  std::vector<Level> levels;
  const std::size_t ndim = shown.view.ndim();
  for (std::size_t k = 0; k < ndim; ++k) {
    const std::string indent(2 * k, ' ');
    const bool inner = plain && k + 1 == ndim && ndim > 1;
    if (inner) {
      levels.push_back({"{", ", ", "}"});
    } else {
      levels.push_back({"{\n" + indent + "  ", ",\n" + indent + "  ", ",\n" + indent + "}"});
    }
  }
  if (plain && ndim == 1) levels.front().separator = ", ";
  return levels;
}

}  // namespace

std::unique_ptr<Renderer> make_c(Selection selection, const OutputOptions& options) {
  selection.layout = without_readings(std::move(selection.layout));
  selection.layout = with_largest_first(std::move(selection.layout));
  Selection shown = unfold(selection);
  const bool plain = shown.layout.is_bare() && !shown.layout.fields.front().record;
  CellStyle style;
  style.notation = Notation::C;
  style.base = options.base.value_or(0);
  NestedText text;
  if (shown.view.size() > 0) {
    const std::string name = c_global(options.name);
    text.begin = [opening =
                      c_declaration(shown.layout, shown.view.shape(), name)](TextBuffer& out) {
      out.append(opening);
      out.append(" = ");
    };
    const std::string wider = c_widening(shown.layout);
    if (!wider.empty()) text.note = fmt::format("types that C lacks are widened: {}", wider);
    text.end = ";\n";
  }
  text.levels = levels_of(shown, plain);
  if (plain) text.wrap = 12;
  text.wrap_separator = ",\n" + std::string(2 * std::max<std::size_t>(1, shown.view.ndim()), ' ');
  return std::make_unique<NestedRenderer>(
      std::move(shown.view), ItemText(with_first_member(shown.layout), kCPunctuation, style),
      std::move(text));
}

}  // namespace bview
