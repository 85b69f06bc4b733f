// SPDX-License-Identifier: MIT
// app/explore/part_tree.hpp - the parts of a file as a tree.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/explore/document.hpp"

namespace bview {

struct PartTree {
  std::string title;
  std::vector<std::string> lines{};
  std::vector<std::string> names{};  ///< of the part on each line; empty where it is a folder alone
  std::string trouble{};             ///< why there are no more
};

/// Parts whose names have a '/' in them stand below what is in front of that.
/// \throws Error where the file is of no kind that bview knows.
[[nodiscard]] PartTree part_tree(const Document& document);

/// Where a part begins in the file.
/// \throws Error where there is none of that name, or it is packed.
[[nodiscard]] std::int64_t place_of_part(const Document& document, const std::string& name);

}  // namespace bview
