// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <cstring>

#include <bview/core/error.hpp>

namespace bview {

Error system_error(std::string_view what, std::string_view name, int reason,
                   std::string_view advice) {
  return {Errc::File, fmt::format("cannot {} {}: {}{}", what, name, std::strerror(reason), advice)};
}

}  // namespace bview
