// SPDX-License-Identifier: MIT
// formats/parts/catalogue.hpp - what a kind of file holds, in words: a catalogue.
//
// A catalogue is a TOML file of types, parts and a magic. It is read once, and checked as far as
// that goes without a file; what its formulas give for one is catalogue_file.hpp's business.

#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <bview/core/byte_pattern.hpp>
#include <bview/core/error.hpp>
#include <bview/core/formula.hpp>

namespace bview {

/// A text of a catalogue, and where it stands there.
struct CatalogueText {
  std::string text{};
  std::int64_t line = 0;
  std::int64_t column = 0;
};

/// A formula, or a list of them.
struct CatalogueNumbers {
  CatalogueText source{};
  std::vector<Formula> formulas{};
};

/// Bytes that stand somewhere: one of `patterns`.
struct CatalogueMagic {
  CatalogueNumbers offset{};  ///< without formulas: 0
  std::vector<BytePattern> patterns{};
};

/// A part, or one for each record of another.
struct CataloguePart {
  std::string key{};  ///< of its table
  CatalogueText name{};
  std::string of{};  ///< the key of the part whose records they are; empty: one part
  std::optional<CatalogueText> format{};
  std::optional<CatalogueText> summary{};
  std::optional<CatalogueText> kind{};
  std::optional<CatalogueText> step{};     ///< from a record to the next, as --step has it
  std::optional<CatalogueNumbers> when{};  ///< not 0 where the part is there
  std::optional<CatalogueNumbers> offset{};
  std::optional<CatalogueNumbers> length{};
  std::optional<CatalogueNumbers> shape{};
  std::optional<CatalogueNumbers> strides{};
  std::optional<CatalogueNumbers> until{};  ///< not 0 for the record that ends them
  std::vector<CatalogueText> checksums{};
};

struct Catalogue {
  std::string file{};  ///< for messages
  std::string name{};
  std::string summary{};
  std::vector<CatalogueMagic> magic{};     ///< all of it has to stand there
  std::optional<CatalogueNumbers> when{};  ///< not 0 for a file of the kind
  std::optional<CatalogueNumbers> big{};   ///< not 0 where numbers are big-endian
  std::map<std::string, CatalogueText, std::less<>> types{};
  std::vector<CataloguePart> parts{};  ///< in the order of the file

  /// The part whose table has that key, rather one by itself than one made of records; or null.
  [[nodiscard]] const CataloguePart* find(std::string_view wanted) const;
  /// How many bytes tell a file of its kind from others.
  [[nodiscard]] std::size_t specificity() const;
};

/// What the text of a catalogue means; `file` is what messages call it.
/// \throws Error{Errc::BadFormat} with file, line and column of what is wrong.
[[nodiscard]] Catalogue parse_catalogue(std::string_view text, const std::string& file);

/// The error for something that is wrong in a catalogue: "x.toml:3:10: ...".
[[nodiscard]] Error catalogue_error(const std::string& file, const CatalogueText& place,
                                    std::string_view why);

}  // namespace bview
