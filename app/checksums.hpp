// SPDX-License-Identifier: MIT
// app/checksums.hpp - checksums that stand in a file: what --fix mends, and --check looks at.
//
// One is a field of items that are selected, or TYPE@PLACE. What it is of, its ranges of bytes,
// are formulas about the item that has it.

#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <bview/core/buffer.hpp>
#include <bview/core/checksum.hpp>
#include <bview/core/input.hpp>
#include <bview/formats/output/renderer.hpp>

#include "app/options.hpp"

namespace bview {

/// Items that a checksum may be a field of, where they lie.
struct ChecksumItem {
  std::int64_t offset;  ///< in the file
  std::int64_t number;
};

/// One checksum, worked out.
struct FoundChecksum {
  std::string name;  ///< of the field, or as it was typed
  const ChecksumAlgorithm& algorithm;
  std::optional<std::int64_t> item;  ///< the number of its item
  Selection target;                  ///< its bytes, an item of one field
  Buffer computed;                   ///< what they should be
  std::optional<Extent> own{};       ///< where they lie, if they are worked out of themselves
};
using VisitChecksum = std::function<void(const FoundChecksum& found)>;

/// The items that the options select now.
/// \throws Error{Errc::BadUsage} where there are more than are kept.
[[nodiscard]] std::vector<ChecksumItem> selected_items(const Options& options, Input input);

/// Calls `visit` for what `text` says (formats/syntax/checksum_text.hpp), of the items that are
/// given, or of those that are selected.
/// \throws Error with `option` in front, where it makes no sense, or a range leaves the file.
void for_each_checksum(const char* option, const std::string& text, const Options& options,
                       Input input, const std::vector<ChecksumItem>* items,
                       const VisitChecksum& visit);

}  // namespace bview
