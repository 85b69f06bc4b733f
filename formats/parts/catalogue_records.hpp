// SPDX-License-Identifier: MIT
// formats/parts/catalogue_records.hpp - the records of a part, which formulas of catalogues look
// into.

#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <bview/core/error.hpp>
#include <bview/core/formula.hpp>
#include <bview/core/layout.hpp>
#include <bview/core/walk.hpp>
#include <bview/formats/parts/file_bytes.hpp>

namespace bview {

class CatalogueRecords {
 public:
  /// They begin at `offset` and lie in front of `end`, both inside of `bytes`, which outlive this.
  /// `step` is the formula that leads from each to the next; empty: they follow one another.
  CatalogueRecords(const Layout& layout, const std::string& step, FileBytes& bytes,
                   std::int64_t offset, std::int64_t end);

  [[nodiscard]] Walker& walker() { return walker_; }
  /// Theirs, with a plan.
  [[nodiscard]] const Layout& layout() const { return layout_; }

  /// The k-th; those of one size are found at once, others one behind the other. Null where the
  /// part ends in front of it. \throws Error{Errc::BadShape} where the bytes contradict the layout.
  [[nodiscard]] const Frame* at(std::int64_t k);
  /// How many records were walked over to get there, ever.
  [[nodiscard]] std::int64_t walked() const { return walked_; }

 private:
  [[nodiscard]] bool jump(std::int64_t k);
  [[nodiscard]] const Frame* walk();
  void go_behind(const Frame& frame);
  [[nodiscard]] std::int64_t behind(const Frame& frame);

  FileBytes& bytes_;
  Layout layout_;
  std::optional<std::int64_t> itemsize_{};
  std::optional<Formula> step_{};
  WalkArea area_;
  Walker walker_;
  std::int64_t begin_;
  std::int64_t at_;
  std::int64_t next_ = 0;  // the number of the record at at_
  std::int64_t walked_ = 0;
  std::optional<Error> broken_{};  // why nobody knows where the record at at_ begins
};

}  // namespace bview
