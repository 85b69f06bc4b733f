// SPDX-License-Identifier: MIT

#include "app/transaction.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include <bview/core/descriptor.hpp>
#include <bview/core/error.hpp>
#include <bview/core/mapping.hpp>
#include <bview/core/quote.hpp>

#include "app/commands.hpp"
#include "app/kept_edits.hpp"
#include "app/patch_writing.hpp"
#include "app/patching.hpp"

namespace bview {
namespace {

std::span<const std::byte> bytes_in(const Bytes& bytes, const Extent& extent) {
  return {bytes.at(extent.offset), static_cast<std::size_t>(extent.size)};
}

}  // namespace

Transaction::Transaction(const Options& options)
    : path_(options.operands.front()), sink_(STDOUT_FILENO, "standard output"), lines_(&sink_) {
  if (options.dry_run) {
    mention_interrupted_patch(options);
    before_ = fresh();
    after_ = fresh();
    return;
  }
  const Descriptor file(::open(path_.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0) throw system_error("open", quoted(path_), errno);
  disk_ = open_for_patching(options, {0, mappable_size(file.get(), quoted(path_))});
  refuse_interrupted(options, *disk_);
  before_ = Buffer(disk_->data(), nullptr);
  after_ = fresh();
}

Buffer Transaction::fresh() const {
  if (disk_) return disk_->trial();
  const Descriptor file(::open(path_.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0) throw system_error("open", quoted(path_), errno);
  return map_descriptor(file.get(), Access::Private, quoted(path_));
}

Input Transaction::input() const {
  Input input;
  input.buffer = after_;
  input.name = quoted(path_);
  if (disk_) input.identity = disk_->identity();
  return input;
}

Buffer Transaction::copy() const {
  Buffer copy = fresh();
  for (const Extent& extent : extents_) {
    std::memcpy(copy.bytes().at(extent.offset), after_.bytes().at(extent.offset),
                static_cast<std::size_t>(extent.size));
  }
  return copy;
}

/// What is planned sees nothing of itself.
PlanOutcome Transaction::plan(const PlanPatch& change) {
  KeptEdits kept;
  const PlanOutcome outcome = change({[&](const Edit& edit) { kept.add(edit); }, lines_});
  if (outcome != PlanOutcome::Planned) return outcome;
  kept.finish();
  kept.edits(after_.bytes(), {})([this](const Edit& edit) { add(edit); });
  summary_.values += kept.summary().values;
  return outcome;
}

void Transaction::add(const Edit& edit) {
  const auto size = std::ssize(edit.new_bytes);
  std::memcpy(after_.bytes().at(edit.offset), edit.new_bytes.data(), edit.new_bytes.size());
  const bool joins =
      !extents_.empty() && extents_.back().offset + extents_.back().size == edit.offset;
  if (joins) {
    extents_.back().size += size;
  } else {
    extents_.push_back({edit.offset, size});
  }
}

/// So that none shares a byte with another.
void Transaction::join_extents() {
  std::sort(extents_.begin(), extents_.end(),
            [](const Extent& a, const Extent& b) { return a.offset < b.offset; });
  std::vector<Extent> joined;
  for (const Extent& each : extents_) {
    if (!joined.empty() && each.offset <= joined.back().offset + joined.back().size) {
      const std::int64_t end =
          std::max(joined.back().offset + joined.back().size, each.offset + each.size);
      joined.back().size = end - joined.back().offset;
    } else {
      joined.push_back(each);
    }
  }
  extents_ = std::move(joined);
}

EditSource Transaction::edits(const OnProgress& on_progress) const {
  return [this, on_progress](const EditVisitor& visit) {
    for (std::size_t k = 0; k < extents_.size(); ++k) {
      const Extent& extent = extents_[k];
      for_each_difference(
          {extent.offset, bytes_in(before_.bytes(), extent), bytes_in(after_.bytes(), extent)},
          visit);
      if (on_progress)
        on_progress(static_cast<double>(k + 1) / static_cast<double>(extents_.size()));
    }
  };
}

int Transaction::finish(const Options& options) {
  join_extents();
  edits({})([&](const Edit& edit) { summary_.bytes += std::ssize(edit.old_bytes); });
  if (summary_.bytes == 0) summary_.values = 0;
  if (options.dry_run) {
    lines_.flush();
    tell_preview(summary_, options);
    return kDone;
  }
  const auto edits_of = [this](const OnProgress& on_progress) { return edits(on_progress); };
  if (summary_.bytes > 0) static_cast<void>(write_edits(edits_of, *disk_, options));
  tell_patched(summary_, options);
  return kDone;
}

}  // namespace bview
