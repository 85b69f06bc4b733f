// SPDX-License-Identifier: MIT
// Addresses in programs, libraries and core dumps of ELF: segments that are loaded.
//
// Source: System V ABI, generic part, chapters 4 and 5; elf.h.

#include <fmt/format.h>

#include <algorithm>

#include <bview/formats/parts/address_map.hpp>

namespace bview {
namespace {

/// Where numbers stand, in the header of the file, of a segment, of a section.
struct ElfClass {
  int word;  ///< bytes of an address, an offset and a size
  std::int64_t segments, sections, segment_size, segment_count;
  std::int64_t offset, address, file_size, memory_size, alignment, segment_end;
  std::int64_t info;
};
constexpr ElfClass kElf32 = {4, 28, 32, 42, 44, 4, 8, 16, 20, 28, 32, 28};
constexpr ElfClass kElf64 = {8, 32, 40, 54, 56, 8, 16, 32, 40, 48, 56, 44};

constexpr std::uint64_t kRelocatable = 1;  // e_type
constexpr std::uint64_t kCore = 4;
constexpr std::uint64_t kLoad = 1;             // p_type
constexpr std::int64_t kManyHeaders = 0xffff;  // the number stands in the first section

class ElfReader {
 public:
  explicit ElfReader(FileBytes& bytes)
      : bytes_(bytes),
        class_(bytes.word(4, 1, ByteOrder::Little, "the class") == 2 ? kElf64 : kElf32),
        order_(bytes.word(5, 1, ByteOrder::Little, "the byte order") == 2 ? ByteOrder::Big
                                                                          : ByteOrder::Little) {}

  AddressMap map() {
    const std::uint64_t type = bytes_.word(16, 2, order_, "the type");
    if (type == kRelocatable) throw no_addresses(bytes_, kBeforeLinking);
    AddressMap map;
    if (type == kCore) map.many_bases = kManyPrograms;
    const std::int64_t start = bytes_.number(class_.segments, class_.word, order_, "an offset");
    const std::int64_t size =
        bytes_.number(class_.segment_size, 2, order_, "the size of a segment");
    const std::int64_t count = this->count();
    if (count > 0 && size < class_.segment_end) {
      throw bytes_.damage(class_.segment_size,
                          fmt::format("a segment's header has {} bytes, too few", size));
    }
    if (!bytes_.has(start, count * size)) {
      throw bytes_.damage(
          class_.segments,
          fmt::format("{} segments from offset {} on are not inside of it", count, start));
    }
    for (std::int64_t k = 0; k < count; ++k) add(map, start + k * size);
    return map;
  }

 private:
  [[nodiscard]] std::int64_t count() {
    std::int64_t count =
        bytes_.number(class_.segment_count, 2, order_, "how many segments there are");
    const std::int64_t sections = bytes_.number(class_.sections, class_.word, order_, "an offset");
    if (count == kManyHeaders && sections > 0 && bytes_.has(sections, class_.info)) {
      count = bytes_.number(sections + class_.info, 4, order_, "how many segments there are");
    }
    if (count <= kMostSegments) return count;
    throw bytes_.damage(class_.segment_count,
                        fmt::format("{} segments are more than any process has", count));
  }

  void add(AddressMap& map, std::int64_t header) {
    const auto number = [&](std::int64_t place, int bytes) {
      return bytes_.word(header + place, bytes, order_, "a segment");
    };
    if (number(0, 4) != kLoad) return;
    MappedSegment segment;
    segment.address = number(class_.address, class_.word);
    segment.offset = number(class_.offset, class_.word);
    segment.size = number(class_.file_size, class_.word);
    segment.memory = std::max(number(class_.memory_size, class_.word), segment.size);
    const std::uint64_t alignment = number(class_.alignment, class_.word);
    const std::uint64_t page = alignment > 1 ? segment.address % alignment : 0;
    if (map.segments.empty()) map.base = segment.address - page;  // they are in order
    map.segments.push_back(segment);
  }

  FileBytes& bytes_;
  const ElfClass& class_;
  ByteOrder order_;
};

}  // namespace

bool is_elf(FileBytes& bytes) {
  constexpr std::int64_t kLeastHeader = 52;
  return bytes.stands(0,
                      "\x7f"
                      "ELF") &&
         bytes.has(0, kLeastHeader);
}

AddressMap map_elf(FileBytes& bytes) { return ElfReader(bytes).map(); }

}  // namespace bview
