// SPDX-License-Identifier: MIT
// formats/parts/class_file.hpp - constants, fields, methods and attributes of a class of Java.
//
// Names are shown as they are stored: in the UTF-8 of Java, whose letters beyond 16 bits are two
// halves of three bytes each.
//
// Source: Oracle, "The Java Virtual Machine Specification, Java SE 21 Edition", chapter 4.

#pragma once

#include <bview/formats/parts/file_bytes.hpp>
#include <bview/formats/parts/part.hpp>

namespace bview {

/// Fat files of macOS begin with the same four bytes.
[[nodiscard]] bool is_class_file(FileBytes& bytes);
/// In the order of the file, attributes behind what has them: "header", "constants/1", "class",
/// "interfaces", "fields/NAME", "methods/NAME()V", "methods/NAME()V/Code", "SourceFile".
void list_class_file(FileBytes& bytes, const PartVisitor& visit);

}  // namespace bview
