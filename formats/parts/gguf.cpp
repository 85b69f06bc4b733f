// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include <bview/core/checked.hpp>
#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/parts/byte_cursor.hpp>
#include <bview/formats/parts/gguf.hpp>
#include <bview/formats/parts/gguf_types.hpp>

namespace bview {
namespace {

constexpr std::string_view kGgufMagic = "GGUF";
constexpr std::string_view kAlignmentKey = "general.alignment";
constexpr std::int64_t kMostNested = 16;  // arrays in arrays
constexpr std::int64_t kMostTensorAxes = 64;

class GgufHeader {
 public:
  explicit GgufHeader(FileBytes& bytes)
      : bytes_(bytes), order_(order_of(bytes)), cursor_(bytes, order_, std::ssize(kGgufMagic)) {
    version_ = number(4, "the version");
    if (version_ < 1 || version_ > 3) {
      throw cursor_.damage(4, fmt::format("version {} of GGUF is none that is known: there are "
                                          "1, 2 and 3",
                                          version_));
    }
    tensors_ = length("the number of tensors");
    keys_ = length("the number of keys");
  }

  void list(const PartVisitor& visit) {
    for (std::int64_t k = 0; k < keys_; ++k) {
      if (!visit(metadata())) return;
    }
    const std::int64_t first = cursor_.at();
    for (std::int64_t k = 0; k < tensors_; ++k) static_cast<void>(tensor());
    const std::int64_t data = data_behind(cursor_.at());
    cursor_.go_to(first);
    for (std::int64_t k = 0; k < tensors_; ++k) {
      if (!visit(placed(tensor(), data))) return;
    }
  }

 private:
  struct Tensor {
    std::int64_t at;  ///< of what is said of it
    std::string name;
    Lengths shape;  ///< outermost first
    const GgmlType* type;
    std::int64_t offset;  ///< from the start of the data
  };

  /// A version that is far too large was written the other way round.
  static ByteOrder order_of(FileBytes& bytes) {
    constexpr std::int64_t kMostVersions = 0xffff;
    const std::int64_t version =
        bytes.number(std::ssize(kGgufMagic), 4, ByteOrder::Little, "the version");
    return version > kMostVersions ? ByteOrder::Big : ByteOrder::Little;
  }

  std::int64_t number(int size, const char* what) { return cursor_.number(size, what); }

  /// What version 1 had 32 bits for.
  std::int64_t length(const char* what) { return number(version_ == 1 ? 4 : 8, what); }

  Extent text(const char* what) { return cursor_.skip(length(what), what); }

  std::string name(const char* what) {
    constexpr std::int64_t kLongestKey = std::int64_t{64} << 10;
    const Extent where = text(what);
    if (where.size > kLongestKey) {
      throw bytes_.damage(where.offset, fmt::format("{} has {}, more than can be", what,
                                                    count_text(where.size, "byte")));
    }
    return std::string(bytes_.text(where.offset, where.size, what));
  }

  [[nodiscard]] char mark() const { return order_ == ByteOrder::Big ? '>' : '<'; }

  /// One key and its value.
  Part metadata() {
    Part part;
    part.name = name("a key");
    const std::int64_t type = number(4, "a type");
    part.summary = "metadata";
    if (type == kGgufText) {
      part.kind = PartKind::Text;
      place(part, text("a text"));
    } else if (type == kGgufArray) {
      take_array(part);
    } else {
      const GgufNumber& known = number_type(type);
      take_numbers(part, known, {});
      if (part.name == kAlignmentKey) take_alignment(part, known);
    }
    return part;
  }

  static void place(Part& part, const Extent& where) {
    part.offset = where.offset;
    part.size = where.size;
  }

  const GgufNumber& number_type(std::int64_t type) {
    const GgufNumber* const known = find_gguf_number(type);
    if (known != nullptr) return *known;
    throw cursor_.damage(4, fmt::format("there is no type {} of metadata", type));
  }

  void take_numbers(Part& part, const GgufNumber& type, Lengths shape) {
    const std::int64_t count = shape.empty() ? 1 : shape.front();
    const auto size = checked_mul(count, type.bytes);
    part.kind = PartKind::Array;
    part.format = fmt::format("{}{}", mark(), type.letter);
    part.shape = std::move(shape);
    place(part, cursor_.skip(size.value_or(bytes_.size() + 1), "an array"));
  }

  void take_array(Part& part) {
    const std::int64_t type = number(4, "a type");
    const std::int64_t count = length("the length of an array");
    if (type != kGgufText && type != kGgufArray) {
      return take_numbers(part, number_type(type), {count});
    }
    const std::int64_t begin = cursor_.at();
    skip_values(type, count, 0);
    place(part, {begin, cursor_.at() - begin});
    if (type == kGgufText) {
      part.kind = PartKind::Record;
      part.format = fmt::format("{}{}:size: {{size}}s:text:", mark(), version_ == 1 ? 'I' : 'Q');
    }
    part.summary =
        fmt::format("metadata, {}", count_text(count, type == kGgufText ? "text" : "array"));
  }

  /// Each value takes bytes of the file, so no count is too large.
  void skip_values(std::int64_t type, std::int64_t count, std::int64_t depth) {
    if (depth > kMostNested) throw cursor_.damage(0, "arrays lie in arrays more than 16 deep");
    for (std::int64_t k = 0; k < count; ++k) {
      if (type == kGgufText) {
        text("a text");
        continue;
      }
      const std::int64_t inner = number(4, "a type");
      const std::int64_t length_of = length("the length of an array");
      if (inner == kGgufText || inner == kGgufArray) {
        skip_values(inner, length_of, depth + 1);
      } else {
        Part numbers;
        take_numbers(numbers, number_type(inner), {length_of});
      }
    }
  }

  void take_alignment(const Part& part, const GgufNumber& type) {
    alignment_ = bytes_.number(part.offset, type.bytes, order_, "the alignment");
    if (alignment_ < 1 || alignment_ > bytes_.size()) {
      throw bytes_.damage(part.offset, fmt::format("data cannot be aligned at {}", alignment_));
    }
  }

  [[nodiscard]] std::int64_t data_behind(std::int64_t header) const {
    const std::int64_t over = header % alignment_;
    return over == 0 ? header : header + (alignment_ - over);
  }

  Tensor tensor() {
    Tensor tensor{cursor_.at(), name("the name of a tensor"), {}, nullptr, 0};
    const std::int64_t axes = number(4, "the number of axes");
    if (axes > kMostTensorAxes) {
      throw cursor_.damage(4, fmt::format("a tensor of {} axes is none", axes));
    }
    for (std::int64_t k = 0; k < axes; ++k) tensor.shape.push_back(length("the length of an axis"));
    std::reverse(tensor.shape.begin(), tensor.shape.end());
    const std::int64_t type = number(4, "a type");
    tensor.type = find_ggml_type(type);
    if (tensor.type == nullptr) {
      throw cursor_.damage(4, fmt::format("tensor {} is of type {}, which is none that is known",
                                          quoted(tensor.name), type));
    }
    tensor.offset = number(8, "the offset of a tensor");
    return tensor;
  }

  /// Where it lies in the file.
  Part placed(Tensor tensor, std::int64_t data) {
    const auto refuse = [&](std::string_view why) {
      throw bytes_.damage(tensor.at, fmt::format("tensor {} {}", quoted(tensor.name), why));
    };
    const GgmlType& type = *tensor.type;
    Lengths shape = std::move(tensor.shape);
    if (type.values > 1) {
      if (shape.empty() || shape.back() % type.values != 0) {
        refuse(fmt::format("has rows that are no whole blocks of {} values", type.values));
      }
      shape.back() /= type.values;
    }
    const auto blocks = checked_product(shape);
    const auto size = blocks ? checked_mul(*blocks, type.bytes) : std::nullopt;
    const auto offset = checked_add(data, tensor.offset);
    if (!size || !offset || !bytes_.has(*offset, *size))
      refuse("reaches behind the end of the file");
    Part part;
    part.name = std::move(tensor.name);
    part.kind = PartKind::Array;
    part.format = type.format.empty() ? fmt::format("{}s|hex", type.bytes)
                                      : fmt::format("{}{}", mark(), type.format);
    place(part, {*offset, *size});
    part.shape = std::move(shape);
    part.summary = type.values == 1
                       ? std::string(type.name)
                       : fmt::format("{}, blocks of {} values", type.name, type.values);
    return part;
  }

  FileBytes& bytes_;
  ByteOrder order_;
  ByteCursor cursor_;
  std::int64_t version_ = 0;
  std::int64_t tensors_ = 0;
  std::int64_t keys_ = 0;
  std::int64_t alignment_ = 32;
};

}  // namespace

bool is_gguf(FileBytes& bytes) { return bytes.stands(0, kGgufMagic); }

void list_gguf(FileBytes& bytes, const PartVisitor& visit) { GgufHeader(bytes).list(visit); }

}  // namespace bview
