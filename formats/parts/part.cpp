// SPDX-License-Identifier: MIT

#include <cstddef>
#include <utility>

#include <bview/formats/parts/part.hpp>

namespace bview {

const char* name_of(PartKind kind) {
  constexpr const char* kNames[] = {"array", "record", "bytes", "text", "group"};
  return kNames[static_cast<std::size_t>(kind)];
}

Part part_at(const Extent& where, std::string name, std::string summary) {
  Part part;
  part.name = std::move(name);
  part.offset = where.offset;
  part.size = where.size;
  part.summary = std::move(summary);
  return part;
}

std::int64_t place_of(const Part& part) {
  return part.packing ? part.packing->packed.offset : part.offset;
}

}  // namespace bview
