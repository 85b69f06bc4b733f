// SPDX-License-Identifier: MIT
// core/walk.hpp - finds where the fields of a record lie that says itself how large it is.
//
// A Walker follows the plan of a layout (core/record_plan.hpp) over the bytes of a file. What it
// finds of one record is a Frame: a place for each column. Formulas look into frames; so do those
// who print. A walker is one thread's; it keeps its frames from record to record, so that walking
// allocates nothing. Every number from the file is checked where it is used: nothing is looked at
// outside the bytes, records lie in one another kMaxDepth deep at most, and a record takes only so
// many steps.

#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <bview/core/addresses.hpp>
#include <bview/core/error.hpp>
#include <bview/core/formula.hpp>
#include <bview/core/public.hpp>
#include <bview/core/record_maker.hpp>
#include <bview/core/record_plan.hpp>
#include <bview/core/view.hpp>

namespace BVIEW_PUBLIC bview {

namespace detail {
/// Says what is wrong with a record. Throws Error(BadValue).
[[noreturn]] void refuse_record(std::string why);
}  // namespace detail

/// Where A may lead, and what messages call that.
struct WalkReach {
  std::int64_t begin;
  std::int64_t end;
  std::string name;
};

/// The bytes that records may lie in.
struct WalkArea {
  Bytes bytes{};                             ///< those of the file; `size` of them are there
  std::int64_t end = 0;                      ///< of the window
  bool is_whole = true;                      ///< no more bytes will arrive
  std::shared_ptr<Addresses> addresses{};    ///< of the file; null where none are known
  std::shared_ptr<const WalkReach> reach{};  ///< null: anywhere in the file
};

/// Where the value or values of a column lie.
struct Place {
  const PlanNode* node = nullptr;  ///< that filled it; null: the column does not stand here
  std::int64_t offset = 0;         ///< of the first value, in the file
  std::int64_t size = 0;           ///< bytes
  std::int64_t count = 0;          ///< values
  std::int64_t length = 1;         ///< units in one text
  std::size_t lengths = 0;         ///< where its shape begins in Frame::lengths
  std::int64_t limit = 0;          ///< where what is around it ends
  ByteOrder order = kHostOrder;    ///< of its bytes

  [[nodiscard]] bool is_absent() const { return node == nullptr; }
};

/// One record, as it was found.
struct Frame {
  const Layout* layout = nullptr;
  const Frame* outer = nullptr;  ///< the record around it
  std::int64_t begin = 0;
  std::int64_t end = 0;
  std::int64_t limit = 0;  ///< where what it lies in ends
  std::int64_t index = 0;  ///< in the repetition that it is part of
  std::size_t depth = 0;
  const Place* place = nullptr;    ///< where it was found, by Walker::element()
  std::uint64_t serial = 0;        ///< tells what was a frame here one after another apart
  std::uint64_t outer_serial = 0;  ///< that of `outer`, when element() found it
  ByteOrder order = ByteOrder::Little;
  std::vector<Place> places{};  ///< by column
  Lengths lengths{};            ///< shapes of arrays
};

class Walker : public FormulaEnvironment {
 public:
  static constexpr std::size_t kMaxDepth = 64;

  /// The layout has a plan; it and the bytes outlive the walker. With a maker, records are made
  /// and not found: it puts the bytes where the walk is about to look.
  Walker(const Layout& layout, const WalkArea& area, RecordMaker* maker = nullptr);
  ~Walker() override;
  Walker(const Walker&) = delete;
  Walker& operator=(const Walker&) = delete;

  /// Finds the record at `offset`, the n-th. Null when more bytes have to arrive first, or, where
  /// none will, when the window ends inside it: shortfall() tells where.
  /// \throws Error{Errc::BadShape} with record and offset when the bytes contradict the layout.
  [[nodiscard]] const Frame* walk(std::int64_t offset, std::int64_t n);

  /// The k-th of the records at a place of a frame; valid until records() is called for another
  /// place of that frame.
  [[nodiscard]] const Frame& element(const Frame& frame, const Place& place, std::int64_t k);

  /// What a path leads to in a record and in the first of those in it; null where it does not
  /// stand.
  [[nodiscard]] const Place* find_place(const Frame& frame, const ColumnPath& path);

  /// A value that is coded: its number, and where it ends.
  struct Coded {
    std::int64_t offset;  ///< of its bytes
    std::int64_t size;    ///< of them, without what ends a text
    std::int64_t end;
    std::uint64_t number;  ///< two's complement where its type is signed
  };
  /// The k-th of the coded values at a place. Who asks for one behind the other pays for each once.
  [[nodiscard]] Coded coded(const Place& place, std::int64_t k);

  /// The record that was walked last, as far as it was found.
  [[nodiscard]] const Frame& last() const { return *frames_.front(); }

  /// Gives that record away, for another frame to walk the next one with.
  void exchange(std::unique_ptr<Frame>& frame) { frames_.front().swap(frame); }

  /// Where bytes are missing, of which record, and how many there should have been.
  struct Shortfall {
    std::string field;
    std::int64_t offset;
    std::int64_t bytes;  ///< < 0: nobody can tell
  };
  [[nodiscard]] const Shortfall& shortfall() const { return shortfall_; }

  [[nodiscard]] const Bytes& bytes() const { return area_.bytes; }

  /// Values of formulas about the record that was walked last.
  [[nodiscard]] std::int64_t value(const Formula& formula);
  /// The same of a record that was found, in front of the field at a place of it.
  [[nodiscard]] std::int64_t value_in(const Frame& frame, const Place& place,
                                      const Formula& formula);

  // FormulaEnvironment: names that are not bound are those of the record that was walked last.
  [[nodiscard]] std::int64_t value_of(const NamePath& path) override;
  [[nodiscard]] std::int64_t count_of(const NamePath& path) override;
  [[nodiscard]] std::string_view text_of(const NamePath& path) override;
  [[nodiscard]] std::int64_t bound_value(const Binding& binding, const NamePath* path) override;
  [[nodiscard]] std::int64_t bound_count(const Binding& binding, const NamePath* path) override;
  [[nodiscard]] std::string_view bound_text(const Binding& binding, const NamePath* path) override;
  [[nodiscard]] std::int64_t read(const Field& field, std::int64_t offset) override;
  [[nodiscard]] std::int64_t offset_of(AddressKind kind, std::int64_t address) override;

 private:
  struct Found;

  [[nodiscard]] Frame& frame_at(std::size_t depth, const Layout& layout, const Frame* outer);
  [[nodiscard]] bool walk_frame(Frame& frame);
  [[nodiscard]] bool walk_nodes(const std::vector<PlanNode>& nodes);
  [[nodiscard]] bool walk_node(const PlanNode& node);
  [[nodiscard]] const PlanNode* walk_run(const PlanNode* first);
  [[nodiscard]] bool walk_counted(const PlanNode& node);
  [[nodiscard]] bool walk_value(const PlanNode& node);
  [[nodiscard]] bool walk_plain(const PlanNode& node, Place& place);
  [[nodiscard]] bool walk_stretch(const PlanNode& node, Place& place);
  [[nodiscard]] bool walk_each(const PlanNode& node, Place& place);
  [[nodiscard]] bool walk_one(const PlanNode& node, Place& place, std::int64_t k);
  [[nodiscard]] bool ends(const PlanNode& node, const Place& place, std::int64_t from);
  [[nodiscard]] bool skip(const PlanNode& node);
  [[nodiscard]] bool match(const PlanNode& node);
  [[nodiscard]] bool inside(const PlanNode& node);
  [[nodiscard]] bool elsewhere(const PlanNode& node);
  [[nodiscard]] bool choose(const PlanNode& node);

  [[nodiscard]] Error at_record(const Frame& frame, const Error& error) const;
  [[nodiscard]] Coded coded_at(const Place& place, std::int64_t offset);
  [[nodiscard]] std::int64_t amount(const Amount& amount, const PlanNode& node, const char* what);
  [[nodiscard]] std::int64_t number(const Formula& formula);
  /// The integer at a place, where a plain one of 64 bits stands there.
  [[nodiscard]] bool load_plain(const Place& place, std::int64_t& number) const {
    if (place.is_absent()) return false;
    const LoadInteger load = place.node->load[is_big(place.order) ? 1 : 0];
    return load != nullptr && load(at(place.offset), number);
  }
  [[nodiscard]] ByteOrder order_of(const PlanNode& node) const {
    if (!node.follows_order) return node.field.order;
    return is_mid(node.field.order) ? with_mid(order_) : order_;
  }
  [[nodiscard]] bool has(std::int64_t bytes) const {
    return bytes <= std::min(limit_, area_.bytes.size) - at_;
  }
  /// Whether so many bytes are here.
  [[nodiscard]] bool need(std::int64_t bytes) {
    return (maker_ == nullptr && has(bytes)) || need_more(bytes);
  }
  [[nodiscard]] bool need_more(std::int64_t bytes);
  [[nodiscard]] bool is_open() const { return !bounded_ && (maker_ != nullptr || !area_.is_whole); }
  [[nodiscard]] std::int64_t left(const PlanNode& node, std::int64_t unit) const;
  [[nodiscard]] bool make_plain(const PlanNode& node, const Place& place, std::int64_t count);
  void take_steps(std::int64_t steps);
  [[nodiscard]] const Frame& find_element(const Frame& frame, const Place& place, std::int64_t k);
  [[nodiscard]] bool decode(const PlanNode& node, std::int64_t from, Coded& coded);
  [[nodiscard]] std::string_view text_value(const Formula& formula);
  [[nodiscard]] const std::byte* at(std::int64_t offset) const { return area_.bytes.at(offset); }

  [[nodiscard]] Binding bind_to_last(const NamePath& path);
  void look_into_last();
  [[nodiscard]] Found find(const Binding& binding, const NamePath* path);
  [[nodiscard]] Found find_from(const Frame& frame, const Place& place, const NamePath* path,
                                std::size_t step);
  [[nodiscard]] static Found find_in_fixed(Found found, const NamePath& path, std::size_t step);
  [[nodiscard]] const Frame& looked_into(const Frame& frame, const Place& place, std::int64_t k);
  [[nodiscard]] Found last_value();
  [[nodiscard]] std::int64_t number_of(const Found& found);
  [[nodiscard]] const Frame& outer_frame(std::size_t levels) const;

  const Layout& layout_;
  const WalkArea& area_;
  RecordMaker* maker_;
  std::vector<std::unique_ptr<Frame>> frames_;  // by depth
  Frame* frame_ = nullptr;                      // being walked, or looked into
  const Frame* named_ = nullptr;                // whose names count in place of its
  std::size_t depth_ = 0;                       // of the frame that is walked
  std::size_t nesting_ = 0;                     // records and offsets in one another
  std::int64_t at_ = 0;                         // the byte that comes next
  std::int64_t limit_ = 0;                      // where what is walked ends
  bool bounded_ = false;                        // by a body of known size
  ByteOrder order_ = ByteOrder::Little;
  std::int64_t steps_ = 0;          // left for this record
  std::uint64_t serial_ = 0;        // of the frame that was begun last
  const PlanNode* node_ = nullptr;  // at work, for messages
  Shortfall shortfall_{};
  /// What "value" is.
  struct LastValue {
    const PlanNode* node;
    const Place* place;
    std::int64_t offset;
  };
  LastValue last_value_{};
  /// The coded value that was looked at last: number k of those that begin there.
  struct LastCoded {
    const PlanNode* node;
    std::int64_t begin;
    std::int64_t limit;
    std::int64_t k;
    Coded value;
  };
  LastCoded coded_{};
  std::int64_t decoded_ = 0;  // values that were, ever
  std::string text_{};
  std::unique_ptr<Walker> looking_;  // into records that names lead into
};

}  // namespace bview
