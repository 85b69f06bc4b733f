// SPDX-License-Identifier: MIT
// app/hex_options.hpp - how the bytes of a hex dump shall look.

#pragma once

#include <memory>

#include <bview/formats/output/hex_look.hpp>

#include "app/options.hpp"

namespace bview {

/// Whether one of the options is given that are about hex alone.
[[nodiscard]] bool asks_for_hex(const Options& options);

/// What --cols, --group, --border, --bits and --values ask for; null where none is given, and
/// nothing is in colour.
[[nodiscard]] std::shared_ptr<const HexLook> hex_look_of(const Options& options, bool color);

}  // namespace bview
