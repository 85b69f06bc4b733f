// SPDX-License-Identifier: MIT

#include "app/chosen_patch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/core/parallel.hpp>
#include <bview/core/patch.hpp>
#include <bview/core/pointed_texts.hpp>
#include <bview/core/quote.hpp>
#include <bview/core/sink.hpp>
#include <bview/core/unions.hpp>
#include <bview/formats/output/table_text.hpp>
#include <bview/formats/questions/choose.hpp>
#include <bview/formats/questions/column_store.hpp>
#include <bview/formats/text/reading_cells.hpp>

#include "app/chosen_dump.hpp"
#include "app/opened_file.hpp"
#include "app/patch_preview.hpp"
#include "app/patch_values.hpp"
#include "app/patch_writing.hpp"
#include "app/patching.hpp"
#include "app/room.hpp"

namespace bview {
namespace {

constexpr std::int64_t kPatchedAtOnce = std::int64_t{64} << 10;  // items that are asked about

/// The file, which is locked unless nothing is written, and what is selected of it.
struct PatchedView {
  Session session{};
  std::unique_ptr<PatchDisk> disk{};  ///< null for --dry-run
  View view{};
};

PatchedView open_view(const Options& options, const ViewRequest& request) {
  PatchedView file;
  Input input = open_file(options);
  const Keep keep = is_large_file(input) ? Keep::Nothing : Keep::Bytes;
  file.session = make_session(std::move(input), request, options, keep);
  Selection& selection = file.session.selection;
  refuse_unwritable(selection.view, selection.layout);
  if (options.dry_run) {
    mention_interrupted_patch(options);
    map_target(file.session, selection);
    file.view = selection.view;
    return file;
  }
  const View& seen = selection.view;
  file.disk = open_for_patching(options, seen.reach());
  refuse_interrupted(options, *file.disk);
  file.view = View(file.disk->data(), seen.itemsize(), {seen.axes().begin(), seen.axes().end()},
                   seen.offset());
  if (request.layout.pointed) request.layout.pointed->look_into(file.disk->data());
  return file;
}

/// Some of the items that are chosen, and their new bytes.
struct Stretch {
  Selection target;
  std::int64_t first;  ///< the number of the first among all that are chosen
  Buffer items;        ///< with --set
};

/// The part of a buffer that has a piece for each item; all of one that has one piece for all.
Buffer part_of(const Buffer& all, std::int64_t piece, const Stretch& stretch) {
  if (all.size() <= piece) return all;
  const std::int64_t count = stretch.target.view.size();
  return {{all.bytes().data + stretch.first * piece, count * piece, all.readonly()}, all.owner()};
}

class ChosenPatch {
 public:
  ChosenPatch(const Options& options, const ViewRequest& request, const View& view,
              const PatchPlanning& planning)
      : options_(options),
        request_(request),
        view_(view),
        planning_(planning),
        trimmed_(trimmed(request.layout)),
        given_(given_layout(trimmed_.layout)) {
    if (!request.set) return;
    for (const Field& field : given_.fields) stores_.emplace_back(field);
  }

  PlanOutcome run() {
    const std::int64_t total = count();
    if (total == 0) return PlanOutcome::NothingSelected;
    const Selection all{View::listed(view_.bytes(), trimmed_.layout.itemsize, list_, total),
                        trimmed_.layout};
    take_values(all);
    check_counts(values_, all, options_);
    if (values_.expected && !for_each_stretch([&](Stretch& each) { return holds(each); })) {
      return PlanOutcome::Unexpected;
    }
    for_each_stretch([&](Stretch& each) { return note(each); });
    return PlanOutcome::Planned;
  }

 private:
  [[nodiscard]] ItemSource items() const { return {view_, request_.layout}; }

  [[nodiscard]] std::int64_t count() const {
    const std::int64_t all = view_.size();
    if (!request_.where) return all;
    return count_chosen({view_, request_.layout}, *request_.where, usable_cores(),
                        [](double /*done*/) {});
  }

  void take_values(const Selection& all) {
    if (!request_.set) {
      values_ = new_values(options_, {{}, all});
      return;
    }
    values_.count = 1;
    values_.bytes = PatchBytes::Values;
    values_.expected = expected_values(options_, trimmed_.layout);
  }

  // --- stretches ---------------------------------------------------------------------------------

  /// Calls `visit` for what is chosen, as long as it gives true; whether it always did.
  bool for_each_stretch(const std::function<bool(Stretch&)>& visit) {
    std::int64_t chosen = 0;
    for (std::int64_t first = 0; first < view_.size(); first += kPatchedAtOnce) {
      Stretch stretch = stretch_of(first, std::min(kPatchedAtOnce, view_.size() - first));
      stretch.first = chosen;
      chosen += stretch.target.view.size();
      if (stretch.target.view.size() > 0 && !visit(stretch)) return false;
    }
    return true;
  }

  Stretch stretch_of(std::int64_t first, std::int64_t count) {
    list_ = std::make_shared<ItemList>();
    list_->extent = view_.size();
    std::vector<std::byte> bytes;
    for_each_block(items(), first, count, [&](const ItemBlock& block) { add(block, bytes); });
    const View view = View::listed(view_.bytes(), trimmed_.layout.itemsize, list_,
                                   std::ssize(list_->items), {}, trimmed_.offset);
    return {{view, trimmed_.layout}, 0, Buffer::own(std::move(bytes))};
  }

  /// Adds those of a block that are chosen, with --set their new bytes, too.
  void add(const ItemBlock& block, std::vector<std::byte>& bytes) {
    std::vector<std::uint8_t> marks(static_cast<std::size_t>(block.count), 1);
    if (request_.where) request_.where->narrow(block, marks.data());
    if (std::count(marks.begin(), marks.end(), 0) == block.count) return;
    const auto columns = request_.set ? request_.set->values(block) : std::vector<Column>();
    for (std::size_t k = 0; k < marks.size(); ++k) {
      if (marks[k] == 0) continue;
      const auto n = static_cast<std::int64_t>(k);
      list_->items.push_back({block.offset + n * block.step, block.first + n});
      if (request_.set) add_item(columns, k, bytes);
    }
  }

  void add_item(const std::vector<Column>& columns, std::size_t k, std::vector<std::byte>& bytes) {
    const std::size_t begin = bytes.size();
    bytes.resize(begin + static_cast<std::size_t>(given_.itemsize));
    for (std::size_t field = 0; field < columns.size(); ++field) {
      const auto offset = static_cast<std::size_t>(given_.fields[field].offset);
      try {
        stores_[field].store(columns[field], k, bytes.data() + begin + offset);
      } catch (const Error& error) {
        const ItemList::Item& item = list_->items.back();
        const std::string name = request_.layout.is_bare() ? "" : request_.set->fields()[field];
        throw Error(Errc::BadValue, fmt::format("item {} at offset {}: {}{}{}; nothing was written",
                                                item.number, item.offset, printable(name),
                                                name.empty() ? "" : ": ", error.what()));
      }
    }
  }

  // --- what becomes of them ----------------------------------------------------------------------

  [[nodiscard]] bool holds(const Stretch& stretch) const {
    NewValues part;
    part.expected = part_of(*values_.expected, given_.itemsize, stretch);
    return holds_expected(part, stretch.target, options_);
  }

  bool note(Stretch& stretch) {
    const bool all = values_.bytes == PatchBytes::All;
    const std::int64_t size = all ? trimmed_.layout.itemsize : given_.itemsize;
    Buffer items = request_.set ? std::move(stretch.items) : part_of(values_.items, size, stretch);
    Buffer lost = part_of(values_.lost, loss_mask_size(size), stretch);
    const Selection& target = stretch.target;
    const PatchPlan plan(target.view, target.layout, std::move(items), values_.bytes,
                         std::move(lost), settle_value);
    refuse_rounded(plan, target, options_);
    if (options_.dry_run) preview_changes(plan, target, options_, std::nullopt, planning_.lines);
    plan.joined_edits()(planning_.add);
    return true;
  }

  const Options& options_;
  const ViewRequest& request_;
  View view_;
  const PatchPlanning& planning_;
  Trimmed trimmed_;
  Layout given_;                       // of the items that values are given for
  std::vector<ColumnStore> stores_{};  // for its fields, with --set
  NewValues values_{};
  std::shared_ptr<ItemList> list_ = std::make_shared<ItemList>();
};

}  // namespace

PlanOutcome plan_chosen(const Options& options, const ViewRequest& request, const View& view,
                        const PatchPlanning& planning) {
  return ChosenPatch(options, request, view, planning).run();
}

int patch_chosen(const Options& options, const ViewRequest& request) {
  const PatchedView file = open_view(options, request);
  return run_planned(options, file.disk.get(), [&](const PatchPlanning& planning) {
    return plan_chosen(options, request, file.view, planning);
  });
}

}  // namespace bview
