// SPDX-License-Identifier: MIT

#include "app/record_patch.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <functional>
#include <memory>
#include <utility>

#include <bview/core/descriptor.hpp>
#include <bview/core/error.hpp>
#include <bview/core/integers.hpp>
#include <bview/core/mapping.hpp>
#include <bview/core/patch.hpp>
#include <bview/core/pointed_texts.hpp>
#include <bview/core/quote.hpp>
#include <bview/core/record_layout.hpp>
#include <bview/core/unions.hpp>
#include <bview/formats/input/given_record.hpp>
#include <bview/formats/input/item_writer.hpp>
#include <bview/formats/output/table_text.hpp>
#include <bview/formats/questions/column_store.hpp>
#include <bview/formats/text/reading_cells.hpp>
#include <bview/formats/text/row_column.hpp>

#include "app/commands.hpp"
#include "app/open_axis.hpp"
#include "app/patch_preview.hpp"
#include "app/patch_values.hpp"
#include "app/patch_writing.hpp"
#include "app/patching.hpp"
#include "app/record_edits.hpp"
#include "app/record_source.hpp"
#include "app/record_trial.hpp"
#include "app/room.hpp"
#include "app/terminal.hpp"
#include "app/values.hpp"
#include "app/words.hpp"

namespace bview {
namespace {

/// The bytes of the file, as they are and for trials.
struct PatchedFile {
  std::unique_ptr<PatchDisk> disk{};  ///< null for --dry-run
  Buffer bytes{};
  Buffer trial{};
};

PatchedFile open_patched(const Options& options) {
  const std::string& path = options.operands.front();
  const std::string name = bview::quoted(path);
  const Descriptor descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (descriptor.get() < 0) throw system_error("open", name, errno);
  PatchedFile file;
  if (options.dry_run) {
    mention_interrupted_patch(options);
    file.bytes = map_descriptor(descriptor.get(), Access::Read, name);
    file.trial = map_descriptor(descriptor.get(), Access::Private, name);
    return file;
  }
  file.disk = open_for_patching(options, {0, mappable_size(descriptor.get(), name)});
  refuse_interrupted(options, *file.disk);
  file.bytes = Buffer(file.disk->data(), nullptr);
  file.trial = file.disk->trial();
  return file;
}

/// Which values of an item text may have lost.
class LossMask {
 public:
  void begin(std::int64_t itemsize) {
    mask_.clear();
    size_ = static_cast<std::size_t>(loss_mask_size(itemsize));
  }
  void note(std::int64_t offset) {
    if (offset < 0 || static_cast<std::size_t>(offset / 8) >= size_) return;
    mask_.resize(size_);
    mask_[static_cast<std::size_t>(offset / 8)] |= std::byte{1} << static_cast<int>(offset % 8);
  }
  [[nodiscard]] Buffer finish() { return mask_.empty() ? Buffer() : Buffer::own(std::move(mask_)); }

 private:
  std::size_t size_ = 0;
  std::vector<std::byte> mask_{};
};

/// Reads the values of a part of an array, which lie at other distances than they are given at.
void read_part(const ReadValues& read, std::size_t number, const Field& field, std::byte* item) {
  Field packed = field;
  packed.offset = 0;
  packed.strides.clear();
  if (packed.bits) packed.bits->offset = 0;
  std::vector<std::byte> values(static_cast<std::size_t>(bare_layout(packed).itemsize));
  read(number, packed, values.data());
  const auto size = static_cast<std::size_t>(field.value_size());
  for (std::int64_t n = 0; n < field.count(); ++n) {
    const Field one = field.element(n);
    const Field from = packed.element(n);
    if (field.bits) {
      store_integer(load_integer(values.data() + from.offset, from), one, item + one.offset);
    } else {
      std::memcpy(item + one.offset, values.data() + from.offset, size);
    }
  }
}

/// Where a value lies in the item that is read at `offset` of what is given for a field.
std::int64_t place_in(const Field& field, std::int64_t offset) {
  if (field.strides.empty() || field.bits) return field.offset + offset;
  const std::int64_t size = field.value_size();
  return field.offset + field.offset_of(offset / size) + offset % size;
}

/// The new bytes of a record's fields; `at` hears which is read.
Buffer filled(const ReadValues& read, const RecordLayout& record,
              const std::function<void(const Field&)>& at) {
  const Layout layout = given_layout(record.layout);
  Buffer item = blank_item(layout);
  for (std::size_t k = 0; k < layout.fields.size(); ++k) {
    const Field& field = layout.fields[k];
    at(field);
    std::byte* const begin = item.bytes().data;
    if (!field.strides.empty()) {
      read_part(read, record.fields[k], field, begin);
      continue;
    }
    Field here = field;
    here.offset = 0;
    read_beside(read, record.fields[k], here, begin + field.offset);
  }
  return item;
}

class RecordPatch {
 public:
  RecordPatch(const Options& options, const ViewRequest& request, PatchedFile& file)
      : options_(options),
        request_(request),
        file_(file),
        edits_(request.layout.plan->looks_elsewhere || request.step),
        trial_(request, file.trial, edits_.may_overlap()),
        sink_(STDOUT_FILENO, "standard output"),
        out_(&sink_),
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

  int run() {
    if (selected_ && selected_->size() == 0) return tell_nothing_selected(options_);
    if (request_.where && !next_number()) {
      static_cast<void>(tell_nothing_selected(options_));
      return kDone;
    }
    if (request_.set) {
      take_set();
    } else if (options_.from) {
      take_from();
    } else {
      take_operands();
    }
    check_end();
    if (expected_.left() > 0 && !failed_) refuse_left(expected_);
    edits_.finish();
    if (failed_) return kNo;
    if (edits_.may_overlap() && summary_.values > 0) trial_.check_others(input_);
    if (options_.dry_run) {
      out_.flush();
      tell_preview(summary_, options_);
      return kDone;
    }
    const auto edits_of = [&](const OnProgress& on_progress) {
      return edits_.edits(file_.disk->data(), on_progress);
    };
    if (summary_.values > 0) summary_ = write_edits(edits_of, *file_.disk, options_);
    tell_patched(summary_, options_);
    return kDone;
  }

 private:
  // --- which records -----------------------------------------------------------------------------

  void select() {
    if (!names_extent(options_) && !request_.where && !request_.set) return;
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
    const std::vector<std::string> values = value_operands(options_);
    if (values.size() != 1) {
      throw Error(Errc::BadUsage, "--from takes one path with the values (or -) behind the file");
    }
    const auto source = open_source(values.front());
    const RecordReader read = record_reader(options_, "patch");
    const InputOptions input{bytes_as(options_), options_.header,
                             [&](std::int64_t offset) { lost_.note(place_in(*field_, offset)); }};
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
    if (options_.dry_run) preview_changes(plan, target, options_, number, out_);
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
    for (const Extent& extent : selected_bytes(record.layout)) {
      edits_.claim({record.offset + extent.offset, extent.size});
    }
    bool any = false;
    plan.edits()([&](const Edit& edit) {
      ++summary_.values;
      summary_.bytes += std::ssize(edit.old_bytes);
      if (edit.new_bytes.empty()) return;
      any = true;
      edits_.add(edit);
      trial_.put(edit);
    });
    if (!any) return;
    trial_.check(*walker_, frame, number);
    trial_.check_texts(record.texts, number, area_.bytes);
  }

  const Options& options_;
  const ViewRequest& request_;
  PatchedFile& file_;
  RecordEdits edits_;
  RecordTrial trial_;
  FdSink sink_;
  TextBuffer out_;
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
  PatchSummary summary_{};
  bool failed_ = false;  // something else stands there than was expected
};

}  // namespace

int patch_records(const Options& options, const ViewRequest& request) {
  refuse_record_options(request.window, options);
  PatchedFile file = open_patched(options);
  RecordPatch patch(options, request, file);
  return patch.run();
}

}  // namespace bview
