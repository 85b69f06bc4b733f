// SPDX-License-Identifier: MIT

#include "app/diff.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include <bview/core/cursor.hpp>
#include <bview/core/error.hpp>
#include <bview/core/patch.hpp>
#include <bview/formats/output/patch_lines.hpp>
#include <bview/formats/output/table_text.hpp>
#include <bview/formats/text/string_text.hpp>

#include "app/commands.hpp"
#include "app/formula_options.hpp"
#include "app/opened_file.hpp"
#include "app/part_options.hpp"
#include "app/patching.hpp"
#include "app/threads.hpp"
#include "app/words.hpp"

namespace bview {
namespace {

/// Null for a patch.
const DifferenceForm* difference_form_of(const Options& options) {
  std::vector<std::string> names = names_of(difference_forms());
  names.emplace_back("patch");
  const std::size_t chosen = choose(options.to.value_or("text"), "--to", names);
  return chosen < difference_forms().size() ? &difference_forms()[chosen] : nullptr;
}

Tolerance tolerance_of(const Options& options) {
  Tolerance tolerance;
  if (options.rtol) tolerance.relative = parsed("--rtol", *options.rtol, parse_tolerance);
  if (options.atol) tolerance.absolute = parsed("--atol", *options.atol, parse_tolerance);
  tolerance.given = options.rtol || options.atol;
  return tolerance;
}

CellStyle cells_of(const Options& options, const DifferenceForm* form) {
  CellStyle style;
  style.checks = false;
  if (form == nullptr) return style;
  style.notation = form->notation;
  style.bytes_as = bytes_as(options);
  style.nan_as_string = choose(options.nan.value_or("null"), "--nan", {"null", "string"}) == 1;
  style.bigint_as_string =
      choose(options.bigint.value_or("number"), "--bigint", {"number", "string"}) == 1;
  if (form->notation != Notation::Json) style.base = base_of(options).value_or(10);
  return style;
}

}  // namespace

DiffRequest diff_request(const Options& options) {
  DiffRequest request;
  request.form = difference_form_of(options);
  request.style = {cells_of(options, request.form), tolerance_of(options)};
  request.ignored = options.ignore;
  request.keys = options.key;
  request.align = options.align;
  request.threads = threads_of(options);
  return request;
}

DiffSide open_side(const Options& options, const std::string& path) {
  Options own = options;
  own.operands = {path};
  mention_interrupted_patch(own);
  if (own.part) own = with_part(std::move(own), false);
  if (!has_formulas(own)) {
    ViewRequest request = view_request(own);
    Input input = open_file(own);
    return {std::move(own), std::move(request), std::move(input)};
  }
  Input input = open_file(own);
  Numbered numbered = with_numbers(own, input);
  return {std::move(numbered.options), std::move(numbered.request), std::move(input)};
}

DiffOutput::DiffOutput(const DiffRequest& request, const Options& options, std::int64_t size_a,
                       std::int64_t size_b)
    : request_(request),
      out_(STDOUT_FILENO, "standard output"),
      sink_(out_,
            request.form == nullptr ? patch_header(size_a, size_b)
            : options.header        ? difference_header(*request.form)
                                    : std::string(request.form->open),
            request.form == nullptr ? "" : request.form->separator) {}

int DiffOutput::finish() {
  sink_.finish(request_.form == nullptr ? patch_end(sink_.lines())
                                        : std::string(request_.form->close));
  return sink_.any() ? kNo : kDone;
}

void DiffOutput::give_up() {
  if (request_.form != nullptr && sink_.any()) sink_.finish(request_.form->close);
}

ItemDifferences::ItemDifferences(const DiffRequest& request, const IgnoredFields& ignored,
                                 const Layout& a, const Layout& b)
    : request_(request),
      pair_(a, b, request.style, ignored),
      span_(selected_span(a)),
      bare_(a.is_bare() && a.fields.front().shape.empty()) {
  constexpr std::int64_t kMost = std::int64_t{16} << 20;
  if (request.form != nullptr || span_.size <= kMost) return;
  throw Error(Errc::BadUsage,
              fmt::format("an item of {} is too long for -t patch, which keeps one; without a "
                          "format it compares bytes",
                          count_text(span_.size, "byte")));
}

void ItemDifferences::write(const Item& a, const Item& b, const std::optional<Lengths>& index,
                            Cells& cells, TextBuffer& out) const {
  if (request_.form == nullptr) return write_patch(a, b, out);
  FileDifference difference;
  difference.index = index;
  pair_.each(a.data, b.data, [&](const DifferingValue& value) {
    difference.offset_a = a.offset + value.offset_a;
    difference.offset_b = b.offset + value.offset_b;
    if (!bare_) difference.field = value.name;
    cells.a.clear();
    cells.b.clear();
    const std::string instead = instead_of_cell(request_, value.values.size());
    if (instead.empty()) {
      value.values.write_a(a.data + value.offset_a, cells.a);
      value.values.write_b(b.data + value.offset_b, cells.b);
    } else {
      cells.a.append(instead);
      cells.b.append(instead);
    }
    difference.a = cells.a.text();
    difference.b = cells.b.text();
    request_.form->write(difference, out);
  });
}

/// Values may share bytes, as bits and members of unions do, so the item is made as a whole.
void ItemDifferences::write_patch(const Item& a, const Item& b, TextBuffer& out) const {
  std::vector<std::byte> patched;
  pair_.each(a.data, b.data, [&](const DifferingValue& value) {
    if (!value.values.alike()) {
      refuse_patch_of_sizes(fmt::format("{} at offset {} is of another size or type in B",
                                        printable(value.name), a.offset + value.offset_a));
    }
    const std::byte* const begin = a.data + span_.offset;
    if (patched.empty()) patched.assign(begin, begin + span_.size);
    value.values.copy(b.data + value.offset_b, patched.data() + value.offset_a - span_.offset);
  });
  const std::span<const std::byte> after(patched);
  const std::span<const std::byte> before(a.data + span_.offset, after.size());
  for (std::size_t at = 0; at < after.size();) {
    const std::size_t begin = at;
    while (at < after.size() && before[at] != after[at]) ++at;
    append_patch_lines(a.offset + span_.offset + static_cast<std::int64_t>(begin),
                       before.subspan(begin, at - begin), after.subspan(begin, at - begin), out);
    if (at < after.size()) ++at;
  }
}

void write_lone_item(const DiffRequest& request, DifferenceKind kind, std::int64_t offset,
                     const std::optional<Lengths>& index, std::string_view cell, TextBuffer& out) {
  const bool inserted = kind == DifferenceKind::Insert;
  if (request.form == nullptr) {
    refuse_patch_of_sizes(
        fmt::format("an item at offset {} is only in {}", offset, inserted ? "B" : "A"));
  }
  FileDifference difference;
  difference.kind = kind;
  (inserted ? difference.offset_b : difference.offset_a) = offset;
  difference.index = index;
  (inserted ? difference.b : difference.a) = cell;
  request.form->write(difference, out);
}

CellStyle json_style(const DiffRequest& request) {
  CellStyle style = request.style.cells;
  style.notation = Notation::Json;
  style.base = 10;
  return style;
}

std::string instead_of_cell(const DiffRequest& request, std::int64_t size) {
  constexpr std::int64_t kMost = std::int64_t{4} << 20;
  if (size <= kMost) return "";
  if (request.form->notation == Notation::Table) return fmt::format("({} bytes)", size);
  throw Error(Errc::BadUsage, fmt::format("{} differ as a whole, which is too much to be shown; -t "
                                          "text shows where",
                                          count_text(size, "byte")));
}

std::string json_cell(const DiffRequest& request, std::int64_t size,
                      const std::function<void(TextBuffer&)>& write) {
  if (request.form == nullptr) return "";
  if (std::string instead = instead_of_cell(request, size); !instead.empty()) return instead;
  constexpr std::int64_t kColumns = 160;
  const Notation notation = request.form->notation;
  TextBuffer json;
  write(json);
  if (notation == Notation::Table) return cut_text(json.text(), kColumns);
  if (notation == Notation::Json) return std::string(json.text());
  TextBuffer cell;
  append_text(json.text(), request.style.cells, cell);
  return std::string(cell.text());
}

void refuse_patch_of(const Selection& selection) {
  refuse_unwritable(selection.view, selection.layout);
  if (direction_of(selection.view) == Direction::Forwards) return;
  throw Error(Errc::BadUsage,
              "-t patch lists changes in the order of the file, and this view goes another way");
}

void refuse_patch_of_sizes(const std::string& what) {
  throw Error(Errc::BadUsage, fmt::format("{}, and a patch inserts and deletes nothing; the other "
                                          "forms of --to show it",
                                          what));
}

}  // namespace bview
