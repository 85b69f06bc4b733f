// SPDX-License-Identifier: MIT
// formats/output/listing.hpp - answers that are no bytes of a file: parts, patches, differences.
//
// A Listing is a small table of texts and numbers. It is shown as any results are.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <bview/core/sink.hpp>

namespace bview {

/// JSON that stands in a cell as it is; elsewhere it is a text.
struct ListingJson {
  std::string text;
};

/// One cell; nothing is null in JSON and empty elsewhere.
using ListingCell = std::variant<std::monostate, bool, std::int64_t, std::string, ListingJson>;

struct Listing {
  std::vector<std::string> names;              ///< of the columns; keys in JSON
  std::vector<std::vector<ListingCell>> rows;  ///< as many cells each as there are names
};

/// The forms that a listing can be shown in.
inline constexpr const char* kListingForms[] = {"table", "tsv", "csv", "json", "ndjson"};

/// Writes it in one of those forms. In csv and tsv the names come only with `header`.
void append_listing(const Listing& listing, std::string_view form, bool header, TextBuffer& out);

}  // namespace bview
