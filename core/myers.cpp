// SPDX-License-Identifier: MIT

#include <algorithm>
#include <cstdlib>
#include <limits>

#include <bview/core/compare.hpp>
#include <bview/core/myers.hpp>

namespace bview {
namespace {

/// No path is on that diagonal.
constexpr std::int64_t kNone = std::numeric_limits<std::int64_t>::min() / 2;

bool is_odd(std::int64_t number) { return number % 2 != 0; }

}  // namespace

void Myers::Front::begin(std::int64_t most) {
  middle = most + 1;
  const auto size = static_cast<std::size_t>(2 * middle + 1);
  if (reach.size() < size) reach.resize(size);
}

AlignBox Myers::shrunk(AlignBox box) const {
  const std::int64_t front = agreeing_bytes(a_.data() + box.a_begin, b_.data() + box.b_begin,
                                            std::min(box.a_size(), box.b_size()));
  box.a_begin += front;
  box.b_begin += front;
  const std::int64_t both = std::min(box.a_size(), box.b_size());
  const std::int64_t back =
      agreeing_bytes_at_end(a_.data() + box.a_end - both, b_.data() + box.b_end - both, both);
  box.a_end -= back;
  box.b_end -= back;
  return box;
}

/// How many bytes agree on the way from a point, which is counted from a corner.
std::int64_t Myers::agreeing(const AlignBox& box, bool backward, std::int64_t in_a,
                             std::int64_t in_b) {
  constexpr std::int64_t kBytesAtOnce = 32;
  const std::int64_t most = std::min(box.a_size() - in_a, box.b_size() - in_b);
  if (most <= 0) return 0;
  const std::byte* const a = a_.data() + (backward ? box.a_end - in_a - most : box.a_begin + in_a);
  const std::byte* const b = b_.data() + (backward ? box.b_end - in_b - most : box.b_begin + in_b);
  const std::int64_t first = backward ? most - 1 : 0;
  if (a[first] != b[first]) return 0;
  const std::int64_t count =
      backward ? agreeing_bytes_at_end(a, b, most) : agreeing_bytes(a, b, most);
  steps_ -= count / kBytesAtOnce;
  return count;
}

/// The furthest point, in A, to which a path with one edit more comes on a diagonal without the
/// bytes that agree behind it.
std::int64_t Myers::step(Front& front, const AlignBox& box, std::int64_t edits,
                         std::int64_t diagonal) {
  if (edits == 0) return 0;
  // A byte of A less, from the diagonal below; a byte of B more, from the one above.
  std::int64_t right = front.at(diagonal - 1);
  right = right == kNone || right >= box.a_size() ? kNone : right + 1;
  std::int64_t down = front.at(diagonal + 1);
  if (down != kNone && down - diagonal > box.b_size()) down = kNone;
  return std::max(right, down);
}

Myers::Snake Myers::middle(const AlignBox& box, std::int64_t most, Give give) {
  const std::int64_t a_size = box.a_size();
  const std::int64_t b_size = box.b_size();
  const std::int64_t delta = a_size - b_size;
  const std::int64_t last = (std::min(most, box.size()) + 1) / 2;
  forward_.begin(last);
  backward_.begin(last);
  for (std::int64_t edits = 0; edits <= last; ++edits) {
    for (const bool backward : {false, true}) {
      Front& here = backward ? backward_ : forward_;
      Front& there = backward ? forward_ : backward_;
      here.at(edits + 1) = here.at(-edits - 1) = kNone;
      // The other front has as many edits, or one less.
      const std::int64_t there_has = backward ? edits : edits - 1;
      const bool may_meet = is_odd(delta) != backward;
      for (std::int64_t diagonal = -edits; diagonal <= edits; diagonal += 2) {
        const std::int64_t begin = step(here, box, edits, diagonal);
        here.at(diagonal) = begin;
        if (begin == kNone) continue;
        const std::int64_t count = agreeing(box, backward, begin, begin - diagonal);
        const std::int64_t end = begin + count;
        here.at(diagonal) = end;
        const std::int64_t facing = delta - diagonal;
        if (!may_meet || std::abs(facing) > there_has) continue;
        if (end + there.at(facing) < a_size) continue;
        if (backward) {
          return {edits,          edits,
                  a_size - end,   b_size - (end - diagonal),
                  a_size - begin, b_size - (begin - diagonal)};
        }
        return {edits, edits - 1, begin, begin - diagonal, end, end - diagonal};
      }
      steps_ -= edits + 1;
    }
    if (steps_ < 0 && give == Give::Up) break;
  }
  return {0, -1, 0, 0, 0, 0};
}

void Myers::divide(const AlignBox& box, const Snake& snake, const Visit& visit) {
  solve_part({box.a_begin, box.a_begin + snake.a_begin, box.b_begin, box.b_begin + snake.b_begin},
             snake.before, visit);
  solve_part({box.a_begin + snake.a_end, box.a_end, box.b_begin + snake.b_end, box.b_end},
             snake.behind, visit);
}

/// A part of a path that was found: it has so many edits.
void Myers::solve_part(const AlignBox& part, std::int64_t edits, const Visit& visit) {
  const AlignBox box = shrunk(part);
  if (box.size() == 0) return;
  if (box.a_size() == 0 || box.b_size() == 0) return visit(box);
  divide(box, middle(box, edits, Give::Never), visit);
}

bool Myers::solve(const AlignBox& whole, std::int64_t most, const Visit& visit) {
  const AlignBox box = shrunk(whole);
  if (box.a_size() == 0 || box.b_size() == 0) {
    if (box.size() > 0) visit(box);
    return true;
  }
  if (steps_ < 0) return false;
  const Snake snake = middle(box, most, Give::Up);
  if (snake.behind < 0) return false;
  divide(box, snake, visit);
  return true;
}

}  // namespace bview
