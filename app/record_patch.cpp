// SPDX-License-Identifier: MIT

#include "app/record_patch.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <functional>
#include <memory>
#include <utility>

#include <bview/core/descriptor.hpp>
#include <bview/core/error.hpp>
#include <bview/core/mapping.hpp>
#include <bview/core/patch.hpp>
#include <bview/core/pointed_texts.hpp>
#include <bview/core/quote.hpp>
#include <bview/core/record_layout.hpp>
#include <bview/core/unions.hpp>
#include <bview/formats/input/given_record.hpp>
#include <bview/formats/output/table_text.hpp>
#include <bview/formats/questions/column_store.hpp>
#include <bview/formats/text/reading_cells.hpp>
#include <bview/formats/text/row_column.hpp>

#include "app/open_axis.hpp"
#include "app/patch_preview.hpp"
#include "app/patch_values.hpp"
#include "app/patch_writing.hpp"
#include "app/patching.hpp"
#include "app/record_source.hpp"
#include "app/record_trial.hpp"
#include "app/record_values.hpp"
#include "app/room.hpp"
#include "app/terminal.hpp"
#include "app/values.hpp"
#include "app/words.hpp"

namespace bview {
namespace {

struct OpenFile {
  std::unique_ptr<PatchDisk> disk{};  ///< null for --dry-run
  PatchedFile file{};
};

OpenFile open_patched(const Options& options) {
  const std::string& path = options.operands.front();
  const std::string name = bview::quoted(path);
  const Descriptor descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (descriptor.get() < 0) throw system_error("open", name, errno);
  OpenFile opened;
  if (options.dry_run) {
    mention_interrupted_patch(options);
    opened.file.bytes = map_descriptor(descriptor.get(), Access::Read, name);
    opened.file.trial = map_descriptor(descriptor.get(), Access::Private, name);
    return opened;
  }
  opened.disk = open_for_patching(options, {0, mappable_size(descriptor.get(), name)});
  refuse_interrupted(options, *opened.disk);
  opened.file.bytes = Buffer(opened.disk->data(), nullptr);
  opened.file.trial = opened.disk->trial();
  return opened;
}

/// \throws Error{Errc::ReadOnly} where two of the stretches share a byte.
void refuse_shared_bytes(std::vector<Extent> stretches) {
  std::sort(stretches.begin(), stretches.end(),
            [](const Extent& a, const Extent& b) { return a.offset < b.offset; });
  for (std::size_t k = 1; k < stretches.size(); ++k) {
    if (stretches[k - 1].offset + stretches[k - 1].size <= stretches[k].offset) continue;
    throw Error(Errc::ReadOnly,
                fmt::format("two of the records share the byte at offset {}, so they cannot both "
                            "be written",
                            stretches[k].offset));
  }
}

class RecordPatch {
 public:
  RecordPatch(const Options& options, const ViewRequest& request, const PatchedFile& file,
              const PatchPlanning& planning)
      : options_(options),
        request_(request),
        planning_(planning),
        may_overlap_(request.layout.plan->looks_elsewhere || request.step),
        trial_(request, file.trial, may_overlap_ || file.keeps_trial),
        expected_(options.expect, {bytes_as(options), false, {}}) {
    if (request.layout.pointed) request.layout.pointed->look_into(file.bytes.bytes());
    input_.buffer = file.bytes;
    input_.name = bview::quoted(options.operands.front());
    source_ = std::make_unique<RecordSource>(input_, request);
    area_ = source_->records()->area;
    walker_ = std::make_unique<Walker>(request.layout, area_);
    trial_.begin(area_);
    select();
  }

  PlanOutcome run() {
    if (selected_ && selected_->size() == 0) return PlanOutcome::NothingSelected;
    if (request_.where && !next_number()) return PlanOutcome::NothingSelected;
    if (request_.set) {
      take_set();
    } else if (options_.from) {
      take_from();
    } else {
      take_operands();
    }
    check_end();
    if (expected_.left() > 0 && !failed_) refuse_left(expected_);
    refuse_shared_bytes(std::move(claimed_));
    if (failed_) return PlanOutcome::Unexpected;
    if (may_overlap_ && changes_) trial_.check_others(input_);
    return PlanOutcome::Planned;
  }

 private:
  // --- which records -----------------------------------------------------------------------------

  void select() {
    if (!names_extent(options_) && !request_.set) return;
    const auto needed = steps_needed(request_, options_);
    const Lengths& shape = request_.window.shape;
    const bool told = !shape.empty() && shape.front() >= 0;
    View all = view_of_records(told     ? shape.front()
                               : needed ? Stream::kMost
                                        : source_->count_all());
    if (request_.window.shape.empty()) all = all.at(0, 0);
    selected_ = rearranged(all, options_);
  }

  /// The number of the record that the next values go to; nothing where there are no more.
  [[nodiscard]] std::optional<std::int64_t> next_number() {
    for (auto number = next_selected(); number; number = next_selected()) {
      if (!request_.where || holds_for(*number)) return number;
      ++at_;
    }
    return std::nullopt;
  }

  /// That of the next record that is selected.
  [[nodiscard]] std::optional<std::int64_t> next_selected() {
    if (!selected_) return source_->reach(at_) ? std::optional(at_) : std::nullopt;
    if (at_ >= selected_->size()) return std::nullopt;
    const std::int64_t number = selected_->offset_of(at_);
    if (source_->reach(number)) return number;
    if (source_->error()) throw Error(*source_->error());
    const Lengths& shape = request_.window.shape;
    if (shape.empty() || shape.front() >= 0) {
      throw Error(Errc::BadShape, fmt::format("there is no record {}; {} has {}", number,
                                              input_.name, source_->found()));
    }
    // An index that wants a record that is not there says so.
    selected_ = rearranged(view_of_records(source_->found()), options_);
    return next_selected();
  }

  [[nodiscard]] const Frame& frame_of(std::int64_t number) {
    const std::int64_t offset = source_->records()->at(number).offset;
    if (const Frame* frame = walker_->walk(offset, number)) return *frame;
    throw Error(Errc::File,
                fmt::format("record {} at offset {} changed while it was read", number, offset));
  }

  /// The record as questions are asked about it.
  template <class Ask>
  auto asked_about(std::int64_t number, const Ask& ask) {
    const Frame* const frame = &frame_of(number);
    const Lengths shape = selected_->shape();
    ItemBlock block;
    block.count = 1;
    block.first = at_;
    block.shape = &shape;
    block.offset = number;
    block.walker = walker_.get();
    block.frames = &frame;
    return ask(block);
  }

  [[nodiscard]] bool holds_for(std::int64_t number) {
    return asked_about(number, [&](const ItemBlock& block) {
      std::uint8_t mark = 1;
      request_.where->narrow(block, &mark);
      return mark != 0;
    });
  }

  /// What is behind the records that were given values.
  void check_end() {
    const bool more = next_number().has_value();
    if (!selected_) {
      if (!more && source_->error()) throw Error(*source_->error());
      if (more && !options_.offset) {
        throw Error(Errc::BadUsage,
                    fmt::format("{} holds more than the {} that values were given for; name a "
                                "place: -o N writes them from byte N on, -i START:STOP to these "
                                "records, -i : to every record",
                                input_.name, count_text(done_, "record")));
      }
      return;
    }
    if (more) {
      throw Error(Errc::BadUsage,
                  fmt::format("values for {} were given, and more records are selected",
                              count_text(done_, "record")));
    }
  }

  // --- what they get -----------------------------------------------------------------------------

  void take_operands() {
    const std::vector<std::string> values = value_operands(options_);
    if (values.empty()) {
      throw Error(Errc::BadUsage,
                  "patch needs values behind the file, or --from FORM PATH, which reads them (- "
                  "for standard input)");
    }
    const InputOptions input{bytes_as(options_), false, {}};
    GivenArguments given(values, input);
    const std::int64_t all = std::ssize(values);
    std::int64_t each = 0;  // values of the first record that has any
    while (const auto number = next_number()) {
      // One record's values go to all that are selected.
      if (given.left() == 0 && (!selected_ || each != all)) break;
      if (given.left() == 0) given.restart();
      const std::int64_t before = given.taken();
      patch(*number, reader_of(given), PatchBytes::Fields);
      const std::int64_t taken = given.taken() - before;
      if (each == 0) each = taken;
      if (each == all && taken > 0 && given.left() > 0) refuse_left(given);
    }
    const bool reused = each == all && given.taken() == 0;
    if (given.left() > 0 && !reused) refuse_left(given);
  }

  [[noreturn]] void refuse_left(const GivenArguments& given) const {
    throw Error(Errc::BadUsage,
                fmt::format("{} left of those that were given, behind what {} takes",
                            count_text(given.left(), "value"), count_text(done_, "record")));
  }

  void take_set() {
    while (const auto number = next_number()) {
      const std::vector<Column> values =
          asked_about(*number, [&](const ItemBlock& block) { return request_.set->values(block); });
      const ReadValues read = [&](std::size_t field, const Field& as, std::byte* to) {
        set_field(*number, field, [&] { ColumnStore(as).store(values[field], 0, to); });
      };
      patch(*number, read, PatchBytes::Values);
    }
  }

  template <class Set>
  void set_field(std::int64_t number, std::size_t field, const Set& set) {
    try {
      set();
    } catch (const Error& error) {
      throw Error(error.code(),
                  fmt::format("record {} at offset {}: {}: {}; nothing was written", number,
                              source_->records()->at(number).offset,
                              printable(request_.set->fields()[field]), error.what()));
    }
  }

  void take_from() {
    const auto source = open_source(path_of_values(options_));
    const RecordReader read = record_reader(options_, "patch");
    InputOptions input = input_options(options_);
    input.on_loss = [&](std::int64_t offset) { lost_.note(place_in(*field_, offset)); };
    read(*source, request_.layout, input, [&](GivenRecord& given) {
      const auto number = next_number();
      if (!number) {
        throw Error(Errc::BadUsage, fmt::format("{}, and --from has values for more",
                                                count_text(done_, "record") +
                                                    (done_ == 1 ? " is there" : " are there")));
      }
      patch(*number, reader_of(given), PatchBytes::Values);
      given.finish();
    });
  }

  // --- one record --------------------------------------------------------------------------------

  void patch(std::int64_t number, const ReadValues& read, PatchBytes bytes) {
    ++done_;
    ++at_;
    const Frame& frame = frame_of(number);
    const RecordLayout record = layout_of_record(*walker_, frame);
    if (request_.layout.pointed) request_.layout.pointed->forget();
    lost_.begin(given_layout(record.layout).itemsize);
    Buffer item = filled(read, record, [&](const Field& field) { field_ = &field; });
    const Selection target{View(area_.bytes, record.layout.itemsize, {}, record.offset),
                           record.layout};
    const PatchPlan plan(target.view, target.layout, std::move(item), bytes, lost_.finish(),
                         settle_value);
    refuse_rounded(plan, target, options_, number);
    if (!holds(target, record, number)) return;
    if (options_.dry_run) preview_changes(plan, target, options_, number, planning_.lines);
    note_edits(plan, number, frame, record);
  }

  /// Whether the record holds what --expect says.
  bool holds(const Selection& target, const RecordLayout& record, std::int64_t number) {
    if (options_.expect.empty() || failed_) return !failed_;
    if (expected_.left() == 0) expected_.restart();
    NewValues values;
    values.expected = filled(reader_of(expected_), record, [](const Field&) {});
    failed_ = !holds_expected(values, target, options_, number);
    return !failed_;
  }

  /// Notes the edits, if the trial finds the record as it was.
  void note_edits(const PatchPlan& plan, std::int64_t number, const Frame& frame,
                  const RecordLayout& record) {
    if (may_overlap_) claim(record);
    bool any = false;
    plan.edits()([&](const Edit& edit) {
      planning_.add(edit);
      if (edit.new_bytes.empty()) return;
      any = true;
      trial_.put(edit);
    });
    changes_ = changes_ || any;
    if (!any) return;
    trial_.check(*walker_, frame, number);
    trial_.check_texts(record.texts, number, area_.bytes);
  }

  /// The record has values for these bytes, whether they change them or not.
  void claim(const RecordLayout& record) {
    for (const Extent& extent : selected_bytes(record.layout)) {
      if (extent.size > 0) claimed_.push_back({record.offset + extent.offset, extent.size});
    }
  }

  const Options& options_;
  const ViewRequest& request_;
  const PatchPlanning& planning_;
  bool may_overlap_;  // records may share bytes
  std::vector<Extent> claimed_{};
  RecordTrial trial_;
  GivenArguments expected_;
  Input input_{};
  std::unique_ptr<RecordSource> source_;
  WalkArea area_{};
  std::unique_ptr<Walker> walker_;
  std::optional<View> selected_{};  // where records were named
  std::int64_t at_ = 0;             // among these
  std::int64_t done_ = 0;           // records that were given values
  const Field* field_ = nullptr;    // that is read
  LossMask lost_{};
  bool changes_ = false;
  bool failed_ = false;  // something else stands there than was expected
};

}  // namespace

PlanOutcome plan_records(const Options& options, const ViewRequest& request,
                         const PatchedFile& file, const PatchPlanning& planning) {
  return RecordPatch(options, request, file, planning).run();
}

int patch_records(const Options& options, const ViewRequest& request) {
  refuse_record_options(request.window, options);
  const OpenFile opened = open_patched(options);
  return run_planned(options, opened.disk.get(), [&](const PatchPlanning& planning) {
    return plan_records(options, request, opened.file, planning);
  });
}

}  // namespace bview
