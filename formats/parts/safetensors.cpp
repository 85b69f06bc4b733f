// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include <bview/core/checked.hpp>
#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/input/json_tokens.hpp>
#include <bview/formats/parts/safetensors.hpp>

namespace bview {
namespace {

constexpr std::int64_t kLengthBytes = 8;
constexpr std::string_view kMetadata = "__metadata__";
constexpr std::size_t kLongestTensorName = std::size_t{64} << 10;
constexpr std::size_t kLongestTensorText = std::size_t{8} << 20;  // of the metadata

struct TensorType {
  std::string_view name;
  std::string_view format;
  std::int64_t bytes;
};
constexpr TensorType kTensorTypes[] = {
    {"F64", "<d", 8},           {"F32", "<f", 4},
    {"F16", "<e", 2},           {"BF16", "<[bf16]", 2},
    {"I64", "<q", 8},           {"I32", "<i", 4},
    {"I16", "<h", 2},           {"I8", "b", 1},
    {"U64", "<Q", 8},           {"U32", "<I", 4},
    {"U16", "<H", 2},           {"U8", "B", 1},
    {"C64", "<F", 8},           {"F8_E4M3", "[f8e4m3]", 1},
    {"F8_E5M2", "[f8e5m2]", 1}, {"BOOL", "?", 1},
};

/// What the header says of one tensor.
struct Tensor {
  std::string type{};
  std::optional<Lengths> shape{};
  Lengths offsets{};
};

class Header {
 public:
  Header(FileBytes& bytes, const Extent& header)
      : bytes_(bytes),
        header_(header),
        source_(bytes, header),
        tokens_(source_, kLongestTensorText) {}

  void list(const PartVisitor& visit) {
    expect(JsonKind::BeginObject, "object");
    bool more = true;
    for_each_key([&](std::string name) {
      const std::int64_t at = offset();
      if (name.size() > kLongestTensorName) {
        throw bytes_.damage(at,
                            fmt::format("the name in front of it has {}, and {} are the most",
                                        count_text(std::ssize(name), "byte"), kLongestTensorName));
      }
      more = visit(name == kMetadata ? metadata() : part_of(std::move(name), tensor(), at));
      return more;
    });
    if (more) expect(JsonKind::End, "end");
  }

 private:
  /// Behind the token that was peeked at last.
  [[nodiscard]] std::int64_t offset() const { return header_.offset + tokens_.offset(); }

  const JsonToken& peek() {
    try {
      return tokens_.peek();
    } catch (const Error& error) {
      throw bytes_.damage(offset(), error.what());
    }
  }

  [[noreturn]] void fail(const char* what) {
    throw bytes_.damage(offset(), fmt::format("the header has no {} there", what));
  }

  std::string expect(JsonKind kind, const char* what) {
    const JsonToken& token = peek();
    if (token.kind == JsonKind::TooLong) {
      throw bytes_.damage(offset(), fmt::format("in front of it begins {}", token.text));
    }
    if (token.kind != kind) fail(what);
    std::string text(token.text);
    tokens_.skip();
    return text;
  }

  bool take(JsonKind kind) {
    if (peek().kind != kind) return false;
    tokens_.skip();
    return true;
  }

  /// Inside an object that began; `take_value` says whether to go on.
  template <class TakeValue>
  void for_each_key(const TakeValue& take_value) {
    if (take(JsonKind::EndObject)) return;
    do {
      std::string key = expect(JsonKind::String, "name");
      expect(JsonKind::Colon, "colon");
      if (!take_value(std::move(key))) return;
    } while (take(JsonKind::Comma));
    expect(JsonKind::EndObject, "comma, and no end of the object,");
  }

  Lengths numbers() {
    expect(JsonKind::BeginArray, "list");
    Lengths result;
    if (take(JsonKind::EndArray)) return result;
    do {
      const std::string text = expect(JsonKind::Number, "number");
      std::int64_t number = 0;
      const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
      if (problem != std::errc() || end != text.data() + text.size() || number < 0) {
        throw bytes_.damage(offset(), fmt::format("{} is no length and no offset", quoted(text)));
      }
      constexpr std::size_t kMostAxes = 64;
      if (result.size() == kMostAxes) fail("shape of so few axes that it can be one");
      result.push_back(number);
    } while (take(JsonKind::Comma));
    expect(JsonKind::EndArray, "comma, and no end of the list,");
    return result;
  }

  Tensor tensor() {
    expect(JsonKind::BeginObject, "object");
    Tensor result;
    for_each_key([&](const std::string& key) {
      if (key == "dtype") {
        result.type = expect(JsonKind::String, "type");
      } else if (key == "shape") {
        result.shape = numbers();
      } else if (key == "data_offsets") {
        result.offsets = numbers();
      } else {
        fail("dtype, shape or data_offsets");
      }
      return true;
    });
    return result;
  }

  Part part_of(std::string name, Tensor tensor, std::int64_t at) {
    const auto refuse = [&](std::string_view why) {
      throw bytes_.damage(at, fmt::format("tensor {} {}", quoted(name), why));
    };
    if (tensor.type.empty()) refuse("has no dtype");
    if (!tensor.shape) refuse("has no shape");
    const std::int64_t data = header_.offset + header_.size;
    const Lengths& offsets = tensor.offsets;
    if (offsets.size() != 2 || offsets[0] > offsets[1]) refuse("has no begin and end");
    if (offsets[1] > bytes_.size() - data) {
      refuse(fmt::format("ends at {} of the data, which has {}", offsets[1],
                         count_text(bytes_.size() - data, "byte")));
    }
    Part part;
    part.offset = data + offsets[0];
    part.size = offsets[1] - offsets[0];
    part.summary = tensor.type;
    const auto* type =
        std::find_if(std::begin(kTensorTypes), std::end(kTensorTypes),
                     [&](const TensorType& each) { return each.name == tensor.type; });
    if (type == std::end(kTensorTypes)) {
      part.summary += ", which is shown as bytes";
    } else {
      const auto items = checked_product(*tensor.shape);
      const auto size = items ? checked_mul(*items, type->bytes) : std::nullopt;
      if (size != part.size) refuse("has another shape than its bytes");
      part.kind = PartKind::Array;
      part.format = type->format;
      part.shape = std::move(tensor.shape);
    }
    part.name = std::move(name);
    return part;
  }

  /// Steps over a value, and says which bytes it was.
  Part metadata() {
    expect(JsonKind::BeginObject, "object");
    Part part;
    part.name = kMetadata;
    part.kind = PartKind::Text;
    part.offset = offset() - 1;
    part.summary = "JSON";
    for_each_key([&](const std::string&) {
      expect(JsonKind::String, "text");
      return true;
    });
    part.size = offset() - part.offset;
    return part;
  }

  FileBytes& bytes_;
  Extent header_;
  StretchSource source_;
  JsonTokens tokens_;
};

/// The header of a file that is one; empty for others.
std::optional<Extent> header_of(FileBytes& bytes) {
  if (!bytes.has(0, kLengthBytes + 2) || !bytes.stands(kLengthBytes, "{")) return std::nullopt;
  constexpr std::int64_t kLengthHigh = 4;
  if (!bytes.stands(kLengthHigh, std::string_view("\0\0\0\0", 4))) return std::nullopt;
  return Extent{kLengthBytes, bytes.number(0, kLengthBytes, ByteOrder::Little, "the length")};
}

}  // namespace

bool is_safetensors(FileBytes& bytes) {
  const auto header = header_of(bytes);
  return header && header->size >= 2;
}

void list_safetensors(FileBytes& bytes, const PartVisitor& visit) {
  const Extent header = header_of(bytes).value_or(Extent{0, 0});
  if (!bytes.has(header.offset, header.size)) {
    throw bytes.damage(
        0, fmt::format("the header has {}, and the file {}", count_text(header.size, "byte"),
                       count_text(bytes.size(), "byte")));
  }
  Header(bytes, header).list(visit);
}

}  // namespace bview
