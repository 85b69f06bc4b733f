// SPDX-License-Identifier: MIT

#include "app/diff_pair.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include <bview/formats/output/item_text.hpp>
#include <bview/formats/output/table_text.hpp>
#include <bview/formats/text/row_column.hpp>

namespace bview {
namespace {

/// Whether two fields have as many values, each of which has one beside it.
bool are_parallel(const Field& a, const Field& b) {
  if (a.shape != b.shape || (a.record == nullptr) != (b.record == nullptr)) return false;
  if (!a.record || a.record == b.record) return true;
  const auto& inner_a = a.record->fields;
  const auto& inner_b = b.record->fields;
  return std::equal(inner_a.begin(), inner_a.end(), inner_b.begin(), inner_b.end(),
                    [](const Field& one, const Field& other) {
                      return one.name == other.name && are_parallel(one, other);
                    });
}

std::string cell_of(const Field* field, DiffItems& item, const DiffRequest& request) {
  if (field == nullptr) {
    const Notation notation = request.form->notation;
    return notation == Notation::Json ? "null" : notation == Notation::Table ? "-" : "";
  }
  return json_cell(request, field->size(), [&](TextBuffer& json) {
    ItemText(bare_layout(*field), kJsonPunctuation, json_style(request))
        .write(item.item().data, json);
  });
}

/// Of a field that does not stand there, where the record begins.
std::int64_t offset_of(const Field* field, DiffItems& item) {
  return field == nullptr ? item.offset() : item.item().offset + field->offset;
}

}  // namespace

DiffPair::DiffPair(const DiffRequest& request, const Layout& whole)
    : request_(request),
      ignored_(whole, request.ignored),
      names_(whole.is_bare() ? std::vector<std::string>() : shown_names(whole)) {
  if (whole.is_fixed()) alike_.emplace(request, ignored_, whole, whole);
}

void DiffPair::write(DiffItems& a, DiffItems& b, TextBuffer& out) {
  if (alike_) return alike_->write(a.item(), b.item(), a.index(), cells_, out);
  const std::string_view bytes = a.bytes();
  if (!bytes.empty() && bytes == b.bytes()) return;
  write_records(a, b, out);
}

/// Those that stand there, each with the name that it has among all.
std::vector<Field> DiffPair::named_fields(DiffItems& item) const {
  std::vector<Field> fields = item.layout().fields;
  if (names_.empty()) return fields;
  for (std::size_t k = 0; k < fields.size(); ++k) {
    fields[k].name = names_[(*item.fields())[k]];
    fields[k].spread = false;
  }
  return fields;
}

/// Fields that are parallel are compared together, value by value; others are shown as a whole.
void DiffPair::write_records(DiffItems& a, DiffItems& b, TextBuffer& out) {
  const std::vector<Field> all_a = named_fields(a);
  const std::vector<Field> all_b = named_fields(b);
  Layout part_a = a.layout();
  Layout part_b = b.layout();
  part_a.fields.clear();
  part_b.fields.clear();
  const auto write_part = [&] {
    if (part_a.fields.empty()) return;
    ItemDifferences(request_, ignored_, part_a, part_b)
        .write(a.item(), b.item(), a.index(), cells_, out);
    part_a.fields.clear();
    part_b.fields.clear();
  };
  constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();
  const auto number = [&](const std::vector<std::size_t>& fields, std::size_t k) {
    return k < fields.size() ? fields[k] : kNone;
  };
  for (std::size_t i = 0, j = 0; i < all_a.size() || j < all_b.size();) {
    const std::size_t in_a = number(*a.fields(), i);
    const std::size_t in_b = number(*b.fields(), j);
    const Field* const field_a = in_a <= in_b ? &all_a[i++] : nullptr;
    const Field* const field_b = in_b <= in_a ? &all_b[j++] : nullptr;
    if (field_a != nullptr && field_b != nullptr && are_parallel(*field_a, *field_b)) {
      part_a.fields.push_back(*field_a);
      part_b.fields.push_back(*field_b);
      continue;
    }
    write_part();
    write_field(field_a, field_b, a, b, out);
  }
  write_part();
}

/// A field that stands in one record alone, or has another number of values there.
void DiffPair::write_field(const Field* field_a, const Field* field_b, DiffItems& a, DiffItems& b,
                           TextBuffer& out) const {
  const Field& any = field_a != nullptr ? *field_a : *field_b;
  if (ignored_.has(any.name)) return;
  if (request_.form == nullptr) {
    refuse_patch_of_sizes(fmt::format("{} of the item at offset {} has another size in B",
                                      printable(any.name), a.offset()));
  }
  const std::string cell_a = cell_of(field_a, a, request_);
  const std::string cell_b = cell_of(field_b, b, request_);
  FileDifference difference;
  difference.offset_a = offset_of(field_a, a);
  difference.offset_b = offset_of(field_b, b);
  difference.index = a.index();
  difference.field = any.name;
  difference.a = cell_a;
  difference.b = cell_b;
  request_.form->write(difference, out);
}

}  // namespace bview
