// SPDX-License-Identifier: MIT
// formats/output/c_names.hpp - names of files and fields as names of C and of C++.
//
// What is no letter, digit or "_" becomes "_"; a name that either language keeps for
// itself gets one behind it: keywords, macros and types of the headers that c_array.cpp
// includes, and outside of structs what the C library declares.

#pragma once

#include <string>
#include <string_view>

namespace bview {

/// For a member of a struct. Two names may become one.
[[nodiscard]] std::string c_member(std::string_view name);

/// For an array, and a struct, outside of everything.
[[nodiscard]] std::string c_global(std::string_view name);

}  // namespace bview
