// SPDX-License-Identifier: MIT
// What an entry of DWARF is as a type of C.

#include <fmt/format.h>

#include <bview/core/error.hpp>
#include <bview/formats/types/dwarf_graph.hpp>
#include <bview/formats/types/dwarf_names.hpp>

#ifdef BVIEW_HAS_DWARF
#include <algorithm>
#include <cstdlib>
#include <deque>
#include <iterator>
#include <limits>
#include <map>
#include <set>
#include <unordered_map>

namespace bview {
namespace {

class DwarfGraph : public TypeGraph {
 public:
  DwarfGraph(const std::string& name, const std::string& path, Descriptor file);

  [[nodiscard]] CType type(TypeId id) const override;
  [[nodiscard]] std::optional<std::int64_t> size(TypeId id) const override {
    return at(id).type_size();
  }

 private:
  using Read = void (DwarfGraph::*)(const DwarfDie& die, CType& type) const;
  struct TagRow {
    int tag;
    CKind kind;
    Read read;
  };
  static const TagRow kTags[];

  void read_base(const DwarfDie& die, CType& type) const;
  void read_record(const DwarfDie& die, CType& type) const;
  void read_enum(const DwarfDie& die, CType& type) const;
  void read_array(const DwarfDie& die, CType& type) const;
  void read_pointer(const DwarfDie& die, CType& type) const;
  void read_alias(const DwarfDie& die, CType& type) const;
  void read_opaque(const DwarfDie& die, CType& type) const;

  void add_member(const DwarfDie& die, CType& type) const;
  [[nodiscard]] std::int64_t first_bit(const DwarfDie& member, int width) const;
  [[nodiscard]] DwarfDie whole(const DwarfDie& die) const;
  [[nodiscard]] TypeId type_of(const DwarfDie& die) const;
  [[nodiscard]] TypeId id_of(const DwarfDie& die) const;
  [[nodiscard]] const DwarfDie& at(TypeId id) const { return entries_[id - 1]; }

  DwarfFile file_;
  // Entries have numbers once somebody asked for them.
  mutable std::deque<DwarfDie> entries_;
  mutable std::unordered_map<const void*, TypeId> ids_;
  std::map<std::pair<CKind, std::string>, TypeId> known_;
};

const DwarfGraph::TagRow DwarfGraph::kTags[] = {
    {DW_TAG_base_type, CKind::Integer, &DwarfGraph::read_base},
    {DW_TAG_structure_type, CKind::Struct, &DwarfGraph::read_record},
    {DW_TAG_class_type, CKind::Struct, &DwarfGraph::read_record},
    {DW_TAG_union_type, CKind::Union, &DwarfGraph::read_record},
    {DW_TAG_enumeration_type, CKind::Enum, &DwarfGraph::read_enum},
    {DW_TAG_array_type, CKind::Array, &DwarfGraph::read_array},
    {DW_TAG_pointer_type, CKind::Pointer, &DwarfGraph::read_pointer},
    {DW_TAG_reference_type, CKind::Pointer, &DwarfGraph::read_pointer},
    {DW_TAG_rvalue_reference_type, CKind::Pointer, &DwarfGraph::read_pointer},
    {DW_TAG_unspecified_type, CKind::Pointer, &DwarfGraph::read_pointer},  // of nullptr
    {DW_TAG_typedef, CKind::Typedef, &DwarfGraph::read_alias},
    {DW_TAG_const_type, CKind::Typedef, &DwarfGraph::read_alias},
    {DW_TAG_volatile_type, CKind::Typedef, &DwarfGraph::read_alias},
    {DW_TAG_restrict_type, CKind::Typedef, &DwarfGraph::read_alias},
    {DW_TAG_atomic_type, CKind::Typedef, &DwarfGraph::read_alias},
    {DW_TAG_subrange_type, CKind::Typedef, &DwarfGraph::read_alias},
};

DwarfGraph::DwarfGraph(const std::string& name, const std::string& path, Descriptor file)
    : file_(name, path, std::move(file)) {
  order_ = file_.order();
  x87_ = file_.has_x87();
  for_each_named_type(file_, [&](CKind kind, const std::string& type, const DwarfDie& die) {
    const auto [known, is_new] = known_.try_emplace({kind, type}, kNoType);
    if (!is_new) return;
    known->second = id_of(die);
    names_.push_back({kind, type, known->second});
  });
  if (!names_.empty()) return;
  throw Error(Errc::File, fmt::format("the debug information of {} names no types", name));
}

TypeId DwarfGraph::id_of(const DwarfDie& die) const {
  const auto [known, is_new] = ids_.try_emplace(die.address(), entries_.size() + 1);
  if (is_new) entries_.push_back(die);
  return known->second;
}

TypeId DwarfGraph::type_of(const DwarfDie& die) const {
  const auto type = die.reference(DW_AT_type);
  return type ? id_of(*type) : kNoType;
}

/// Of a type that is declared alone the one that says more: by its signature, or its name.
DwarfDie DwarfGraph::whole(const DwarfDie& die) const {
  if (const auto signed_one = die.reference(DW_AT_signature)) return *signed_one;
  if (!die.flag(DW_AT_declaration)) return die;
  for (const TagRow& row : kTags) {
    if (row.tag != die.tag()) continue;
    const auto known = known_.find({row.kind, std::string(die.name())});
    if (known != known_.end()) return at(known->second);
  }
  return die;
}

CType DwarfGraph::type(TypeId id) const {
  const DwarfDie die = whole(at(id));
  CType type;
  type.name = die.name();
  type.size = die.number(DW_AT_byte_size).value_or(0);
  const int tag = die.tag();
  const auto* const row = std::find_if(std::begin(kTags), std::end(kTags),
                                       [&](const TagRow& each) { return each.tag == tag; });
  if (row == std::end(kTags)) {
    read_opaque(die, type);
  } else {
    type.kind = row->kind;
    (this->*row->read)(die, type);
  }
  return type;
}

void DwarfGraph::read_base(const DwarfDie& die, CType& type) const {
  struct Row {
    std::int64_t encoding;
    CKind kind;
    bool is_signed;
  };
  constexpr Row kRows[] = {
      {DW_ATE_boolean, CKind::Bool, false},          {DW_ATE_signed, CKind::Integer, true},
      {DW_ATE_signed_char, CKind::Integer, true},    {DW_ATE_unsigned, CKind::Integer, false},
      {DW_ATE_unsigned_char, CKind::Integer, false}, {DW_ATE_UTF, CKind::Unicode, false},
      {DW_ATE_float, CKind::Float, false},           {DW_ATE_complex_float, CKind::Complex, false},
      {DW_ATE_address, CKind::Pointer, false},
  };
  const std::int64_t encoding = die.number(DW_AT_encoding).value_or(0);
  const auto* const row = std::find_if(std::begin(kRows), std::end(kRows),
                                       [&](const Row& each) { return each.encoding == encoding; });
  type.kind = row == std::end(kRows) ? CKind::Opaque : row->kind;
  type.is_signed = row != std::end(kRows) && row->is_signed;
  const bool text = type.name == "char" || (type.kind == CKind::Unicode && type.size == 1);
  if (text && type.size == 1) type.kind = CKind::Char;
  const std::int64_t endianity = die.number(DW_AT_endianity).value_or(0);
  if (endianity == DW_END_big) type.order = ByteOrder::Big;
  if (endianity == DW_END_little) type.order = ByteOrder::Little;
}

void DwarfGraph::read_record(const DwarfDie& die, CType& type) const {
  die.for_each_child([&](const DwarfDie& child) {
    const int tag = child.tag();
    if (tag == DW_TAG_member || tag == DW_TAG_inheritance) add_member(child, type);
  });
}

void DwarfGraph::add_member(const DwarfDie& die, CType& type) const {
  const bool is_static = die.flag(DW_AT_external) || die.flag(DW_AT_declaration);
  const auto place = die.place(DW_AT_data_member_location);
  // Where a virtual base lies, only a program knows while it runs.
  if (is_static || (!place && die.has(DW_AT_data_member_location))) return;
  CMember member;
  if (die.tag() == DW_TAG_member) member.name = die.name();
  member.type = type_of(die);
  if (const auto width = die.number(DW_AT_bit_size)) {
    member.width = static_cast<int>(std::clamp<std::int64_t>(*width, 0, 1 << 16));
    member.bit = first_bit(die, *member.width);
  } else {
    const std::int64_t bytes = place.value_or(0);
    constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max() / kByte;
    member.bit = bytes < 0 || bytes > kMost ? -1 : bytes * kByte;
  }
  type.members.push_back(std::move(member));
}

/// Counted from the start of the record, in the order of the file. DWARF 4 and later say just that;
/// before, it was counted from the most significant bit of the integer around it.
std::int64_t DwarfGraph::first_bit(const DwarfDie& member, int width) const {
  if (const auto bit = member.number(DW_AT_data_bit_offset)) return *bit;
  constexpr std::int64_t kMost = std::int64_t{1} << 48;
  const std::int64_t bytes = member.place(DW_AT_data_member_location).value_or(0);
  const auto from_top = member.number(DW_AT_bit_offset);
  if (bytes < 0 || bytes > kMost || std::abs(from_top.value_or(0)) > kMost) return -1;
  if (!from_top) return bytes * kByte;
  if (is_big(order_)) return bytes * kByte + *from_top;
  const auto type = member.reference(DW_AT_type);
  const auto size = member.number(DW_AT_byte_size);
  const std::int64_t storage = size ? *size : type ? type->type_size().value_or(0) : 0;
  if (storage < 0 || storage > kMost) return -1;
  return (bytes + storage) * kByte - *from_top - width;
}

void DwarfGraph::read_enum(const DwarfDie& die, CType& type) const {
  const auto stored = die.reference(DW_AT_type);
  const auto encoding = stored ? stored->number(DW_AT_encoding) : die.number(DW_AT_encoding);
  type.is_signed = encoding == DW_ATE_signed || encoding == DW_ATE_signed_char;
  die.for_each_child([&](const DwarfDie& child) {
    const auto bits = child.number(DW_AT_const_value);
    if (child.tag() != DW_TAG_enumerator || !bits) return;
    const bool negative = *bits < 0 && child.is_signed(DW_AT_const_value);
    if (negative) type.is_signed = true;
    type.values.push_back(
        choice_of(std::string(child.name()), static_cast<std::uint64_t>(*bits), negative));
  });
}

void DwarfGraph::read_array(const DwarfDie& die, CType& type) const {
  type.of = type_of(die);
  die.for_each_child([&](const DwarfDie& child) {
    if (child.tag() != DW_TAG_subrange_type) return;
    const auto count = child.number(DW_AT_count);
    const auto last = child.number(DW_AT_upper_bound);
    const std::int64_t first = child.number(DW_AT_lower_bound).value_or(0);
    constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max() / 2;
    const bool sane = first >= 0 && first < kMost && last && *last < kMost;
    const std::int64_t between = sane ? *last - first + 1 : 0;
    type.lengths.push_back(std::max<std::int64_t>(count ? *count : between, 0));
  });
}

void DwarfGraph::read_pointer(const DwarfDie& /*die*/, CType& type) const {
  if (type.size == 0) type.size = file_.is_64_bit() ? 8 : 4;
}

void DwarfGraph::read_alias(const DwarfDie& die, CType& type) const { type.of = type_of(die); }

void DwarfGraph::read_opaque(const DwarfDie& die, CType& type) const {
  type.size = die.type_size().value_or(type.size);
}

}  // namespace

std::unique_ptr<TypeGraph> read_dwarf(const std::string& name, const std::string& path,
                                      Descriptor file) {
  return std::make_unique<DwarfGraph>(name, path, std::move(file));
}
}  // namespace bview
#else
namespace bview {

std::unique_ptr<TypeGraph> read_dwarf(const std::string& name, const std::string& /*path*/,
                                      Descriptor /*file*/) {
  throw Error(Errc::File,
              fmt::format("this bview was built without elfutils, which reads the debug "
                          "information of {}: the package libdw-dev brings it",
                          name));
}

}  // namespace bview
#endif
