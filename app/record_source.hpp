// SPDX-License-Identifier: MIT
// app/record_source.hpp - finds records of varying size, block by block.
//
// Records follow one another, so they are found by walking, from the first one on. A block of them
// is in memory at a time; of those in front of it one offset each is kept, so that a file can be
// gone back in. A stream is a file whose end is not known yet: what has arrived is walked. A file
// that grows is a stream whose end is none: what is begun there is not cut short.

#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/core/record_list.hpp>
#include <bview/core/stream.hpp>
#include <bview/formats/output/record_checks.hpp>

#include "app/session.hpp"

namespace bview {

/// Refuses options that say what records which vary in size say themselves.
void refuse_record_options(const WindowRequest& window, const Options& options);

/// Whether what the records are depends on bytes that lie elsewhere in the file, or on its end.
[[nodiscard]] bool looks_elsewhere(const ViewRequest& request);

/// Whether something in the records takes all that is left of the window.
[[nodiscard]] bool takes_what_is_left(const ViewRequest& request);

/// How many of the items of `shown`, a view of numbers of records, from the n-th on have their
/// records in memory.
[[nodiscard]] std::int64_t count_in_memory(const View& shown, std::int64_t n,
                                           const RecordList& list);

class RecordSource {
 public:
  /// The bytes of `input`, in memory whole or arriving, from the window's offset on. `request`
  /// outlives it, and has a layout with a plan.
  RecordSource(Input& input, const ViewRequest& request);

  /// The same of a file that grows, which outlives it; `name` is what messages call it.
  RecordSource(Source& growing, std::string name, const ViewRequest& request);

  /// The records in memory; the same object from block to block.
  [[nodiscard]] const std::shared_ptr<const RecordList>& records() const { return shown_; }

  /// Sees to it that record n is in memory; false when there are not so many.
  [[nodiscard]] bool reach(std::int64_t n);

  /// Walks on to the end, and gives the number of all records.
  [[nodiscard]] std::int64_t count_all();

  /// How many records there are, once the end was reached.
  [[nodiscard]] std::int64_t found() const { return list_->end() - request_.first; }

  /// Why there are no more records, where that is an error; to be thrown when those there are have
  /// been printed.
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }

  /// Whether is() does not allow a value of any record in memory, shown or not, or of record n.
  [[nodiscard]] bool has_failures() const { return !failed_.empty(); }
  [[nodiscard]] bool has_failed(std::int64_t n) const {
    return std::binary_search(failed_.begin(), failed_.end(), n);
  }
  /// What it says of one.
  [[nodiscard]] Error failure(std::int64_t n) const;

  /// From the first byte of the window to where the walk has come.
  [[nodiscard]] std::int64_t start() const { return start_; }
  [[nodiscard]] std::int64_t at() const { return at_; }
  [[nodiscard]] bool is_stream() const { return stream_ != nullptr; }

  /// Whether a growing file gave no more, though more were wanted.
  [[nodiscard]] bool is_broken_off() const { return broken_off_; }

  /// What has arrived behind the last whole record; of 0 bytes or less where nothing has.
  [[nodiscard]] Extent incomplete() const { return {at_, list_->area.bytes.size - at_}; }

 private:
  /// Where a block begins.
  struct Mark {
    std::int64_t number;
    std::int64_t offset;
  };

  RecordSource(const ViewRequest& request, std::string name);
  void look_into(const Buffer& buffer);
  void wait_for(Source& source);

  [[nodiscard]] std::optional<std::int64_t> end_of_window() const;
  [[nodiscard]] bool load_next();
  [[nodiscard]] bool wait_for_more();
  void load_block();
  [[nodiscard]] bool add_record();
  [[nodiscard]] std::int64_t behind(const Frame& frame);
  [[nodiscard]] bool is_last(const Frame& frame);
  [[nodiscard]] bool ends_here();
  void check(const Frame& frame);
  void keep_frame();
  void finish_cut_short();
  void see_stream();

  const ViewRequest& request_;
  std::string name_;
  std::shared_ptr<RecordList> list_;
  std::shared_ptr<const RecordList> shown_;
  std::unique_ptr<Stream> stream_;
  std::unique_ptr<Walker> walker_;
  RecordChecks checks_;
  std::vector<std::int64_t> failed_;  // of the records in memory
  std::vector<Mark> marks_;
  std::int64_t start_ = 0;
  std::int64_t at_ = 0;
  std::int64_t most_records_ = 0;  // of a block
  std::int64_t last_ = -1;  // the number behind the last one that is asked for, if that is known
  bool keeps_frames_ = false;
  bool over_ = false;   // the end was found
  bool waits_ = false;  // a record is not whole yet
  bool grows_ = false;  // the end of the stream is none
  bool broken_off_ = false;
  std::optional<Error> error_;
};

}  // namespace bview
