// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <bit>

#include <bview/formats/parts/class_constants.hpp>
#include <bview/formats/text/float_text.hpp>

namespace bview {
namespace {

template <class Real>
std::string real_text(Real value) {
  char text[kMaxFloatText];
  return {text, write_float(text, value)};
}

}  // namespace

ClassConstants::ClassConstants(ByteCursor& cursor) : bytes_(cursor.bytes()) {
  try {
    find_all(cursor);
  } catch (const Error& error) {
    damage_ = error;
  }
}

void ClassConstants::find_all(ByteCursor& cursor) {
  count_ = cursor.number(2, "the number of constants");
  offsets_.reserve(static_cast<std::size_t>(count_));
  while (std::ssize(offsets_) < count_) {
    const std::int64_t at = cursor.at();
    const ConstantKind& kind = kind_at(at);
    cursor.skip(1 + kind.bytes, "a constant");
    if (kind.format.empty()) cursor.skip(text_at(at).size, "a text");
    offsets_.push_back(at);
    if (kind.bytes == 8) offsets_.push_back(0);  // it takes two numbers
  }
}

const ConstantKind& ClassConstants::kind_at(std::int64_t at) {
  const std::int64_t tag = bytes_.number(at, 1, ByteOrder::Big, "a constant");
  if (const ConstantKind* const kind = find_constant_kind(tag)) return *kind;
  throw bytes_.damage(at, fmt::format("there is no kind {} of constants", tag));
}

bool ClassConstants::list(const PartVisitor& visit) {
  for (std::int64_t index = 1; index < std::ssize(offsets_); ++index) {
    if (offsets_[static_cast<std::size_t>(index)] != 0 && !visit(part(index))) return false;
  }
  if (damage_) throw Error(*damage_);
  return true;
}

Part ClassConstants::part(std::int64_t index) {
  const std::int64_t at = offsets_[static_cast<std::size_t>(index)];
  const ConstantKind& kind = kind_at(at);
  Part part;
  part.name = fmt::format("constants/{}", index);
  part.summary = fmt::format("{} {}", kind.name, said_at(at));
  part.format = kind.format;
  part.offset = at + 1;
  part.size = kind.bytes;
  part.shape = Lengths();
  if (kind.first.kinds != 0) {
    part.kind = PartKind::Record;
  } else if (!kind.format.empty()) {
    part.kind = PartKind::Array;
  } else {
    const Extent text = text_at(at);
    part.kind = PartKind::Text;
    part.offset = text.offset;
    part.size = text.size;
    part.shape.reset();
  }
  return part;
}

std::string ClassConstants::text(std::int64_t index, std::int64_t from) {
  const Extent where = text_at(find(index, kTextConstant, from).value());
  return std::string(bytes_.text(where.offset, where.size, "a name"));
}

std::string ClassConstants::says(std::int64_t index, ConstantKinds kinds, std::int64_t from) {
  const auto at = find(index, kinds, from);
  return at ? said_at(*at) : "...";
}

/// Nothing where the file is damaged in front of it.
std::optional<std::int64_t> ClassConstants::find(std::int64_t index, ConstantKinds kinds,
                                                 std::int64_t from) {
  if (damage_ && index >= std::ssize(offsets_) && index < count_) return std::nullopt;
  const std::int64_t at =
      index < std::ssize(offsets_) ? offsets_[static_cast<std::size_t>(index)] : 0;
  if (at == 0) throw bytes_.damage(from, fmt::format("there is no constant {}", index));
  const ConstantKind& kind = kind_at(at);
  if ((kinds & kinds_of_tag(kind.tag)) != 0) return at;
  throw bytes_.damage(from, fmt::format("constant {} is {}, where {} is needed", index, kind.name,
                                        names_of_kinds(kinds)));
}

Extent ClassConstants::text_at(std::int64_t at) {
  return {at + 3, bytes_.number(at + 1, 2, ByteOrder::Big, "the size of a text")};
}

std::string ClassConstants::shown_text(const Extent& where) {
  constexpr std::int64_t kMostShown = 200;
  std::string text(bytes_.text(where.offset, std::min(where.size, kMostShown), "a text"));
  if (where.size <= kMostShown) return text;
  const auto continues = [](char byte) {
    return (static_cast<unsigned char>(byte) & 0xc0U) == 0x80U;
  };
  while (!text.empty() && continues(text.back())) text.pop_back();
  if (!text.empty()) text.pop_back();  // the letter that may be cut
  return text + "...";
}

std::string ClassConstants::shown_number(const ConstantKind& kind, std::int64_t at) {
  const std::uint64_t bits =
      bytes_.word(at + 1, static_cast<int>(kind.bytes), ByteOrder::Big, "a number");
  const auto low = static_cast<std::uint32_t>(bits);
  switch (kinds_of_tag(kind.tag)) {
    case kFloatConstant:
      return real_text(std::bit_cast<float>(low));
    case kDoubleConstant:
      return real_text(std::bit_cast<double>(bits));
    case kIntegerConstant:
      return fmt::format("{}", static_cast<std::int32_t>(low));
    default:
      return fmt::format("{}", static_cast<std::int64_t>(bits));
  }
}

std::string ClassConstants::said_at(std::int64_t at) {
  const ConstantKind& kind = kind_at(at);
  if (kind.format.empty()) return shown_text(text_at(at));
  if (kind.first.kinds == 0) return shown_number(kind, at);
  std::string said = said_through(at, kind.first);
  if (kind.second.kinds == 0) return said;
  return fmt::format("{}{}{}", said, kind.joint, said_through(at, kind.second));
}

std::string ClassConstants::said_through(std::int64_t at, const ConstantIndex& index) {
  const std::int64_t from = at + 1 + index.offset;
  return says(bytes_.number(from, 2, ByteOrder::Big, "the number of a constant"), index.kinds,
              from);
}

}  // namespace bview
