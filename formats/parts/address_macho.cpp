// SPDX-License-Identifier: MIT
// Addresses in programs, libraries and core dumps of macOS: segments.
//
// Source: Apple, <mach-o/loader.h>, <mach-o/fat.h>.

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include <bview/formats/parts/address_map.hpp>

namespace bview {
namespace {

/// Where numbers stand in a command that loads a segment.
struct MachoClass {
  std::string_view magic;
  ByteOrder order;
  int word;
  std::int64_t header;
  std::uint64_t segment;  ///< the command
  std::int64_t address, memory, offset, size, end;
};
constexpr MachoClass kMachoClasses[] = {
    {"\xce\xfa\xed\xfe", ByteOrder::Little, 4, 28, 0x01, 24, 28, 32, 36, 40},
    {"\xfe\xed\xfa\xce", ByteOrder::Big, 4, 28, 0x01, 24, 28, 32, 36, 40},
    {"\xcf\xfa\xed\xfe", ByteOrder::Little, 8, 32, 0x19, 24, 32, 40, 48, 56},
    {"\xfe\xed\xfa\xcf", ByteOrder::Big, 8, 32, 0x19, 24, 32, 40, 48, 56},
};

constexpr std::uint64_t kMachoObject = 1;
constexpr std::uint64_t kMachoCore = 4;
constexpr std::int64_t kLeastCommand = 8;
constexpr std::string_view kPageZero = "__PAGEZERO";  // is there for addresses that must not be

const MachoClass* macho_class(FileBytes& bytes) {
  const auto* const found =
      std::find_if(std::begin(kMachoClasses), std::end(kMachoClasses), [&](const MachoClass& each) {
        return bytes.stands(0, each.magic) && bytes.has(0, each.header);
      });
  return found == std::end(kMachoClasses) ? nullptr : found;
}

void add_segment(FileBytes& bytes, const MachoClass& macho, std::int64_t command, AddressMap& map) {
  const auto number = [&](std::int64_t place) {
    return bytes.word(command + place, macho.word, macho.order, "a segment");
  };
  if (bytes.stands(command + kLeastCommand, kPageZero)) return;
  MappedSegment segment;
  segment.address = number(macho.address);
  segment.offset = number(macho.offset);
  segment.size = number(macho.size);
  segment.memory = std::max(number(macho.memory), segment.size);
  if (segment.offset == 0 && segment.size > 0) map.base = segment.address;  // has the header
  map.segments.push_back(segment);
}

/// \throws Error where the command is too short for what it is, or the next would lie outside.
std::int64_t size_of_command(FileBytes& bytes, const MachoClass& macho, std::int64_t command,
                             bool segment) {
  const std::int64_t size = bytes.number(command + 4, 4, macho.order, "the size of a command");
  const std::int64_t least = segment ? macho.end : kLeastCommand;
  if (size >= least && bytes.has(command, size)) return size;
  throw bytes.damage(command + 4, fmt::format("a load command cannot have {} bytes there", size));
}

}  // namespace

bool is_macho(FileBytes& bytes) { return macho_class(bytes) != nullptr; }

AddressMap map_macho(FileBytes& bytes) {
  const MachoClass& macho = *macho_class(bytes);
  const std::uint64_t type = bytes.word(12, 4, macho.order, "the type");
  if (type == kMachoObject) throw no_addresses(bytes, kBeforeLinking);
  AddressMap map;
  if (type == kMachoCore) map.many_bases = kManyPrograms;
  const std::int64_t count = bytes.number(16, 4, macho.order, "how many commands there are");
  if (count > kMostSegments) {
    throw bytes.damage(16, fmt::format("{} load commands are more than can be", count));
  }
  std::int64_t command = macho.header;
  for (std::int64_t k = 0; k < count; ++k) {
    const bool segment = bytes.word(command, 4, macho.order, "a command") == macho.segment;
    const std::int64_t size = size_of_command(bytes, macho, command, segment);
    if (segment) add_segment(bytes, macho, command, map);
    command += size;
  }
  return map;
}

bool is_fat_macho(FileBytes& bytes) {
  // Classes of Java begin so, too; what is the number of programs here is their version, 45 or
  // more.
  constexpr std::uint64_t kMostPrograms = 44;
  const bool fat = bytes.stands(0, "\xca\xfe\xba\xbe") || bytes.stands(0, "\xca\xfe\xba\xbf");
  return fat && bytes.has(0, 8) &&
         bytes.word(4, 4, ByteOrder::Big, "how many programs there are") <= kMostPrograms;
}

AddressMap map_fat_macho(FileBytes& bytes) {
  throw no_addresses(bytes,
                     "it is a fat file, and each program in it has addresses of its own; "
                     "lipo -thin takes one out");
}

}  // namespace bview
