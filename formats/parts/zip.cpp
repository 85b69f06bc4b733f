// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/core/input.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/parts/npy.hpp>
#include <bview/formats/parts/packing.hpp>
#include <bview/formats/parts/zip.hpp>

namespace bview {
namespace {

using namespace std::string_view_literals;

constexpr auto kLocal = "PK\x03\x04"sv;
constexpr auto kEntry = "PK\x01\x02"sv;
constexpr auto kEnd = "PK\x05\x06"sv;
constexpr auto kEnd64 = "PK\x06\x06"sv;
constexpr auto kLocator = "PK\x06\x07"sv;
constexpr std::int64_t kEndSize = 22;
constexpr std::int64_t kLocatorSize = 20;
constexpr std::int64_t kEntrySize = 46;
constexpr std::int64_t kLocalSize = 30;
constexpr std::int64_t kFull32 = 0xffffffff;  // the number stands in the 64-bit record
constexpr std::int64_t kLongestComment = 0xffff;

struct Method {
  std::int64_t number;
  const char* name;
};
constexpr Method kMethods[] = {{0, "stored"}, {8, "deflated"}, {9, "deflate64"}, {12, "bzip2"},
                               {14, "lzma"},  {93, "zstd"},    {95, "xz"}};
constexpr std::int64_t kStored = 0;
constexpr std::int64_t kDeflated = 8;

std::string name_of_method(std::int64_t number) {
  for (const Method& method : kMethods) {
    if (method.number == number) return method.name;
  }
  return fmt::format("method {}", number);
}

std::int64_t little(FileBytes& bytes, std::int64_t offset, int size) {
  return bytes.number(offset, size, ByteOrder::Little, "the directory of the archive");
}

/// Where the record is that ends an archive; it may have a comment behind it.
std::optional<std::int64_t> find_end(FileBytes& bytes) {
  const std::int64_t most = std::min(bytes.size(), kEndSize + kLongestComment);
  if (most < kEndSize) return std::nullopt;
  const std::int64_t first = bytes.size() - most;
  const std::string_view tail = bytes.text(first, most, "the end of the archive");
  auto from = static_cast<std::size_t>(most - kEndSize);
  for (;;) {
    const std::size_t found = tail.rfind(kEnd, from);
    if (found == std::string_view::npos) return std::nullopt;
    const auto at = first + static_cast<std::int64_t>(found);
    if (at + kEndSize + little(bytes, at + 20, 2) == bytes.size()) return at;
    if (found == 0) return std::nullopt;
    from = found - 1;
  }
}

/// Where the directory lies, and how many bytes stand in front of the archive itself.
struct Directory {
  std::int64_t offset;
  std::int64_t end;
  std::int64_t in_front;
};

Directory directory_of(FileBytes& bytes, std::int64_t end) {
  std::int64_t size = little(bytes, end + 12, 4);
  std::int64_t offset = little(bytes, end + 16, 4);
  std::int64_t behind = end;
  const std::int64_t locator = end - kLocatorSize;
  if (bytes.stands(locator, kLocator)) {
    const std::int64_t told = little(bytes, locator + 8, 8);
    // With something in front of the archive, the record stands further back than it says.
    constexpr std::int64_t kEnd64Size = 56;
    behind = bytes.stands(told, kEnd64) ? told : locator - kEnd64Size;
    if (!bytes.stands(behind, kEnd64))
      throw bytes.damage(locator, "no record of 64 bits is where it says");
    size = little(bytes, behind + 40, 8);
    offset = little(bytes, behind + 48, 8);
  }
  if (size > behind || offset > behind - size) {
    throw bytes.damage(
        end, fmt::format("the directory cannot have {} at {}", count_text(size, "byte"), offset));
  }
  return {behind - size, behind, behind - size - offset};
}

/// An entry of the directory.
struct Entry {
  std::int64_t at;  ///< of itself
  std::int64_t flags;
  std::int64_t method;
  std::int64_t packed;
  std::int64_t unpacked;
  std::int64_t local;
  std::string name;
  std::int64_t next;
};

/// Numbers that are too large for 32 bits stand in a field behind the name, in this order.
void take_extra64(FileBytes& bytes, Entry& entry, std::int64_t at, std::int64_t end) {
  constexpr std::int64_t kHead = 4;
  while (at + kHead <= end) {
    const std::int64_t tag = little(bytes, at, 2);
    const std::int64_t stop = at + kHead + little(bytes, at + 2, 2);
    at += kHead;
    if (stop > end) throw bytes.damage(at, "a field of the entry is longer than the entry");
    for (std::int64_t* const number : {&entry.unpacked, &entry.packed, &entry.local}) {
      if (tag != 1 || *number != kFull32) continue;
      if (at + 8 > stop) throw bytes.damage(at, "a number of 64 bits is missing");
      *number = little(bytes, at, 8);
      at += 8;
    }
    at = stop;
  }
}

Entry entry_at(FileBytes& bytes, std::int64_t at, std::int64_t end) {
  if (!bytes.stands(at, kEntry)) throw bytes.damage(at, "no entry of the directory stands there");
  const auto number = [&](std::int64_t offset, int size) {
    return little(bytes, at + offset, size);
  };
  Entry entry{at, number(8, 2), number(10, 2), number(20, 4), number(24, 4), number(42, 4), "", 0};
  const std::int64_t name_size = number(28, 2);
  const std::int64_t extra = at + kEntrySize + name_size;
  const std::int64_t extra_end = extra + number(30, 2);
  entry.next = extra_end + number(32, 2);
  if (entry.next > end) throw bytes.damage(at, "the entry is longer than the directory");
  entry.name = bytes.text(at + kEntrySize, name_size, "the name of a member");
  take_extra64(bytes, entry, extra, extra_end);
  return entry;
}

/// Where the archive keeps the CRC of a member: in the directory, and in front of it or behind.
std::vector<std::string> checksums_of(FileBytes& bytes, const Entry& entry, std::int64_t local,
                                      const Part& part) {
  constexpr std::int64_t kBehind = 8;
  std::int64_t beside = local + 14;
  if ((entry.flags & kBehind) != 0) {
    beside = part.offset + part.size;
    if (bytes.stands(beside, "PK\x07\x08")) beside += 4;
  }
  std::vector<std::string> checksums;
  for (const std::int64_t at : {entry.at + 16, beside}) {
    checksums.push_back(
        fmt::format("u32le@{} = crc32({}:{})", at, part.offset, part.offset + part.size));
  }
  return checksums;
}

/// Of a part that is as long as its packed bytes makes one that is as long as what they become.
void take_packing(FileBytes& bytes, const Entry& entry, Part& part) {
  const auto crc = static_cast<std::uint32_t>(little(bytes, entry.at + 16, 4));
  part.summary = fmt::format("deflated to {}", count_text(part.size, "byte"));
  part.packing = Packing{{part.offset, part.size}, entry.unpacked, crc, PackMethod::Deflate};
  part.offset = 0;
  part.size = entry.unpacked;
}

Part part_of(FileBytes& bytes, const Entry& entry, const Directory& directory) {
  constexpr std::int64_t kEncrypted = 1;
  Part part;
  part.name = entry.name;
  const std::string method = name_of_method(entry.method);
  const bool encrypted = (entry.flags & kEncrypted) != 0;
  part.summary = method;
  if (entry.method != kStored) {
    part.summary += fmt::format(", {} unpacked", count_text(entry.unpacked, "byte"));
    part.readonly = fmt::format("it is compressed ({})", method);
  } else if (encrypted) {
    part.summary = "encrypted";
    part.readonly = "it is encrypted";
  }
  const std::int64_t local = entry.local > bytes.size() ? -1 : entry.local + directory.in_front;
  if (!bytes.stands(local, kLocal)) {
    throw bytes.damage(entry.at, fmt::format("member {} is not at {}, where the directory says",
                                             quoted(entry.name), entry.local));
  }
  part.offset = local + kLocalSize + little(bytes, local + 26, 2) + little(bytes, local + 28, 2);
  part.size = entry.packed;
  if (part.offset > directory.offset || part.size > directory.offset - part.offset) {
    throw bytes.damage(
        entry.at,
        fmt::format("member {} takes {} at {}, and the directory begins at {}", quoted(entry.name),
                    count_text(part.size, "byte"), part.offset, directory.offset));
  }
  if (entry.method == kDeflated && !encrypted) take_packing(bytes, entry, part);
  if (part.readonly.empty()) part.checksums = checksums_of(bytes, entry, local, part);
  return part;
}

void for_each_member(FileBytes& bytes, const PartVisitor& visit) {
  const auto end = find_end(bytes);
  if (!end) {
    throw bytes.damage(bytes.size(), "the archive has no directory; it is cut short");
  }
  const Directory directory = directory_of(bytes, *end);
  std::int64_t members = 0;
  for (std::int64_t at = directory.offset; at < directory.end; ++members) {
    const Entry entry = entry_at(bytes, at, directory.end);
    if (!visit(part_of(bytes, entry, directory))) return;
    at = entry.next;
  }
  constexpr std::int64_t kFull16 = 0xffff;  // the number stands in the 64-bit record
  const std::int64_t told = little(bytes, *end + 10, 2);
  if (told != kFull16 && told != (members & kFull16)) {
    throw bytes.damage(*end, fmt::format("the archive tells of {}, and its directory has {}",
                                         count_text(told, "member"), members));
  }
}

constexpr std::string_view kArray = ".npy";

/// The array that a stored member is, if it is one.
std::optional<Part> stored_array(FileBytes& bytes, const Part& member) {
  if (!is_npy(bytes, member.offset)) return std::nullopt;
  Part array = npy_part(bytes, {member.offset, member.size}, member.name);
  array.checksums = member.checksums;
  return array;
}

/// The same of a deflated one, of which no more is unpacked than may be the header.
std::optional<Part> deflated_array(FileBytes& bytes, const Part& member) {
  constexpr std::int64_t kHead = std::int64_t{16} << 10;  // numpy's own are shorter
  Input head;
  head.name = fmt::format("{} of {}", quoted(member.name), bytes.name());
  head.stream = std::make_unique<UnpackingSource>(bytes, *member.packing, member.name);
  head = read_whole(std::move(head), std::min(kHead, member.size));
  FileBytes unpacked(head);
  if (!is_npy(unpacked, 0)) return std::nullopt;
  Part array = npy_part(unpacked, {0, member.size}, member.name);
  array.packing = member.packing;
  array.readonly = member.readonly;
  array.summary += ", " + member.summary;
  return array;
}

Part as_array(FileBytes& bytes, Part member) {
  if (!member.name.ends_with(kArray)) return member;
  member.name.resize(member.name.size() - kArray.size());
  try {
    if (member.packing) return deflated_array(bytes, member).value_or(member);
    return member.readonly.empty() ? stored_array(bytes, member).value_or(member) : member;
  } catch (const Error& error) {  // the other members are as good as ever
    member.summary = error.what();
    return member;
  }
}

}  // namespace

bool is_zip(FileBytes& bytes) { return bytes.stands(0, kLocal) || find_end(bytes).has_value(); }

bool is_npz(FileBytes& bytes) {
  if (!bytes.stands(0, kLocal) || !bytes.has(0, kLocalSize)) return false;
  const std::int64_t size = little(bytes, 26, 2);
  return bytes.has(kLocalSize, size) && bytes.text(kLocalSize, size, "a name").ends_with(kArray);
}

void list_zip(FileBytes& bytes, const PartVisitor& visit) { for_each_member(bytes, visit); }

void list_npz(FileBytes& bytes, const PartVisitor& visit) {
  for_each_member(bytes, [&](Part member) { return visit(as_array(bytes, std::move(member))); });
}

}  // namespace bview
