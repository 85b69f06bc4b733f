// SPDX-License-Identifier: MIT
// formats/output/differences.hpp - what differs between two files, in the forms of `bview diff`.
//
// Each difference is written on its own, so that any thread may do it; what stands around them and
// between them is the sink's.

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <bview/core/layout.hpp>
#include <bview/core/sink.hpp>
#include <bview/formats/text/cell_style.hpp>

namespace bview {

enum class DifferenceKind : std::uint8_t { Change, Insert, Delete };

/// One difference. What does not apply is empty.
struct FileDifference {
  DifferenceKind kind = DifferenceKind::Change;
  std::optional<std::int64_t> offset_a{};  ///< in the file, of the bytes or of the value
  std::optional<std::int64_t> offset_b{};
  std::optional<Lengths> index{};  ///< of the item; in A, of inserted ones in B
  std::string_view field{};
  std::string_view a{};  ///< cells in the form's notation
  std::string_view b{};
};

struct DifferenceForm {
  std::string_view name;
  Notation notation;           ///< of its cells
  std::string_view open;       ///< in front of the first difference
  std::string_view separator;  ///< each begins with it; the first does not
  std::string_view close;      ///< behind the last
  std::int64_t longest;        ///< bytes that are shown of a run: longer ones are several
  void (*write)(const FileDifference& difference, TextBuffer& out);
};

/// All of them; a new form is a line of the table in differences.cpp.
[[nodiscard]] std::span<const DifferenceForm> difference_forms();

/// The first line of tsv and csv, with the names of the columns.
[[nodiscard]] std::string difference_header(const DifferenceForm& form);

/// Puts differences together. Takes them whole or in pieces, and counts the lines.
class DifferenceSink : public Sink {
 public:
  /// `open` stands in front of all; the first difference loses the separator that it begins with.
  DifferenceSink(Sink& to, std::string open, std::string_view separator);

  void write(std::string_view chunk) override;
  /// Writes what closes them, behind the last.
  void finish(std::string_view close);
  [[nodiscard]] bool any() const { return any_; }
  [[nodiscard]] std::int64_t lines() const { return lines_; }

 private:
  Sink& to_;
  std::string open_;
  std::size_t separator_;
  bool any_ = false;
  std::int64_t lines_ = 0;
};

}  // namespace bview
