// SPDX-License-Identifier: MIT
// app/help/plain_text.hpp - what help texts are made of: indented lines, aligned columns.

#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bview {

/// A name and what it means, for tables of such lines.
struct Meaning {
  std::string_view name;
  std::string_view meaning;
};

/// Names and what they mean, in two columns.
class Rows {
 public:
  Rows() = default;
  explicit Rows(std::span<const Meaning> meanings);

  void add(std::string name, std::string_view meaning);
  /// A line per row, indented by two columns.
  [[nodiscard]] std::string text() const;

 private:
  std::vector<std::pair<std::string, std::string>> rows_;
};

/// The parts between separators; one at the end has nothing behind it.
[[nodiscard]] std::vector<std::string> split(std::string_view text, char separator);

/// The lines, each behind two blanks.
[[nodiscard]] std::string indented(std::string_view lines);

}  // namespace bview
