// SPDX-License-Identifier: MIT
// app/habits.hpp - THE TABLE of what other tools call things, and what bview calls them.
//
// People type what they know: options of xxd, od, hexdump, hexyl and dd, words of numpy, jq and
// DuckDB. None of them is guessed at; each is answered with its name here.

#pragma once

#include <string>
#include <string_view>

namespace bview {

/// "; here it is -n N" for -N, "; did you mean -t csv?" for --csv, of a command that takes the
/// options of `groups`; empty where no tool says so.
[[nodiscard]] std::string option_here(std::string_view name, unsigned groups);

/// Whether an option of that name is in the table for such a command.
[[nodiscard]] bool is_foreign(std::string_view name, unsigned groups);

/// "; here it is 'dump'" for xxd; empty where no tool is called so.
[[nodiscard]] std::string command_here(std::string_view name);

/// The usual name of a form: "ndjson" for "jsonl". The name itself where it has no other.
[[nodiscard]] std::string usual_name(const std::string& form);

}  // namespace bview
