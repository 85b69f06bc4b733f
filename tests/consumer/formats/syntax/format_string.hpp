// SPDX-License-Identifier: MIT
// Not bview's: a stranger's project may have a file of this name, which says something else.

#pragma once

inline constexpr const char* kOwnFormat = "the stranger's formats/syntax/format_string.hpp";
