// SPDX-License-Identifier: MIT
// formats/input/item_writer.hpp - one item, filled with values leaf after leaf.
//
// A layout is compiled once into steps: a run of equal leaves, or a loop over an array
// of records. An array of a million values is one step, not a million.

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <bview/core/buffer.hpp>
#include <bview/core/layout.hpp>
#include <bview/formats/input/limits.hpp>
#include <bview/formats/text/parse_cells.hpp>

namespace bview {

/// An item of zeros. A large one is a temporary file that is mapped (core/spool.hpp).
/// \throws Error{Errc::BadShape} when it would take more than a GiB.
[[nodiscard]] Buffer blank_item(const Layout& layout);

/// An item as bytes.
[[nodiscard]] inline std::span<std::byte> bytes_of(const Buffer& item) {
  return {item.bytes().data, static_cast<std::size_t>(item.size())};
}

class ItemWriter {
 public:
  /// Cells are written in `notation`. The layout outlives the writer.
  ItemWriter(const Layout& layout, Notation notation, BytesAs bytes_as);

  /// Reads `cell` as the next value of the item, which must not be complete.
  /// \throws Error{Errc::BadValue} as the kernel does; the value still counts as missing.
  void put(std::string_view cell) {
    const Step& step = steps_[at_];
    step.parse.parse(cell, step.length, to_);
    to_ += step.stride;
    ++filled_;
    if (--left_ == 0) advance();
  }

  /// More characters than the next value takes; that of nothing where the item is complete.
  [[nodiscard]] std::size_t longest_cell() const {
    return longest_text(complete() ? 0 : steps_[at_].stride);
  }

  /// Where in the item the next value goes; the item is not complete.
  [[nodiscard]] std::int64_t offset() const { return to_ - item_.bytes().data; }

  /// Whether that is a text; the item is not complete.
  [[nodiscard]] bool expects_text() const { return steps_[at_].is_text; }
  /// Whether it is a number that may be a NaN.
  [[nodiscard]] bool expects_float() const { return steps_[at_].is_float; }

  [[nodiscard]] bool complete() const { return at_ == steps_.size(); }
  [[nodiscard]] std::span<const std::byte> item() const { return bytes_of(item_); }

  /// Begins the next item.
  void restart();

  /// How many values the item has so far, and how many a complete one has.
  [[nodiscard]] std::int64_t filled() const { return filled_; }
  [[nodiscard]] std::int64_t leaves() const { return leaves_; }

  /// The leaf that comes next, for a message: "field 'hdr.len'". Nothing for plain
  /// values, which have no names.
  [[nodiscard]] std::string next_field() const;

 private:
  enum class Do : std::uint8_t { Cells, BeginLoop, EndLoop };
  struct Step {
    Do what;
    CellParser parse;     ///< Cells
    std::int64_t length;  ///< Cells: units in one value, or the first bit of one
    std::int64_t offset;  ///< bytes from the start of the item or of the loop's element
    std::int64_t stride;  ///< bytes from one value or element to the next
    std::int64_t count;   ///< values or elements
    std::size_t partner;  ///< EndLoop: the step that begins it
    bool is_text = false;
    bool is_float = false;
  };
  struct Loop {
    std::int64_t left;  ///< elements, the present one included
    std::int64_t base;  ///< what base_ was outside
  };

  void compile(const Layout& layout);
  void compile_row(const Field& field, std::int64_t offset, std::int64_t count);
  void compile_stretch(const Field& field);
  void advance();
  void begin_stretch();
  void enter(const Step& step);
  void repeat(const Step& step);

  const Layout& layout_;
  std::shared_ptr<const CellStyle> style_;
  std::int64_t leaves_;
  std::vector<Step> steps_;
  Buffer item_;

  // Where we are: a step of kind Cells, or behind the last step.
  std::size_t at_ = 0;
  std::int64_t left_ = 0;      // values of the step, until memory is given back
  std::int64_t later_ = 0;     // values of the step behind those
  std::byte* to_ = nullptr;    // where the next one goes
  std::int64_t base_ = 0;      // bytes from the start of the item to the loop's element
  std::vector<Loop> loops_{};  // open ones, innermost last
  std::int64_t filled_ = 0;
  std::int64_t given_back_ = 0;  // how many values there were when memory was given back
};

}  // namespace bview
