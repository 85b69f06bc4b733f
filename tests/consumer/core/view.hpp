// SPDX-License-Identifier: MIT
// Not bview's: a stranger's project may have a file of this name, which says something else.

#pragma once

inline constexpr const char* kOwnView = "the stranger's core/view.hpp";
