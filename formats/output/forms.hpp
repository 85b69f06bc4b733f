// SPDX-License-Identifier: MIT
// formats/output/forms.hpp - THE TABLE of output forms.
//
// A new form is one line of the table and its make function.

#pragma once

#include <memory>
#include <span>
#include <string_view>

#include <bview/formats/output/renderer.hpp>

namespace bview {

/// What a form can do while more items arrive.
enum class Streaming {
  Whole,     ///< nothing: it depends on all items
  Document,  ///< print the parts that are complete (Renderer::parts_of_items), and close them
  Parts,     ///< the same, and there is nothing to close
  Lines      ///< the same, and a newline stands behind every item
};

struct OutputForm {
  std::string_view name;
  std::string_view summary;  ///< for help: what one gets
  std::string_view purpose;  ///< for help: what one takes it for
  std::unique_ptr<Renderer> (*make)(Selection selection, const OutputOptions& options);
  Streaming streaming;
  bool bytes = false;     ///< no text: a terminal is no place for it
  bool measures = false;  ///< looks at items before it is asked for a part
};

[[nodiscard]] std::span<const OutputForm> output_forms();

/// The form of that name, or null.
[[nodiscard]] const OutputForm* find_output_form(std::string_view name);

}  // namespace bview
