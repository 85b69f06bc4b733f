// SPDX-License-Identifier: MIT
// core/counted.hpp - a number that stands several times among others.

#pragma once

#include <cstdint>

#include <bview/core/public.hpp>

namespace BVIEW_PUBLIC bview {

struct Counted {
  double value;
  std::int64_t times;
};

}  // namespace bview
