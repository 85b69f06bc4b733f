// SPDX-License-Identifier: MIT
// app/record_values.hpp - new values for the fields of a record of varying size, as it was found.

#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

#include <bview/core/buffer.hpp>
#include <bview/core/patch.hpp>
#include <bview/core/record_layout.hpp>
#include <bview/formats/input/given_record.hpp>

namespace bview {

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

/// Where a value lies in the item that is read at `offset` of what is given for a field.
[[nodiscard]] std::int64_t place_in(const Field& field, std::int64_t offset);

/// The new bytes of a record's fields; `at` hears which is read.
[[nodiscard]] Buffer filled(const ReadValues& read, const RecordLayout& record,
                            const std::function<void(const Field&)>& at);

}  // namespace bview
