// SPDX-License-Identifier: MIT
// app/type_options.hpp - what --types and --cflags mean.

#pragma once

#include <bview/formats/syntax/type_book.hpp>
#include <bview/formats/types/c_compiler.hpp>

#include "app/options.hpp"

namespace bview {

/// The compiler that $CC, $CXX and --cflags describe.
[[nodiscard]] Compiler compiler_of(const Options& options);

/// The types that formats may name; null without --types. Files are opened once, however often
/// they are asked for.
[[nodiscard]] const TypeBook* types_of(const Options& options);

}  // namespace bview
