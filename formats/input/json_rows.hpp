// SPDX-License-Identifier: MIT
// formats/input/json_rows.hpp - how long the arrays around items are.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include <bview/formats/input/quick_json.hpp>

namespace bview {

/// Arrays with as many arrays in them are rows of one axis, and equally long. Axes are counted from
/// 1, the innermost.
class JsonRows {
 public:
  /// A row of `axis` has ended in `line`, with `count` items or rows in it.
  /// \throws Error{Errc::BadValue} when the rows before have others.
  void end(std::int64_t axis, std::int64_t count, std::int64_t line);

  /// More of them: rows of `axis`, each like one before, with all rows inside.
  void add(std::int64_t axis, std::int64_t count);

  /// What one row of `axis` looks like, or an item for 0; nothing where rows are empty, or long
  /// enough to look for plain items in each. Valid until the next call.
  [[nodiscard]] std::optional<QuickJson::Unit> unit(std::int64_t axis, std::string_view before);

 private:
  struct Rows {
    std::int64_t number = 0;  // so far
    std::int64_t length = 0;
  };
  Rows& of(std::int64_t axis);

  std::vector<Rows> rows_{};  // by axis
  std::vector<std::int64_t> lengths_{};
};

}  // namespace bview
