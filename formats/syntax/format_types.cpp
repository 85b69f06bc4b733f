// SPDX-License-Identifier: MIT

#include <algorithm>

#include <bview/formats/syntax/format_types.hpp>

namespace bview {

const ScalarInfo* find_name(std::string_view name) {
  const auto* const found =
      std::find_if(kScalars.begin(), kScalars.end(),
                   [&](const ScalarInfo& scalar) { return scalar.stem() == name; });
  return found == kScalars.end() ? nullptr : found;
}

const ScalarInfo* find_letter(char letter, bool native) {
  for (const ScalarInfo& scalar : kScalars) {
    const std::string_view letters = native ? scalar.native_letters : scalar.standard_letters;
    if (letters.find(letter) != std::string_view::npos) return &scalar;
  }
  return nullptr;
}

const ScalarInfo* find_complex(std::string_view text) {
  if (text.starts_with("Zf")) return &info(ScalarType::Complex64);
  if (text.starts_with("Zd")) return &info(ScalarType::Complex128);
  return nullptr;
}

}  // namespace bview
