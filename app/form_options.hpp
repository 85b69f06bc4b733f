// SPDX-License-Identifier: MIT
// app/form_options.hpp - THE TABLE of which form knows which option.
//
// An option that a form has no use for is refused, never ignored. (--color and --threads are
// wishes about how, not about what: every form takes them.)

#pragma once

#include <string_view>

#include "app/options.hpp"

namespace bview {

/// Refuses what was given for output and the form `name` does not know.
/// \throws Error{Errc::BadUsage} that names the forms which do.
void refuse_useless_output(const Options& options, std::string_view name);

/// The same for values that are read with --from, or, without it, from the arguments.
void refuse_useless_input(const Options& options);

/// The same for the forms that differences are shown in.
void refuse_useless_diff(const Options& options, std::string_view name);

/// --head and --tail as the last of the indices; where --where is given they are about what it
/// leaves, and stay what they are.
/// \throws Error{Errc::BadUsage} where they are no numbers of items, or both are given.
[[nodiscard]] Options with_ends(const Options& asked);

}  // namespace bview
