// SPDX-License-Identifier: MIT
// Addresses in programs and libraries of Windows: the headers, and sections.
//
// Source: Microsoft, "PE Format".

#include <algorithm>

#include <bview/formats/parts/address_map.hpp>

namespace bview {
namespace {

constexpr std::int64_t kPlaceOfHeader = 0x3c;
constexpr std::int64_t kOptionalHeader = 24;  // from the signature on
constexpr std::int64_t kSectionHeader = 40;

std::int64_t pe_number(FileBytes& bytes, std::int64_t offset, int size, const char* what) {
  return bytes.number(offset, size, ByteOrder::Little, what);
}

std::uint64_t image_base(FileBytes& bytes, std::int64_t optional) {
  constexpr std::int64_t kPe32 = 0x10b;
  constexpr std::int64_t kPe64 = 0x20b;
  const std::int64_t magic = pe_number(bytes, optional, 2, "the kind of header");
  if (magic != kPe32 && magic != kPe64) {
    throw no_addresses(bytes, "its header says nothing of an image");
  }
  return magic == kPe64 ? bytes.word(optional + 24, 8, ByteOrder::Little, "the image's base")
                        : bytes.word(optional + 28, 4, ByteOrder::Little, "the image's base");
}

MappedSegment section_at(FileBytes& bytes, std::int64_t header, std::uint64_t base) {
  const auto number = [&](std::int64_t place) {
    return bytes.word(header + place, 4, ByteOrder::Little, "a section");
  };
  MappedSegment section;
  section.address = base + number(12);
  section.size = number(16);
  section.offset = number(20);
  section.memory = std::max(number(8), section.size);
  return section;
}

}  // namespace

bool is_pe(FileBytes& bytes) {
  if (!bytes.stands(0, "MZ") || !bytes.has(kPlaceOfHeader, 4)) return false;
  return bytes.stands(pe_number(bytes, kPlaceOfHeader, 4, "an offset"),
                      std::string_view("PE\0\0", 4));
}

AddressMap map_pe(FileBytes& bytes) {
  const std::int64_t header = pe_number(bytes, kPlaceOfHeader, 4, "an offset");
  const std::int64_t optional = header + kOptionalHeader;
  const std::int64_t count = pe_number(bytes, header + 6, 2, "how many sections there are");
  const std::int64_t size = pe_number(bytes, header + 20, 2, "the size of a header");
  AddressMap map;
  map.base = image_base(bytes, optional);
  const auto headers = bytes.word(optional + 60, 4, ByteOrder::Little, "the size of all headers");
  map.segments.push_back({map.base, headers, 0, headers});
  for (std::int64_t k = 0; k < count; ++k) {
    map.segments.push_back(section_at(bytes, optional + size + k * kSectionHeader, map.base));
  }
  return map;
}

}  // namespace bview
