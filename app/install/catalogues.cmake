# SPDX-License-Identifier: MIT
# cmake -DFROM=FOLDER -DINTO=SOURCE -P catalogues.cmake: the texts of all catalogues, as C++.

set(rows "")
file(GLOB catalogues ${FROM}/*.toml)
list(SORT catalogues)
foreach(catalogue IN LISTS catalogues)
  get_filename_component(name ${catalogue} NAME_WE)
  file(READ ${catalogue} text)
  string(APPEND rows "    {\"${name}\", R\"toml(${text})toml\"},\n")
endforeach()

file(WRITE ${INTO} "// SPDX-License-Identifier: MIT
// Made of formats/catalogues/*.toml.

#include <bview/formats/parts/shipped_catalogues.hpp>

namespace bview {
namespace {

constexpr ShippedText kTexts[] = {
${rows}};

}  // namespace

std::span<const ShippedText> shipped_catalogue_texts() { return kTexts; }

}  // namespace bview
")
