// SPDX-License-Identifier: MIT
// app/diff_walk_items.hpp - the items of one file, one after another, whatever their size.

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <bview/core/layout.hpp>
#include <bview/core/view.hpp>
#include <bview/core/walk.hpp>

#include "app/diff.hpp"
#include "app/session.hpp"

namespace bview {

class DiffItems {
 public:
  DiffItems() = default;
  DiffItems(const DiffItems&) = delete;
  DiffItems& operator=(const DiffItems&) = delete;
  virtual ~DiffItems() = default;

  /// Steps to the next item, at first to item 0; false where there are no more.
  /// \throws Error where that is none to be passed over in silence.
  [[nodiscard]] virtual bool next() = 0;
  /// Steps to an item that was found before, by the same or another object.
  virtual void go_to(std::int64_t number, std::int64_t offset) = 0;
  /// How many there are; walks to the end where nobody knows. Before the first next().
  [[nodiscard]] virtual std::int64_t count() = 0;

  // Of the item.
  [[nodiscard]] std::int64_t number() const { return number_; }  ///< counted in C order
  [[nodiscard]] std::int64_t offset() const { return offset_; }  ///< in the file
  [[nodiscard]] virtual std::optional<Lengths> index() const = 0;
  /// Where its fields lie, behind byte `data`; and, of a record that varies, which they are.
  [[nodiscard]] virtual const Layout& layout() = 0;
  [[nodiscard]] virtual ItemDifferences::Item item() = 0;
  [[nodiscard]] virtual const std::vector<std::size_t>* fields() const { return nullptr; }
  /// Its bytes, if they are all that it is.
  [[nodiscard]] virtual std::string_view bytes() const { return {}; }

  [[nodiscard]] virtual std::string key() const = 0;
  /// The cell of the item as a whole.
  [[nodiscard]] virtual std::string cell() const = 0;

 protected:
  std::int64_t number_ = -1;
  std::int64_t offset_ = 0;
};

/// Items that are all alike. `session` and `request` outlive them, and `side`, whose input is in
/// memory, those of records that vary.
[[nodiscard]] std::unique_ptr<DiffItems> fixed_items(const Session& session,
                                                     const DiffRequest& request);
[[nodiscard]] std::unique_ptr<DiffItems> walked_items(DiffSide& side, const DiffRequest& request);

}  // namespace bview
