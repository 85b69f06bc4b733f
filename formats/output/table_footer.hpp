// SPDX-License-Identifier: MIT
// formats/output/table_footer.hpp - what stands behind a table on a terminal.

#pragma once

#include <bview/core/layout.hpp>
#include <bview/core/sink.hpp>
#include <bview/core/view.hpp>
#include <bview/formats/output/renderer.hpp>

namespace bview {

/// How many items were shown, and whether texts are cut; nothing where options.footer is not set.
/// Whoever has just one item counts it himself.
void write_footer(const View& view, const Layout& layout, const OutputOptions& options,
                  TextBuffer& out);

}  // namespace bview
