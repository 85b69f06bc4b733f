// SPDX-License-Identifier: MIT
// <bview/bview.hpp> - all that the library is for, by what one would do with it.
//
// These headers and what they include are what is installed. Programs rely on what stands here;
// what it includes comes along, and may change.
//
// Unless a header says otherwise:
//   sizes, offsets and strides are bytes, lengths of axes are items, as 64 bits with a sign;
//   what was refused is an Error (core/error.hpp), and what was to be changed then is as it was;
//   a Buffer, and a MemoryView, keep the bytes that they look at; a View, a TypedView, a Cursor and
//     all that takes a reference do not, and end before what they refer to;
//   several threads may use one object as long as none changes it; what waits, or reads from a
//     Source, is one thread's at a time;
//   nothing prints, ends the process, or minds signals; where a mapped file is cut short by others,
//     who looks at bytes that it had gets SIGBUS.

#pragma once

#include <bview/version.hpp>

// Files: mapped, streamed, or read through pipes.
#include <bview/core/error.hpp>
#include <bview/core/followed_file.hpp>
#include <bview/core/input.hpp>
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
#include <bview/core/checksum.hpp>
#include <bview/core/compare.hpp>
#include <bview/formats/comparison/item_pair.hpp>
#include <bview/formats/questions/choose.hpp>
#include <bview/formats/questions/question.hpp>
#include <bview/formats/questions/summarize.hpp>
#include <bview/formats/search/search.hpp>

// What files say that they hold.
#include <bview/formats/parts/container.hpp>
