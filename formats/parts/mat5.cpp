// SPDX-License-Identifier: MIT

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

#include <bview/core/checked.hpp>
#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/core/view.hpp>
#include <bview/formats/parts/mat5.hpp>
#include <bview/formats/parts/mat5_types.hpp>
#include <bview/formats/parts/name_budget.hpp>

namespace bview {
namespace {

constexpr std::int64_t kMatHeader = 128;
constexpr std::int64_t kMatVersion = 124;  // behind which stand letters in the file's order
constexpr std::int64_t kMostMatAxes = 64;
constexpr std::int64_t kLongestMatName = 1024;  // MATLAB itself has 63
constexpr std::int64_t kMostMatDepth = 64;      // of variables in variables

bool is_big_mat(FileBytes& bytes) { return bytes.stands(kMatVersion, {"\x01\x00MI", 4}); }

/// A tag, and where its bytes are.
struct MatElement {
  std::int64_t type;
  Extent data;
  std::int64_t next;
};

/// What stands in front of the values of a variable.
struct MatVariable {
  const MatClass* kind = nullptr;
  bool complex = false;
  bool logical = false;
  Lengths shape{};
  std::int64_t count = 0;
  std::string name{};
};

class MatFile {
 public:
  MatFile(FileBytes& bytes, const PartVisitor& visit)
      : bytes_(bytes),
        visit_(visit),
        order_(is_big_mat(bytes) ? ByteOrder::Big : ByteOrder::Little) {}

  void list() {
    std::int64_t at = kMatHeader;
    for (std::int64_t k = 0; at < bytes_.size(); ++k) {
      const MatElement element = next(at, bytes_.size());
      if (!list_element(element, fmt::format("element/{}", k))) return;
    }
  }

 private:
  std::int64_t number(std::int64_t at, const char* what) {
    return bytes_.number(at, 4, order_, what);
  }

  /// The element at `at`, which goes behind it.
  MatElement next(std::int64_t& at, std::int64_t end) {
    constexpr std::int64_t kTag = 8;
    constexpr int kSmallBits = 16;  // above them the size of an element whose bytes are in its tag
    if (end - at < kTag) {
      throw bytes_.damage(
          at, fmt::format("an element begins there, and {} left",
                          end - at == 1 ? "1 byte is" : fmt::format("{} bytes are", end - at)));
    }
    const std::int64_t type = number(at, "a tag");
    const std::int64_t small = type >> kSmallBits;
    if (small > 4) throw bytes_.damage(at, fmt::format("a short element has {} bytes", small));
    if (small > 0) {
      return {type & 0xffff, {at + 4, small}, std::exchange(at, at + kTag) + kTag};
    }
    const Extent data{at + kTag, number(at + 4, "a size")};
    if (data.size > end - data.offset) {
      throw bytes_.damage(at, fmt::format("an element has {} there, and {} are left",
                                          count_text(data.size, "byte"), end - data.offset));
    }
    const std::int64_t padding = type == kMatCompressed ? 0 : -data.size & (kTag - 1);
    at = std::min(data.offset + data.size + padding, end);
    return {type, data, at};
  }

  bool give(Part part) {
    names_.take(part, bytes_);
    return visit_(std::move(part));
  }

  bool list_element(const MatElement& element, std::string name) {
    if (element.type == kMatMatrix) return list_matrix(element.data, std::move(name), true, 0);
    Part part = part_at(element.data, std::move(name));
    if (element.type == kMatCompressed) {
      part.summary = "a variable, deflated";
      part.readonly = "it is compressed (deflate)";
    }
    return give(std::move(part));
  }

  Lengths shape_in(const Extent& where) {
    Lengths shape;
    if (where.size % 4 != 0 || where.size > 4 * kMostMatAxes) {
      throw bytes_.damage(where.offset,
                          fmt::format("a shape has {}", count_text(where.size, "byte")));
    }
    for (std::int64_t at = where.offset; at < where.offset + where.size; at += 4) {
      constexpr std::int64_t kLongestAxis = 0x7fffffff;
      shape.push_back(number(at, "the length of an axis"));
      if (shape.back() > kLongestAxis) throw bytes_.damage(at, "an axis has a negative length");
    }
    return shape;
  }

  std::string name_in(const Extent& where) {
    if (where.size > kLongestMatName) {
      throw bytes_.damage(where.offset, fmt::format("a name has {}, more than can be",
                                                    count_text(where.size, "byte")));
    }
    return std::string(bytes_.text(where.offset, where.size, "a name"));
  }

  MatVariable variable(std::int64_t& at, std::int64_t end) {
    constexpr std::int64_t kComplex = 0x800;
    constexpr std::int64_t kLogical = 0x200;
    const Extent flags = next(at, end).data;
    const std::int64_t bits = flags.size < 4 ? 0 : number(flags.offset, "flags");
    MatVariable variable;
    variable.kind = find_mat_class(bits & 0xff);
    if (variable.kind == nullptr) {
      throw bytes_.damage(flags.offset, fmt::format("there is no class {} of MATLAB", bits & 0xff));
    }
    variable.complex = (bits & kComplex) != 0;
    variable.logical = (bits & kLogical) != 0;
    if (variable.kind->content != MatContent::Opaque) {
      const Extent shape = next(at, end).data;
      variable.shape = shape_in(shape);
      const auto count = checked_product(variable.shape);
      if (!count) throw bytes_.damage(shape.offset, "no file has so many elements");
      variable.count = *count;
    }
    variable.name = name_in(next(at, end).data);
    return variable;
  }

  /// One that lies in another is called `name`, which others are called where they have no name.
  bool list_matrix(const Extent& where, std::string name, bool top, std::int64_t depth) {
    if (depth > kMostMatDepth) throw bytes_.damage(where.offset, "variables lie too deep");
    if (where.size == 0) return give(part_at(where, std::move(name), "empty"));
    std::int64_t at = where.offset;
    const std::int64_t end = where.offset + where.size;
    MatVariable found = variable(at, end);
    if (!top || found.name.empty()) found.name = std::move(name);
    const Extent rest{at, end - at};
    switch (found.kind->content) {
      case MatContent::Numbers:
        return list_numbers(found, rest);
      case MatContent::Letters:
        return give(letters(found, next(at, end)));
      case MatContent::Sparse:
        return list_sparse(found, rest);
      case MatContent::Cells:
        return list_cells(found, rest, depth);
      case MatContent::Fields:
        return list_fields(found, rest, depth);
      case MatContent::Object:
        static_cast<void>(next(at, end));  // its class
        return list_fields(found, {at, end - at}, depth);
      case MatContent::Function:
      case MatContent::Opaque:
        break;
    }
    return give(part_at(rest, found.name, std::string(found.kind->name)));
  }

  /// Numbers as they are stored.
  Part numbers(std::string name, const MatElement& element, Lengths shape, std::string summary) {
    const MatType* const type = find_mat_type(element.type);
    if (type == nullptr) {
      throw bytes_.damage(element.data.offset, fmt::format("{} are of type {}, which is none of "
                                                           "numbers",
                                                           quoted(name), element.type));
    }
    const auto size = checked_mul(checked_product(shape).value_or(0), type->bytes);
    if (size != element.data.size) {
      throw bytes_.damage(
          element.data.offset,
          fmt::format("{} has the shape {}, and {} of {}", quoted(name), fmt::join(shape, ","),
                      count_text(element.data.size, "byte"), count_text(type->bytes, "byte")));
    }
    Part part = part_at(element.data, std::move(name), std::move(summary));
    part.kind = PartKind::Array;
    part.format = fmt::format("{}{}", mark(), type->letter);
    if (part.size > 0) part.strides = contiguous_strides(shape, type->bytes, Order::F);
    part.shape = std::move(shape);
    return part;
  }

  [[nodiscard]] char mark() const { return order_ == ByteOrder::Big ? '>' : '<'; }

  /// The real part, and the imaginary one where there is one.
  bool list_values(const MatVariable& variable, const Lengths& shape, Extent rest,
                   std::string_view summary) {
    const std::int64_t end = rest.offset + rest.size;
    const char* const real = variable.complex ? ".real" : "";
    const MatElement element = next(rest.offset, end);
    Part part = numbers(variable.name + real, element, shape, std::string(summary));
    const bool bytes = part.format.ends_with('B');
    if (variable.logical && bytes) part.format = fmt::format("{}?", mark());
    if (!give(std::move(part))) return false;
    if (!variable.complex) return true;
    return give(
        numbers(variable.name + ".imag", next(rest.offset, end), shape, std::string(summary)));
  }

  bool list_numbers(const MatVariable& variable, const Extent& rest) {
    return list_values(variable, variable.shape, rest,
                       variable.logical ? "logical" : variable.kind->name);
  }

  /// A row of them is one text.
  Part letters(const MatVariable& variable, const MatElement& element) {
    const MatType* const type = find_mat_type(element.type);
    if (type == nullptr || type->charset.empty()) {
      throw bytes_.damage(element.data.offset, fmt::format("{} are of type {}, which is none of "
                                                           "letters",
                                                           quoted(variable.name), element.type));
    }
    Part part = part_at(element.data, variable.name, "char");
    const auto size = checked_mul(variable.count, type->bytes);
    const bool row = variable.shape.size() == 2 && variable.shape.front() == 1;
    const bool whole = row || size != part.size;
    if (part.size == 0) return part;
    const char* const end = order_ == ByteOrder::Big ? "be" : "le";
    part.kind = PartKind::Array;
    part.format = fmt::format("{}s|{}{}", whole ? part.size : type->bytes, type->charset,
                              type->bytes > 1 ? end : "");
    part.shape = whole ? Lengths{} : variable.shape;
    if (!whole) part.strides = contiguous_strides(*part.shape, type->bytes, Order::F);
    return part;
  }

  /// Rows of values, where columns begin among them, and the values: by columns.
  bool list_sparse(const MatVariable& variable, const Extent& rest) {
    std::int64_t at = rest.offset;
    const std::int64_t end = rest.offset + rest.size;
    for (const char* const name : {".ir", ".jc"}) {
      const MatElement element = next(at, end);
      const Lengths shape{element.data.size / 4};
      if (!give(numbers(variable.name + name, element, shape, "indices of a sparse array"))) {
        return false;
      }
    }
    std::int64_t behind = at;
    const MatElement values = next(behind, end);
    const MatType* const type = find_mat_type(values.type);
    const Lengths shape{type == nullptr ? 0 : values.data.size / type->bytes};
    return list_values(variable, shape, {at, end - at},
                       fmt::format("sparse array of shape {}", fmt::join(variable.shape, ",")));
  }

  bool list_inner(std::int64_t& at, std::int64_t end, std::string name, std::int64_t depth) {
    const std::int64_t begin = at;
    const MatElement element = next(at, end);
    if (element.type != kMatMatrix) {
      throw bytes_.damage(
          begin, fmt::format("{} is of type {}, and no variable", quoted(name), element.type));
    }
    return list_matrix(element.data, std::move(name), false, depth + 1);
  }

  bool list_cells(const MatVariable& variable, const Extent& rest, std::int64_t depth) {
    Part group = part_at(rest, variable.name, count_text(variable.count, "cell"));
    group.kind = PartKind::Group;
    if (!give(std::move(group))) return false;
    std::int64_t at = rest.offset;
    for (std::int64_t k = 1; k <= variable.count; ++k) {
      std::string name = fmt::format("{}{{{}}}", variable.name, k);
      if (!list_inner(at, rest.offset + rest.size, std::move(name), depth)) return false;
    }
    return true;
  }

  /// Names of fields, each in `size` bytes, with zeros behind it.
  struct FieldNames {
    std::int64_t offset = 0;
    std::int64_t size = 0;
    std::int64_t count = 0;
  };

  FieldNames field_names(std::int64_t& at, std::int64_t end) {
    const Extent length = next(at, end).data;
    const std::int64_t each = length.size < 4 ? 0 : number(length.offset, "the length of names");
    const Extent names = next(at, end).data;
    if (names.size == 0) return {};
    if (each < 1 || each > kLongestMatName || names.size % each != 0) {
      throw bytes_.damage(length.offset, fmt::format("names of fields take {}, and each of them {}",
                                                     count_text(names.size, "byte"), each));
    }
    return {names.offset, each, names.size / each};
  }

  std::string field_name(const FieldNames& names, std::int64_t k) {
    const std::string name = name_in({names.offset + k * names.size, names.size});
    return name.substr(0, name.find('\0'));
  }

  bool list_fields(const MatVariable& variable, const Extent& rest, std::int64_t depth) {
    std::int64_t at = rest.offset;
    const std::int64_t end = rest.offset + rest.size;
    const FieldNames fields = field_names(at, end);
    Part group =
        part_at(rest, variable.name,
                fmt::format("{} of {}", variable.kind->name, count_text(fields.count, "field")));
    group.kind = PartKind::Group;
    if (!give(std::move(group))) return false;
    const std::int64_t count = fields.count == 0 ? 0 : variable.count;
    for (std::int64_t k = 1; k <= count; ++k) {
      const std::string index = count == 1 ? "" : fmt::format("({})", k);
      for (std::int64_t field = 0; field < fields.count; ++field) {
        std::string name = fmt::format("{}{}.{}", variable.name, index, field_name(fields, field));
        if (!list_inner(at, end, std::move(name), depth)) return false;
      }
    }
    return true;
  }

  FileBytes& bytes_;
  const PartVisitor& visit_;
  ByteOrder order_;
  NameBudget names_{};
};

}  // namespace

bool is_mat5(FileBytes& bytes) {
  const bool version = is_big_mat(bytes) || bytes.stands(kMatVersion, {"\x00\x01IM", 4});
  return version && !bytes.stands(0, {"\0", 1});
}

void list_mat5(FileBytes& bytes, const PartVisitor& visit) { MatFile(bytes, visit).list(); }

}  // namespace bview
