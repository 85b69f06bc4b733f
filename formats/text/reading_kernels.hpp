// SPDX-License-Identifier: MIT
// formats/text/reading_kernels.hpp - fast ways to write enum, flags, times, digits, bits and scale.
//
// A kernel finds its state in the style: texts that are cells already, so that a value is a look
// into a table and a copy.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <bview/core/layout.hpp>
#include <bview/core/public.hpp>
#include <bview/formats/text/append_cells.hpp>
#include <bview/formats/text/cell_style.hpp>
#include <bview/formats/text/time_text.hpp>

namespace BVIEW_PUBLIC bview {

struct KernelState {
  /// A cell in `pool`; of no characters where a value has no name.
  struct Text {
    std::uint32_t offset = 0;
    std::uint32_t size = 0;
  };
  /// Values of a range that have one name, as distances from `least`.
  struct Range {
    std::uint64_t low;
    std::uint64_t high;
    Text text;
  };

  std::string pool{};           ///< may be read 16 characters past the end of any text
  std::uint64_t least = 0;      ///< the least value with a name
  std::vector<Text> dense{};    ///< of values from there on; of flags, by their bits gathered
  std::vector<Range> ranges{};  ///< beyond, in order
  std::uint64_t mask = 0;       ///< all flags
  /// Where the flags of each byte of a value go in an index into `dense`.
  std::array<std::array<std::uint16_t, 256>, 8> gather{};

  TimeScale time{};
  int fraction_digits = 0;
  std::string_view quote{};  ///< around a time, and perhaps around flags

  /// A number of units, each of which is 1 in the last of so many places behind the point.
  struct Scale {
    std::int64_t factor = 0;
    std::int64_t offset = 0;
    std::uint64_t unit = 1;  ///< 10 to the power of `places`
    int places = 0;
  };
  Scale scale{};

  // Of bits: how far they are shifted to the top and back, and which are kept then.
  int to_top = 0;
  int to_bottom = 0;
  bool is_signed = false;
  std::uint64_t kept = ~std::uint64_t{0};

  int base = 10;   ///< of what has no name, and of digits
  int digits = 0;  ///< at least so many

  std::size_t room = 0;
  AppendCells append = nullptr;  ///< null: no kernel writes this reading
};

/// Prepares the kernel for a field, if there is one for its reading in that style.
[[nodiscard]] ValueWriter make_kernel(const Field& field, const CellStyle& style,
                                      KernelState& state);

}  // namespace bview
