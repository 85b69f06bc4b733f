// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <unordered_set>
#include <utility>

#include <bview/core/error.hpp>
#include <bview/formats/parts/name_budget.hpp>
#include <bview/formats/parts/tiff.hpp>
#include <bview/formats/parts/tiff_entries.hpp>
#include <bview/formats/parts/tiff_pixels.hpp>

namespace bview {
namespace {

constexpr std::size_t kMostDirectories = std::size_t{1} << 19;  // their places are kept
constexpr int kMostTiffDepth = 16;                              // of directories below directories

class TiffFile {
 public:
  TiffFile(FileBytes& bytes, const PartVisitor& visit)
      : bytes_(bytes), entries_(bytes), give_([this, &visit](Part part) {
          names_.take(part, bytes_);
          return visit(std::move(part));
        }) {}

  void list() {
    std::int64_t at = entries_.first_directory();
    if (!give_(header())) return;
    for (std::int64_t k = 0; at != 0; ++k) {
      const Extent directory = enter(at);
      if (!list_directory(directory, fmt::format("ifd/{}", k), TiffTags::Picture, 0)) return;
      at = entries_.next_directory(directory);
    }
  }

 private:
  [[nodiscard]] Part header() const {
    Part part;
    part.name = "header";
    part.kind = PartKind::Record;
    part.format = fmt::format("{}2s:order: H:version: {}:first:", entries_.mark(),
                              entries_.is_wide() ? "H:offset_size: 2x Q" : "I");
    part.size = entries_.is_wide() ? 16 : 8;
    part.shape = Lengths();
    part.summary = entries_.is_wide() ? "BigTIFF" : "";
    return part;
  }

  /// Goes to none a second time, so that a chain that leads back ends.
  Extent enter(std::int64_t at) {
    if (seen_.size() == kMostDirectories) {
      throw bytes_.damage(at, fmt::format("there are more than {} directories", kMostDirectories));
    }
    const Extent directory = entries_.directory(at);
    if (!seen_.insert(at).second) {
      throw bytes_.damage(at, "the chain of directories leads back there");
    }
    return directory;
  }

  template <class Visit>
  bool for_each_entry(const Extent& directory, const Visit& visit) {
    const std::int64_t end = directory.offset + directory.size;
    for (std::int64_t at = directory.offset; at < end; at += entries_.entry_bytes()) {
      if (!visit(at)) return false;
    }
    return true;
  }

  bool list_directory(const Extent& directory, const std::string& name, TiffTags tags, int depth) {
    if (depth > kMostTiffDepth) throw bytes_.damage(directory.offset, "directories lie too deep");
    if (!give_(records(directory, name, tags))) return false;
    const std::string owner = name + "/";
    TiffDirectory told;
    const auto list_entry = [&](std::int64_t at) {
      const TiffEntry entry = entries_.entry(at);
      if (entry.type == nullptr) return true;
      const std::string called = tiff_entry_name(entry, tags);
      entries_.require(entry.value, at, called);
      told[entry.tag] = entry;
      return is_shown(entry) || give_(values(entry, owner + called));
    };
    return for_each_entry(directory, list_entry) &&
           list_tiff_pixels(entries_, told, owner, give_) &&
           std::all_of(told.begin(), told.end(),
                       [&](const auto& each) { return list_branch(each.second, owner, depth); });
  }

  /// The names of its tags are those that it has, which come in ascending order.
  Part records(const Extent& directory, const std::string& name, TiffTags tags) {
    std::string names;
    std::int64_t last = -1;
    for_each_entry(directory, [&](std::int64_t at) {
      const std::int64_t tag = entries_.tag(at);
      const std::string_view known = tiff_tag_name(tag, tags);
      if (tag <= last || known.empty()) return true;
      names += fmt::format("{}{}={}", names.empty() ? "" : ",", tag, known);
      last = tag;
      return true;
    });
    Part part;
    part.name = name;
    part.kind = PartKind::Record;
    part.format = entries_.entry_format(names);
    part.offset = directory.offset;
    part.size = directory.size;
    part.shape = Lengths{directory.size / entries_.entry_bytes()};
    part.summary = "directory";
    return part;
  }

  /// Whether the record of an entry shows all there is.
  [[nodiscard]] bool is_shown(const TiffEntry& entry) const {
    const bool number = entry.type->whole && entry.count == 1;
    return entry.count == 0 || (number && entries_.is_inside(entry));
  }

  Part values(const TiffEntry& entry, std::string name) {
    const TiffType& type = *entry.type;
    Part part;
    part.name = std::move(name);
    part.kind = type.kind;
    part.offset = entry.value.offset;
    part.size = entry.value.size;
    part.summary = type.name;
    if (type.kind == PartKind::Text && bytes_.stands(part.offset + part.size - 1, {"\0", 1})) {
      --part.size;
    }
    if (type.format.empty()) return part;
    part.format = fmt::format("{}{}", entries_.mark(), type.format);
    part.shape = entry.count == 1 ? Lengths() : Lengths{entry.count};
    return part;
  }

  /// The directories of which the values of an entry tell.
  bool list_branch(const TiffEntry& entry, const std::string& owner, int depth) {
    const TiffBranch* const branch = find_tiff_branch(entry.tag);
    if (branch == nullptr) return true;
    const std::string name = owner + tiff_entry_name(entry);
    const std::int64_t count = branch->many ? entry.count : std::min(entry.count, std::int64_t{1});
    for (std::int64_t k = 0; k < count; ++k) {
      const Extent directory = enter(entries_.value(entry, k));
      if (!list_directory(directory, branch->many ? fmt::format("{}/{}", name, k) : name,
                          branch->tags, depth + 1)) {
        return false;
      }
    }
    return true;
  }

  FileBytes& bytes_;
  TiffEntries entries_;
  PartVisitor give_;
  NameBudget names_{};
  std::unordered_set<std::int64_t> seen_{};
};

}  // namespace

bool is_tiff(FileBytes& bytes) {
  const auto begins = [&](std::string_view magic) { return bytes.stands(0, magic); };
  return begins({"II*\0", 4}) || begins({"MM\0*", 4}) || begins({"II+\0", 4}) ||
         begins({"MM\0+", 4});
}

void list_tiff(FileBytes& bytes, const PartVisitor& visit) { TiffFile(bytes, visit).list(); }

}  // namespace bview
