// SPDX-License-Identifier: MIT
// formats/syntax/other_sizes.hpp - how large a record is by other habits than struct's.
//
// struct pads in front of items but not behind the last one; C pads there, too, and packed
// structs have no padding at all. Whoever finds that a file does not divide wants to know.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <bview/core/layout.hpp>

namespace bview {

/// The bytes that the record would take, and what to write for that.
struct OtherSize {
  std::int64_t itemsize;
  std::string why;  ///< "in C this record takes 16 bytes"
  std::string how;  ///< "end the format with 0d, or write T{...}"
};

/// As an element of an array of structs in C; nothing when that is the same. `layout` is
/// what parse_format made, and its own text is looked at.
[[nodiscard]] std::optional<OtherSize> size_in_c(const Layout& layout);

/// Without the padding inside that native mode makes where no mode was written; nothing where
/// there is none. `layout` as above.
[[nodiscard]] std::optional<OtherSize> size_unpadded(const Layout& layout);

/// As in C, and the sizes without the padding of native mode.
[[nodiscard]] std::vector<OtherSize> other_sizes(const Layout& layout);

}  // namespace bview
