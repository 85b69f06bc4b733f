// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/parts/zstd.hpp>
#include <bview/formats/parts/zstd_source.hpp>

namespace bview {
namespace {

using namespace std::string_view_literals;

constexpr auto kFrame = "\x28\xb5\x2f\xfd"sv;
constexpr auto kSkippable = "\x2a\x4d\x18"sv;  // behind a byte from 0x50 to 0x5f
constexpr std::int64_t kMarkSize = 4;
constexpr std::int64_t kSkippableHead = 8;  // with the size

std::int64_t frame_number(FileBytes& bytes, std::int64_t at, int size,
                          const char* what = "the head of a frame") {
  return size == 0 ? 0 : bytes.number(at, size, ByteOrder::Little, what);
}

/// What stands in front of the blocks of a frame.
struct FrameHead {
  std::int64_t window = 0;                 ///< bytes that are kept to look back at
  std::int64_t dictionary = 0;             ///< its number; 0: none
  std::optional<std::int64_t> unpacked{};  ///< bytes
  bool checked = false;                    ///< a checksum stands behind the blocks
  std::int64_t end = 0;
};

FrameHead frame_head(FileBytes& bytes, std::int64_t begin) {
  constexpr int kDictionarySizes[] = {0, 1, 2, 4};
  constexpr int kUnpackedSizes[] = {0, 2, 4, 8};
  const std::int64_t flags = frame_number(bytes, begin + kMarkSize, 1);
  if ((flags & 8) != 0)
    throw bytes.damage(begin + kMarkSize, "a flag is set that zstd keeps unused");
  const bool whole = (flags & 0x20) != 0;  // all that it becomes is kept, and needs no window
  FrameHead head;
  head.checked = (flags & 4) != 0;
  head.end = begin + kMarkSize + 1;
  if (!whole) {
    const std::int64_t window = frame_number(bytes, head.end, 1);
    const std::int64_t power = std::int64_t{1} << (10 + (window >> 3));
    head.window = power + power / 8 * (window & 7);
    ++head.end;
  }
  const int dictionary_size = kDictionarySizes[flags & 3];
  head.dictionary = frame_number(bytes, head.end, dictionary_size);
  head.end += dictionary_size;
  const int size = whole && flags >> 6 == 0 ? 1 : kUnpackedSizes[flags >> 6];
  if (size == 0) return head;
  head.unpacked = frame_number(bytes, head.end, size);
  if (size == 2) *head.unpacked += 256;  // smaller ones have a byte
  head.end += size;
  if (whole) head.window = *head.unpacked;
  return head;
}

/// Where the blocks end that begin at `at`.
std::int64_t end_of_blocks(FileBytes& bytes, std::int64_t at) {
  constexpr std::int64_t kRepeated = 1;
  for (bool last = false; !last;) {
    const std::int64_t block = frame_number(bytes, at, 3, "the head of a block");
    last = (block & 1) != 0;
    const std::int64_t size = (block >> 1 & 3) == kRepeated ? 1 : block >> 3;
    at += 3;
    if (!bytes.has(at, size)) {
      throw bytes.damage(
          at - 3, fmt::format("a block of {} is longer than the file", count_text(size, "byte")));
    }
    at += size;
  }
  return at;
}

/// Why a frame is not unpacked; empty: it is.
std::string refusal(const FrameHead& head) {
  constexpr std::int64_t kMostWindow = std::int64_t{1} << kMostZstdWindowLog;
  if (head.dictionary != 0) return fmt::format("zstd with dictionary {}", head.dictionary);
  if (head.window <= kMostWindow) return "";
  return fmt::format("zstd in a window of {} MiB", head.window >> 20);
}

/// Unpacks a frame to know how many bytes it becomes.
std::int64_t unpacked_size(FileBytes& bytes, const Extent& frame, const std::string& name) {
  StretchSource packed(bytes, frame);
  ZstdSource unpacked(packed);
  try {
    return unpacked.skip(std::numeric_limits<std::int64_t>::max());
  } catch (const Error& error) {
    if (error.code() != Errc::BadValue) throw;
    throw bytes.damage(frame.offset, fmt::format("{}: {}", quoted(name), error.what()));
  }
}

Part frame_part(FileBytes& bytes, std::int64_t begin, std::string name) {
  const FrameHead head = frame_head(bytes, begin);
  const std::int64_t end = end_of_blocks(bytes, head.end) + (head.checked ? 4 : 0);
  const Extent frame{begin, end - begin};
  if (!bytes.has(begin, frame.size))
    throw bytes.damage(begin, "the checksum of the frame is cut off");
  Part part;
  part.name = std::move(name);
  const std::string refused = refusal(head);
  if (!refused.empty()) {
    part.offset = frame.offset;
    part.size = frame.size;
    part.summary = refused;
    if (head.unpacked)
      part.summary += fmt::format(", {} unpacked", count_text(*head.unpacked, "byte"));
    part.readonly = fmt::format("it is compressed ({})", refused);
    return part;
  }
  part.size = head.unpacked ? *head.unpacked : unpacked_size(bytes, frame, part.name);
  part.packing = Packing{frame, part.size, std::nullopt, PackMethod::Zstd};
  part.summary = "packed to " + count_text(frame.size, "byte");
  part.readonly = "it is compressed (zstd)";
  return part;
}

bool is_skippable(FileBytes& bytes, std::int64_t at) {
  return bytes.stands(at + 1, kSkippable) && (frame_number(bytes, at, 1) & 0xf0) == 0x50;
}

Part skippable_part(FileBytes& bytes, std::int64_t begin, std::string name) {
  Part part;
  part.name = std::move(name);
  part.offset = begin + kSkippableHead;
  part.size = frame_number(bytes, begin + kMarkSize, 4);
  part.summary = fmt::format("skipped by zstd, kind {}", frame_number(bytes, begin, 1) & 0xf);
  if (bytes.has(part.offset, part.size)) return part;
  throw bytes.damage(begin, fmt::format("{} of {} is longer than the file", quoted(part.name),
                                        count_text(part.size, "byte")));
}

}  // namespace

bool is_zstd(FileBytes& bytes) {
  if (!is_skippable(bytes, 0)) return bytes.stands(0, kFrame);
  if (!bytes.has(0, kSkippableHead)) return false;
  // Others have such frames, too.
  return bytes.stands(kSkippableHead + frame_number(bytes, kMarkSize, 4), kFrame);
}

void list_zstd(FileBytes& bytes, const PartVisitor& visit) {
  std::int64_t frames = 0;
  std::int64_t skippables = 0;
  for (std::int64_t at = 0; at < bytes.size();) {
    Part part;
    if (bytes.stands(at, kFrame)) {
      part = frame_part(bytes, at, fmt::format("frame/{}", frames++));
    } else if (is_skippable(bytes, at)) {
      part = skippable_part(bytes, at, fmt::format("skippable/{}", skippables++));
    } else {
      throw bytes.damage(at, "no frame of zstd stands there");
    }
    at = part.packing ? part.packing->packed.offset + part.packing->packed.size
                      : part.offset + part.size;
    if (!visit(std::move(part))) return;
  }
}

}  // namespace bview
