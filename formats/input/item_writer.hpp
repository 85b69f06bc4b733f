// formats/input/item_writer.hpp - one item, filled with values leaf after leaf.
//
// A layout is compiled once into steps: a run of equal leaves, or a loop over an array
// of records. An array of a million values is one step, not a million.

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/layout.hpp"
#include "formats/text/parse_cells.hpp"

namespace bview {

/// An item of zeros.
/// \throws Error{Errc::BadShape} when it would take more than a GiB.
[[nodiscard]] std::vector<std::byte> blank_item(const Layout& layout);

class ItemWriter {
 public:
  /// Cells are written in `notation`. The layout outlives the writer.
  ItemWriter(const Layout& layout, Notation notation, BytesAs bytes_as);

  /// Reads `cell` as the next value of the item, which must not be complete.
  /// \throws Error{Errc::BadValue} as the kernel does; the value still counts as missing.
  void put(std::string_view cell) {
    const Step& step = steps_[at_];
    step.parse(cell, step.length, style_, to_);
    to_ += step.stride;
    ++filled_;
    if (--left_ == 0) advance();
  }

  [[nodiscard]] bool complete() const { return at_ == steps_.size(); }
  [[nodiscard]] std::span<const std::byte> item() const { return item_; }

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
    ParseCell parse;      ///< Cells
    std::int64_t length;  ///< Cells: units in one value
    std::int64_t offset;  ///< bytes from the start of the item or of the loop's element
    std::int64_t stride;  ///< bytes from one value or element to the next
    std::int64_t count;   ///< values or elements
    std::size_t partner;  ///< EndLoop: the step that begins it
  };
  struct Loop {
    std::int64_t left;  ///< elements, the present one included
    std::int64_t base;  ///< what base_ was outside
  };

  void compile(const Layout& layout);
  void advance();
  void enter(const Step& step);
  void repeat(const Step& step);

  const Layout& layout_;
  CellStyle style_;
  std::int64_t leaves_;
  std::vector<Step> steps_;
  std::vector<std::byte> item_;

  // Where we are: a step of kind Cells, or behind the last step.
  std::size_t at_ = 0;
  std::int64_t left_ = 0;      // values of the step
  std::byte* to_ = nullptr;    // where the next one goes
  std::int64_t base_ = 0;      // bytes from the start of the item to the loop's element
  std::vector<Loop> loops_{};  // open ones, innermost last
  std::int64_t filled_ = 0;
};

}  // namespace bview
