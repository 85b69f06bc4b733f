// SPDX-License-Identifier: MIT
// formats/parts/tiff_entries.hpp - the numbers of a TIFF, and the entries of its directories.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <bview/core/byte_order.hpp>
#include <bview/core/layout.hpp>
#include <bview/formats/parts/file_bytes.hpp>
#include <bview/formats/parts/tiff_types.hpp>

namespace bview {

struct TiffEntry {
  std::int64_t at = 0;  ///< where the entry itself is
  std::int64_t tag = 0;
  const TiffType* type = nullptr;  ///< null for one that is not known, whose values are skipped
  std::int64_t count = 0;
  Extent value{0, 0};  ///< in the entry or anywhere; not yet known to be inside of the file
};

class TiffEntries {
 public:
  /// \throws Error where it is no TIFF of a version that is known. `bytes` outlive it.
  explicit TiffEntries(FileBytes& bytes);

  [[nodiscard]] FileBytes& bytes() const { return bytes_; }
  [[nodiscard]] bool is_wide() const { return wide_ == 8; }  ///< BigTIFF
  [[nodiscard]] char mark() const { return is_big(order_) ? '>' : '<'; }
  [[nodiscard]] std::int64_t first_directory();  ///< 0: there is none

  /// The entries of the directory at `at`, which are there.
  [[nodiscard]] Extent directory(std::int64_t at);
  [[nodiscard]] std::int64_t next_directory(const Extent& directory);
  [[nodiscard]] std::int64_t entry_bytes() const { return 4 + 2 * std::int64_t{wide_}; }
  [[nodiscard]] TiffEntry entry(std::int64_t at);
  [[nodiscard]] std::int64_t tag(std::int64_t at) { return number(at, 2, "a tag"); }
  [[nodiscard]] bool is_inside(const TiffEntry& entry) const { return entry.value.size <= wide_; }
  /// A record that shows an entry, whose values are in there where they are one number.
  [[nodiscard]] std::string entry_format(std::string_view tag_names) const;

  /// Value `k` of an entry, as a number without a sign.
  [[nodiscard]] std::int64_t value(const TiffEntry& entry, std::int64_t k);
  /// \throws Error, which names `from`, where what it tells of is not inside of the file.
  void require(const Extent& where, std::int64_t from, std::string_view what) const;
  /// Notes that so many bytes are read: nothing is read so often that it takes for ever.
  /// \throws Error where lists lie in one another, so that they are longer than the file together.
  void count_read(std::int64_t size, std::int64_t at);

 private:
  void take_wide();
  std::int64_t number(std::int64_t at, int size, const char* what) {
    return bytes_.number(at, size, order_, what);
  }

  FileBytes& bytes_;
  ByteOrder order_;
  int wide_ = 4;              // bytes of a count, of an offset
  std::string behind_tag_{};  // how a record shows an entry
  std::int64_t read_ = 0;
};

/// "StripOffsets", or the number of a tag that is not well known.
[[nodiscard]] std::string tiff_entry_name(const TiffEntry& entry,
                                          TiffTags tags = TiffTags::Picture);

}  // namespace bview
