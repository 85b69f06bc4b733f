#include "formats/output/c_array.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "core/error.hpp"
#include "formats/output/nested.hpp"

namespace bview {
namespace {

constexpr Punctuation kCPunctuation{"{", "}", "{", "}", ", ", false};

struct CType {
  ScalarType type;
  std::string_view name;
};
constexpr CType kCTypes[] = {
    {ScalarType::Bool, "bool"},
    {ScalarType::Int8, "int8_t"},
    {ScalarType::UInt8, "uint8_t"},
    {ScalarType::Int16, "int16_t"},
    {ScalarType::UInt16, "uint16_t"},
    {ScalarType::Int24, "int32_t"},
    {ScalarType::UInt24, "uint32_t"},
    {ScalarType::Int32, "int32_t"},
    {ScalarType::UInt32, "uint32_t"},
    {ScalarType::Int64, "int64_t"},
    {ScalarType::UInt64, "uint64_t"},
    {ScalarType::Float8E4M3, "float"},
    {ScalarType::Float8E5M2, "float"},
    {ScalarType::Float16, "float"},
    {ScalarType::BFloat16, "float"},
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

std::string_view c_type(ScalarType type) {
  const auto* found = std::find_if(std::begin(kCTypes), std::end(kCTypes),
                                   [&](const CType& row) { return row.type == type; });
  if (found != std::end(kCTypes)) return found->name;
  throw Error(Errc::BadValue, fmt::format("C has no constants for {}; print it in another form, or "
                                          "leave it out with --fields",
                                          info(type).name));
}

/// Keywords, those of C23 too, and macros of the headers and of GNU C.
constexpr std::string_view kReserved[] = {
    "I",
    "INFINITY",
    "NAN",
    "_Alignas",
    "_Alignof",
    "_Atomic",
    "_Bool",
    "_Complex",
    "_Generic",
    "_Imaginary",
    "_Noreturn",
    "_Static_assert",
    "_Thread_local",
    "alignas",
    "alignof",
    "asm",
    "auto",
    "bool",
    "break",
    "case",
    "char",
    "complex",
    "const",
    "constexpr",
    "continue",
    "default",
    "do",
    "double",
    "else",
    "enum",
    "extern",
    "false",
    "float",
    "for",
    "goto",
    "if",
    "imaginary",
    "inline",
    "int",
    "linux",
    "long",
    "nullptr",
    "register",
    "restrict",
    "return",
    "short",
    "signed",
    "sizeof",
    "static",
    "static_assert",
    "struct",
    "switch",
    "thread_local",
    "true",
    "typedef",
    "typeof",
    "union",
    "unix",
    "unsigned",
    "void",
    "volatile",
    "while",
};
static_assert(std::is_sorted(std::begin(kReserved), std::end(kReserved)));

/// A name that C takes: letters, digits and "_", no digit in front, no keyword.
std::string identifier(std::string_view name) {
  std::string result;
  for (const char c : name) {
    const bool plain =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    result += plain ? c : '_';
  }
  if (result.empty() || (result.front() >= '0' && result.front() <= '9')) result.insert(0, "_");
  if (std::binary_search(std::begin(kReserved), std::end(kReserved), result)) result += '_';
  return result;
}

std::string dimensions(const Lengths& shape) {
  std::string text;
  for (const std::int64_t length : shape) text += fmt::format("[{}]", length);
  return text;
}

/// Writes declarations: of the array itself, and of a record's members.
class Declarations {
 public:
  /// "float m[2][3]", or a struct with its members inside.
  std::string declare(const Field& field, const std::string& name, const Lengths& outer,
                      const std::string& indent) {
    Lengths shape = outer;
    shape.insert(shape.end(), field.shape.begin(), field.shape.end());
    if (field.record) {
      return fmt::format("struct {{\n{}{}}} {}{}", members(*field.record, indent + "  "), indent,
                         name, dimensions(shape));
    }
    if (info(field.type).count_is_length())
      shape.push_back(std::max<std::int64_t>(1, field.length));
    return fmt::format("{} {}{}", c_type(field.type), name, dimensions(shape));
  }

  std::string members(const Layout& layout, const std::string& indent) {
    std::string text;
    std::set<std::string> taken;
    const auto add = [&](const Field& field, std::string_view name) {
      std::string own = identifier(name);
      while (!taken.insert(own).second) own += '_';
      text += fmt::format("{}{};\n", indent, declare(field, own, {}, indent));
    };
    const std::vector<std::string> names = shown_names(layout);
    std::int64_t position = 0;
    for (std::size_t k = 0; k < layout.fields.size(); ++k) {
      const Field& field = layout.fields[k];
      if (has_cells(field) && field.spread) {
        add_spread(field, position, add);
      } else if (has_cells(field)) {
        add(field, names[k]);
      }
      position += field.positions();
    }
    if (text.empty()) throw Error(Errc::BadValue, "C has no records without values");
    return text;
  }

 private:
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
};

/// The headers that declare the types of `layout` and the names of their values. No
/// others: math.h alone has a hundred names that a file could have, too.
std::set<std::string_view> headers_of(const Layout& layout) {
  std::set<std::string_view> headers;
  for (const Field& field : layout.fields) {
    if (field.record) {
      headers.merge(headers_of(*field.record));
      continue;
    }
    const std::string_view type = c_type(field.type);
    if (type.find("complex") != std::string_view::npos) headers.insert("complex.h");
    if (type.starts_with("float") || type.find("double") != std::string_view::npos) {
      headers.insert("math.h");
    }
    if (type == "bool") headers.insert("stdbool.h");
    if (type.ends_with("_t")) headers.insert("stdint.h");
  }
  return headers;
}

std::string definition(const Selection& shown, const std::string& name) {
  const Lengths shape = shown.view.shape();
  Declarations declarations;
  std::string headers;
  for (const std::string_view header : headers_of(shown.layout)) {
    headers += fmt::format("#include <{}>\n", header);
  }
  if (!headers.empty()) headers += '\n';
  if (shown.layout.is_bare()) {
    const std::string one = declarations.declare(shown.layout.fields.front(), name, shape, "");
    return fmt::format("{}const {} = ", headers, one);
  }
  return fmt::format("{}struct {} {{\n{}}};\n\nconst struct {} {}{} = ", headers, name,
                     declarations.members(shown.layout, "  "), name, name, dimensions(shape));
}

/// Braces for every axis; the innermost of plain values fills lines, the others have
/// one member per line.
std::vector<Level> levels_of(const Selection& shown, bool plain) {
  std::vector<Level> levels;
  const std::size_t ndim = shown.view.ndim();
  for (std::size_t k = 0; k < ndim; ++k) {
    const std::string indent(2 * k, ' ');
    const bool inner = plain && k + 1 == ndim && ndim > 1;
    if (inner) {
      levels.push_back({"{", ", ", "}"});
    } else {
      levels.push_back({"{\n" + indent + "  ", ",\n" + indent + "  ", ",\n" + indent + "}"});
    }
  }
  if (plain && ndim == 1) levels.front().separator = ", ";
  return levels;
}

}  // namespace

std::unique_ptr<Renderer> make_c(Selection selection, const OutputOptions& options) {
  Selection shown = unfold(selection);
  const bool plain = shown.layout.is_bare() && !shown.layout.fields.front().record;
  CellStyle style;
  style.notation = Notation::C;
  NestedText text;
  if (shown.view.size() > 0) {
    text.begin = [opening = definition(shown, identifier(options.name))](TextBuffer& out) {
      out.append(opening);
    };
    text.end = ";\n";
  }
  text.levels = levels_of(shown, plain);
  if (plain) text.wrap = 12;
  text.wrap_separator = ",\n" + std::string(2 * std::max<std::size_t>(1, shown.view.ndim()), ' ');
  return std::make_unique<NestedRenderer>(
      std::move(shown.view), ItemText(shown.layout, kCPunctuation, style), std::move(text));
}

}  // namespace bview
