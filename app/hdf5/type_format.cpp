// SPDX-License-Identifier: MIT

#include "app/hdf5/type_format.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <limits>
#include <optional>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include <bview/formats/parts/field_name.hpp>

#include "app/hdf5/handle.hpp"
#include "app/hdf5/library_error.hpp"

namespace bview::hdf5 {
namespace {

constexpr int kDeepestType = 32;  // of types in types
constexpr std::size_t kLongestFormat = std::size_t{32} << 10;
constexpr int kMostNames = 1024;  // of an enum

/// A format in pieces: what stands in front of a shape, the shape, and what stands behind it.
struct Pieces {
  char order = '<';
  std::vector<hsize_t> shape{};
  std::string body{};
  std::string kind{};
  std::size_t size = 0;  // bytes in the file
  bool elsewhere = false;

  [[nodiscard]] std::string text() const {
    if (shape.empty()) return order + body;
    return fmt::format("{}({}){}", order, fmt::join(shape, ","), body);
  }
};

/// A name that the library made a copy of.
class LentName {
 public:
  explicit LentName(char* name) : name_(name) {
    if (name == nullptr) throw library_error();
  }
  LentName(const LentName&) = delete;
  LentName& operator=(const LentName&) = delete;
  ~LentName() { H5free_memory(name_); }

  [[nodiscard]] std::string text() const { return name_; }

 private:
  char* name_;
};

Pieces pieces_of(hid_t type, int depth);

std::size_t size_of(hid_t type) {
  const std::size_t size = H5Tget_size(type);
  if (size == 0) throw library_error();
  return size;
}

/// What no format tells.
Pieces hex_pieces(std::size_t size, std::string kind) {
  return {'<', {}, fmt::format("{}s|hex", size), std::move(kind), size};
}

/// What stands elsewhere: the library tells how large it is in memory, and not in the file.
Pieces lengthy_pieces(std::string kind) {
  constexpr std::size_t kLengthAddressIndex = 16;
  Pieces pieces = hex_pieces(kLengthAddressIndex, std::move(kind));
  pieces.elsewhere = true;
  return pieces;
}

std::optional<char> order_of(hid_t type) {
  const H5T_order_t order = H5Tget_order(type);
  if (order == H5T_ORDER_BE) return '>';
  if (order == H5T_ORDER_LE || size_of(type) == 1) return '<';
  return std::nullopt;
}

/// Whether every bit of the bytes is one of the number.
bool fills_bytes(hid_t type) {
  constexpr std::size_t kByteBits = 8;
  return H5Tget_offset(type) == 0 && H5Tget_precision(type) == size_of(type) * kByteBits;
}

std::string integer_body(std::size_t size, bool with_sign) {
  constexpr std::string_view kSigned = ".bh.i...q";
  constexpr std::string_view kUnsigned = ".BH.I...Q";
  const std::string_view letters = with_sign ? kSigned : kUnsigned;
  if (size < letters.size() && letters[size] != '.') return {letters[size]};
  return fmt::format("[{}{}]", with_sign ? 'i' : 'u', size * 8);
}

Pieces integer_pieces(hid_t type, int /*depth*/) {
  constexpr std::size_t kLongest = 8;
  const std::size_t size = size_of(type);
  const auto order = order_of(type);
  if (!order || !fills_bytes(type) || (size > kLongest && size != 2 * kLongest)) {
    return hex_pieces(size, "integer of some bits");
  }
  const bool with_sign = H5Tget_class(type) == H5T_INTEGER && H5Tget_sign(type) != H5T_SGN_NONE;
  return {*order, {}, integer_body(size, with_sign), "integer", size};
}

Pieces bitfield_pieces(hid_t type, int depth) {
  Pieces pieces = integer_pieces(type, depth);
  if (!pieces.body.ends_with("|hex")) pieces.body += "|hex";
  pieces.kind = "bits";
  return pieces;
}

/// Where the bits of a float are.
struct FloatBits {
  std::size_t size;
  std::size_t sign;
  std::size_t exponent;
  std::size_t exponent_bits;
  std::size_t fraction;
  std::size_t fraction_bits;
  std::size_t bias;
  H5T_norm_t norm;

  bool operator==(const FloatBits&) const = default;
};
struct FloatFormat {
  FloatBits bits;
  const char* body;
};
constexpr FloatFormat kFloatFormats[] = {
    {{2, 15, 10, 5, 0, 10, 15, H5T_NORM_IMPLIED}, "e"},
    {{2, 15, 7, 8, 0, 7, 127, H5T_NORM_IMPLIED}, "[bf16]"},
    {{4, 31, 23, 8, 0, 23, 127, H5T_NORM_IMPLIED}, "f"},
    {{8, 63, 52, 11, 0, 52, 1023, H5T_NORM_IMPLIED}, "d"},
    {{16, 127, 112, 15, 0, 112, 16383, H5T_NORM_IMPLIED}, "[f128]"},
};
// Where long double is that of x87.
constexpr FloatFormat kX87{{16, 79, 64, 15, 0, 64, 16383, H5T_NORM_NONE}, "g"};

Pieces float_pieces(hid_t type, int /*depth*/) {
  FloatBits bits{};
  bits.size = size_of(type);
  static_cast<void>(checked(H5Tget_fields(type, &bits.sign, &bits.exponent, &bits.exponent_bits,
                                          &bits.fraction, &bits.fraction_bits)));
  bits.bias = H5Tget_ebias(type);
  bits.norm = H5Tget_norm(type);
  const auto order = order_of(type);
  const auto* const known =
      std::find_if(std::begin(kFloatFormats), std::end(kFloatFormats),
                   [&](const FloatFormat& each) { return each.bits == bits; });
  if (order && known != std::end(kFloatFormats))
    return {*order, {}, known->body, "float", bits.size};
  constexpr bool kHasX87 = std::numeric_limits<long double>::digits == 64;
  if (kHasX87 && order == '<' && bits == kX87.bits) return {'<', {}, kX87.body, "float", bits.size};
  return hex_pieces(bits.size, "float of another kind");
}

Pieces string_pieces(hid_t type, int /*depth*/) {
  if (checked(H5Tis_variable_str(type)) > 0) return lengthy_pieces("text of any length");
  const char* const reading = H5Tget_strpad(type) == H5T_STR_SPACEPAD ? "trim" : "cstr";
  const std::size_t size = size_of(type);
  return {'<', {}, fmt::format("{}s|{}", size, reading), "text", size};
}

Pieces opaque_pieces(hid_t type, int /*depth*/) { return hex_pieces(size_of(type), "opaque"); }

Pieces sequence_pieces(hid_t /*type*/, int /*depth*/) {
  return lengthy_pieces("sequences of any length");
}

Pieces reference_pieces(hid_t type, int /*depth*/) {
  Pieces pieces = hex_pieces(size_of(type), "reference");
  pieces.elsewhere = true;
  return pieces;
}

Pieces unknown_pieces(hid_t type, int /*depth*/) {
  return hex_pieces(size_of(type), "unknown type");
}

// --- enum ----------------------------------------------------------------------------------------

/// As the argument of a reading.
std::string choice_name(const std::string& name) {
  const auto plain = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
  };
  const bool number = !name.empty() && name.front() <= '9';
  if (!name.empty() && !number && std::all_of(name.begin(), name.end(), plain)) return name;
  std::string text = "\"";
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < ' ' || c == '"' || c == '\\') {
      text += fmt::format("\\x{:02x}", byte);
    } else {
      text += c;
    }
  }
  return text + '"';
}

/// The value of a name, as its bytes stand in the file.
std::string choice_value(hid_t type, unsigned index, const Pieces& base, std::size_t size) {
  constexpr unsigned kByteBits = 8;
  std::array<unsigned char, 8> bytes{};
  static_cast<void>(checked(H5Tget_member_value(type, index, bytes.data())));
  std::uint64_t value = 0;
  for (std::size_t k = 0; k < size; ++k) {
    value = value << kByteBits | bytes[base.order == '>' ? k : size - 1 - k];
  }
  const bool with_sign = base.body.find_first_of("bhiq") != std::string::npos;
  if (!with_sign) return fmt::format("{}", value);
  const auto unused = static_cast<unsigned>((bytes.size() - size) * kByteBits);
  return fmt::format("{}", static_cast<std::int64_t>(value << unused) >> unused);
}

Pieces enum_pieces(hid_t type, int depth) {
  const Handle super(H5Tget_super(type), H5Tclose);
  Pieces pieces = pieces_of(checked(super.get()), depth);
  const std::size_t size = size_of(type);
  const int count = checked(H5Tget_nmembers(type));
  if (pieces.kind != "integer" || size > 8 || count > kMostNames) return pieces;
  std::vector<std::string> choices;
  for (unsigned k = 0; k < static_cast<unsigned>(count); ++k) {
    const std::string name = LentName(H5Tget_member_name(type, k)).text();
    choices.push_back(choice_value(type, k, pieces, size) + '=' + choice_name(name));
  }
  pieces.kind = "enum";
  const std::string all = fmt::format("{}", fmt::join(choices, ","));
  if (size == 1 && all == "0=FALSE,1=TRUE") {  // what h5py writes for numpy's bool
    pieces.body = "?";
    pieces.kind = "bool";
  } else if (!all.empty()) {
    pieces.body += "|enum(" + all + ')';
  }
  return pieces;
}

// --- what is made of others ----------------------------------------------------------------------

Pieces array_pieces(hid_t type, int depth) {
  const Handle super(H5Tget_super(type), H5Tclose);
  Pieces pieces = pieces_of(checked(super.get()), depth);
  const int axes = checked(H5Tget_array_ndims(type));
  std::vector<hsize_t> shape(static_cast<std::size_t>(axes));
  static_cast<void>(checked(H5Tget_array_dims(type, shape.data())));
  pieces.shape.insert(pieces.shape.begin(), shape.begin(), shape.end());
  for (const hsize_t length : shape) pieces.size *= length;  // the library knows that it is a size
  return pieces;
}

struct Member {
  std::size_t offset;
  unsigned index;
};

std::vector<Member> members_of(hid_t type) {
  std::vector<Member> members;
  const int count = checked(H5Tget_nmembers(type));
  members.reserve(static_cast<std::size_t>(count));
  for (unsigned k = 0; k < static_cast<unsigned>(count); ++k) {
    members.push_back({H5Tget_member_offset(type, k), k});
  }
  std::sort(members.begin(), members.end(),
            [](const Member& a, const Member& b) { return a.offset < b.offset; });
  return members;
}

/// A compound whose members were written down up to a place in memory.
class CompoundText {
 public:
  /// False where members overlap.
  [[nodiscard]] bool go_to(std::size_t offset) {
    if (offset < at_) return false;
    if (offset > at_) text_ += fmt::format("{}x ", offset - at_);
    size_ += offset - at_;
    at_ = offset;
    return true;
  }
  void add(const Pieces& member, std::size_t in_memory, const std::string& given_name) {
    const std::string name = as_field_name(given_name);
    text_ += member.text();
    if (!name.empty() && names_.insert(name).second) text_ += ':' + name + ':';
    text_ += ' ';
    at_ += in_memory;
    size_ += member.size;
  }
  [[nodiscard]] bool is_long() const { return text_.size() > kLongestFormat; }
  [[nodiscard]] Pieces pieces() {
    text_.pop_back();  // the last space
    return {'<', {}, "T{" + text_ + '}', "compound", size_};
  }

 private:
  std::string text_{};
  std::set<std::string> names_{};
  std::size_t at_ = 0;    // in memory
  std::size_t size_ = 0;  // in the file
};

Pieces compound_pieces(hid_t type, int depth) {
  CompoundText text;
  const std::size_t size = size_of(type);
  for (const Member& each : members_of(type)) {
    const Handle member(H5Tget_member_type(type, each.index), H5Tclose);
    const Pieces pieces = pieces_of(checked(member.get()), depth);
    if (!text.go_to(each.offset)) return hex_pieces(size, "compound whose members overlap");
    text.add(pieces, size_of(member.get()), LentName(H5Tget_member_name(type, each.index)).text());
    if (text.is_long()) return hex_pieces(size, "compound of many members");
  }
  if (!text.go_to(size)) return hex_pieces(size, "compound whose members overlap");
  return text.pieces();
}

/// Who writes types of a class down.
struct ClassRow {
  H5T_class_t type_class;
  Pieces (*pieces)(hid_t type, int depth);
};
constexpr ClassRow kClasses[] = {
    {H5T_INTEGER, integer_pieces},     {H5T_FLOAT, float_pieces},   {H5T_STRING, string_pieces},
    {H5T_BITFIELD, bitfield_pieces},   {H5T_OPAQUE, opaque_pieces}, {H5T_COMPOUND, compound_pieces},
    {H5T_REFERENCE, reference_pieces}, {H5T_ENUM, enum_pieces},     {H5T_VLEN, sequence_pieces},
    {H5T_ARRAY, array_pieces},
};

Pieces pieces_of(hid_t type, int depth) {
  if (depth == kDeepestType) throw Error(Errc::BadShape, "its type is made of too many others");
  const H5T_class_t type_class = H5Tget_class(type);
  const auto* const row =
      std::find_if(std::begin(kClasses), std::end(kClasses),
                   [&](const ClassRow& each) { return each.type_class == type_class; });
  return row == std::end(kClasses) ? unknown_pieces(type, depth) : row->pieces(type, depth + 1);
}

}  // namespace

TypeFormat format_of_type(hid_t type) {
  const Pieces pieces = pieces_of(type, 0);
  return {pieces.text(), pieces.kind, pieces.size, pieces.elsewhere};
}

}  // namespace bview::hdf5
