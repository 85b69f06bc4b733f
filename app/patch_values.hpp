// SPDX-License-Identifier: MIT
// app/patch_values.hpp - the values that a patch is given.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <bview/core/buffer.hpp>
#include <bview/core/patch.hpp>
#include <bview/formats/output/renderer.hpp>

#include "app/options.hpp"
#include "app/session.hpp"

namespace bview {

/// What was given, parsed: nothing of it depends on what the file holds.
struct NewValues {
  std::int64_t count = 0;  ///< items
  Buffer items;
  PatchBytes bytes;
  Buffer lost{};  ///< a loss mask for each item of the forms of text; empty for others
  std::optional<Buffer> expected;
};

/// Reads the values for items that are in `room`, which bounds their number.
[[nodiscard]] NewValues new_values(const Options& options, const Session& room);

/// What --expect says of items of `layout`.
[[nodiscard]] std::optional<Buffer> expected_values(const Options& options, const Layout& layout);

/// Refuses values where --set works them out.
void refuse_values_beside_set(const Options& options);

/// Refuses any number of items but one, which all get, and one for each: of the values, and of
/// what is expected.
void check_counts(const NewValues& values, const Selection& selection, const Options& options);

/// The path behind the file that --from reads.
/// \throws Error{Errc::BadUsage} where there is none, or another operand.
[[nodiscard]] std::string path_of_values(const Options& options);

/// The values as operands, where they are.
[[nodiscard]] std::vector<std::string> value_operands(const Options& options);

}  // namespace bview
