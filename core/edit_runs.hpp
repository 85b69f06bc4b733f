// SPDX-License-Identifier: MIT
// core/edit_runs.hpp - edits gathered to few and large runs.
//
// A patch of a field of every record is millions of edits of four bytes, all alike but for
// their offsets: they are one run. Edits that touch are one piece.

#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <span>
#include <vector>

#include <bview/core/public.hpp>

namespace BVIEW_PUBLIC bview {

/// A stretch of the file and what shall stand there. Old and new are of one size.
struct Edit {
  std::int64_t offset;
  std::span<const std::byte> old_bytes;
  std::span<const std::byte> new_bytes;
  std::int64_t values = 1;  ///< that they are; several of one size lie side by side
};
using EditVisitor = std::function<void(const Edit&)>;

/// Whether two stretches of one size hold the same.
[[nodiscard]] inline bool same_bytes(std::span<const std::byte> a, std::span<const std::byte> b) {
  return a.empty() || std::memcmp(a.data(), b.data(), a.size()) == 0;
}

/// Bytes of the longest run, old or new.
inline constexpr std::size_t kLongestRun = std::size_t{256} << 10U;

/// Calls `visit` for the stretches of an edit whose old and new bytes differ, none longer than a
/// run may be.
void for_each_difference(const Edit& edit, const EditVisitor& visit);

/// Calls `visit` for the stretches of an edit in which no value, of `size` bytes each, stays as it
/// is.
void for_each_change(const Edit& edit, std::size_t size, const EditVisitor& visit);

/// Edits of one length at equal distances; of one edit alone the stride is 0.
struct EditRun {
  std::int64_t offset;                   ///< of the first
  std::int64_t stride;                   ///< bytes from one to the next; may be negative
  std::size_t length;                    ///< bytes of each, >= 1
  std::size_t count;                     ///< edits, >= 1
  std::span<const std::byte> old_bytes;  ///< of all of them, one behind the other
  std::span<const std::byte> new_bytes;

  [[nodiscard]] Edit at(std::size_t k) const {
    return {offset + static_cast<std::int64_t>(k) * stride, old_bytes.subspan(k * length, length),
            new_bytes.subspan(k * length, length)};
  }
};

class EditMerger {
 public:
  using RunVisitor = std::function<void(const EditRun&)>;
  /// Hands runs to `visit`, in the order of their first edits.
  explicit EditMerger(RunVisitor visit) : visit_(std::move(visit)) {}

  void add(const Edit& edit);
  /// Hands out what is left.
  void finish();

 private:
  /// Pieces of one length at equal distances, with their bytes.
  struct Series {
    std::int64_t offset = 0;
    std::int64_t stride = 0;
    std::size_t length = 0;
    std::size_t count = 0;
    std::vector<std::byte> old_bytes{};
    std::vector<std::byte> new_bytes{};
  };

  void end_piece();
  [[nodiscard]] bool continues_series() const;
  void end_series();

  RunVisitor visit_;
  Series piece_{};   // the piece that may still grow
  Series series_{};  // pieces in front of it
};

}  // namespace bview
