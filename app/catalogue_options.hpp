// SPDX-License-Identifier: MIT
// app/catalogue_options.hpp - kinds of files that users have told of in catalogues.

#pragma once

#include <string>
#include <vector>

#include <bview/formats/parts/reader.hpp>

#include "app/options.hpp"

namespace bview {

/// Those of --catalogue, of the folders in $BVIEW_PATH and of ~/.config/bview. One of a folder that
/// is wrong is left out, with a note: it may have nothing to do with the file at hand.
/// \throws Error with file, line and column where one of --catalogue is wrong.
[[nodiscard]] std::vector<ContainerReader> told_readers(const Options& options);

/// The text of a catalogue, of those in folders or of those that bview comes with.
/// \throws Error{Errc::BadUsage} where there is none of that name.
[[nodiscard]] std::string catalogue_source(const std::string& name);

}  // namespace bview
