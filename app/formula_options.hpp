// SPDX-License-Identifier: MIT
// app/formula_options.hpp - options whose numbers stand in the file.
//
// Formulas are worked out before anything else looks at the options: what comes behind has
// plain numbers, as if they had been typed.

#pragma once

#include <bview/core/input.hpp>

#include "app/file_numbers.hpp"
#include "app/options.hpp"
#include "app/session.hpp"

namespace bview {

/// Whether a number is to be read from the file, or to be worked out.
[[nodiscard]] bool has_formulas(const Options& options);

/// Reads what --read says, so that `numbers` knows the names.
void read_records(const Options& options, FileNumbers& numbers);

/// The same options with numbers alone, and what they say about the view.
struct Numbered {
  Options options;
  ViewRequest request;
};
/// `input` is the file; what is taken from a stream is put back.
/// \throws Error with a caret under what has no value, or where a number may not be negative.
[[nodiscard]] Numbered with_numbers(const Options& options, Input& input);

}  // namespace bview
