// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <bview/core/error.hpp>
#include <bview/formats/types/btf_graph.hpp>
#include <bview/formats/types/btf_library.hpp>

#ifdef BVIEW_HAS_BTF
#include <algorithm>
#include <cstring>
#include <iterator>
#include <set>
#include <utility>

namespace bview {
namespace {

class BtfGraph : public TypeGraph {
 public:
  BtfGraph(const std::string& name, const std::string& path);

  [[nodiscard]] CType type(TypeId id) const override;
  [[nodiscard]] std::optional<std::int64_t> size(TypeId id) const override;

 private:
  using Read = void (BtfGraph::*)(const btf_type& raw, CType& type) const;
  struct KindRow {
    unsigned kind;
    CKind meant;
    Read read;
  };
  static const KindRow kKinds[];
  static const KindRow* row_of(const btf_type& raw);

  void read_integer(const btf_type& raw, CType& type) const;
  void read_sized(const btf_type& raw, CType& type) const;
  void read_pointer(const btf_type& raw, CType& type) const;
  void read_array(const btf_type& raw, CType& type) const;
  void read_record(const btf_type& raw, CType& type) const;
  void read_enum(const btf_type& raw, CType& type) const;
  void read_enum64(const btf_type& raw, CType& type) const;
  void read_alias(const btf_type& raw, CType& type) const;

  void add_names();
  void narrow(CMember& member) const;
  [[nodiscard]] std::string text(std::uint32_t offset) const;
  [[nodiscard]] const btf_type& at(TypeId id) const;

  struct End {
    void operator()(btf* types) const { btf_library().btf__free(types); }
  };
  std::string file_;
  std::unique_ptr<btf, End> base_;
  std::unique_ptr<btf, End> types_;
};

const BtfGraph::KindRow BtfGraph::kKinds[] = {
    {BTF_KIND_INT, CKind::Integer, &BtfGraph::read_integer},
    {BTF_KIND_FLOAT, CKind::Float, &BtfGraph::read_sized},
    {BTF_KIND_PTR, CKind::Pointer, &BtfGraph::read_pointer},
    {BTF_KIND_ARRAY, CKind::Array, &BtfGraph::read_array},
    {BTF_KIND_STRUCT, CKind::Struct, &BtfGraph::read_record},
    {BTF_KIND_UNION, CKind::Union, &BtfGraph::read_record},
    {BTF_KIND_ENUM, CKind::Enum, &BtfGraph::read_enum},
    {BTF_KIND_ENUM64, CKind::Enum, &BtfGraph::read_enum64},
    {BTF_KIND_TYPEDEF, CKind::Typedef, &BtfGraph::read_alias},
    {BTF_KIND_CONST, CKind::Typedef, &BtfGraph::read_alias},
    {BTF_KIND_VOLATILE, CKind::Typedef, &BtfGraph::read_alias},
    {BTF_KIND_RESTRICT, CKind::Typedef, &BtfGraph::read_alias},
    {BTF_KIND_TYPE_TAG, CKind::Typedef, &BtfGraph::read_alias},
};

const BtfGraph::KindRow* BtfGraph::row_of(const btf_type& raw) {
  const unsigned kind = btf_kind(&raw);
  const auto* const row = std::find_if(std::begin(kKinds), std::end(kKinds),
                                       [&](const KindRow& each) { return each.kind == kind; });
  return row == std::end(kKinds) ? nullptr : row;
}

BtfGraph::BtfGraph(const std::string& name, const std::string& path) : file_(name) {
  const BtfLibrary& bpf = btf_library();
  types_.reset(bpf.btf__parse(path.c_str(), nullptr));
  const int reason = errno;
  const std::string kernel = path.substr(0, path.rfind('/') + 1) + "vmlinux";
  if (!types_) base_.reset(bpf.btf__parse(kernel.c_str(), nullptr));
  if (base_) types_.reset(bpf.btf__parse_split(path.c_str(), base_.get()));
  if (!types_) {
    throw Error(Errc::File, fmt::format("cannot read BTF of {}: {}", name, std::strerror(reason)));
  }
  const bool big = bpf.btf__endianness(types_.get()) == BTF_BIG_ENDIAN;
  order_ = big ? ByteOrder::Big : ByteOrder::Little;
  add_names();
}

void BtfGraph::add_names() {
  std::set<std::pair<CKind, std::string>> known;
  for (TypeId id = 1; id < btf_library().btf__type_cnt(types_.get()); ++id) {
    const btf_type& raw = at(id);
    const KindRow* const row = row_of(raw);
    const bool alias =
        row != nullptr && row->meant == CKind::Typedef && row->kind != BTF_KIND_TYPEDEF;
    const bool named = row != nullptr && !alias && row->meant >= CKind::Struct;
    std::string name = named ? text(raw.name_off) : "";
    if (!name.empty() && known.emplace(row->meant, name).second) {
      names_.push_back({row->meant, std::move(name), id});
    }
  }
}

const btf_type& BtfGraph::at(TypeId id) const {
  const btf_type* const raw =
      btf_library().btf__type_by_id(types_.get(), static_cast<std::uint32_t>(id));
  if (raw != nullptr) return *raw;
  throw Error(Errc::File, fmt::format("the BTF of {} is damaged: it has no type {}", file_, id));
}

std::string BtfGraph::text(std::uint32_t offset) const {
  const char* const text = btf_library().btf__name_by_offset(types_.get(), offset);
  return text == nullptr ? "" : text;
}

std::optional<std::int64_t> BtfGraph::size(TypeId id) const {
  const std::int64_t size =
      btf_library().btf__resolve_size(types_.get(), static_cast<std::uint32_t>(id));
  return size < 0 ? std::nullopt : std::optional(size);
}

CType BtfGraph::type(TypeId id) const {
  const btf_type& raw = at(id);
  CType type;
  type.name = text(raw.name_off);
  if (const KindRow* const row = row_of(raw)) {
    type.kind = row->meant;
    (this->*row->read)(raw, type);
  }
  return type;
}

void BtfGraph::read_integer(const btf_type& raw, CType& type) const {
  const unsigned encoding = btf_int_encoding(&raw);
  type.size = raw.size;
  type.is_signed = (encoding & BTF_INT_SIGNED) != 0;
  if ((encoding & BTF_INT_BOOL) != 0) type.kind = CKind::Bool;
  if (type.name == "char" && type.size == 1) type.kind = CKind::Char;
}

void BtfGraph::read_sized(const btf_type& raw, CType& type) const { type.size = raw.size; }

void BtfGraph::read_pointer(const btf_type& /*raw*/, CType& type) const {
  type.size = static_cast<std::int64_t>(btf_library().btf__pointer_size(types_.get()));
  if (type.size == 0) type.size = 8;
}

void BtfGraph::read_array(const btf_type& raw, CType& type) const {
  type.of = btf_array(&raw)->type;
  type.lengths = {btf_array(&raw)->nelems};
}

void BtfGraph::read_record(const btf_type& raw, CType& type) const {
  type.size = raw.size;
  const btf_member* const members = btf_members(&raw);
  for (std::uint32_t k = 0; k < btf_vlen(&raw); ++k) {
    CMember member;
    member.name = text(members[k].name_off);
    member.type = members[k].type;
    member.bit = btf_member_bit_offset(&raw, k);
    const auto width = static_cast<int>(btf_member_bitfield_size(&raw, k));
    if (width > 0) {
      member.width = width;
    } else {
      narrow(member);
    }
    type.members.push_back(std::move(member));
  }
}

/// Older BTF says of the type of a bit field, and not of the member, that it is one.
void BtfGraph::narrow(CMember& member) const {
  if (member.type == kNoType) return;
  const btf_type& raw = at(member.type);
  if (btf_kind(&raw) != BTF_KIND_INT) return;
  const unsigned width = btf_int_bits(&raw);
  if (width == 0 || width >= 8 * raw.size) return;
  member.width = static_cast<int>(width);
  member.bit += btf_int_offset(&raw);
}

void BtfGraph::read_enum(const btf_type& raw, CType& type) const {
  type.size = raw.size;
  type.is_signed = btf_kflag(&raw);
  const auto* const values = btf_enum(&raw);
  for (std::uint32_t k = 0; k < btf_vlen(&raw); ++k) {
    const auto low = static_cast<std::uint32_t>(values[k].val);
    const std::uint64_t high = type.is_signed && values[k].val < 0 ? ~std::uint64_t{0} << 32U : 0;
    type.values.push_back(choice_of(text(values[k].name_off), high | low, type.is_signed));
  }
}

void BtfGraph::read_enum64(const btf_type& raw, CType& type) const {
  type.size = raw.size;
  type.is_signed = btf_kflag(&raw);
  const auto* const values = btf_enum64(&raw);
  for (std::uint32_t k = 0; k < btf_vlen(&raw); ++k) {
    const std::uint64_t bits = btf_enum64_value(&values[k]);
    type.values.push_back(choice_of(text(values[k].name_off), bits, type.is_signed));
  }
}

void BtfGraph::read_alias(const btf_type& raw, CType& type) const { type.of = raw.type; }

}  // namespace

std::unique_ptr<TypeGraph> read_btf(const std::string& name, const std::string& path) {
  return std::make_unique<BtfGraph>(name, path);
}

}  // namespace bview
#else
namespace bview {

std::unique_ptr<TypeGraph> read_btf(const std::string& name, const std::string& /*path*/) {
  throw Error(Errc::File, fmt::format("this bview was built without libbpf, which reads the BTF of "
                                      "{}: the package libbpf-dev brings it",
                                      name));
}

}  // namespace bview
#endif
