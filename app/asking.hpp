// SPDX-License-Identifier: MIT
// app/asking.hpp - what --where says, of items and of parts.

#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include <bview/core/layout.hpp>
#include <bview/formats/parts/part.hpp>
#include <bview/formats/questions/question.hpp>

#include "app/options.hpp"

namespace bview {

/// All that --where says, of which each has to hold; null where it says nothing.
[[nodiscard]] ConditionPtr condition(const Options& options, const Asked& asked);

/// The same of parts, which are asked as records are: what ls shows of one are its fields.
class PartQuestion {
 public:
  explicit PartQuestion(const Options& options);

  /// Whether it holds for the next part. `type` is what its items are, in a word.
  [[nodiscard]] bool holds(const Part& part, const std::string& type);

 private:
  Layout layout_;
  ConditionPtr condition_;
  std::int64_t asked_ = 0;  // parts
};

}  // namespace bview
