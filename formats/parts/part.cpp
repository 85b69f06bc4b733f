// SPDX-License-Identifier: MIT

#include <cstddef>

#include <bview/formats/parts/part.hpp>

namespace bview {

const char* name_of(PartKind kind) {
  constexpr const char* kNames[] = {"array", "record", "bytes", "text", "group"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::int64_t place_of(const Part& part) {
  return part.packing ? part.packing->packed.offset : part.offset;
}

}  // namespace bview
