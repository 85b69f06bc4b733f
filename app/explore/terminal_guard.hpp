// SPDX-License-Identifier: MIT
// app/explore/terminal_guard.hpp - signals while a terminal is in use.

#pragma once

namespace bview {

/// From now on SIGTERM, SIGHUP, SIGINT and SIGQUIT are told by signal_that_ends(), and a byte of a
/// mapped file that is gone ends the program as ever (core/mapping.hpp), behind what
/// remember_terminal() was given.
void guard_terminal();
/// What makes a terminal that was taken one that it was before; null where it has no such thing.
void remember_terminal(const char* show_cursor, const char* leave, const char* plain);
/// The terminal was given back, and signals do what they did.
void forget_terminal();

/// The one that arrived, or 0.
[[nodiscard]] int signal_that_ends();
/// As if that signal had arrived.
void end_as(int signal);
/// Whether it was SIGINT; then it is forgotten.
[[nodiscard]] bool take_interrupt();

}  // namespace bview
