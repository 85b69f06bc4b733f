// SPDX-License-Identifier: MIT
// formats/comparison/value_pair.hpp - a value of one file beside that of another.
//
// Values differ when they print differently: a NaN is a NaN, -0.0 is not 0.0, and what stands
// behind the end of a text does not count.

#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include <bview/core/layout.hpp>
#include <bview/core/public.hpp>
#include <bview/core/sink.hpp>
#include <bview/formats/comparison/tolerance.hpp>
#include <bview/formats/text/append_cells.hpp>
#include <bview/formats/text/cell_style.hpp>

namespace BVIEW_PUBLIC bview {

/// How values are compared and shown.
struct ComparisonStyle {
  CellStyle cells{};
  Tolerance tolerance{};
};

class ValuePair {
 public:
  /// Two fields of one value each, in A and in B. They are of one format, but of records that vary
  /// in size may differ in type and byte order.
  ValuePair(const Field& a, const Field& b, const ComparisonStyle& style);

  /// Whether the values that begin at `a` and `b` are one.
  [[nodiscard]] bool same(const std::byte* a, const std::byte* b) const;

  /// Write their cells.
  void write_a(const std::byte* a, TextBuffer& out) const { write(shown_a_, a_, a, out); }
  void write_b(const std::byte* b, TextBuffer& out) const { write(shown_b_, b_, b, out); }

  /// Bytes of the longer one.
  [[nodiscard]] std::int64_t size() const { return std::max(a_.value_size(), b_.value_size()); }

  /// Whether their bytes mean the same, and are as many.
  [[nodiscard]] bool alike() const { return alike_; }

  /// Gives the value in A what the value in B is: all its bytes, or its bits. They are alike.
  void copy(const std::byte* from_b, std::byte* to_a) const;

 private:
  static void write(const CellWriter& writer, const Field& field, const std::byte* value,
                    TextBuffer& out) {
    writer.write({value, 0, 1, field.cell_length()}, "", out);
  }
  [[nodiscard]] bool differ_in_text(const std::byte* a, const std::byte* b) const;

  Field a_;
  Field b_;
  Tolerance tolerance_;
  bool alike_;
  bool elsewhere_;  // what is shown is not in the bytes
  CellWriter shown_a_;
  CellWriter shown_b_;
  CellWriter whole_a_{};  // as they are compared, where that is by text
  CellWriter whole_b_{};
};

}  // namespace bview
