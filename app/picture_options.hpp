// SPDX-License-Identifier: MIT
// app/picture_options.hpp - what is asked of pictures, and where they are seen.

#pragma once

#include <memory>
#include <string_view>

#include <bview/formats/picture/picture_options.hpp>

#include "app/options.hpp"

namespace bview {

/// What --range, --colormap, --size, --protocol and --histogram say, for a form that takes them;
/// null for others. For -t image the terminal is asked what it knows.
[[nodiscard]] std::shared_ptr<const PictureOptions> picture_options(const Options& options,
                                                                    std::string_view form);

}  // namespace bview
