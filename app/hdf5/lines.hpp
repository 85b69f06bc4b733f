// SPDX-License-Identifier: MIT
// app/hdf5/lines.hpp - what bview-hdf5 prints: a line of JSON for each data set, and one at the
// end.
//
//   ["group/name", "<f", [2, 3], 2048, 24, "float", ""]
//
// are its path, format, shape, offset in the file, bytes, what it holds, and why nothing can be
// written to it. Where no offset is known, it is null, and the last text says why. The last line is
// true, or a text: what the library said of the file.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bview::hdf5 {

struct DataSet {
  std::string_view path{};
  std::string format{};
  std::vector<std::uint64_t> shape{};
  std::optional<std::uint64_t> offset{};
  std::uint64_t size = 0;
  std::string kind{};
  std::string readonly{};
};

[[nodiscard]] std::string line_of(const DataSet& set);

/// `text` as a string of JSON; bytes that are no UTF-8 become \xNN.
[[nodiscard]] std::string json_text(std::string_view text);

}  // namespace bview::hdf5
