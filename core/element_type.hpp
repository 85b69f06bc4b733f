// SPDX-License-Identifier: MIT
// core/element_type.hpp - what the elements of a C++ range are in THE TABLE.

#pragma once

#include <complex>
#include <concepts>
#include <type_traits>

#include <bview/core/layout.hpp>
#include <bview/core/public.hpp>
#include <bview/core/scalar.hpp>

namespace BVIEW_PUBLIC bview {

/// The type of the table that a T in memory is; UInt8, for each of its bytes, when
/// there is none.
template <class T>
[[nodiscard]] consteval ScalarType element_type() {
#define X(id, storage, name, native, standard) \
  if (std::same_as<T, storage>) return ScalarType::id;
  BVIEW_SCALARS(X)
#undef X
  // Types of C++ that no line stores but that are the same to the bytes.
  static_assert(sizeof(bool) == 1 && sizeof(wchar_t) == 4 && sizeof(long long) == 8);
  if (std::same_as<T, bool>) return ScalarType::Bool;
  if (std::same_as<T, long long>) return ScalarType::Int64;
  if (std::same_as<T, unsigned long long>) return ScalarType::UInt64;
  if (std::same_as<T, std::complex<float>>) return ScalarType::Complex64;
  if (std::same_as<T, std::complex<double>>) return ScalarType::Complex128;
  if (std::same_as<T, char16_t>) return ScalarType::Ucs2;
  if (std::same_as<T, char32_t> || std::same_as<T, wchar_t>) return ScalarType::Ucs4;
  return ScalarType::UInt8;
}

/// One unnamed value of `type`, in the byte order of this machine.
[[nodiscard]] Layout scalar_layout(ScalarType type);

/// The layout of a range of T.
template <class T>
[[nodiscard]] Layout element_layout() {
  return scalar_layout(element_type<std::remove_cv_t<T>>());
}

}  // namespace bview
