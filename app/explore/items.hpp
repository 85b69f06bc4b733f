// SPDX-License-Identifier: MIT
// app/explore/items.hpp - the lines of the table: items of the view, however they are found.
//
// Items that are all alike are known at once. Those that were chosen, and records that vary in
// size, are found as far as somebody wants to look.

#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <bview/core/layout.hpp>
#include <bview/formats/questions/parts.hpp>

#include "app/explore/document.hpp"

namespace bview {

/// A value in an item.
struct ItemField {
  std::string name;
  Field field;          ///< one value
  std::int64_t offset;  ///< from where the item begins; may lie in front of that
};
using ItemFields = std::vector<ItemField>;

/// Whether somebody wants to do something else by now.
using Interrupted = std::function<bool()>;

class Items {
 public:
  Items() = default;
  Items(const Items&) = delete;
  Items& operator=(const Items&) = delete;
  virtual ~Items() = default;

  /// Sees to it that item n is known; false where there is none, or it takes too long.
  [[nodiscard]] virtual bool reach(std::int64_t n, const Interrupted& interrupted) = 0;
  /// How many are known, and whether these are all.
  [[nodiscard]] virtual std::int64_t known() const = 0;
  [[nodiscard]] virtual bool are_all() const = 0;
  /// Why there are no more, where that is no end.
  [[nodiscard]] virtual std::string trouble() const { return ""; }

  // Of an item that is known:
  [[nodiscard]] virtual std::int64_t offset(std::int64_t n) const = 0;
  [[nodiscard]] virtual std::string label(std::int64_t n) const = 0;
  [[nodiscard]] virtual std::shared_ptr<const ItemFields> fields(std::int64_t n) = 0;

  /// Of those known the last that begins at an offset or in front of it; nothing where they do not
  /// follow one another.
  [[nodiscard]] virtual std::optional<std::int64_t> at(std::int64_t offset) const;

 protected:
  /// Whether they follow one another in the file.
  [[nodiscard]] virtual bool are_in_order() const = 0;
};

/// The items of a document; with a condition those for which it holds. The document outlives them.
[[nodiscard]] std::unique_ptr<Items> items_of(Document& document);

/// The values of an item, but not more than a screen has use for.
[[nodiscard]] ItemFields fields_of(const Layout& layout);

/// How records that vary in size are found; of a document that has such.
[[nodiscard]] std::unique_ptr<Items> varying_items(Document& document);

}  // namespace bview
