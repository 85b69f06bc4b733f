// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/parts/address_map.hpp>

namespace bview {
namespace {

struct AddressedFile {
  bool (*recognise)(FileBytes& bytes);
  AddressMap (*map)(FileBytes& bytes);
};
constexpr AddressedFile kAddressedFiles[] = {
    {is_elf, map_elf},
    {is_pe, map_pe},
    {is_macho, map_macho},
    {is_fat_macho, map_fat_macho},
};

[[noreturn]] void refuse_address(std::uint64_t address, std::string_view why) {
  throw Error(Errc::BadValue, fmt::format("address {:#x} {}", address, why));
}

/// "0x401000 to 0x402fff"
std::string span_text(std::uint64_t first, std::uint64_t size) {
  return fmt::format("{:#x} to {:#x}", first, first + (size - 1));
}

/// Of segments that overlap the one that begins last has the byte.
const MappedSegment* segment_at(const AddressMap& map, std::uint64_t address) {
  const auto behind = std::upper_bound(
      map.segments.begin(), map.segments.end(), address,
      [](std::uint64_t a, const MappedSegment& segment) { return a < segment.address; });
  if (behind == map.segments.begin()) return nullptr;
  const auto segment = std::prev(behind);
  return address - segment->address < segment->memory ? &*segment : nullptr;
}

/// Where the file maps nothing, and between what.
[[noreturn]] void refuse_unmapped(const AddressMap& map, std::uint64_t address,
                                  const FileBytes& bytes) {
  const MappedSegment& first = map.segments.front();
  const MappedSegment& last = map.segments.back();
  refuse_address(address,
                 fmt::format("is not mapped by {}, whose {} {}", bytes.name(),
                             map.segments.size() == 1 ? "only segment has" : "segments lie from",
                             span_text(first.address, last.address - first.address + last.memory)));
}

}  // namespace

Error no_addresses(const FileBytes& bytes, std::string_view why) {
  return {Errc::BadValue, fmt::format("{} maps no addresses: {}", bytes.name(), why)};
}

AddressMap address_map(FileBytes& bytes) {
  const auto* const kind =
      std::find_if(std::begin(kAddressedFiles), std::end(kAddressedFiles),
                   [&](const AddressedFile& each) { return each.recognise(bytes); });
  if (kind == std::end(kAddressedFiles)) {
    throw no_addresses(bytes,
                       "va() and rva() are for programs, libraries and core dumps of ELF, "
                       "PE and Mach-O");
  }
  AddressMap map = kind->map(bytes);
  auto& segments = map.segments;
  const auto takes_none = [](const MappedSegment& segment) { return segment.memory == 0; };
  segments.erase(std::remove_if(segments.begin(), segments.end(), takes_none), segments.end());
  if (segments.empty()) throw no_addresses(bytes, "none of its segments is loaded");
  std::stable_sort(segments.begin(), segments.end(),
                   [](const auto& a, const auto& b) { return a.address < b.address; });
  return map;
}

std::int64_t offset_of(const AddressMap& map, AddressKind kind, std::uint64_t address,
                       const FileBytes& bytes) {
  if (kind == AddressKind::Relative) {
    if (!map.many_bases.empty()) throw Error(Errc::BadValue, map.many_bases);
    address += map.base;  // modulo 2 to the 64, as processors count
  }
  const MappedSegment* const segment = segment_at(map, address);
  if (segment == nullptr) refuse_unmapped(map, address, bytes);
  const std::uint64_t inside = address - segment->address;
  if (inside >= segment->size) {
    refuse_address(
        address, fmt::format("has no byte in {}: of its segment, {}, {} in the file", bytes.name(),
                             span_text(segment->address, segment->memory),
                             segment->size == 0
                                 ? "nothing stands"
                                 : fmt::format("{} stand",
                                               count_text(static_cast<std::int64_t>(segment->size),
                                                          "byte"))));
  }
  const auto size = static_cast<std::uint64_t>(bytes.size());
  if (segment->offset >= size || inside >= size - segment->offset) {
    refuse_address(address,
                   fmt::format("lies behind the end of {}, which is cut short", bytes.name()));
  }
  return static_cast<std::int64_t>(segment->offset + inside);
}

}  // namespace bview
