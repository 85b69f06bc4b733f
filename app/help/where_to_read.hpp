// SPDX-License-Identifier: MIT
// app/help/where_to_read.hpp - which help is about an option.

#pragma once

#include <string>
#include <string_view>

#include "app/commands.hpp"

namespace bview {

/// " (bview help index)" for a message that names an option of the command; what no topic is about
/// stands in the help of the command. Empty where the message names none, or says already what to
/// read.
[[nodiscard]] std::string where_to_read(std::string_view message, const Command& command);

}  // namespace bview
