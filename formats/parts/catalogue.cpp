// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>

#include <bview/formats/parts/catalogue.hpp>
#include <bview/formats/parts/catalogue_error.hpp>

namespace bview {

Error catalogue_error(const std::string& file, const CatalogueText& place, std::string_view why) {
  return {Errc::BadFormat, fmt::format("{}:{}:{}: {}", file, place.line, place.column, why)};
}

void throw_located(const Error& error, const std::string& name, const std::string& catalogue,
                   const CatalogueText& place) {
  if (const auto* said = dynamic_cast<const CatalogueMismatch*>(&error))
    throw CatalogueMismatch(*said);
  throw CatalogueMismatch(Errc::BadShape,
                          fmt::format("{} is damaged, or no file for {}:{}:{}: {}", name, catalogue,
                                      place.line, place.column, error.what()));
}

const CataloguePart* Catalogue::find(std::string_view wanted) const {
  const auto found = std::find_if(parts.begin(), parts.end(),
                                  [&](const CataloguePart& part) { return part.key == wanted; });
  return found == parts.end() ? nullptr : &*found;
}

std::size_t Catalogue::specificity() const {
  std::size_t bytes = 0;
  for (const CatalogueMagic& each : magic) {
    for (const std::byte mask : each.patterns.front().mask)
      bytes += mask == std::byte{0xff} ? 1 : 0;
  }
  return bytes;
}

}  // namespace bview
