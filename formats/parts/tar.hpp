// SPDX-License-Identifier: MIT
// formats/parts/tar.hpp - members of a tar archive, of v7, ustar, pax or GNU.
//
// What pax headers and GNU's long names say of a member counts, and they are no members themselves.
// A sparse member is listed with the bytes that are stored, and cannot be read.

#pragma once

#include <bview/formats/parts/file_bytes.hpp>
#include <bview/formats/parts/part.hpp>

namespace bview {

[[nodiscard]] bool is_tar(FileBytes& bytes);

/// Members in the order of the file, by their whole names; behind them "members", all headers as
/// records. Where another header tells the size of a member, they go on in one more such part.
/// \throws Error behind those in front of the damage.
void list_tar(FileBytes& bytes, const PartVisitor& visit);

}  // namespace bview
