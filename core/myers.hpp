// SPDX-License-Identifier: MIT
// core/myers.hpp - the shortest list of insertions and deletions between two runs of bytes.
//
// Source: E. W. Myers, "An O(ND) Difference Algorithm and Its Variations", 1986; in linear space,
// by the middle snake of its section 4b.

#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace bview {

/// A stretch of A and one of B.
struct AlignBox {
  std::int64_t a_begin;
  std::int64_t a_end;
  std::int64_t b_begin;
  std::int64_t b_end;

  [[nodiscard]] std::int64_t a_size() const { return a_end - a_begin; }
  [[nodiscard]] std::int64_t b_size() const { return b_end - b_begin; }
  [[nodiscard]] std::int64_t size() const { return a_size() + b_size(); }
};

class Myers {
 public:
  /// Hears of a box that is empty on one side: its bytes of A are deleted, or those of B inserted.
  using Visit = std::function<void(const AlignBox&)>;

  /// `steps` is the work that may be done; each search takes from it what it costs.
  Myers(std::span<const std::byte> a, std::span<const std::byte> b, std::int64_t& steps)
      : a_(a), b_(b), steps_(steps) {}

  /// Takes the bytes off both ends that agree.
  [[nodiscard]] AlignBox shrunk(AlignBox box) const;

  /// Visits the shortest list of a box, in order; false where that has more than `most` bytes, or
  /// the work is done that may be, and nothing was visited.
  [[nodiscard]] bool solve(const AlignBox& whole, std::int64_t most, const Visit& visit);

 private:
  /// The middle of the shortest path through a box: bytes that agree, perhaps none, from the first
  /// of these points to the second.
  struct Snake {
    std::int64_t before;  ///< edits on the path in front of it, and
    std::int64_t behind;  ///< behind it; < 0: more than are looked for
    std::int64_t a_begin;
    std::int64_t b_begin;
    std::int64_t a_end;
    std::int64_t b_end;
  };
  /// How far paths of so many edits come on each diagonal, from one corner of the box.
  struct Front {
    std::vector<std::int64_t> reach{};
    std::int64_t middle = 0;  // where diagonal 0 stands

    void begin(std::int64_t most);
    [[nodiscard]] std::int64_t& at(std::int64_t diagonal) {
      return reach[static_cast<std::size_t>(middle + diagonal)];
    }
  };

  enum class Give { Up, Never };
  [[nodiscard]] Snake middle(const AlignBox& box, std::int64_t most, Give give);
  [[nodiscard]] std::int64_t step(Front& front, const AlignBox& box, std::int64_t edits,
                                  std::int64_t diagonal);
  [[nodiscard]] std::int64_t agreeing(const AlignBox& box, bool backward, std::int64_t in_a,
                                      std::int64_t in_b);
  void divide(const AlignBox& box, const Snake& snake, const Visit& visit);
  void solve_part(const AlignBox& part, std::int64_t edits, const Visit& visit);

  std::span<const std::byte> a_;
  std::span<const std::byte> b_;
  std::int64_t& steps_;
  Front forward_{};
  Front backward_{};
};

}  // namespace bview
