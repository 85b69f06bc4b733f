// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include <bview/core/checked.hpp>
#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/parts/byte_cursor.hpp>
#include <bview/formats/parts/netcdf3.hpp>

namespace bview {
namespace {

constexpr std::string_view kCdfMagic = "CDF";
constexpr std::int64_t kCdfDimensions = 10;  // what a list is of
constexpr std::int64_t kCdfVariables = 11;
constexpr std::int64_t kCdfAttributes = 12;
constexpr std::int64_t kMostCdfDimensions = 65536;
constexpr std::int64_t kMostCdfAxes = 64;
constexpr std::int64_t kLongestCdfName = std::int64_t{64} << 10;

struct CdfType {
  char letter;
  std::int64_t bytes;
};
constexpr CdfType kCdfTypes[] = {
    // from 1 on; those behind d are of CDF-5
    {'b', 1}, {'c', 1}, {'h', 2}, {'i', 4}, {'f', 4}, {'d', 8},
    {'B', 1}, {'H', 2}, {'I', 4}, {'q', 8}, {'Q', 8},
};

/// Everything is padded to four bytes.
std::optional<std::int64_t> padded(std::optional<std::int64_t> size) {
  const auto more = size ? checked_add(*size, 3) : std::nullopt;
  return more ? std::optional(*more - *more % 4) : std::nullopt;
}

class CdfHeader {
 public:
  explicit CdfHeader(FileBytes& bytes)
      : bytes_(bytes), cursor_(bytes, ByteOrder::Big, std::ssize(kCdfMagic)) {
    version_ = number(1, "the version");
    const std::string unknown(static_cast<std::size_t>(wide()), '\xff');
    streamed_ = bytes_.stands(cursor_.at(), unknown);
    if (streamed_) {
      cursor_.skip(wide(), "the number of records");
    } else {
      records_ = number(wide(), "the number of records");
    }
  }

  void list(const PartVisitor& visit) {
    Part dimensions = take_dimensions();
    if (!visit(std::move(dimensions)) || !list_attributes("", visit)) return;
    const std::int64_t first = cursor_.at();
    measure_records();
    cursor_.go_to(first);
    for (std::int64_t k = entries(kCdfVariables, "variables"); k > 0; --k) {
      const Variable variable = take_variable();
      if (!visit(placed(variable))) return;
      cursor_.go_to(variable.attributes);
      if (!list_attributes(variable.name, visit)) return;
      cursor_.go_to(variable.end);
    }
  }

 private:
  struct Dimension {
    Extent name;
    std::int64_t length;  ///< 0: as many as there are records
  };
  struct Variable {
    std::int64_t at;  ///< of what is said of it
    std::string name;
    Lengths shape;  ///< without the records
    bool in_records;
    std::string summary;  ///< its dimensions
    std::int64_t attributes;
    const CdfType* type;
    std::int64_t begin;  ///< of its bytes
    std::int64_t end;    ///< of what is said of it
  };

  /// Bytes of a count.
  [[nodiscard]] int wide() const { return version_ == 5 ? 8 : 4; }

  std::int64_t number(int size, const char* what) { return cursor_.number(size, what); }

  Extent skip(std::optional<std::int64_t> count, const char* what) {
    const Extent all = cursor_.skip(padded(count).value_or(bytes_.size() + 1), what);
    return {all.offset, *count};
  }

  /// How many entries the list has that comes next.
  std::int64_t entries(std::int64_t of, const char* what) {
    const std::int64_t tag = number(4, what);
    const std::int64_t count = number(wide(), what);
    if (tag != of && (tag != 0 || count != 0)) {
      throw cursor_.damage(wide() + 4,
                           fmt::format("a list of {} begins with {} there, not {}", what, of, tag));
    }
    return count;
  }

  Extent name(const char* what) {
    const std::int64_t size = number(wide(), what);
    if (size > kLongestCdfName) {
      throw cursor_.damage(
          wide(), fmt::format("{} has {}, more than can be", what, count_text(size, "byte")));
    }
    return skip(size, what);
  }

  std::string text(const Extent& where) {
    return std::string(bytes_.text(where.offset, where.size, "a name"));
  }

  const CdfType& type() {
    const std::int64_t known = version_ == 5 ? std::ssize(kCdfTypes) : 6;
    const std::int64_t type = number(4, "a type");
    if (type >= 1 && type <= known) return kCdfTypes[type - 1];
    throw cursor_.damage(4, fmt::format("there is no type {}; there are 1 to {}", type, known));
  }

  Part take_dimensions() {
    const std::int64_t count = entries(kCdfDimensions, "dimensions");
    if (count > kMostCdfDimensions) {
      throw cursor_.damage(
          wide(), fmt::format("{} are more than any file has", count_text(count, "dimension")));
    }
    Part part;
    part.name = "dimensions";
    part.kind = PartKind::Record;
    part.summary = "the length 0 stands for the number of records";
    const char letter = version_ == 5 ? 'Q' : 'I';
    part.format = fmt::format(">{0}:size: {{size}}s:name: {{-size % 4}}x {0}:length:", letter);
    part.shape = Lengths{count};
    part.offset = cursor_.at();
    for (std::int64_t k = 0; k < count; ++k) {
      const Extent called = name("the name of a dimension");
      dimensions_.push_back({called, number(wide(), "the length of a dimension")});
    }
    part.size = cursor_.at() - part.offset;
    return part;
  }

  Part attribute(const std::string& owner) {
    Part part;
    part.name = fmt::format("{}:{}", owner, text(name("the name of an attribute")));
    const CdfType& known = type();
    const std::int64_t count = number(wide(), "the length of an attribute");
    const Extent where = skip(checked_mul(count, known.bytes), "an attribute");
    part.kind = known.letter == 'c' ? PartKind::Text : PartKind::Array;
    if (part.kind == PartKind::Array) {
      part.format = fmt::format(">{}", known.letter);
      part.shape = Lengths{count};
    }
    part.offset = where.offset;
    part.size = where.size;
    part.summary = "attribute";
    return part;
  }

  bool list_attributes(const std::string& owner, const PartVisitor& visit) {
    for (std::int64_t k = entries(kCdfAttributes, "attributes"); k > 0; --k) {
      if (!visit(attribute(owner))) return false;
    }
    return true;
  }

  void take_axis(Variable& variable, bool first) {
    const std::int64_t which = number(wide(), "the number of a dimension");
    if (which >= std::ssize(dimensions_)) {
      throw cursor_.damage(wide(), fmt::format("there is no dimension {}", which));
    }
    const Dimension& dimension = dimensions_[static_cast<std::size_t>(which)];
    if (dimension.length == 0 && !first) {
      throw cursor_.damage(wide(),
                           "only the first dimension of a variable can be that of "
                           "the records");
    }
    variable.in_records = variable.in_records || dimension.length == 0;
    if (dimension.length > 0) variable.shape.push_back(dimension.length);
    if (!first) variable.summary += ", ";
    variable.summary += text(dimension.name);
  }

  Variable take_variable() {
    Variable variable{
        cursor_.at(), text(name("the name of a variable")), {}, false, {}, 0, nullptr, 0, 0};
    const std::int64_t axes = number(wide(), "the number of dimensions");
    if (axes > kMostCdfAxes) {
      throw cursor_.damage(wide(), fmt::format("a variable of {} dimensions is none", axes));
    }
    for (std::int64_t k = 0; k < axes; ++k) take_axis(variable, k == 0);
    variable.attributes = cursor_.at();
    static_cast<void>(list_attributes("", [](const Part&) { return true; }));
    variable.type = &type();
    static_cast<void>(number(wide(), "the size of a variable"));  // cut off in large ones
    variable.begin = number(version_ == 1 ? 4 : 8, "the offset of a variable");
    variable.end = cursor_.at();
    return variable;
  }

  [[nodiscard]] static std::optional<std::int64_t> slab(const Variable& variable) {
    const auto items = checked_product(variable.shape);
    return items ? checked_mul(*items, variable.type->bytes) : std::nullopt;
  }

  Error misplaced(const Variable& variable) const {
    return bytes_.damage(variable.at, fmt::format("variable {} reaches behind the end of the file",
                                                  quoted(variable.name)));
  }

  /// How far one record is from the next: all of the variables that they hold, padded where there
  /// are several.
  void measure_records() {
    std::int64_t held = 0;
    std::int64_t only = 0;
    std::int64_t begin = bytes_.size();
    for (std::int64_t k = entries(kCdfVariables, "variables"); k > 0; --k) {
      const Variable variable = take_variable();
      if (!variable.in_records) continue;
      const auto one = slab(variable);
      const auto slot = padded(one);
      const auto sum = slot ? checked_add(stride_, *slot) : std::nullopt;
      if (!sum) throw misplaced(variable);
      stride_ = *sum;
      only = *one;
      begin = std::min(begin, variable.begin);
      ++held;
    }
    if (held == 1) stride_ = only;
    if (streamed_ && stride_ > 0) records_ = (bytes_.size() - begin) / stride_;
  }

  /// Where it lies in the file.
  Part placed(const Variable& variable) const {
    const auto one = slab(variable);
    auto size = one;
    if (variable.in_records && records_ == 0) size = 0;
    if (variable.in_records && records_ > 0) {
      const auto far = checked_mul(records_ - 1, stride_);
      size = far && one ? checked_add(*far, *one) : std::nullopt;
    }
    if (!size || !bytes_.has(variable.begin, *size)) throw misplaced(variable);
    Part part;
    part.name = variable.name;
    part.kind = PartKind::Array;
    part.format = fmt::format(">{}", variable.type->letter);
    part.offset = variable.begin;
    part.size = *size;
    part.shape = variable.shape;
    part.summary = variable.summary;
    if (!variable.in_records) return part;
    part.shape->insert(part.shape->begin(), records_);
    if (*one != stride_) part.strides = strides_of(variable);
    return part;
  }

  [[nodiscard]] Lengths strides_of(const Variable& variable) const {
    Lengths strides = {variable.type->bytes};
    for (std::size_t k = variable.shape.size(); k > 0; --k) {
      strides.push_back(strides.back() * variable.shape[k - 1]);
    }
    strides.back() = stride_;
    std::reverse(strides.begin(), strides.end());
    return strides;
  }

  FileBytes& bytes_;
  ByteCursor cursor_;
  std::int64_t version_ = 0;
  bool streamed_ = false;  // nobody wrote down how many records there are
  std::int64_t records_ = 0;
  std::int64_t stride_ = 0;  // from record to record
  std::vector<Dimension> dimensions_{};
};

}  // namespace

bool is_netcdf3(FileBytes& bytes) {
  const auto begins = [&](std::string_view magic) { return bytes.stands(0, magic); };
  return begins("CDF\x01") || begins("CDF\x02") || begins("CDF\x05");
}

void list_netcdf3(FileBytes& bytes, const PartVisitor& visit) { CdfHeader(bytes).list(visit); }

}  // namespace bview
