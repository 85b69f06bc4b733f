// SPDX-License-Identifier: MIT
// app/part_options.hpp - a part by its name becomes options of a view, as if they had been typed.

#pragma once

#include "app/options.hpp"

namespace bview {

/// The same options without --part, with what the part says where the user has said nothing.
/// Offsets that were given count from the start of the part, and nothing reaches out of it.
/// \throws Error where there is no such part, or nothing can be written to it and `writes`.
[[nodiscard]] Options with_part(Options options, bool writes);

}  // namespace bview
