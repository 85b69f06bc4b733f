// SPDX-License-Identifier: MIT
// formats/input/quick_json.hpp - items from JSON, many at a time.
//
// Most items that a program wrote are plain numbers and texts, their keys in the order of the
// record: between one value and the next stands the same text in all of them, but for blanks.
// Values are written straight into items by the kernels of formats/text/quick_cells.hpp. What is
// anything else is left where it is, for who reads it token by token.

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <bview/core/layout.hpp>
#include <bview/formats/text/quick_cells.hpp>

namespace bview {

class QuickJson {
 public:
  /// A number with more characters than so many is none.
  QuickJson(const Layout& layout, const CellStyle& style, std::ptrdiff_t most_characters);

  /// Whether there are such items.
  [[nodiscard]] bool can_read() const { return !places_.empty(); }

  /// What comes again and again: an item in so many arrays, whose lengths are known.
  struct Unit {
    std::string_view before;                ///< stands in front of each
    std::span<const std::int64_t> lengths;  ///< of the arrays, the innermost first
    std::int64_t items = 1;                 ///< in one unit: the product of the lengths
  };
  struct Read {
    std::int64_t units = 0;
    std::size_t characters = 0;
    std::int64_t lines = 0;              ///< that end among them
    std::span<const std::byte> items{};  ///< valid until the next call
  };
  /// The units that a text begins with, as many as are plain and there is room for. Behind the text
  /// is the slack of quick_digits.hpp.
  [[nodiscard]] Read read(std::string_view text, const Unit& unit);

 private:
  struct Place {
    std::string before;  ///< the JSON from the value in front to this one
    QuickCell read;
    std::int64_t length;  ///< units in the value
    std::int64_t offset;  ///< bytes from the start of the item
    bool is_text;
  };
  /// How far the text is read.
  struct At {
    const char* text;
    std::int64_t lines = 0;
  };
  class Planner;

  [[nodiscard]] static bool match(std::string_view json, At& at);
  [[nodiscard]] bool read_value(const Place& place, At& at, std::byte* to) const;
  [[nodiscard]] bool read_item(At& at, std::byte* to) const;
  [[nodiscard]] bool read_arrays(std::span<const std::int64_t> lengths, At& at,
                                 std::byte*& to) const;

  std::int64_t itemsize_;
  std::ptrdiff_t most_characters_;
  std::vector<Place> places_{};
  std::string behind_{};  // the last value of an item
  std::vector<std::byte> items_{};
};

}  // namespace bview
