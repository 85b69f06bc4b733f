// SPDX-License-Identifier: MIT
// app/opened_file.hpp - the file that a command reads, or writes: the one that a part was found in.

#pragma once

#include <optional>

#include <bview/core/file_identity.hpp>
#include <bview/core/input.hpp>

#include "app/options.hpp"

namespace bview {

/// Opens the file that the options name; where a part of it was chosen, it is the one that the part
/// was found in, whatever has its name by now.
[[nodiscard]] Input open_file(const Options& options);

/// Refuses a file that has taken the place of the one in which a part was found.
void refuse_replaced(const Options& options, const std::optional<FileIdentity>& now);

}  // namespace bview
