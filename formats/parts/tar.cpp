// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include <bview/core/checked.hpp>
#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/parts/byte_cursor.hpp>
#include <bview/formats/parts/name_budget.hpp>
#include <bview/formats/parts/tar.hpp>
#include <bview/formats/parts/tar_header.hpp>
#include <bview/formats/parts/tar_notes.hpp>

namespace bview {
namespace {

/// The end of the block that ends at `end` or behind it.
std::optional<std::int64_t> tar_block_end(std::optional<std::int64_t> end) {
  const std::int64_t over = end ? *end % kTarBlock : 0;
  return over == 0 ? end : checked_add(*end, kTarBlock - over);
}

/// Headers that tell themselves how far the next one is, so that records of their format lead from
/// one to the other.
class TarHeaderRun {
 public:
  /// One behind which the next thing stands at `next`. Whether more can follow.
  bool add(const TarHeader& header, std::int64_t next) {
    const auto& size = header.notes.size;
    const auto end = tar_block_end(size ? checked_add(header.at + kTarBlock, *size) : size);
    if (!end || *end > next) return false;
    if (count_ == 0) begin_ = header.at;
    ++count_;
    end_ = *end;
    return *end == next;
  }

  /// Those so far, if there are any; it begins anew.
  std::optional<Part> take() {
    if (count_ == 0) return std::nullopt;
    Part part;
    part.name = "members";
    part.kind = PartKind::Record;
    part.format = tar_header_format();
    part.offset = begin_;
    part.size = end_ - begin_;
    part.shape = Lengths{std::exchange(count_, 0)};
    part.summary = "headers, and the bytes behind each";
    return part;
  }

 private:
  std::int64_t begin_ = 0;
  std::int64_t end_ = 0;
  std::int64_t count_ = 0;
};

class TarWalk {
 public:
  TarWalk(FileBytes& bytes, const PartVisitor& visit)
      : bytes_(bytes), cursor_(bytes, ByteOrder::Little, 0), visit_(visit) {}

  void list() {
    while (std::optional<Part> member = next_or_damage()) {
      if (!visit_(std::move(*member))) return;
      if (run_ends_ && !give_headers()) return;
      run_ends_ = false;
    }
    if (give_headers() && damage_) throw Error(*damage_);
  }

 private:
  bool give_headers() {
    std::optional<Part> headers = run_.take();
    return !headers || visit_(std::move(*headers));
  }

  /// Nothing where the archive ends, or is damaged.
  std::optional<Part> next_or_damage() {
    try {
      return next();
    } catch (const Error& error) {
      damage_ = error;
      return std::nullopt;
    }
  }

  std::optional<Part> next() {
    static const std::string zeros(static_cast<std::size_t>(kTarBlock), '\0');
    while (!bytes_.stands(cursor_.at(), zeros)) {
      if (cursor_.at() == bytes_.size()) {
        throw cursor_.damage(0, "the archive does not end with zeros; it is cut short");
      }
      const TarHeader header = read_tar_header(bytes_, cursor_.at());
      cursor_.skip(kTarBlock, "a header");
      if (!take_notes(header)) return member(header);
    }
    return std::nullopt;
  }

  /// Whether it is no member, but says something of those behind it.
  bool take_notes(const TarHeader& header) {
    const bool of_all = header.type == 'g';
    const bool pax = of_all || header.type == 'x';
    const bool of_link = header.type == 'K';
    if (!pax && !of_link && header.type != 'L') return false;
    const Extent where = take_bytes(header, header.notes.size, *header.notes.name);
    if (pax) {
      take_pax_records(bytes_, where, of_all ? global_ : own_);
    } else {
      (of_link ? own_.target : own_.name) = tar_long_name(bytes_, where);
    }
    return true;
  }

  template <typename T>
  const std::optional<T>& said(const TarHeader& header, std::optional<T> TarNotes::*note) const {
    for (const TarNotes* const notes : {&own_, &global_}) {
      if (notes->*note) return notes->*note;
    }
    return header.notes.*note;
  }

  Part member(const TarHeader& header) {
    const auto& sparse_name = said(header, &TarNotes::sparse_name);
    Part part;
    part.name = sparse_name ? *sparse_name : *said(header, &TarNotes::name);
    // Names of their own take as many bytes of the file.
    if (global_.name || global_.sparse_name) names_.take(part, bytes_);
    if (header.type == kTarSparse) skip_sparse_map();
    const TarType* const type = find_tar_type(header.type);
    const bool has_bytes = type == nullptr || type->has_bytes;
    const Extent where = take_bytes(
        header, has_bytes ? said(header, &TarNotes::size) : std::optional<std::int64_t>(0),
        part.name);
    part.offset = where.offset;
    part.size = where.size;
    describe_member(header, type, part);
    own_ = {};
    return part;
  }

  void describe_member(const TarHeader& header, const TarType* type, Part& part) const {
    part.summary = type != nullptr
                       ? std::string(type->name)
                       : fmt::format("type {}", quoted(std::string_view(&header.type, 1)));
    if (type != nullptr && type->leads) {
      part.summary += fmt::format(" to {}", quoted(*said(header, &TarNotes::target)));
    }
    const auto& whole = said(header, &TarNotes::sparse_size);
    if (whole) part.summary = fmt::format("sparse, {} with holes", count_text(*whole, "byte"));
    if (!whole && header.type != kTarSparse) return;
    part.readonly = part.unreadable = "it is sparse, and its holes are not stored";
  }

  /// Those that the header has no room for take blocks behind it, each of which says whether there
  /// is one more.
  void skip_sparse_map() {
    constexpr const char* kMap = "a map of holes";
    const auto more = [&](std::int64_t back) {
      return bytes_.number(cursor_.at() - back, 1, ByteOrder::Little, kMap) != 0;
    };
    for (std::int64_t back = 30; more(back); back = 8) cursor_.skip(kTarBlock, kMap);
  }

  /// Goes behind so many bytes of what is called `name`, and on to the next block.
  Extent take_bytes(const TarHeader& header, std::optional<std::int64_t> size,
                    const std::string& name) {
    if (!size) {
      throw bytes_.damage(header.at, fmt::format("the size of {} is no number", quoted(name)));
    }
    const Extent where{cursor_.at(), *size};
    if (!bytes_.has(where.offset, where.size)) {
      throw bytes_.damage(header.at, fmt::format("member {} takes {} at {}, and the file has {}",
                                                 quoted(name), count_text(where.size, "byte"),
                                                 where.offset, count_text(bytes_.size(), "byte")));
    }
    cursor_.go_to(tar_block_end(where.offset + where.size).value_or(bytes_.size()));
    run_ends_ = !run_.add(header, std::min(cursor_.at(), bytes_.size()));
    return where;
  }

  FileBytes& bytes_;
  ByteCursor cursor_;
  const PartVisitor& visit_;
  TarNotes global_{};  // of all members behind it
  TarNotes own_{};     // of the next member
  TarHeaderRun run_{};
  bool run_ends_ = false;
  NameBudget names_{};
  std::optional<Error> damage_{};
};

}  // namespace

bool is_tar(FileBytes& bytes) { return has_tar_magic(bytes, 0) || has_tar_checksum(bytes, 0); }

void list_tar(FileBytes& bytes, const PartVisitor& visit) { TarWalk(bytes, visit).list(); }

}  // namespace bview
