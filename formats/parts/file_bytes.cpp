// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include <bview/core/checked.hpp>
#include <bview/core/error.hpp>
#include <bview/core/mapping.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/parts/file_bytes.hpp>

namespace bview {
namespace {

// Of a mapped file whole pages are read, and more in front of and behind them.
constexpr std::int64_t kLeastLookedAt = std::int64_t{4} << 10;
constexpr std::int64_t kMostKept = std::int64_t{16} << 20;
constexpr std::int64_t kMappedAtOnce = std::int64_t{1} << 20;

}  // namespace

FileBytes::FileBytes(const Input& input) : input_(input) {}

bool FileBytes::has(std::int64_t offset, std::int64_t count) const {
  const auto end = checked_add(offset, count);
  return offset >= 0 && count >= 0 && end && *end <= size();
}

void FileBytes::require(std::int64_t offset, std::int64_t count, const char* what) const {
  if (has(offset, count)) return;
  throw damage(offset, fmt::format("{} takes {} there, and the file has {}", what,
                                   count_text(count, "byte"), count_text(size(), "byte")));
}

std::string_view FileBytes::text(std::int64_t offset, std::int64_t count, const char* what) {
  require(offset, count, what);
  const auto size_there = static_cast<std::size_t>(count);
  if (!is_large_file(input_)) {
    count_page(offset, count);
    return {reinterpret_cast<const char*>(input_.buffer.bytes().at(offset)), size_there};
  }
  if (offset < seen_.offset || offset + count > seen_.offset + seen_.size) {
    seen_ = {offset, std::min(std::max(count, kMappedAtOnce), size() - offset)};
    mapped_ = map_part(input_.large_file, Access::Read, seen_, size(), input_.name);
  }
  return {reinterpret_cast<const char*>(mapped_.bytes().at(offset)), size_there};
}

/// Gives pages back where many were looked at. Who looks again at one of the last ones, as who
/// reads the numbers of a record does, takes no more of them.
void FileBytes::count_page(std::int64_t offset, std::int64_t count) {
  const std::int64_t page = offset / kLeastLookedAt + 1;  // 0: none yet
  std::int64_t& recent = recent_pages_[static_cast<std::size_t>(page) % recent_pages_.size()];
  if (recent == page && count <= kLeastLookedAt) return;
  recent = page;
  looked_at_ += std::max(count, kLeastLookedAt);
  if (looked_at_ <= kMostKept) return;
  give_back(input_.buffer);
  looked_at_ = 0;
  recent_pages_.fill(0);
}

std::uint64_t FileBytes::word(std::int64_t offset, int bytes, ByteOrder order, const char* what) {
  const std::string_view found = text(offset, bytes, what);
  std::uint64_t number = 0;
  for (std::size_t k = 0; k < found.size(); ++k) {
    const std::size_t place = order == ByteOrder::Big ? k : found.size() - 1 - k;
    number = number << 8U | static_cast<unsigned char>(found[place]);
  }
  return number;
}

std::int64_t FileBytes::number(std::int64_t offset, int bytes, ByteOrder order, const char* what) {
  const std::uint64_t number = word(offset, bytes, order, what);
  if (number >> 63U != 0) {
    throw damage(offset, fmt::format("{} is {}, which no file has", what, number));
  }
  return static_cast<std::int64_t>(number);
}

bool FileBytes::stands(std::int64_t offset, std::string_view bytes) {
  const auto count = static_cast<std::int64_t>(bytes.size());
  return has(offset, count) && text(offset, count, "a signature") == bytes;
}

int FileBytes::descriptor() const {
  return is_large_file(input_) ? input_.large_file : descriptor_of(input_.buffer.bytes());
}

Bytes FileBytes::all() {
  if (!is_large_file(input_)) return input_.buffer.bytes();
  if (seen_.offset == 0 && seen_.size == size()) return mapped_.bytes();
  seen_ = {0, size()};
  mapped_ = map_part(input_.large_file, Access::Read, seen_, size(), input_.name);
  return mapped_.bytes();
}

Error FileBytes::damage(std::int64_t offset, std::string_view why) const {
  return {Errc::BadShape, fmt::format("{} is damaged at offset {}: {}", input_.name, offset, why)};
}

std::size_t StretchSource::read(std::span<char> into) {
  const std::int64_t count = std::min(std::ssize(into), end_ - at_);
  if (count == 0) return 0;
  const std::string_view found = bytes_.text(at_, count, "what is read");
  std::memcpy(into.data(), found.data(), found.size());
  at_ += count;
  return found.size();
}

}  // namespace bview
