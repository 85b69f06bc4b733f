// SPDX-License-Identifier: MIT
// formats/input/raw.hpp - items as they are: --from raw.

#pragma once

#include <bview/formats/input/reader.hpp>

namespace bview {

/// The input is the selected bytes of item after item; after project() that is just the
/// fields, one after another.
void read_raw(Source& source, const Layout& layout, const InputOptions& options,
              const ItemSink& sink);

}  // namespace bview
