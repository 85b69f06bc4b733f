// SPDX-License-Identifier: MIT
// formats/output/forms.hpp - THE TABLE of output forms.
//
// A new form is one line of the table and its make function.

#pragma once

#include <memory>
#include <span>
#include <string_view>

#include <bview/core/public.hpp>
#include <bview/formats/output/renderer.hpp>

namespace BVIEW_PUBLIC bview {

/// What a form can do while more items arrive.
enum class Streaming {
  Whole,     ///< nothing: it depends on all items
  Document,  ///< print the parts that are complete (Renderer::parts_of_items), and close them
  Parts,     ///< the same, and there is nothing to close
  Lines      ///< the same, and a newline stands behind every item
};

/// What else is to be known of a form.
enum FormTrait : unsigned {
  kIsBytes = 1U,       ///< no text: a terminal is no place for it
  kMeasures = 2U,      ///< looks at items before it is asked for a part
  kFixedSizes = 4U,    ///< has no place for records that vary in size
  kOneFile = 8U,       ///< two of them, one behind the other, are none
  kStoredTypes = 16U,  ///< numbers have types of a machine: no wider ones are worked out
  kFilePlaces = 32U,   ///< shows bytes where they lie in the file
  kPicture = 64U       ///< of light, not of values
};

struct OutputForm {
  std::string_view name;
  std::string_view summary;  ///< for help: what one gets
  std::string_view purpose;  ///< for help: what one takes it for
  std::unique_ptr<Renderer> (*make)(Selection selection, const OutputOptions& options);
  Streaming streaming;
  unsigned traits = 0;  ///< of FormTrait

  [[nodiscard]] bool is(FormTrait trait) const { return (traits & trait) != 0; }
};

/// Whether the form of that name is; no other has any trait.
[[nodiscard]] bool form_is(std::string_view name, FormTrait trait);

[[nodiscard]] std::span<const OutputForm> output_forms();

/// The form of that name, or null.
[[nodiscard]] const OutputForm* find_output_form(std::string_view name);

}  // namespace bview
