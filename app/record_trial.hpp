// SPDX-License-Identifier: MIT
// app/record_trial.hpp - whether a record of varying size is read as before with other bytes.

#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <bview/core/buffer.hpp>
#include <bview/core/edit_runs.hpp>
#include <bview/core/input.hpp>
#include <bview/core/record_layout.hpp>
#include <bview/core/walk.hpp>

#include "app/session.hpp"

namespace bview {

class RecordTrial {
 public:
  /// `bytes` are those of the file, to be changed without the file's being.
  /// `keeps_all`: what is tried is not forgotten behind its record, for check_others().
  RecordTrial(const ViewRequest& request, Buffer bytes, bool keeps_all)
      : request_(request), bytes_(std::move(bytes)), keeps_all_(keeps_all) {}

  /// Records lie where they do in `area`, which has the file's own bytes.
  void begin(const WalkArea& area);

  void put(const Edit& edit);

  /// Walks the record once more that `walker` found in `frame`.
  /// \throws Error{Errc::BadShape} with both sizes where anything of it lies elsewhere, or another
  ///         record would come behind it.
  void check(Walker& walker, const Frame& frame, std::int64_t number);

  /// Refuses texts that are shorter than they were: before their ends NULs would stand.
  void check_texts(const std::vector<EndedText>& texts, std::int64_t number,
                   const Bytes& before) const;

  /// Walks all records once more, which may look at bytes of others.
  void check_others(Input& original);

 private:
  [[nodiscard]] std::string what_changes(Walker& walker, const Frame& frame, std::int64_t number);
  void forget(std::int64_t offset);

  const ViewRequest& request_;
  Buffer bytes_;
  bool keeps_all_;
  WalkArea area_{};
  std::unique_ptr<Walker> walker_{};
  std::int64_t forgotten_ = 0;  // where the trials were thrown away last
};

}  // namespace bview
