// SPDX-License-Identifier: MIT
// core/buffer.hpp - bytes and their lifetime.
//
// A Buffer is what a View looks into: memory that it owns, a mapped file
// (core/mapping.hpp), or the elements of any contiguous C++ range, which the
// caller keeps alive. Copies share the bytes; the last one frees them.

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <ranges>
#include <type_traits>
#include <utility>
#include <vector>

#include <bview/core/public.hpp>
#include <bview/core/view.hpp>

namespace BVIEW_PUBLIC bview {

class Buffer {
 public:
  Buffer() = default;

  /// `bytes` stay valid as long as a copy of `owner` lives; null: the caller sees to it.
  Buffer(Bytes bytes, std::shared_ptr<const void> owner)
      : bytes_(bytes), owner_(std::move(owner)) {}

  /// Takes bytes over. Writable.
  [[nodiscard]] static Buffer own(std::vector<std::byte> bytes) {
    auto owner = std::make_shared<std::vector<std::byte>>(std::move(bytes));
    const Bytes seen{owner->data(), static_cast<std::int64_t>(owner->size()), false};
    return {seen, std::move(owner)};
  }

  /// Looks at the elements of a range, without copying or owning them. Read-only
  /// when the range or its elements are const.
  template <std::ranges::contiguous_range Range>
  requires std::is_trivially_copyable_v<std::ranges::range_value_t<Range>>
  [[nodiscard]] static Buffer borrow(Range& range) {
    using Element = std::remove_reference_t<std::ranges::range_reference_t<Range>>;
    const auto size = std::ranges::size(range) * sizeof(Element);
    const void* data = std::ranges::data(range);
    Bytes seen{nullptr, static_cast<std::int64_t>(size), std::is_const_v<Element>};
    // `readonly` stands guard from here on: writers look at it, not at the pointer.
    seen.data = static_cast<std::byte*>(const_cast<void*>(data));
    return {seen, nullptr};
  }

  [[nodiscard]] const Bytes& bytes() const { return bytes_; }
  [[nodiscard]] std::int64_t size() const { return bytes_.size; }
  [[nodiscard]] bool readonly() const { return bytes_.readonly; }
  [[nodiscard]] const std::shared_ptr<const void>& owner() const { return owner_; }

 private:
  Bytes bytes_;
  std::shared_ptr<const void> owner_;
};

}  // namespace bview
