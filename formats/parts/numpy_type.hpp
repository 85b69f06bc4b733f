// SPDX-License-Identifier: MIT
// formats/parts/numpy_type.hpp - numpy's types in the words of formats.
//
// Source: numpy/core/_internal.py and numpy/lib/format.py (dtype.str, dtype.descr).

#pragma once

#include <string>

#include <bview/formats/parts/python_literal.hpp>

namespace bview {

/// The format that a dtype is: '<f4', or a list of fields with names.
/// \throws Error{Errc::BadValue} for what is no type, and for objects, with the place
/// (Error::where).
[[nodiscard]] std::string format_of_numpy(const PythonValue& type);

}  // namespace bview
