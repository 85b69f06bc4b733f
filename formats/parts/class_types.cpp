// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include <bview/formats/parts/class_types.hpp>

namespace bview {
namespace {

constexpr ConstantKinds kMemberConstants = kFieldConstant | kMethodConstant;

constexpr std::string_view kMemberFormat = ">H:class: H:name_and_type:";
constexpr std::string_view kDynamicFormat = ">H:bootstrap: H:name_and_type:";
constexpr std::string_view kHandleFormat =
    ">B|enum(1=getField,2=getStatic,3=putField,4=putStatic,5=invokeVirtual,6=invokeStatic,"
    "7=invokeSpecial,8=newInvokeSpecial,9=invokeInterface):kind: H:member:";

// None tells of a kind that could tell of it, so that there are no circles.
constexpr ConstantKind kConstantKinds[] = {
    {1, "Utf8", 2, ""},
    {3, "Integer", 4, ">i"},
    {4, "Float", 4, ">f"},
    {5, "Long", 8, ">q"},
    {6, "Double", 8, ">d"},
    {7, "Class", 2, ">H:name:", {0, kTextConstant}},
    {8, "String", 2, ">H:text:", {0, kTextConstant}},
    {9, "Fieldref", 4, kMemberFormat, {0, kClassConstant}, {2, kNameAndType}, "."},
    {10, "Methodref", 4, kMemberFormat, {0, kClassConstant}, {2, kNameAndType}, "."},
    {11, "InterfaceMethodref", 4, kMemberFormat, {0, kClassConstant}, {2, kNameAndType}, "."},
    {12, "NameAndType", 4, ">H:name: H:type:", {0, kTextConstant}, {2, kTextConstant}, ":"},
    {15, "MethodHandle", 3, kHandleFormat, {1, kMemberConstants}},
    {16, "MethodType", 2, ">H:type:", {0, kTextConstant}},
    {17, "Dynamic", 4, kDynamicFormat, {2, kNameAndType}},
    {18, "InvokeDynamic", 4, kDynamicFormat, {2, kNameAndType}},
    {19, "Module", 2, ">H:name:", {0, kTextConstant}},
    {20, "Package", 2, ">H:name:", {0, kTextConstant}},
};

constexpr AccessFlag kClassFlags[] = {
    {"public", 1},          {"final", 0x10},     {"super", 0x20},
    {"interface", 0x200},   {"abstract", 0x400}, {"synthetic", 0x1000},
    {"annotation", 0x2000}, {"enum", 0x4000},    {"module", 0x8000},
};
constexpr AccessFlag kFieldFlags[] = {
    {"public", 1},       {"private", 2},        {"protected", 4},
    {"static", 8},       {"final", 0x10},       {"volatile", 0x40},
    {"transient", 0x80}, {"synthetic", 0x1000}, {"enum", 0x4000},
};
constexpr AccessFlag kMethodFlags[] = {
    {"public", 1},     {"private", 2},         {"protected", 4},  {"static", 8},
    {"final", 0x10},   {"synchronized", 0x20}, {"bridge", 0x40},  {"varargs", 0x80},
    {"native", 0x100}, {"abstract", 0x400},    {"strict", 0x800}, {"synthetic", 0x1000},
};

constexpr ConstantKinds kConstantValues =
    kIntegerConstant | kFloatConstant | kLongConstant | kDoubleConstant | kStringConstant;
constexpr std::string_view kInnerFormat =
    ">H:inner: H:outer: H:name: H|flags(public=1,private=2,protected=4,static=8,final=0x10,"
    "interface=0x200,abstract=0x400,synthetic=0x1000,annotation=0x2000,enum=0x4000):flags:";

constexpr ClassAttribute kClassAttributes[] = {
    {"ConstantValue", 0, 2, ">H:value:", kConstantValues},
    {"NestHost", 0, 2, ">H:class:", kClassConstant},
    {"Signature", 0, 2, ">H:text:", kTextConstant},
    {"SourceFile", 0, 2, ">H:text:", kTextConstant},
    {"Exceptions", 2, 2, ">H:class:"},
    {"InnerClasses", 2, 8, kInnerFormat},
    {"LineNumberTable", 2, 4, ">H:start: H:line:"},
    {"LocalVariableTable", 2, 10, ">H:start: H:length: H:name: H:type: H:index:"},
    {"LocalVariableTypeTable", 2, 10, ">H:start: H:length: H:name: H:signature: H:index:"},
    {"MethodParameters", 1, 4,
     ">H:name: H|flags(final=0x10,synthetic=0x1000,mandated=0x8000):flags:"},
    {"NestMembers", 2, 2, ">H:class:"},
    {"PermittedSubclasses", 2, 2, ">H:class:"},
};

}  // namespace

const ConstantKind* find_constant_kind(std::int64_t tag) {
  const auto* const found = std::find_if(std::begin(kConstantKinds), std::end(kConstantKinds),
                                         [&](const ConstantKind& kind) { return kind.tag == tag; });
  return found == std::end(kConstantKinds) ? nullptr : found;
}

std::string names_of_kinds(ConstantKinds kinds) {
  std::string names;
  for (const ConstantKind& kind : kConstantKinds) {
    if ((kinds & kinds_of_tag(kind.tag)) == 0) continue;
    if (!names.empty()) names += " or ";
    names += kind.name;
  }
  return names;
}

std::span<const AccessFlag> class_flags() { return kClassFlags; }
std::span<const AccessFlag> field_flags() { return kFieldFlags; }
std::span<const AccessFlag> method_flags() { return kMethodFlags; }

std::string flags_field(std::span<const AccessFlag> flags) {
  std::string field = "H|flags(";
  for (const AccessFlag& flag : flags) {
    field += fmt::format("{}{}={}", field.ends_with('(') ? "" : ",", flag.name, flag.bit);
  }
  return field + "):flags:";
}

std::string flag_words(std::span<const AccessFlag> flags, std::int64_t set) {
  std::string words;
  for (const AccessFlag& flag : flags) {
    if ((set & flag.bit) != 0) words += fmt::format("{} ", flag.name);
  }
  return words;
}

const ClassAttribute* find_class_attribute(std::string_view name) {
  const auto* const found =
      std::find_if(std::begin(kClassAttributes), std::end(kClassAttributes),
                   [&](const ClassAttribute& attribute) { return attribute.name == name; });
  return found == std::end(kClassAttributes) ? nullptr : found;
}

}  // namespace bview
