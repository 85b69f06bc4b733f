// SPDX-License-Identifier: MIT
// app/record_dump.hpp - a dump of records that vary in size.

#pragma once

#include <string>

#include "app/progress.hpp"
#include "app/session.hpp"
#include "app/streaming.hpp"

namespace bview {

/// Prints the records of an input; those of a stream as they arrive. Records in front of a damaged
/// one are printed before the error for it.
/// \throws Error{Errc::BadUsage} for options that such records have no use for.
void dump_records(Input input, const ViewRequest& request, const Options& options,
                  const StreamOutput& output, Progress& progress);

/// Prints the records of a file, and those that are added to it, each when it is whole; with --new
/// those alone that are not whole yet. Begins anew with a file that was truncated or replaced, as
/// follow_file() does.
/// \throws Error{Errc::BadUsage} as refuse_to_follow() does, and for options that such records have
///         no use for.
void follow_records(const std::string& path, const ViewRequest& asked, const Options& options,
                    const StreamOutput& output);

}  // namespace bview
