// SPDX-License-Identifier: MIT

#include <algorithm>
#include <array>
#include <iterator>

#include <bview/formats/types/c_scalar.hpp>

namespace bview {
namespace {

struct Row {
  CKind kind;
  ScalarType type;
};
constexpr Row kRows[] = {
    {CKind::Bool, ScalarType::Bool},         {CKind::Char, ScalarType::Char},
    {CKind::Unicode, ScalarType::Ucs2},      {CKind::Unicode, ScalarType::Ucs4},
    {CKind::Float, ScalarType::Float16},     {CKind::Float, ScalarType::Float32},
    {CKind::Float, ScalarType::Float64},     {CKind::Complex, ScalarType::Complex64},
    {CKind::Complex, ScalarType::Complex128}};

/// The long double of this machine is the one of x86.
#ifdef __x86_64__
constexpr bool kHostHasX87 = true;
#else
constexpr bool kHostHasX87 = false;
#endif

/// Floats whose size does not tell what they are.
std::optional<ScalarType> other_float(const CType& type, bool has_x87) {
  const auto is_called = [&](const char* part) {
    return type.name.find(part) != std::string::npos;
  };
  if (type.size == 2 && is_called("bf16")) return ScalarType::BFloat16;
  if (type.size != 16) return std::nullopt;
  if (is_called("128")) return ScalarType::Float128;
  return has_x87 && kHostHasX87 ? std::optional(ScalarType::LongDouble) : std::nullopt;
}

std::optional<ScalarType> integer_of(std::int64_t size, bool is_signed) {
  const auto* const found =
      std::find_if(kScalars.begin(), kScalars.end(), [&](const ScalarInfo& scalar) {
        return scalar.kind == Kind::Integer && scalar.size == size && scalar.is_signed == is_signed;
      });
  return found == kScalars.end() ? std::nullopt : std::optional(found->type);
}

}  // namespace

std::optional<ScalarType> scalar_of(const CType& type, bool has_x87) {
  if (type.kind == CKind::Float) {
    if (const auto other = other_float(type, has_x87)) return other;
  }
  const auto* const found = std::find_if(std::begin(kRows), std::end(kRows), [&](const Row& row) {
    return row.kind == type.kind && info(row.type).size == type.size;
  });
  if (found != std::end(kRows)) return found->type;
  const bool number = type.kind == CKind::Integer || type.kind == CKind::Enum ||
                      type.kind == CKind::Pointer || type.kind == CKind::Bool;
  return number ? integer_of(type.size, type.is_signed) : std::nullopt;
}

ScalarType holder_of_bits(int width) {
  constexpr std::array kHolders = {ScalarType::UInt8, ScalarType::UInt16, ScalarType::UInt32,
                                   ScalarType::UInt64};
  const auto* const found = std::find_if(kHolders.begin(), kHolders.end(), [&](ScalarType type) {
    return 8 * info(type).size >= width;
  });
  return found == kHolders.end() ? ScalarType::UInt128 : *found;
}

}  // namespace bview
