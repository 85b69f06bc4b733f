// SPDX-License-Identifier: MIT
// formats/output/notations.hpp - one layout in the notations of others, and where these disagree.
//
// What a notation cannot say is nothing in it: a reading of words, a union of PEP 3118.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <bview/core/layout.hpp>

namespace bview {

/// "u16le:a: 2x u32be:b:", which is a format again.
[[nodiscard]] std::optional<std::string> in_words(const Layout& layout);

/// "T{<H:a:2x>I:b:}", as memoryview and numpy read it: without readings.
[[nodiscard]] std::optional<std::string> in_pep3118(const Layout& layout);

/// The same layout, said by everyone who has a word for it.
struct Notations {
  std::optional<std::string> format{};  ///< Python's struct, with what bview adds to it
  std::optional<std::string> words{};
  std::optional<std::string> pep3118{};
  std::optional<std::string> numpy{};
  std::optional<std::string> c{};
  std::vector<std::string> disagree{};  ///< sentences: who reads other bytes, or leaves things out
};
/// The struct of C is called `name`.
[[nodiscard]] Notations notations_of(const Layout& layout, const std::string& name);

/// Another order of a record's fields that takes fewer bytes where a compiler aligns them.
struct BetterOrder {
  std::int64_t saved;
  std::vector<std::string> names;
};
[[nodiscard]] std::optional<BetterOrder> better_order(const Layout& layout);

}  // namespace bview
