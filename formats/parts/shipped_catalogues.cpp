// SPDX-License-Identifier: MIT

#include <algorithm>
#include <string>

#include <bview/formats/parts/catalogue_reader.hpp>
#include <bview/formats/parts/shipped_catalogues.hpp>

namespace bview {

const std::vector<std::shared_ptr<const Catalogue>>& shipped_catalogues() {
  static const std::vector<std::shared_ptr<const Catalogue>> catalogues = [] {
    std::vector<std::shared_ptr<const Catalogue>> all;
    for (const ShippedText& text : shipped_catalogue_texts()) {
      all.push_back(std::make_shared<const Catalogue>(
          parse_catalogue(text.text, std::string(text.name) + ".toml")));
    }
    std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
      return a->specificity() > b->specificity();
    });
    return all;
  }();
  return catalogues;
}

}  // namespace bview
