// SPDX-License-Identifier: MIT
// app/record_dump.hpp - a dump of records that vary in size.

#pragma once

#include "app/progress.hpp"
#include "app/session.hpp"
#include "app/streaming.hpp"

namespace bview {

/// Prints the records of an input; those of a stream as they arrive. Records in front of a damaged
/// one are printed before the error for it.
/// \throws Error{Errc::BadUsage} for options that such records have no use for.
void dump_records(Input input, const ViewRequest& request, const Options& options,
                  const StreamOutput& output, Progress& progress);

}  // namespace bview
