// SPDX-License-Identifier: MIT
// app/help/command_help.hpp - the help of a command, and of all of them, from their table.

#pragma once

#include <string>

#include "app/commands.hpp"

namespace bview {

/// What `bview help` alone prints: every command and topic.
[[nodiscard]] std::string overview_text();

/// What `bview help COMMAND` prints.
[[nodiscard]] std::string command_text(const Command& command);

/// What `bview help man COMMAND` prints: a manual page of its own, as bview-dump.1 is.
[[nodiscard]] std::string command_man_page(const Command& command);

/// "bview dump [OPTION]... [FILE]".
[[nodiscard]] std::string usage_of(const Command& command);

/// True when a command that takes the options of `groups` takes this one.
[[nodiscard]] bool takes(unsigned groups, const OptionSpec& option);

}  // namespace bview
