// SPDX-License-Identifier: MIT
// formats/syntax/format_parser.hpp - the parser behind format_string.hpp.
//
// Items of constant size are read in format_string.cpp. What makes records vary: counts that are
// formulas in format_varying.cpp, groups in format_groups.cpp, named types in named_types.cpp;
// types that stand elsewhere in book_types.cpp.

#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include <bview/core/pointed_texts.hpp>
#include <bview/formats/syntax/format_item.hpp>
#include <bview/formats/syntax/format_lexer.hpp>
#include <bview/formats/syntax/record_builder.hpp>
#include <bview/formats/syntax/type_book.hpp>
#include <bview/formats/syntax/type_reader.hpp>

namespace bview {

class FormatParser {
 public:
  FormatParser(std::string_view text, ByteOrder host, FormulaEnvironment* numbers,
               const TypeBook* book)
      : text_(text), types_(text_), host_(host), numbers_(numbers), book_(book) {}

  Layout parse();
  [[nodiscard]] std::vector<std::string> take_notes() { return types_.take_notes(); }

 private:
  /// A named type under the byte order in force where it is named.
  struct NamedType {
    std::shared_ptr<Layout> layout;
    std::int64_t leaves = 1;
    bool open = true;  ///< still being read
  };
  using TypeKey = std::tuple<std::string, char, bool>;

  void read_record_body(RecordBuilder& record);
  void read_items(RecordBuilder& record);
  void read_list(RecordBuilder& record);
  void read_pair(std::size_t end, RecordBuilder& record);
  void refuse_swapped(std::string_view name, std::size_t end) const;
  Item read_unnamed(RecordBuilder& record, bool single);
  void read_type(Item& item, RecordBuilder& record, bool single);
  void read_record(Item& item, const RecordBuilder& outer, bool is_union);
  void place(Item item, RecordBuilder& record);
  void end_run(const Item& item, RecordBuilder& record);

  // What makes records vary.
  void read_extent(Item& item, RecordBuilder& record);
  void read_braces(Item& item, RecordBuilder& record);
  void read_shape_of_formulas(Item& item, RecordBuilder& record);
  bool read_varying_type(Item& item);
  void place_varying(Item item, RecordBuilder& record);
  bool read_group(RecordBuilder& record);
  bool read_matched(RecordBuilder& record, PlanNode node);
  bool read_order(RecordBuilder& record, PlanNode node);
  bool read_body(RecordBuilder& record, PlanNode node);
  bool read_choice(RecordBuilder& record, PlanNode node);
  void read_case(PlanNode& choice, RecordBuilder& record, std::size_t group, std::size_t number);
  void read_keys(PlanNode& choice, PlanNode::Case& each);
  std::int64_t read_key();
  std::vector<PlanNode> read_group_body(RecordBuilder& record, std::size_t choice,
                                        std::size_t number, std::string_view ends);
  Formula formula_of(std::string_view text, std::size_t where);
  Formula bound(std::string_view text, std::size_t where, const RecordBuilder& record);
  void bind_start(Item& item, const RecordBuilder& record);
  Amount amount_of(std::string_view text, std::size_t where, const RecordBuilder& record);

  bool read_tagged_type(Item& item);
  bool read_bracketed_type(Item& item, std::string_view name);
  void read_booked(Item& item, const std::string& name, std::size_t where);
  void read_type_names();
  void read_named(Item& item, const std::string& name);
  void read_layout_of(NamedType& type, const std::string& name);
  void keep_types(Layout& layout);
  /// Whether it is the layout of a named type that is being read.
  [[nodiscard]] bool is_open(const Layout& layout) const;

  FormatLexer text_;
  TypeReader types_;
  ByteOrder host_;
  FormulaEnvironment* numbers_;
  const TypeBook* book_;  // null: no types stand elsewhere
  std::size_t depth_ = 0;
  std::size_t choices_ = 0;
  std::size_t orders_of_run_ = 0;  // orders in front of the packed item that was placed last
  std::string_view ends_ = "}";    // what ends the items that are read
  std::map<std::string, std::size_t> type_places_;  // where the layouts of named types stand
  std::map<TypeKey, NamedType> named_;
  std::shared_ptr<PointedTexts> pointed_{};  // of all at() of the format
};

/// Whether a text is a name that a type may have: "ehdr", "a::b".
[[nodiscard]] bool is_type_name(std::string_view text);

}  // namespace bview
