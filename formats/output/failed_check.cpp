// SPDX-License-Identifier: MIT

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <functional>

#include <bview/core/cursor.hpp>
#include <bview/formats/output/failed_check.hpp>

namespace bview {
namespace {

/// The item that has the byte, by its position in C order; -1 where none has.
std::int64_t item_with(const View& view, std::int64_t offset) {
  for (std::int64_t n = 0; n < view.size();) {
    Cursor cursor(view, n, view.size() - n);
    for (ItemRun run{}; cursor.next(run); n += run.count) {
      const std::int64_t begin = view.offset_of(n);
      if (run.step == 0 || run.count == 1) {
        if (offset >= begin && offset < begin + view.itemsize()) return n;
        continue;
      }
      const std::int64_t distance = run.step > 0 ? offset - begin : begin - offset;
      const std::int64_t step = run.step > 0 ? run.step : -run.step;
      // Of a run that goes back, an item begins in front of what is in it.
      const std::int64_t k = run.step > 0 ? distance / step : (distance + step - 1) / step;
      if ((run.step > 0 && distance < 0) || k < 0 || k >= run.count) continue;
      const std::int64_t at = begin + k * run.step;
      if (offset >= at && offset < at + view.itemsize()) return n + k;
    }
  }
  return -1;
}

}  // namespace

Error located(const FailedCheck& failed, const View& view) {
  const Bytes& bytes = view.bytes();
  const std::int64_t offset = failed.at() - bytes.data + bytes.first;
  const std::int64_t n = item_with(view, offset);
  const std::string record =
      n < 0 || view.ndim() == 0 ? "" : fmt::format("record {}, ", fmt::join(view.index_of(n), ","));
  return {Errc::BadValue, fmt::format("{}offset {:#x}: {}", record, offset, failed.what())};
}

Error located(const FailedCheck& failed, const Bytes& bytes, std::int64_t n, const Extent& record) {
  // A number that was decoded does not stand in the file as it is shown.
  const std::less<> before;
  const bool stands = bytes.size > 0 && !before(failed.at(), bytes.at(bytes.first)) &&
                      before(failed.at(), bytes.at(bytes.size));
  const std::int64_t offset = stands ? failed.at() - bytes.data + bytes.first : record.offset;
  return {Errc::BadValue, fmt::format("record {}, offset {:#x}: {}", n, offset, failed.what())};
}

}  // namespace bview
