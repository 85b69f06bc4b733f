// SPDX-License-Identifier: MIT
// app/chosen_dump.hpp - prints the items for which --where holds, as they are found.
//
// The selection is an axis that is a list (core/view.hpp), of which a block is in memory at a time;
// to the forms of output it is a view like any other.

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>

#include <bview/core/record_list.hpp>

#include "app/line_sink.hpp"
#include "app/session.hpp"
#include "app/streaming.hpp"

namespace bview {

class ChosenDump {
 public:
  /// `request` has a condition; of records that vary `records` are those in memory. Both, and
  /// `output`, outlive it. `begun`: what stands in front of the first item is printed already.
  ChosenDump(const ViewRequest& request, const Options& options, const StreamOutput& output,
             std::shared_ptr<const RecordList> records = nullptr, bool begun = false);

  /// Asks about the items [first, first + count) of `view`, which come behind those that were
  /// asked about before. Prints what was found when that is much.
  void add(const View& view, std::int64_t first, std::int64_t count);

  /// Prints all that was found, so that the last line is whole: nobody knows when more comes.
  void flush();

  /// Prints that, and what closes it.
  void finish();

  /// The condition holds for so many of all: where the last of them are asked for, and, if
  /// `in_advance`, for forms that have to know before they begin.
  void expect(std::int64_t count, bool in_advance);

  /// Whether those that --head asks for were found.
  [[nodiscard]] bool is_full() const { return most_ && found_ >= *most_; }

  /// Items that are all there, of which some are chosen.
  void look_at(const View& all) { ahead_ = all; }

  [[nodiscard]] bool begun() const { return begun_; }

 private:
  [[nodiscard]] std::unique_ptr<Renderer> renderer(std::int64_t count) const;
  void print(const Renderer& from, std::int64_t parts);
  void print_found();
  void forget();
  void check_total(bool holds) const;
  void take_ends(std::ptrdiff_t before);

  const ViewRequest& request_;
  const Options& options_;
  const StreamOutput& output_;
  std::shared_ptr<const RecordList> records_;
  LineSink lines_;
  TextBuffer out_;
  std::shared_ptr<ItemList> list_ = std::make_shared<ItemList>();
  View base_{};                       // among whose items was chosen last
  std::unique_ptr<Renderer> open_{};  // of all that may come
  std::optional<View> ahead_{};       // items that may be looked at before any is chosen
  std::optional<std::int64_t> total_{};
  std::optional<std::int64_t> most_{};  // items, of --head
  std::int64_t skip_ = 0;               // items in front of those of --tail
  std::int64_t found_ = 0;              // items
  std::int64_t flushed_ = 0;            // of these
  std::int64_t done_ = 0;               // parts
  bool begun_;
};

/// How many items of a view that is in memory whole are chosen; `on_part` hears which part of them
/// was asked about.
[[nodiscard]] std::int64_t count_chosen(const Selection& selection, const Condition& where,
                                        int threads, const OnProgress& on_part);

/// Prints them; `on_part` hears which part of them was asked about.
void dump_chosen(const Selection& selection, const ViewRequest& request, const Options& options,
                 const StreamOutput& output, const OnProgress& on_part);

}  // namespace bview
