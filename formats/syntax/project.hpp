// SPDX-License-Identifier: MIT
// formats/syntax/project.hpp - which fields of a record, and which parts of them.

#pragma once

#include <string>
#include <vector>

#include <bview/core/layout.hpp>
#include <bview/core/public.hpp>

namespace BVIEW_PUBLIC bview {

/// The record reduced to some of its values, in the order asked for.
///
/// A selector is a name ("len"), a dotted path ("hdr.len"), a 0-based position among the
/// values, or a sub-array and Python's basic index on it: an element "v[0,2]", a part
/// "v[:,1]", "pts[2].x", "pts[::2].x". Itemsize stays: the others become holes.
/// \throws Error{Errc::BadUsage} for a selector that fits nothing, or one twice,
///         Error{Errc::BadIndex} and Error{Errc::BadFormat} for an index that is wrong.
[[nodiscard]] Layout project(const Layout& layout, const std::vector<std::string>& selectors);

}  // namespace bview
