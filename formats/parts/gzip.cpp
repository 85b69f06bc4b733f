// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include <bview/core/crc32.hpp>
#include <bview/core/error.hpp>
#include <bview/core/inflate.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/parts/gzip.hpp>
#include <bview/formats/text/time_text.hpp>

namespace bview {
namespace {

using namespace std::string_view_literals;

constexpr auto kDeflatedMember = "\x1f\x8b\x08"sv;  // the last byte is the method, the only one
constexpr std::int64_t kMemberHead = 10;
constexpr std::int64_t kMemberTail = 8;  // CRC-32 and size

// What its flags say of a member.
constexpr std::int64_t kHasHeadCrc = 2;
constexpr std::int64_t kHasExtra = 4;
constexpr std::int64_t kHasName = 8;
constexpr std::int64_t kHasComment = 16;
constexpr std::int64_t kUnknownFlags = 0xe0;

std::int64_t member_number(FileBytes& bytes, std::int64_t at, int size,
                           const char* what = "the head of a member") {
  return bytes.number(at, size, ByteOrder::Little, what);
}

/// What stands in front of the deflated bytes.
struct MemberHead {
  std::string name{};
  std::string comment{};
  std::int64_t time = 0;  ///< seconds since 1970; 0: none
  std::int64_t end = 0;
};

/// Takes a text up to its zero.
std::string take_text(FileBytes& bytes, std::int64_t& at, const char* what) {
  constexpr std::int64_t kLongest = std::int64_t{64} << 10;
  const std::int64_t most = std::clamp(bytes.size() - at, std::int64_t{1}, kLongest);
  const std::string_view text = bytes.text(at, most, what);
  const std::size_t size = text.find('\0');
  if (size == std::string_view::npos) {
    throw bytes.damage(at,
                       fmt::format("{} does not end within {}", what, count_text(most, "byte")));
  }
  at += static_cast<std::int64_t>(size) + 1;
  return std::string(text.substr(0, size));
}

void skip_extra(FileBytes& bytes, std::int64_t& at) {
  const std::int64_t size = member_number(bytes, at, 2);
  if (!bytes.has(at + 2, size)) {
    throw bytes.damage(at, "a field of the head is longer than the file");
  }
  at += 2 + size;
}

/// The lower half of their CRC-32 may stand behind the bytes in front of it.
void check_head(FileBytes& bytes, std::int64_t begin, std::int64_t end) {
  Crc32 crc;
  crc.add(std::as_bytes(std::span(bytes.text(begin, end - begin, "the head of a member"))));
  const std::int64_t worked_out = crc.value() & 0xffffU;
  const std::int64_t told = member_number(bytes, end, 2);
  if (told == worked_out) return;
  throw bytes.damage(
      end, fmt::format("the CRC of the head is {:#06x}, and the file tells of {:#06x}", worked_out,
                       told));
}

MemberHead member_head(FileBytes& bytes, std::int64_t begin) {
  if (!bytes.has(begin, kMemberHead))
    throw bytes.damage(begin, "the head of a member is cut short");
  MemberHead head;
  const std::int64_t flags = member_number(bytes, begin + 3, 1);
  if ((flags & kUnknownFlags) != 0) {
    throw bytes.damage(begin + 3, fmt::format("flags {:#04x} are none of gzip's", flags));
  }
  head.time = member_number(bytes, begin + 4, 4);
  head.end = begin + kMemberHead;
  if ((flags & kHasExtra) != 0) skip_extra(bytes, head.end);
  if ((flags & kHasName) != 0) head.name = take_text(bytes, head.end, "the name of a member");
  if ((flags & kHasComment) != 0) {
    head.comment = take_text(bytes, head.end, "the comment of a member");
  }
  if ((flags & kHasHeadCrc) != 0) {
    check_head(bytes, begin, head.end);
    head.end += 2;
  }
  return head;
}

std::string member_summary(const MemberHead& head, std::int64_t packed) {
  std::string text = "deflated to " + count_text(packed, "byte");
  if (head.time != 0) text += ", " + instant_text({head.time, {}});
  if (!head.comment.empty()) text += ", " + head.comment;
  return text;
}

/// Unpacks a member to know its packed bytes and those that they become.
Packing member_packing(FileBytes& bytes, std::int64_t begin, const std::string& name) {
  StretchSource rest(bytes, {begin, bytes.size() - begin});
  InflateSource inflated(rest);
  Packing packing;
  try {
    packing.size = inflated.skip(std::numeric_limits<std::int64_t>::max());
  } catch (const Error& error) {
    if (error.code() != Errc::BadValue) throw;
    throw bytes.damage(begin + inflated.used(), fmt::format("{}: {}", quoted(name), error.what()));
  }
  packing.packed = {begin, inflated.used()};
  const std::int64_t tail = begin + inflated.used();
  packing.crc32 =
      static_cast<std::uint32_t>(member_number(bytes, tail, 4, "the CRC-32 of a member"));
  const std::int64_t told = member_number(bytes, tail + 4, 4, "the size of a member");
  if (told == (packing.size & 0xffffffff)) return packing;  // gzip tells no more of it
  throw bytes.damage(tail + 4, fmt::format("{}: it unpacks to {}, and the file tells of {}",
                                           quoted(name), count_text(packing.size, "byte"), told));
}

/// Tapes, and whatever else has blocks, fill the last one with zeros.
void check_padding(FileBytes& bytes, std::int64_t at) {
  constexpr std::int64_t kPiece = std::int64_t{64} << 10;
  while (at < bytes.size()) {
    const std::int64_t count = std::min(kPiece, bytes.size() - at);
    const std::string_view piece = bytes.text(at, count, "what is behind the members");
    const std::size_t other = piece.find_first_not_of('\0');
    if (other != std::string_view::npos) {
      throw bytes.damage(at + static_cast<std::int64_t>(other), "no member of gzip stands there");
    }
    at += count;
  }
}

}  // namespace

bool is_gzip(FileBytes& bytes) { return bytes.stands(0, kDeflatedMember); }

void list_gzip(FileBytes& bytes, const PartVisitor& visit) {
  std::int64_t at = 0;
  for (std::int64_t k = 0; bytes.stands(at, kDeflatedMember); ++k) {
    const MemberHead head = member_head(bytes, at);
    Part part;
    part.name = head.name.empty() ? fmt::format("member/{}", k) : head.name;
    part.packing = member_packing(bytes, head.end, part.name);
    part.size = part.packing->size;
    part.summary = member_summary(head, part.packing->packed.size);
    part.readonly = "it is compressed (gzip)";
    at = head.end + part.packing->packed.size + kMemberTail;
    if (!visit(std::move(part))) return;
  }
  check_padding(bytes, at);
}

}  // namespace bview
