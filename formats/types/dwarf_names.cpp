// SPDX-License-Identifier: MIT

#include <bview/formats/types/dwarf_names.hpp>

#ifdef BVIEW_HAS_DWARF
#include <algorithm>
#include <iterator>

namespace bview {
namespace {

using Visit = std::function<void(CKind kind, const std::string& name, const DwarfDie& type)>;

struct NamedTag {
  int tag;
  CKind kind;
};
constexpr NamedTag kNamedTags[] = {
    {DW_TAG_structure_type, CKind::Struct}, {DW_TAG_class_type, CKind::Struct},
    {DW_TAG_union_type, CKind::Union},      {DW_TAG_enumeration_type, CKind::Enum},
    {DW_TAG_typedef, CKind::Typedef},
};

/// Of these languages no struct has types in it that are not of its surroundings, too.
constexpr int kFlatLanguages[] = {DW_LANG_C, DW_LANG_C89, DW_LANG_C99, DW_LANG_C11};

class NameWalk {
 public:
  NameWalk(const Visit& visit, bool flat) : visit_(visit), flat_(flat) {}

  void walk(const DwarfDie& around, const std::string& prefix) {
    constexpr int kDeepest = 64;  // namespaces in one another
    if (++depth_ <= kDeepest) {
      around.for_each_child([&](const DwarfDie& child) { look_at(child, prefix); });
    }
    --depth_;
  }

 private:
  void look_at(const DwarfDie& die, const std::string& prefix) {
    const int tag = die.tag();
    const auto* const row = std::find_if(std::begin(kNamedTags), std::end(kNamedTags),
                                         [&](const NamedTag& each) { return each.tag == tag; });
    const bool named = row != std::end(kNamedTags);
    if (!named && tag != DW_TAG_namespace) return;
    const std::string_view own = die.name();
    const std::string name = own.empty() ? "" : prefix + std::string(own);
    const bool whole = !die.flag(DW_AT_declaration) && !die.has(DW_AT_signature);
    if (named && !own.empty() && whole) visit_(row->kind, name, die);
    const bool opens = tag == DW_TAG_namespace ||
                       (named && !flat_ && row->kind != CKind::Enum && row->kind != CKind::Typedef);
    if (opens) walk(die, own.empty() ? prefix : name + "::");
  }

  const Visit& visit_;
  bool flat_;
  int depth_ = 0;
};

}  // namespace

void for_each_named_type(const DwarfFile& file, const Visit& visit) {
  file.for_each_unit([&](const DwarfDie& unit) {
    const int language = unit.language();
    const bool flat =
        std::count(std::begin(kFlatLanguages), std::end(kFlatLanguages), language) > 0;
    NameWalk(visit, flat).walk(unit, "");
  });
}

}  // namespace bview
#endif
