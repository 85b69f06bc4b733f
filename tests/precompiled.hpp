// SPDX-License-Identifier: MIT
// tests/precompiled.hpp - what many sources begin with, parsed once where time matters.
//
// No source includes it: each has what it needs, as the trees of g++ show, which do without.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>
