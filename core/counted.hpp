// SPDX-License-Identifier: MIT
// core/counted.hpp - a number that stands several times among others.

#pragma once

#include <cstdint>

namespace bview {

struct Counted {
  double value;
  std::int64_t times;
};

}  // namespace bview
