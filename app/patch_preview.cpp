// SPDX-License-Identifier: MIT

#include "app/patch_preview.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/core/sink.hpp>
#include <bview/formats/output/place_text.hpp>
#include <bview/formats/output/table_text.hpp>
#include <bview/formats/text/leaf_text.hpp>
#include <bview/formats/text/reading_bytes.hpp>
#include <bview/formats/text/reading_cells.hpp>

#include "app/progress.hpp"
#include "app/session.hpp"
#include "app/terminal.hpp"
#include "app/values.hpp"
#include "app/words.hpp"

namespace bview {
namespace {

/// The items that a patch is about; a record of varying size is one of them, with its number.
struct Items {
  const Selection& selection;
  std::optional<std::int64_t> record;
};

/// Where item n, or a value `offset` bytes behind its start, stands.
std::string place(const Items& items, std::int64_t n, std::int64_t offset, std::string_view name) {
  const View& view = items.selection.view;
  const bool indexed = items.record || view.ndim() > 0;
  return place_text(view.offset_of(n) + offset,
                    !indexed       ? std::nullopt
                    : items.record ? std::optional(Lengths{*items.record})
                                   : std::optional(view.index_of(n)),
                    name);
}
std::string place(const Items& items, std::int64_t n, const Leaf& leaf) {
  return place(items, n, leaf.offset, items.selection.layout.is_bare() ? "" : printable(leaf.name));
}

/// How values are shown beside those that were typed: integers in the base of these.
class Style {
 public:
  Style(const Options& options, std::vector<std::string> typed)
      : given_(options.base), typed_(std::move(typed)) {
    style_.notation = Notation::Table;
    style_.bytes_as = bytes_as(options);
    style_.base = base_of(options).value_or(10);
  }

  /// Of value `k` of an item that begins with the typed value `first`.
  [[nodiscard]] const CellStyle& of(std::int64_t first, std::int64_t k) {
    const auto at = static_cast<std::size_t>(first + k);
    if (!given_ && !typed_.empty()) style_.base = written_base(typed_[at % typed_.size()]);
    return style_;
  }

 private:
  bool given_;  // --base
  std::vector<std::string> typed_;
  CellStyle style_;
};

Style style_of_values(const Options& options) {
  return {options, options.from ? std::vector<std::string>{} : value_operands(options)};
}

/// A value that a plan changes.
struct Changed {
  const Leaf& leaf;
  std::int64_t item;
  const std::byte* before;  ///< the item
  const std::byte* after;
  const CellStyle& style;
};

/// Calls `visit` for the values of item `n` that change, as long as it gives true.
template <class Visit>
bool visit_changed_values(const PatchPlan& plan, const Selection& selection, std::int64_t n,
                          Style& style, const Visit& visit) {
  const std::byte* before = plan.old_item(n);
  const std::byte* after = plan.new_item(n);
  bool go_on = true;
  std::int64_t k = 0;
  const std::int64_t leaves = leaf_count(selection.layout);
  for_each_leaf(selection.layout, [&](const Leaf& leaf) {
    const std::int64_t value = k++;
    if (!go_on || plan.keeps(before + leaf.offset, after + leaf.offset, leaf.field)) return;
    go_on = visit(Changed{leaf, n, before, after, style.of(n * leaves, value)});
  });
  return go_on;
}

/// The bytes of a value, for types that write one value in several ways.
std::string bytes_text(const Leaf& leaf, const std::byte* item) {
  Field bytes;
  bytes.type = ScalarType::String;
  bytes.length = leaf.field.value_size();
  CellStyle style;
  style.bytes_as = BytesAs::Hex;
  return leaf_text({leaf.name, bytes, leaf.offset}, item, style);
}

std::string change_text(const Changed& changed) {
  const std::string before = leaf_text(changed.leaf, changed.before, changed.style);
  const std::string after = leaf_text(changed.leaf, changed.after, changed.style);
  if (before != after) return fmt::format("{} -> {}", before, after);
  return fmt::format("{} -> {} ({} -> {})", before, after, bytes_text(changed.leaf, changed.before),
                     bytes_text(changed.leaf, changed.after));
}

/// Where the selection does not hold the expected values, and what is there; "" if it does.
/// They are compared as dump shows them: a NaN is a NaN, but -0.0 is not 0.0.
std::string first_unexpected(const Buffer& values, const Items& items, const Options& options) {
  const Selection& selection = items.selection;
  const PatchPlan expected(selection.view, selection.layout, values, PatchBytes::Values, {},
                           settle_value, PatchUse::Compare);
  Style style(options, options.expect);
  Progress progress(options, Printing::Nothing);
  std::string first;
  const auto compare_item = [&](std::int64_t n) {
    return visit_changed_values(expected, selection, n, style, [&](const Changed& changed) {
      const auto& [leaf, item, found, wanted, cell] = changed;
      first = fmt::format("{}: expected {}, found {}", place(items, item, leaf),
                          leaf_text(leaf, wanted, cell), leaf_text(leaf, found, cell));
      return false;
    });
  };
  expected.visit_changed_items(compare_item, [&](double done) { progress.show_part(done); });
  return first;
}

/// How to keep a tool from rounding integers.
const char* rounding_repair(const Options& options) {
  return *options.from == "csv" || *options.from == "tsv"
             ? "let it treat that column as text"
             : "dump with --bigint string, so that no tool rounds it";
}

}  // namespace

void preview_changes(const PatchPlan& plan, const Selection& selection, const Options& options,
                     std::optional<std::int64_t> record, TextBuffer& out) {
  const Items items{selection, record};
  Style style = style_of_values(options);
  Progress progress(options);
  const auto preview_item = [&](std::int64_t n) {
    bool any_value = false;
    visit_changed_values(plan, selection, n, style, [&](const Changed& changed) {
      any_value = true;
      out.append(fmt::format("{}  {}\n", place(items, n, changed.leaf), change_text(changed)));
      return true;
    });
    if (!any_value) out.append(place(items, n, 0, "only padding changes") + '\n');
    return true;
  };
  plan.visit_changed_items(preview_item, [&](double done) { progress.show_part(done); });
}

std::string shown_bytes(std::span<const std::byte> bytes) {
  constexpr std::size_t kShown = 16;
  const auto shown = bytes.first(std::min(bytes.size(), kShown));
  return hex_text({reinterpret_cast<const char*>(shown.data()), shown.size()}) +
         (shown.size() < bytes.size() ? "…" : "");
}

void append_bytes_line(const Edit& edit, TextBuffer& out) {
  out.append(fmt::format("{}  {} -> {}\n", place_text(edit.offset, std::nullopt, ""),
                         shown_bytes(edit.old_bytes), shown_bytes(edit.new_bytes)));
}

void tell_preview(const PatchSummary& summary, const Options& options) {
  if (options.quiet) return;
  const std::string file = quoted(options.operands.front());
  tell(summary.values == 0
           ? fmt::format("bview: nothing to change in {}: it holds these values already", file)
           : fmt::format("bview: would change {} ({}) in {}", count_text(summary.values, "value"),
                         count_text(summary.bytes, "byte"), file));
}

void refuse_rounded(const PatchPlan& plan, const Selection& selection, const Options& options,
                    std::optional<std::int64_t> record) {
  if (!plan.has_losses()) return;
  Style style = style_of_values(options);
  plan.visit_changed_items([&](std::int64_t n) {
    return visit_changed_values(plan, selection, n, style, [&](const Changed& changed) {
      const auto& [leaf, item, before, after, cell] = changed;
      if (!plan.rounds(before + leaf.offset, after + leaf.offset, leaf.field)) return true;
      throw Error(Errc::BadValue,
                  fmt::format("{}: {} is {} as a tool rounded it that reads numbers as doubles; "
                              "{}; nothing was written",
                              place({selection, record}, item, leaf), leaf_text(leaf, after, cell),
                              leaf_text(leaf, before, cell), rounding_repair(options)));
    });
  });
}

bool holds_expected(const NewValues& values, const Selection& selection, const Options& options,
                    std::optional<std::int64_t> record) {
  if (!values.expected) return true;
  const std::string first = first_unexpected(*values.expected, {selection, record}, options);
  if (first.empty()) return true;
  tell(fmt::format("bview: {}; nothing was written", first));
  return false;
}

}  // namespace bview
