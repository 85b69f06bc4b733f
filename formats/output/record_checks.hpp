// SPDX-License-Identifier: MIT
// formats/output/record_checks.hpp - what is() says of a record, whether its fields are shown or
// not.
//
// Who shows a value with is() checks it, too; this is for values that nobody shows. A layout
// without is() costs nothing.

#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include <bview/core/record_list.hpp>
#include <bview/core/walk.hpp>
#include <bview/formats/text/reading_cells.hpp>

namespace bview {

class RecordChecks {
 public:
  explicit RecordChecks(const Layout& layout);

  /// Whether no field of the layout has an is().
  [[nodiscard]] bool empty() const { return values_.empty(); }

  /// Looks at all values that `walker` found in a record, or has found so far.
  /// \throws FailedCheck at the first value that is not allowed.
  void check(Walker& walker, const Frame& frame) const;

  /// The same of an item of constant size.
  void check(const std::byte* item) const { check_fixed(layout_, item); }

 private:
  /// The values of one field, whose bytes may stand in either order.
  struct Values {
    /// Where the first one lies.
    struct Run {
      const std::byte* from;
      bool big;
      std::int64_t length;
      std::optional<std::int64_t> start{};  ///< of the texts of at(), where each record tells
    };

    explicit Values(const Field& field);
    void check(const Run& run, std::int64_t at) const;

    ReadingCells little;
    ReadingCells big;
    /// Of integers what is allowed, with both ends; empty where that is not said so simply.
    std::vector<std::pair<std::int64_t, std::int64_t>> ranges{};
  };

  void learn(const Layout& layout);
  [[nodiscard]] bool has_checks(const Field& field) const;
  void check_place(Walker& walker, const Frame& frame, const Place& place) const;
  void check_coded(Walker& walker, const Place& place) const;
  void check_fixed(const Layout& layout, const std::byte* from) const;

  Layout layout_;
  std::map<const Layout*, bool> known_;  // whether there is an is() in it
  std::map<const Field*, Values> values_;
};

}  // namespace bview
