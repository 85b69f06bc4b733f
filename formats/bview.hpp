// SPDX-License-Identifier: MIT
// <bview/bview.hpp> - all that the library is for, by what one would do with it.
//
// These headers and what they include are what is installed. Programs rely on what stands here;
// what it includes comes along, and may change.

#pragma once

// Files: mapped, streamed, or read through pipes.
#include <bview/core/error.hpp>
#include <bview/core/mapping.hpp>
#include <bview/core/stream.hpp>

// What bytes are taken for: layouts, views on them, values.
#include <bview/core/layout.hpp>
#include <bview/core/memory_view.hpp>
#include <bview/core/record_list.hpp>
#include <bview/core/typed_view.hpp>
#include <bview/core/value.hpp>
#include <bview/core/view.hpp>

// The notations: formats, indices, formulas, conditions.
#include <bview/formats/syntax/format_string.hpp>
#include <bview/formats/syntax/formula_text.hpp>
#include <bview/formats/syntax/index_expression.hpp>
#include <bview/formats/syntax/project.hpp>
#include <bview/formats/syntax/question_text.hpp>

// Printing what a view selects, and reading values back.
#include <bview/formats/input/reader.hpp>
#include <bview/formats/output/forms.hpp>

// Patching a file as a transaction, and taking it back.
#include <bview/core/journal.hpp>
#include <bview/core/patch.hpp>

// Asking: what holds where, sums, patterns, differences, checksums.
#include <bview/core/checksum_makers.hpp>
#include <bview/formats/comparison/item_pair.hpp>
#include <bview/formats/questions/choose.hpp>
#include <bview/formats/questions/summarize.hpp>
#include <bview/formats/search/search.hpp>

// What files say that they hold.
#include <bview/formats/parts/reader.hpp>
