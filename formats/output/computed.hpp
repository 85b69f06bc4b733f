// SPDX-License-Identifier: MIT
// formats/output/computed.hpp - a selection with computed columns, in any form.

#pragma once

#include <memory>

#include <bview/formats/output/forms.hpp>
#include <bview/formats/questions/computed_columns.hpp>

namespace bview {

/// The form's output of the items that `columns` makes of those selected, some at a time as they
/// are rendered.
[[nodiscard]] std::unique_ptr<Renderer> make_computed(
    const OutputForm& form, std::shared_ptr<const ComputedColumns> columns, Selection selection,
    const OutputOptions& options);

}  // namespace bview
