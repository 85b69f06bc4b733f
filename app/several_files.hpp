// SPDX-License-Identifier: MIT
// app/several_files.hpp - one command for several files, one after another.

#pragma once

#include <functional>

#include "app/options.hpp"

namespace bview {

/// Runs it for each file among the operands, as if each had been given alone; operands that are
/// patterns stand for the files that they fit. What is wrong with one file is said, and the next
/// one's turn comes; the exit code is the worst of all.
/// \throws Error before the first of several where one of them is not there.
int for_each_file(const Options& options, const std::function<int(const Options&)>& run);

/// The same where the first operand names files, and the others are what is looked for: the exit
/// code is 0 where one of them has it, as grep's.
int for_files_of_first(const Options& options, const std::function<int(const Options&)>& run);

}  // namespace bview
