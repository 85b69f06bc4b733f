// SPDX-License-Identifier: MIT
// core/record_plan.hpp - records that say themselves how large they are: what comes in them, in
// what order, how often, and whether at all.
//
// A Layout whose parts are all of constant size has no plan. Of another one the plan is what
// core/walk.hpp follows, from the first byte of a record to the last. Everything that makes a
// record vary is a node of this one tree: counts, presence, choices, sized bodies, what stands
// elsewhere. The fields that the nodes fill are columns: one for each name, however many nodes
// there are for it. Groups (S M A E) make no records of their own: their nodes fill columns of
// the record around them.

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <bview/core/coded_number.hpp>
#include <bview/core/formula.hpp>
#include <bview/core/layout.hpp>
#include <bview/core/public.hpp>

namespace BVIEW_PUBLIC bview {

/// A number that is known, or read from each record.
struct Amount {
  std::int64_t number = 1;
  std::optional<Formula> formula{};
};

struct PlanNode {
  enum class Op : std::uint8_t {
    Value,   ///< fills `column`
    Skip,    ///< bytes that nobody looks at
    Match,   ///< `bytes` must stand here
    Inside,  ///< M: `body` within so many bytes, which are all taken
    At,      ///< A: `body` at another offset; takes no bytes here
    Choose,  ///< S: one of `cases`
    Order    ///< E: the byte order from here to the end of the brace around it
  };
  enum class Repeat : std::uint8_t {
    Once,
    Shape,  ///< an array of `shape`
    Rest,   ///< as often as there is room; of a shape its first axis
    Until   ///< until `until` holds for the value just read
  };
  /// How one value lies in the file.
  enum class Coding : std::uint8_t {
    Plain,  ///< as its type does
    Ended,  ///< a text up to `bytes`, which are taken and not shown
    Number  ///< in as many bytes as it says (core/coded_number.hpp)
  };
  struct Case {
    std::vector<std::pair<std::int64_t, std::int64_t>> ranges{};  ///< with both ends
    std::vector<std::string> texts{};
    bool otherwise = false;  ///< "*"
    std::vector<PlanNode> body{};
  };

  Op op = Op::Value;
  std::size_t id = 0;     ///< its number in the plan
  std::size_t where = 0;  ///< byte of the format, for errors
  std::string label{};    ///< what messages call it
  std::optional<Formula> present{};

  Repeat repeat = Repeat::Once;
  std::vector<Amount> shape{};  ///< of an array; of Rest the axes inside the first
  Amount length{};              ///< units of one text; bytes to skip
  bool takes_rest = false;      ///< the text, or what is skipped, is all that is left
  std::optional<Formula> until{};

  Field field{};           ///< of Value: one value
  std::size_t column = 0;  ///< of Value
  std::int64_t back = 0;   ///< of Value: bytes of what stands in front of it that it begins with
  bool follows_order = false;         ///< its byte order is what E said
  std::int64_t plain_size = kVaries;  ///< of one value that is no record, or bytes to skip, where
                                      ///< it never varies
  /// Of one plain integer, which is what formulas mostly look at: reads it, little end first and
  /// big end first. Null for others.
  LoadInteger load[2]{};
  /// So many nodes, from this one on, stand in every record and have a plain_size; and the sum.
  std::size_t run = 0;
  std::int64_t run_size = 0;
  /// The column of a plain value in front, in this record, that alone says how many units there
  /// are: of one plain text, of an array of one axis, to skip. Most of what varies is such.
  std::optional<std::size_t> counter{};
  std::int64_t unit_size = 0;  ///< bytes, >= 1, where there is a counter
  Coding coding = Coding::Plain;
  NumberCoding number = NumberCoding::Uleb;  ///< of Coding::Number
  std::string bytes{};                       ///< of Match; of Ended
  std::size_t unit = 1;                      ///< of Ended: bytes of a unit of its charset

  std::optional<Formula> start{};    ///< where the texts of at() begin, if each record tells
  std::optional<Formula> formula{};  ///< of Inside, At, Choose, Order
  bool by_text = false;              ///< Choose: the cases are texts, and the formula is a name
  std::vector<PlanNode> body{};
  std::vector<Case> cases{};

  /// Axes of an array.
  [[nodiscard]] std::size_t ndim() const {
    return shape.size() + (repeat == Repeat::Rest || repeat == Repeat::Until ? 1 : 0);
  }

  /// Whether all its values lie one behind the other at one distance.
  [[nodiscard]] bool has_plain_values() const {
    return coding == Coding::Plain && (!field.record || field.record->is_fixed());
  }
};

struct RecordPlan {
  std::vector<PlanNode> nodes;
  std::vector<Field> columns;
  std::size_t node_count = 0;  ///< with those in groups
  bool looks_elsewhere =
      false;  ///< needs bytes behind the record, or the end: A, rest, size, TYPE@

  /// Named types that contain themselves are known by plain pointers inside; they live here.
  std::vector<std::shared_ptr<const Layout>> types;
};

/// Calls `visit` for each node, those in groups behind the group.
template <class Nodes, class Visit>
void for_each_node(Nodes& nodes, const Visit& visit) {
  for (auto& node : nodes) {
    visit(node);
    for_each_node(node.body, visit);
    for (auto& each : node.cases) for_each_node(each.body, visit);
  }
}

}  // namespace bview
