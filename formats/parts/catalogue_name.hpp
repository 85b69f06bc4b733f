// SPDX-License-Identifier: MIT
// formats/parts/catalogue_name.hpp - names that records give to parts: "section/{name}".
//
// In braces stands a field, which is shown as dump shows it, or a formula. Of a part that is made
// for no record there are formulas alone: "crc32(512:{512 + @header.headersize})".

#pragma once

#include <memory>
#include <string>
#include <vector>

#include <bview/formats/output/record_text.hpp>
#include <bview/formats/parts/catalogue_file.hpp>

namespace bview {

class CatalogueName {
 public:
  /// `source` is the text, `layout` that of the records, which has a plan, or one without fields.
  CatalogueName(const CatalogueText& source, const Layout& layout, const CatalogueFile& file);

  /// `record` is null where the layout has no fields.
  [[nodiscard]] std::string of(CatalogueFile& file, const CatalogueRecord* record) const;

 private:
  struct Piece {
    std::string text{};  ///< in front of what follows
    std::unique_ptr<RecordText> field{};
    std::vector<Formula> formula{};
  };
  void add_braces(std::string_view inside, Piece& piece, const Layout& layout,
                  const CatalogueFile& file) const;

  CatalogueText source_;
  std::vector<Piece> pieces_;
};

}  // namespace bview
