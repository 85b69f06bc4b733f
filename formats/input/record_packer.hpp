// SPDX-License-Identifier: MIT
// formats/input/record_packer.hpp - records of varying size, made from the values that are given.
//
// The plan is followed as it is when records are found (core/walk.hpp): a count that a formula
// gives must be that of the values, and where nothing gives one, the values do. What M leaves of
// its bytes, and what is skipped, is zero.

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include <bview/core/record_maker.hpp>
#include <bview/core/walk.hpp>
#include <bview/formats/input/given_record.hpp>

namespace bview {

class RecordPacker : private RecordMaker {
 public:
  /// The layout has a plan and outlives the packer.
  /// \throws Error{Errc::BadUsage} where the plan looks at other places of a file, or only some
  ///         fields are selected.
  explicit RecordPacker(const Layout& layout);
  ~RecordPacker() override;

  /// The bytes of the next record, valid until the one behind it.
  /// \throws Error{Errc::BadValue} or Error{Errc::BadShape} that names the field.
  [[nodiscard]] std::span<const std::byte> pack(GivenRecord& given);

 private:
  void make_room(std::int64_t offset, std::int64_t size) override;
  void put_bytes(std::int64_t offset, std::string_view bytes) override;
  void put(const PlanNode& node, const Place& place, std::span<const std::int64_t> shape) override;
  void put_coded(const PlanNode& node, std::int64_t k, std::int64_t offset) override;
  [[nodiscard]] std::int64_t given(const PlanNode& node) override;
  void enter(const PlanNode& node, std::int64_t k) override;
  void leave() override;
  void finish(const PlanNode& node, std::span<const std::int64_t> shape) override;

  [[nodiscard]] GivenRecord& current() { return inner_.empty() ? *given_ : *inner_.back(); }
  [[nodiscard]] std::int64_t units_of(const PlanNode& node, std::int64_t k);
  void put_unions(const PlanNode& node, const Field& field, std::byte* to);
  [[nodiscard]] bool fits(const PlanNode& node, std::int64_t k, std::int64_t units);

  const Layout& layout_;
  WalkArea area_{};
  std::vector<std::byte> bytes_{};  // of the record
  std::unique_ptr<Walker> walker_;
  std::int64_t offset_ = 0;  // of the record among all
  std::int64_t number_ = 0;
  GivenRecord* given_ = nullptr;
  std::vector<std::unique_ptr<GivenRecord>> inner_{};  // records inside that are being made
  std::vector<const Layout*> layouts_{};               // of the record, and of those
};

}  // namespace bview
