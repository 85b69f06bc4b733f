// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <limits>

#include <bview/core/checked.hpp>
#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/parts/tiff_entries.hpp>

namespace bview {
namespace {

constexpr std::int64_t kClassicTiff = 42;
constexpr std::int64_t kBigTiff = 43;

/// The fields of an entry behind its tag, with counts and offsets of so many bytes.
std::string fields_behind_tag(int wide) {
  std::string types;
  std::string values;
  for (const TiffType& type : tiff_types()) {
    types += fmt::format("{}{}={}", types.empty() ? "" : ",", type.number, type.name);
    if (!type.whole || type.bytes >= wide) continue;
    values += fmt::format("{}={}:value: {}x, ", type.number, type.format, wide - type.bytes);
  }
  return fmt::format("H|enum({0}):type: {1}:count: S(count == 1 ? type : 0){{{2}*={1}:value:}}",
                     types, wide == 8 ? 'Q' : 'I', values);
}

}  // namespace

TiffEntries::TiffEntries(FileBytes& bytes)
    : bytes_(bytes), order_(bytes.stands(0, "M") ? ByteOrder::Big : ByteOrder::Little) {
  const std::int64_t version = number(2, 2, "the version");
  if (version != kClassicTiff && version != kBigTiff) {
    throw bytes.damage(2, fmt::format("version {} of TIFF is none that is known: there are {} and "
                                      "{}",
                                      version, kClassicTiff, kBigTiff));
  }
  if (version == kBigTiff) take_wide();
  behind_tag_ = fields_behind_tag(wide_);
}

void TiffEntries::take_wide() {
  wide_ = 8;
  const std::int64_t size = number(4, 2, "the size of an offset");
  if (size == wide_) return;
  throw bytes_.damage(
      4, fmt::format("offsets have {}, and those of a BigTIFF 8", count_text(size, "byte")));
}

std::int64_t TiffEntries::first_directory() {
  return number(wide_, wide_, "the offset of a directory");
}

Extent TiffEntries::directory(std::int64_t at) {
  const int counted = is_wide() ? 8 : 2;
  const std::int64_t count = number(at, counted, "the number of entries");
  constexpr std::int64_t kMostTags = 0x10000;
  if (count > kMostTags) {
    throw bytes_.damage(at, fmt::format("a directory has {}, and there are only {} tags",
                                        count_text(count, "entry", "entries"), kMostTags));
  }
  const Extent where{at + counted, count * entry_bytes()};
  bytes_.require(where.offset, where.size, "a directory");
  count_read(where.size, at);
  return where;
}

std::int64_t TiffEntries::next_directory(const Extent& directory) {
  return number(directory.offset + directory.size, wide_, "the offset of a directory");
}

TiffEntry TiffEntries::entry(std::int64_t at) {
  TiffEntry entry;
  entry.at = at;
  entry.tag = tag(at);
  entry.type = find_tiff_type(number(at + 2, 2, "a type"));
  if (entry.type == nullptr) return entry;
  entry.count = number(at + 4, wide_, "the number of values");
  const auto size = checked_mul(entry.count, entry.type->bytes);
  entry.value = {at + 4 + wide_, size.value_or(bytes_.size() + 1)};
  if (!is_inside(entry)) entry.value.offset = number(entry.value.offset, wide_, "an offset");
  return entry;
}

std::string TiffEntries::entry_format(std::string_view tag_names) const {
  const std::string names = tag_names.empty() ? "" : fmt::format("|enum({})", tag_names);
  return fmt::format("{}H{}:tag: {}", mark(), names, behind_tag_);
}

std::int64_t TiffEntries::value(const TiffEntry& entry, std::int64_t k) {
  if (!entry.type->whole) {
    throw bytes_.damage(entry.at, fmt::format("{} is of type {}, and not a whole number",
                                              tiff_entry_name(entry), entry.type->name));
  }
  if (k >= entry.count) {
    throw bytes_.damage(entry.at, fmt::format("{} has {}", tiff_entry_name(entry),
                                              count_text(entry.count, "value")));
  }
  return number(entry.value.offset + k * entry.type->bytes, static_cast<int>(entry.type->bytes),
                "a value");
}

void TiffEntries::require(const Extent& where, std::int64_t from, std::string_view what) const {
  if (bytes_.has(where.offset, where.size)) return;
  throw bytes_.damage(from, fmt::format("{} takes {} at offset {}, and the file has {}", what,
                                        count_text(where.size, "byte"), where.offset,
                                        count_text(bytes_.size(), "byte")));
}

void TiffEntries::count_read(std::int64_t size, std::int64_t at) {
  constexpr std::int64_t kMostShared = 4;  // small lists may be those of several directories
  read_ = checked_add(read_, size).value_or(std::numeric_limits<std::int64_t>::max());
  if (read_ / kMostShared <= bytes_.size()) return;
  throw bytes_.damage(at, "directories or their lists lie in one another there");
}

std::string tiff_entry_name(const TiffEntry& entry, TiffTags tags) {
  const std::string_view name = tiff_tag_name(entry.tag, tags);
  return name.empty() ? fmt::format("{}", entry.tag) : std::string(name);
}

}  // namespace bview
