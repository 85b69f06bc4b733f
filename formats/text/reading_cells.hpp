// SPDX-License-Identifier: MIT
// formats/text/reading_cells.hpp - a field's reading, prepared for one style of cells.
//
// CellWriter and CellParser keep one of these in their style. Common readings of integers have
// kernels of their own (reading_kernels.hpp), whose state is here; all others go step by step.

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/core/integers.hpp>
#include <bview/core/layout.hpp>
#include <bview/core/public.hpp>
#include <bview/core/sink.hpp>
#include <bview/formats/text/append_cells.hpp>
#include <bview/formats/text/cell_style.hpp>
#include <bview/formats/text/datum.hpp>
#include <bview/formats/text/parse_cells.hpp>
#include <bview/formats/text/reading_kernels.hpp>
#include <bview/formats/text/readings.hpp>

namespace BVIEW_PUBLIC bview {

/// A value that is() does not allow; `at` is where it stands.
class FailedCheck : public Error {
 public:
  FailedCheck(const std::string& message, const std::byte* at)
      : Error(Errc::BadValue, message), at_(at) {}
  [[nodiscard]] const std::byte* at() const { return at_; }

 private:
  const std::byte* at_;
};

class ReadingCells {
 public:
  /// Of a field with a reading or bits that is no record.
  explicit ReadingCells(const Field& field);

  /// Makes the kernels' state, for cells of this style.
  void prepare(const CellStyle& style);

  [[nodiscard]] const Field& field() const { return field_; }
  [[nodiscard]] const KernelState& kernel() const { return kernel_; }
  [[nodiscard]] ValueWriter value_writer() const { return value_; }

  /// Writes one value. `length` is that of CellRun.
  /// \throws FailedCheck
  void write(const std::byte* from, std::int64_t length, const CellStyle& style,
             TextBuffer& out) const;

  /// Reads one.
  void parse(std::string_view text, std::int64_t length, const CellStyle& style,
             std::byte* to) const;

  /// What a text, without escapes, means to the type, which may not hold it. `from_other`: a
  /// program wrote it.
  /// \throws Error{Errc::BadValue} that says what would fit.
  [[nodiscard]] Datum taken(std::string text, std::int64_t length, bool from_other) const;

  /// What the steps make of a value.
  [[nodiscard]] Datum shown(const std::byte* from, std::int64_t length, bool checks,
                            std::optional<std::int64_t> start = std::nullopt) const;

 private:
  [[nodiscard]] Datum stored(const std::byte* from, std::int64_t length) const;
  [[nodiscard]] std::string text_at(const std::byte* from, std::int64_t length) const;
  void store(const Datum& datum, std::string_view text, std::int64_t length, std::byte* to) const;

  Field field_;
  std::vector<const ReadingRow*> rows_;  // of the steps
  std::vector<unsigned> given_;          // to the steps
  AppendCells plain_;
  ParseCell parse_plain_;
  KernelState kernel_{};
  ValueWriter value_{};
};

/// What readings make of a type: numbers, texts; for those who align and paint.
[[nodiscard]] Kind shown_kind(const Field& field);

/// What a patch writes for a value with a reading (core/patch.hpp): what stands there if both
/// have one text; and text() as it was padded.
void settle_value(const Field& field, const std::byte* before, std::byte* after);

}  // namespace bview
