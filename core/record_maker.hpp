// SPDX-License-Identifier: MIT
// core/record_maker.hpp - who makes a record of varying size, while a plan is followed.
//
// The same walk that finds the fields of a record (core/walk.hpp) leads through one that is being
// made: in front of each step a maker puts the bytes there that the walk is going to look at, so
// that formulas see what was made. Who makes them knows the values (formats/input).

#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include <bview/core/public.hpp>
#include <bview/core/record_plan.hpp>

namespace BVIEW_PUBLIC bview {

struct Place;

class RecordMaker {
 public:
  RecordMaker() = default;
  RecordMaker(const RecordMaker&) = delete;
  RecordMaker& operator=(const RecordMaker&) = delete;
  virtual ~RecordMaker() = default;

  // All of them throw Error{Errc::BadValue} where the values that are given do not fit.

  /// Sees to it that these bytes are there, zeros where nothing was made yet.
  virtual void make_room(std::int64_t offset, std::int64_t size) = 0;
  /// Puts bytes of the plan's own there.
  virtual void put_bytes(std::int64_t offset, std::string_view bytes) = 0;
  /// Puts the values there that lie one behind the other, an array of `shape`.
  virtual void put(const PlanNode& node, const Place& place,
                   std::span<const std::int64_t> shape) = 0;
  /// The same of the k-th of values that tell their size.
  virtual void put_coded(const PlanNode& node, std::int64_t k, std::int64_t offset) = 0;

  /// How many values, or units of a text, are given where nothing else tells how many there are.
  [[nodiscard]] virtual std::int64_t given(const PlanNode& node) = 0;
  /// The k-th of the records of a node begins, and ends.
  virtual void enter(const PlanNode& node, std::int64_t k) = 0;
  virtual void leave() = 0;
  /// So many values were made of those that are made one after another.
  virtual void finish(const PlanNode& node, std::span<const std::int64_t> shape) = 0;
};

}  // namespace bview
