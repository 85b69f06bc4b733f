// SPDX-License-Identifier: MIT
// formats/parts/catalogue_reader.hpp - a catalogue as a reader of containers like any other.

#pragma once

#include <memory>
#include <vector>

#include <bview/formats/parts/catalogue.hpp>
#include <bview/formats/parts/reader.hpp>

namespace bview {

/// One line of the table of containers.
[[nodiscard]] ContainerReader reader_of(const std::shared_ptr<const Catalogue>& catalogue);

/// Those that bview comes with (formats/catalogues/*.toml), the most specific first. They are read
/// when they are asked for first.
[[nodiscard]] const std::vector<std::shared_ptr<const Catalogue>>& shipped_catalogues();

}  // namespace bview
