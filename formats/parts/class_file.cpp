// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/parts/byte_cursor.hpp>
#include <bview/formats/parts/class_constants.hpp>
#include <bview/formats/parts/class_file.hpp>
#include <bview/formats/parts/class_types.hpp>
#include <bview/formats/parts/name_budget.hpp>

namespace bview {
namespace {

constexpr std::string_view kClassMagic = "\xca\xfe\xba\xbe";
constexpr std::int64_t kFirstJava = 45;  // the version of classes of Java 1.1

Part class_records(std::string name, const Extent& where, std::string_view format, Lengths shape,
                   std::string summary) {
  Part part = part_at(where, std::move(name), std::move(summary));
  part.kind = PartKind::Record;
  part.format = format;
  part.shape = std::move(shape);
  return part;
}

Part class_header(ByteCursor& cursor) {
  const Extent where = cursor.skip(8, "the header");
  cursor.go_to(6);
  const std::int64_t major = cursor.number(2, "the version");
  const std::int64_t java = std::max(major - kFirstJava + 1, std::int64_t{0});
  return class_records("header", where, ">I|hex:magic: H:minor: H:major:", {},
                       fmt::format("class of Java {}{}", java < 5 ? "1." : "", java));
}

/// Fields, or methods.
struct ClassMembers {
  const char* one;
  const char* many;
  std::span<const AccessFlag> flags;
  bool overloaded;  ///< so that the type is a part of the name
};

/// What stands behind the constants.
class ClassBody {
 public:
  ClassBody(ByteCursor& cursor, ClassConstants& constants, const PartVisitor& visit)
      : cursor_(cursor), constants_(constants), visit_(visit) {}

  void list() {
    const std::int64_t end = cursor_.bytes().size();
    const bool more = list_class() && list_interfaces() &&
                      list_members({"field", "fields", field_flags(), false}) &&
                      list_members({"method", "methods", method_flags(), true}) &&
                      list_attributes("", end, false);
    if (more && cursor_.at() < end) {
      throw cursor_.damage(0, fmt::format("the class ends there, and the file has {} more",
                                          count_text(end - cursor_.at(), "byte")));
    }
  }

 private:
  bool give(Part part) {
    names_.take(part, cursor_.bytes());
    return visit_(std::move(part));
  }

  /// The text of a constant whose number comes next.
  std::string text(const char* what) {
    const std::int64_t index = cursor_.number(2, what);
    return constants_.text(index, cursor_.at() - 2);
  }

  std::string said(ConstantKinds kinds, const char* what) {
    const std::int64_t index = cursor_.number(2, what);
    return constants_.says(index, kinds, cursor_.at() - 2);
  }

  /// Goes behind `size` bytes of what ends at `end`.
  Extent take(std::int64_t size, std::int64_t end, const char* what) {
    const std::int64_t left = std::max(end - cursor_.at(), std::int64_t{0});
    if (size > left) {
      throw cursor_.damage(0, fmt::format("{} takes {} there, and {} are left", what,
                                          count_text(size, "byte"), left));
    }
    return cursor_.skip(size, what);
  }

  bool list_class() {
    const Extent where = cursor_.skip(6, "the class");
    cursor_.go_to(where.offset + 2);
    std::string summary = said(kClassConstant, "the class");
    const std::int64_t super = cursor_.number(2, "the class above");
    if (super != 0) {  // java.lang.Object has none
      summary += " extends " + constants_.says(super, kClassConstant, cursor_.at() - 2);
    }
    return give(class_records("class", where,
                              ">" + flags_field(class_flags()) + " H:this: H:super:", {},
                              std::move(summary)));
  }

  bool list_interfaces() {
    constexpr std::size_t kMostShown = 200;
    const std::int64_t count = cursor_.number(2, "the number of interfaces");
    if (count == 0) return true;
    const Extent where = cursor_.skip(2 * count, "the interfaces");
    cursor_.go_to(where.offset);
    std::string summary = "implements ";
    for (std::int64_t k = 0; k < count && summary.size() < kMostShown; ++k) {
      summary += fmt::format("{}{}", k == 0 ? "" : ", ", said(kClassConstant, "an interface"));
    }
    cursor_.go_to(where.offset + where.size);
    return give(class_records("interfaces", where, ">H:class:", {count}, std::move(summary)));
  }

  bool list_members(const ClassMembers& members) {
    const std::string format = ">" + flags_field(members.flags) + " H:name: H:type: H:attributes:";
    const std::int64_t count = cursor_.number(2, members.many);
    for (std::int64_t k = 0; k < count; ++k) {
      if (!list_member(members, format)) return false;
    }
    return true;
  }

  bool list_member(const ClassMembers& members, const std::string& format) {
    const Extent where = cursor_.skip(8, members.one);
    cursor_.go_to(where.offset);
    std::string summary = flag_words(members.flags, cursor_.number(2, "flags")) + members.one;
    std::string name = fmt::format("{}/{}", members.many, text("a name"));
    if (members.overloaded) {
      name += text("a type");
    } else {
      summary += " " + said(kTextConstant, "a type");
    }
    if (!give(class_records(name, where, format, {}, std::move(summary)))) return false;
    return list_attributes(name + "/", cursor_.bytes().size(), members.overloaded);
  }

  /// Attributes of `owner`, which ends at `end`. Only of a method there is code, so that none lies
  /// in another.
  bool list_attributes(const std::string& owner, std::int64_t end, bool of_method) {
    const std::int64_t count = cursor_.number(2, "the number of attributes");
    for (std::int64_t k = 0; k < count; ++k) {
      const std::string kind = text("the name of an attribute");
      const Extent where = take(cursor_.number(4, "the size of an attribute"), end, "an attribute");
      const bool more = of_method && kind == "Code" ? list_code(owner + kind, where)
                                                    : give(attribute(owner + kind, kind, where));
      if (!more) return false;
      cursor_.go_to(where.offset + where.size);
    }
    return true;
  }

  /// As records where it is known what they are, else bytes.
  Part attribute(std::string name, const std::string& kind, const Extent& where) {
    const ClassAttribute* const known = find_class_attribute(kind);
    const std::int64_t size = known == nullptr ? -1 : where.size - known->count;
    if (size < 0 || size % known->bytes != 0 || (known->count == 0 && size != known->bytes)) {
      return part_at(where, std::move(name), "attribute");
    }
    const Extent records{where.offset + known->count, size};
    if (known->count > 0) {
      return class_records(std::move(name), records, known->format, {size / known->bytes},
                           "attribute");
    }
    cursor_.go_to(where.offset);
    return class_records(std::move(name), records, known->format, {},
                         said(known->says, "an attribute"));
  }

  bool list_code(const std::string& name, const Extent& where) {
    constexpr std::int64_t kHandler = 8;
    const std::int64_t end = where.offset + where.size;
    cursor_.go_to(where.offset);
    const Extent limits = take(8, end, "code");
    cursor_.go_to(limits.offset + 4);
    const Extent code = take(cursor_.number(4, "the size of code"), end, "code");
    if (!give(part_at(code, name, "byte code")) ||
        !give(class_records(name + "/limits", limits, ">H:max_stack: H:max_locals: I:size:", {},
                            "what the code needs"))) {
      return false;
    }
    const std::int64_t count = cursor_.number(2, "the number of handlers");
    const Extent handlers = take(kHandler * count, end, "a table of handlers");
    if (count > 0 && !give(class_records(name + "/handlers", handlers,
                                         ">H:start: H:end: H:handler: H:class:", {count},
                                         "handlers of exceptions"))) {
      return false;
    }
    return list_attributes(name + "/", end, false);
  }

  ByteCursor& cursor_;
  ClassConstants& constants_;
  const PartVisitor& visit_;
  NameBudget names_{};
};

}  // namespace

bool is_class_file(FileBytes& bytes) {
  // What is the version here is the number of programs in a fat file, far below.
  return bytes.stands(0, kClassMagic) && bytes.has(6, 2) &&
         bytes.number(6, 2, ByteOrder::Big, "the version") >= kFirstJava;
}

void list_class_file(FileBytes& bytes, const PartVisitor& visit) {
  ByteCursor cursor(bytes, ByteOrder::Big, 0);
  if (!visit(class_header(cursor))) return;
  ClassConstants constants(cursor);
  if (constants.list(visit)) ClassBody(cursor, constants, visit).list();
}

}  // namespace bview
