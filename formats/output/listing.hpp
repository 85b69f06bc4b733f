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

/// One cell; nothing is null in JSON and empty elsewhere, and numbers in a list have commas between
/// them.
using ListingCell = std::variant<std::monostate, bool, std::int64_t, std::string,
                                 std::vector<std::int64_t>, ListingJson>;

struct Listing {
  std::vector<std::string> names;              ///< of the columns; keys in JSON
  std::vector<std::vector<ListingCell>> rows;  ///< as many cells each as there are names
};

/// The forms that a listing can be shown in.
inline constexpr const char* kListingForms[] = {"table", "tsv", "csv", "json", "ndjson"};

/// Writes it in one of those forms. In csv and tsv the names come only with `header`.
void append_listing(const Listing& listing, std::string_view form, bool header, TextBuffer& out);

/// A listing that is written as its rows come. A table waits for the first thousands of them, which
/// tell how wide its columns are.
class ListingWriter {
 public:
  ListingWriter(std::vector<std::string> names, std::string_view form, bool header,
                TextBuffer& out);
  void add(std::vector<ListingCell> row);
  /// To be called behind the last row.
  void finish();

 private:
  struct TableColumn {
    std::int64_t width = 0;  ///< that is padded to; what is wider shifts what follows
    bool number = false;
  };

  void write_header();
  void begin_table();
  void write_table_line(const std::vector<ListingCell>& row);

  std::string_view form_;
  TextBuffer& out_;
  Listing listing_;     // of a table its rows so far, until it is begun
  bool header_;         // is still to be written
  bool begun_ = false;  // a row was written
  std::vector<TableColumn> columns_{};
};

}  // namespace bview
