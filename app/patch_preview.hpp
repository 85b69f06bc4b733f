// SPDX-License-Identifier: MIT
// app/patch_preview.hpp - what a patch would change, and what it expects to find.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include <bview/core/edit_runs.hpp>
#include <bview/core/patch.hpp>
#include <bview/formats/output/renderer.hpp>

#include "app/options.hpp"
#include "app/patch_values.hpp"

namespace bview {

/// Adds a line for every value that would change, and one for an item that only changes between its
/// values, as raw bytes may ask for; of a record of varying size, with its number.
void preview_changes(const PatchPlan& plan, const Selection& selection, const Options& options,
                     std::optional<std::int64_t> record, TextBuffer& out);

/// A few bytes as they are shown: in hex, and not all of many.
[[nodiscard]] std::string shown_bytes(std::span<const std::byte> bytes);

/// Adds a line for bytes that would change.
void append_bytes_line(const Edit& edit, TextBuffer& out);

/// What a patch changes.
struct PatchSummary {
  std::int64_t values = 0;
  std::int64_t bytes = 0;
};
/// What the patch would say when it is done.
void tell_preview(const PatchSummary& summary, const Options& options);

/// Refuses an integer that is the one in the file as a double rounds it.
/// \throws Error{Errc::BadValue} naming the first.
void refuse_rounded(const PatchPlan& plan, const Selection& selection, const Options& options,
                    std::optional<std::int64_t> record = std::nullopt);

/// Whether the selection holds what is expected; says so if not.
[[nodiscard]] bool holds_expected(const NewValues& values, const Selection& selection,
                                  const Options& options,
                                  std::optional<std::int64_t> record = std::nullopt);

}  // namespace bview
