// SPDX-License-Identifier: MIT

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/formats/output/c_declarations.hpp>
#include <bview/formats/output/c_names.hpp>
#include <bview/formats/output/item_text.hpp>

namespace bview {
namespace {

struct DeclaredType {
  ScalarType type;
  std::string_view name;
  bool wider = false;  ///< C has none of that size
};
constexpr DeclaredType kCTypes[] = {
    {ScalarType::Bool, "bool"},
    {ScalarType::Int8, "int8_t"},
    {ScalarType::UInt8, "uint8_t"},
    {ScalarType::Int16, "int16_t"},
    {ScalarType::UInt16, "uint16_t"},
    {ScalarType::Int24, "int32_t", true},
    {ScalarType::UInt24, "uint32_t", true},
    {ScalarType::Int32, "int32_t"},
    {ScalarType::UInt32, "uint32_t"},
    {ScalarType::Int40, "int64_t", true},
    {ScalarType::UInt40, "uint64_t", true},
    {ScalarType::Int48, "int64_t", true},
    {ScalarType::UInt48, "uint64_t", true},
    {ScalarType::Int56, "int64_t", true},
    {ScalarType::UInt56, "uint64_t", true},
    {ScalarType::Int64, "int64_t"},
    {ScalarType::UInt64, "uint64_t"},
    {ScalarType::Float8E4M3, "float", true},
    {ScalarType::Float8E5M2, "float", true},
    {ScalarType::Float8E4M3Fnuz, "float", true},
    {ScalarType::Float8E5M2Fnuz, "float", true},
    {ScalarType::Ibm32, "double", true},
    {ScalarType::Ibm64, "long double", true},
    {ScalarType::Float80, "long double", true},
    {ScalarType::Float16, "float", true},
    {ScalarType::BFloat16, "float", true},
    {ScalarType::Float32, "float"},
    {ScalarType::Float64, "double"},
    {ScalarType::LongDouble, "long double"},
    {ScalarType::Complex64, "float complex"},
    {ScalarType::Complex128, "double complex"},
    {ScalarType::Char, "unsigned char"},
    {ScalarType::String, "char"},
    {ScalarType::Pascal, "char"},
    {ScalarType::Ucs2, "uint16_t"},
    {ScalarType::Ucs4, "uint32_t"},
};

const DeclaredType& c_type(ScalarType type) {
  const auto* found = std::find_if(std::begin(kCTypes), std::end(kCTypes),
                                   [&](const DeclaredType& row) { return row.type == type; });
  if (found != std::end(kCTypes)) return *found;
  throw Error(Errc::BadValue, fmt::format("C has no constants for {}; print it in another form, or "
                                          "leave it out with --fields",
                                          info(type).name));
}

/// The same of a field: of a packed one the integer that holds it.
DeclaredType c_type(const Field& field) {
  constexpr DeclaredType kPacked[] = {{ScalarType::UInt8, "int8_t", true},
                                      {ScalarType::UInt16, "int16_t", true},
                                      {ScalarType::UInt32, "int32_t", true},
                                      {ScalarType::UInt64, "int64_t", true}};
  if (!field.is_packed()) return c_type(field.type);
  const auto* found = std::find_if(
      std::begin(kPacked), std::end(kPacked),
      [&](const DeclaredType& row) { return 8 * info(row.type).size >= field.bits->width; });
  if (found == std::end(kPacked)) {
    throw Error(Errc::BadValue,
                fmt::format("C has no constants for {}; print it in another form, or leave it out "
                            "with --fields",
                            field.type_name()));
  }
  return field.bits->is_signed ? *found : DeclaredType{found->type, c_type(found->type).name, true};
}

/// Calls `visit` with each field that holds values, those inside of records too.
template <class Visit>
void for_each_scalar_field(const Layout& layout, const Visit& visit) {
  for (const Field& field : layout.fields) {
    if (field.record) {
      for_each_scalar_field(*field.record, visit);
    } else {
      visit(field);
    }
  }
}

std::string dimensions(const Lengths& shape) {
  std::string text;
  for (const std::int64_t length : shape) text += fmt::format("[{}]", length);
  return text;
}

// --- where the members of a struct lie -----------------------------------------------------------

/// How a compiler places the members that stand for a record.
struct Placement {
  bool alike;              ///< at the offsets of the record, all by itself
  std::int64_t alignment;  ///< bytes; of a struct that must be packed 1
};

Placement placement_of(const Layout& layout) {
  std::int64_t end = 0;
  std::int64_t largest = 0;
  std::int64_t alignment = 1;
  bool alike = true;
  const auto align = [&](std::int64_t to) { end = (end + to - 1) / to * to; };
  for (const Field& field : layout.fields) {
    if (!has_cells(field)) continue;
    const std::int64_t own =
        field.record ? placement_of(*field.record).alignment : info(field.type).alignment;
    alignment = std::max(alignment, own);
    if (layout.is_union) end = 0;
    align(own);
    alike = alike && end == field.offset;
    end = field.offset + field.size();
    largest = std::max(largest, end);
  }
  end = largest;
  align(alignment);
  alike = alike && end == layout.itemsize;
  return {alike, alike ? alignment : 1};
}

/// Bytes that no member covers, and that a packed struct says in bits.
constexpr std::int64_t kMostHole = 4096;

/// Whether a struct can have the bytes of the record: each member has the size of its field, and
/// what lies between them can be said.
bool can_be_alike(const Layout& layout) {
  std::int64_t end = 0;
  if (layout.is_union) {
    std::int64_t largest = 0;
    for (const Field& field : layout.fields) largest = std::max(largest, field.size());
    if (!placement_of(layout).alike && layout.itemsize != largest) return false;
  }
  for (const Field& field : layout.fields) {
    if (!has_cells(field)) continue;
    if (layout.is_union) end = 0;
    if (field.offset < end || field.offset - end > kMostHole) return false;
    if (field.record ? !can_be_alike(*field.record) : c_type(field).wider || field.length == 0) {
      return false;
    }
    end = field.offset + field.size();
  }
  return !layout.projected && (layout.is_union || layout.itemsize - end <= kMostHole);
}

bool has_packed_part(const Layout& layout) {
  const auto is_packed = [](const Field& field) {
    return field.record && has_cells(field) && has_packed_part(*field.record);
  };
  return !placement_of(layout).alike ||
         std::any_of(layout.fields.begin(), layout.fields.end(), is_packed);
}

/// The last member, where it is an array of length 0: others say how many elements it has.
const Field* flexible_member(const Layout& layout) {
  if (layout.is_union || layout.fields.size() < 2) return nullptr;
  const Field& last = layout.fields.back();
  const bool flexible = !last.name.empty() && !last.shape.empty() && last.shape.front() == 0;
  const bool there = last.offset == layout.itemsize || placement_of(layout).alike;
  return flexible && there ? &last : nullptr;
}

// --- declarations --------------------------------------------------------------------------------

/// Writes declarations: of the array itself, and of a record's members.
class Declarations {
 public:
  /// `alike`: structs have the bytes of their records. `flexible`: the member, if any, that has no
  /// length.
  explicit Declarations(bool alike, const Field* flexible = nullptr)
      : alike_(alike), flexible_(flexible) {}

  /// "float m[2][3]", or a struct with its members inside.
  std::string declare(const Field& field, const std::string& name, const Lengths& outer,
                      const std::string& indent) {
    Lengths shape = outer;
    shape.insert(shape.end(), field.shape.begin(), field.shape.end());
    if (field.record) {
      return fmt::format("{} {}{}", structure(*field.record, "", indent), name, dimensions(shape));
    }
    if (info(field.type).count_is_length())
      shape.push_back(std::max<std::int64_t>(1, field.length));
    return fmt::format("{} {}{}", c_type(field).name, name, dimensions(shape));
  }

  /// "struct name {...}"; the name may be empty.
  std::string structure(const Layout& layout, std::string_view name, const std::string& indent) {
    const bool packed = alike_ && !placement_of(layout).alike;
    return fmt::format("{} {}{}{}{{\n{}{}}}", layout.is_union ? "union" : "struct",
                       packed ? "__attribute__((packed)) " : "", name, name.empty() ? "" : " ",
                       members(layout, indent + "  ", packed), indent);
  }

 private:
  std::string members(const Layout& layout, const std::string& indent, bool packed) {
    std::string text;
    std::set<std::string> taken;
    const auto add = [&](const Field& field, std::string_view name, const char* length = "") {
      std::string own = c_member(name);
      while (!taken.insert(own).second) own += '_';
      text += fmt::format("{}{};\n", indent, declare(field, own + length, {}, indent));
    };
    const std::vector<std::string> names = shown_names(layout);
    std::int64_t position = 0;
    std::int64_t end = 0;
    for (std::size_t k = 0; k < layout.fields.size(); ++k) {
      const Field& field = layout.fields[k];
      if (has_cells(field)) {
        if (packed && !layout.is_union) text += hole(field.offset - end, indent);
        field.spread ? add_spread(field, position, add) : add(field, names[k]);
        end = field.offset + field.size();
      }
      position += field.positions();
    }
    if (text.empty()) throw Error(Errc::BadValue, "C has no records without values");
    if (packed && !layout.is_union) text += hole(layout.itemsize - end, indent);
    if (flexible_ != nullptr && flexible_ == &layout.fields.back()) {
      Field element = *flexible_;
      element.shape.erase(element.shape.begin());
      add(element, element.name, "[]");
    }
    return text;
  }

  /// Bit fields without names: no value is given to them.
  static std::string hole(std::int64_t bytes, const std::string& indent) {
    if (bytes == 0) return "";
    std::vector<std::string> fields(static_cast<std::size_t>(bytes / 4), ": 32");
    if (bytes % 4 != 0) fields.push_back(fmt::format(": {}", bytes % 4 * 8));
    return fmt::format("{}unsigned {};\n", indent, fmt::join(fields, ", "));
  }

  template <class Add>
  static void add_spread(const Field& field, std::int64_t position, const Add& add) {
    constexpr std::int64_t kMostMembers = 1 << 16;
    if (field.positions() > kMostMembers) {
      throw Error(Errc::BadValue,
                  fmt::format("{} unnamed values would be as many members; a name behind the "
                              "count makes them one array",
                              field.positions()));
    }
    Field one = field;
    one.spread = false;
    one.shape.clear();
    for (std::int64_t k = 0; k < field.positions(); ++k) add(one, fmt::format("f{}", position + k));
  }

  bool alike_;
  const Field* flexible_;
};

/// The headers that declare the types of `layout` and the names of their values. No
/// others: math.h alone has a hundred names that a file could have, too.
std::set<std::string_view> headers_of(const Layout& layout) {
  std::set<std::string_view> headers;
  for_each_scalar_field(layout, [&](const Field& field) {
    const std::string_view type = c_type(field).name;
    if (type.find("complex") != std::string_view::npos) headers.insert("complex.h");
    if (type.starts_with("float") || type.find("double") != std::string_view::npos) {
      headers.insert("math.h");
    }
    if (type == "bool") headers.insert("stdbool.h");
    if (type.ends_with("_t")) headers.insert("stdint.h");
  });
  return headers;
}

std::string includes(const std::set<std::string_view>& headers) {
  std::string text;
  for (const std::string_view header : headers) text += fmt::format("#include <{}>\n", header);
  return headers.empty() ? "" : text + "\n";
}

}  // namespace

std::string c_struct(const Layout& layout, const std::string& name, bool flexible) {
  std::set<std::string_view> headers = headers_of(layout);
  Declarations declarations(can_be_alike(layout), flexible ? flexible_member(layout) : nullptr);
  const bool packed = can_be_alike(layout) && has_packed_part(layout);
  if (packed) headers.insert("assert.h");
  const std::string_view kind = layout.is_union ? "union" : "struct";
  const std::string size =
      packed ? fmt::format("static_assert(sizeof({} {}) == {}, \"as in the file\");\n", kind, name,
                           layout.itemsize)
             : "";
  return fmt::format("{}{};\n{}", includes(headers), declarations.structure(layout, name, ""),
                     size);
}

std::string c_declaration(const Layout& layout, const Lengths& shape, const std::string& name) {
  if (layout.is_bare()) {
    Declarations declarations(can_be_alike(layout));
    return fmt::format("{}const {}", includes(headers_of(layout)),
                       declarations.declare(layout.fields.front(), name, shape, ""));
  }
  return fmt::format("{}\nconst {} {} {}{}", c_struct(layout, name, false),
                     layout.is_union ? "union" : "struct", name, name, dimensions(shape));
}

Layout with_largest_first(Layout layout) {
  const std::vector<std::string> names = shown_names(layout);
  for (std::size_t k = 0; k < names.size(); ++k) {
    Field& field = layout.fields[k];
    if (field.record) {
      field.record = std::make_shared<const Layout>(with_largest_first(*field.record));
    }
    if (layout.is_union && field.spread) field.spread = false;
    if (layout.is_union) field.name = names[k];
  }
  if (layout.is_union) {
    std::stable_sort(layout.fields.begin(), layout.fields.end(),
                     [](const Field& a, const Field& b) { return a.size() > b.size(); });
  }
  return layout;
}

Layout with_first_member(Layout layout) {
  for (Field& field : layout.fields) {
    if (field.record) {
      field.record = std::make_shared<const Layout>(with_first_member(*field.record));
    }
  }
  if (layout.is_union && !layout.fields.empty()) layout.fields.resize(1);
  return layout;
}

std::string c_widening(const Layout& layout) {
  std::set<std::string> wider;
  for_each_scalar_field(layout, [&](const Field& field) {
    const DeclaredType type = c_type(field);
    const std::string name =
        field.is_packed() ? field.type_name() : std::string(info(field.type).name);
    if (type.wider) wider.insert(fmt::format("{} as {}", name, type.name));
  });
  return fmt::format("{}", fmt::join(wider, ", "));
}

}  // namespace bview
