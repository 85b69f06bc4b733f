// SPDX-License-Identifier: MIT
// app/catalogue_options.hpp - kinds of files that users have told of in catalogues.

#pragma once

#include <vector>

#include <bview/formats/parts/reader.hpp>

#include "app/options.hpp"

namespace bview {

/// Those of --catalogue, of the folders in $BVIEW_PATH and of ~/.config/bview, and behind them
/// those that bview comes with.
/// \throws Error with file, line and column where a catalogue is wrong.
[[nodiscard]] std::vector<ContainerReader> readers_for(const Options& options);

}  // namespace bview
