// SPDX-License-Identifier: MIT
// formats/output/record_renderer.hpp - the machine behind records.hpp.

#pragma once

#include <cstdint>
#include <memory>
#include <utility>

#include <bview/core/error.hpp>
#include <bview/core/record_list.hpp>
#include <bview/formats/output/failed_check.hpp>
#include <bview/formats/output/renderer.hpp>

namespace bview {

/// Parts that are records.
class RecordRenderer : public Renderer {
 public:
  explicit RecordRenderer(Selection selection)
      : view_(std::move(selection.view)),
        layout_(std::move(selection.layout)),
        records_(std::move(selection.records)),
        columns_(std::move(selection.columns)) {}

  [[nodiscard]] std::int64_t parts() const override { return view_.size(); }
  [[nodiscard]] std::int64_t parts_of_items(std::int64_t items) const override { return items; }
  [[nodiscard]] std::int64_t parts_per_chunk() const override { return 256; }

 protected:
  /// Calls `visit` with the frame of each record, its number among the parts and its extent.
  template <class Visit>
  void for_each_record(std::int64_t first, std::int64_t count, Walker& walker,
                       const Visit& visit) const {
    const bool listed = view_.list() != nullptr;
    const std::int64_t step = view_.ndim() == 0 ? 0 : view_.axes().front().stride;
    std::int64_t number = count > 0 ? view_.offset_of(first) : 0;
    for (std::int64_t n = first; n < first + count; ++n, number += step) {
      if (listed) number = view_.offset_of(n);
      const Extent& extent = records_->at(number);
      const Frame* frame = records_->frame(number);
      if (frame == nullptr) frame = walker.walk(extent.offset, number);
      if (frame == nullptr) throw changed(number, extent);
      try {
        visit(*frame, n, extent);
      } catch (const FailedCheck& failed) {
        throw located(failed, walker.bytes(), number, extent);
      }
    }
  }
  /// The index of the n-th part's record.
  [[nodiscard]] std::int64_t number_of(std::int64_t n) const {
    return view_.list() == nullptr ? n : view_.list()->at(n).number;
  }
  [[nodiscard]] Walker walker() const { return Walker(layout_, records_->area); }
  [[nodiscard]] const Layout& layout() const { return layout_; }
  [[nodiscard]] const View& view() const { return view_; }
  [[nodiscard]] const RecordList& records() const { return *records_; }
  [[nodiscard]] const std::shared_ptr<const VaryingColumns>& columns() const { return columns_; }

 private:
  [[nodiscard]] static Error changed(std::int64_t number, const Extent& extent);

  View view_;
  Layout layout_;
  std::shared_ptr<const RecordList> records_;
  std::shared_ptr<const VaryingColumns> columns_;
};

}  // namespace bview
