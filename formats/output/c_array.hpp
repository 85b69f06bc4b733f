// SPDX-License-Identifier: MIT
// formats/output/c_array.hpp - a C array definition that holds the selected values.

#pragma once

#include <memory>

#include <bview/formats/output/renderer.hpp>

namespace bview {

/// C11 source: the headers it needs, a struct for records, the array. It holds the
/// values, not the bytes: C chooses order and padding. Named after options.name.
/// \throws Error{Errc::BadValue} for what C has no constant for.
[[nodiscard]] std::unique_ptr<Renderer> make_c(Selection selection, const OutputOptions& options);

}  // namespace bview
