// SPDX-License-Identifier: MIT
// app/checksum_report.hpp - info --check: whether checksums hold.

#pragma once

#include "app/options.hpp"

namespace bview {

/// Lists them; the exit code says whether all hold.
int report_checksums(const Options& options);

}  // namespace bview
