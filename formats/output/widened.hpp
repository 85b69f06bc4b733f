// SPDX-License-Identifier: MIT
// formats/output/widened.hpp - items whose types numpy lacks, as items of types it has.
//
// i24 becomes i32, u24 u32, and the small floats f32: each value keeps its number. A layout
// is compiled once to steps, one call of a kernel or one copy each, however many values
// they hold.

#pragma once

#include <memory>
#include <string>

#include <bview/core/layout.hpp>
#include <bview/formats/output/renderer.hpp>

namespace bview {

/// The layout with wider types where there are any; holes keep their sizes.
[[nodiscard]] Layout widened(const Layout& layout);

/// "bf16 as f32, i24 as i32": what widened() changes. Empty where it changes nothing.
[[nodiscard]] std::string widening(const Layout& layout);

/// The items of the selection, each as widened() has it, behind `header`. Of a projected layout
/// the fields alone, one after another.
[[nodiscard]] std::unique_ptr<Renderer> make_widened(Selection selection, std::string header);

}  // namespace bview
