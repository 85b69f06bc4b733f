// SPDX-License-Identifier: MIT
// formats/parts/gzip.hpp - what gzip has packed: members, one behind the other.
//
// How long a member is stands nowhere in front of it. Each is unpacked once to find its end, and
// nothing of that is kept.
//
// Source: RFC 1952.

#pragma once

#include <bview/formats/parts/file_bytes.hpp>
#include <bview/formats/parts/part.hpp>

namespace bview {

[[nodiscard]] bool is_gzip(FileBytes& bytes);
/// A member has the name that it tells of, or else "member/0", "member/1", ...
void list_gzip(FileBytes& bytes, const PartVisitor& visit);

}  // namespace bview
