// SPDX-License-Identifier: MIT
// formats/output/c_declarations.hpp - how C declares the values of a layout.
//
// A struct has the bytes of its record where C has types of the same sizes: it is packed
// where C would place the members elsewhere, its holes are bit fields without a name, and
// its size is asserted. Types that C lacks are wider; then, and of chosen fields, the
// struct has the values alone.

#pragma once

#include <string>

#include <bview/core/layout.hpp>

namespace bview {

/// The headers, and the struct or union of a record, whose size is asserted where it is packed.
/// `flexible`: with a last member "data[]", of which no values can be given.
/// \throws Error{Errc::BadValue} for what C has no constant for.
[[nodiscard]] std::string c_struct(const Layout& layout, const std::string& name, bool flexible);

/// The headers, the struct of a record, and "const float name[2][3]". C11, and C++ but for
/// complex numbers.
/// \throws Error{Errc::BadValue} for what C has no constant for.
[[nodiscard]] std::string c_declaration(const Layout& layout, const Lengths& shape,
                                        const std::string& name);

/// "bf16 as float, i24 as int32_t": the types that C lacks, and what stands for them. Empty
/// where there are none.
[[nodiscard]] std::string c_widening(const Layout& layout);

/// The same layout with the largest member of each union in front, which is the one that C gives a
/// value to where it is told none. All members then have names.
[[nodiscard]] Layout with_largest_first(Layout layout);

/// Of each union only that one: the values that are given.
[[nodiscard]] Layout with_first_member(Layout layout);

}  // namespace bview
