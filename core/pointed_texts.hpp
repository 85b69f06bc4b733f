// SPDX-License-Identifier: MIT
// core/pointed_texts.hpp - texts that numbers lead to: string tables.
//
// The number that at() reads says where a text stands in the file, so its layout has to know the
// bytes of that. Back, a text is no number: a patch takes the one that stands there already, and
// it is kept here until that is known.

#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include <bview/core/view.hpp>

namespace bview {

class PointedTexts {
 public:
  /// Sees to it that texts are found in these bytes, which outlive their use.
  void look_into(const Bytes& file) { file_ = file; }

  /// The text at an offset, which ends with a NUL or with the file; nothing outside of the file.
  [[nodiscard]] std::optional<std::string_view> at(std::int64_t offset) const;

  /// A number that stands for a text which was given, and the text that a number stands for.
  [[nodiscard]] std::uint64_t number_of(std::string_view text);
  [[nodiscard]] std::string_view given(std::uint64_t number) const;
  /// Forgets those that were given.
  void forget();

 private:
  Bytes file_{};
  mutable std::mutex lock_{};
  std::map<std::string, std::uint64_t, std::less<>> numbers_{};
  std::vector<std::string_view> given_{};  // by number
};

}  // namespace bview
