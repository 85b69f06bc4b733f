// SPDX-License-Identifier: MIT

#include <algorithm>
#include <vector>

#include <bview/core/align.hpp>
#include <bview/core/anchors.hpp>
#include <bview/core/compare.hpp>
#include <bview/core/myers.hpp>

namespace bview {
namespace {

class Aligner {
 public:
  Aligner(std::span<const std::byte> a, std::span<const std::byte> b,
          const std::function<void(const Hunk&)>& visit, const AlignLimits& limits,
          const OnProgress& on_progress)
      : a_(a),
        b_(b),
        visit_(visit),
        limits_(limits),
        on_progress_(on_progress),
        steps_(limits.steps_per_byte * whole().size() + limits.steps),
        myers_(a, b, steps_) {}

  std::int64_t run() {
    solve(whole(), 0);
    end_hunk();
    return coarse_;
  }

 private:
  [[nodiscard]] AlignBox whole() const { return {0, std::ssize(a_), 0, std::ssize(b_)}; }

  void solve(const AlignBox& outer, int depth) {
    constexpr int kDeepest = 8;
    const AlignBox box = myers_.shrunk(outer);
    if (box.size() > limits_.exact && box.a_size() > 0 && box.b_size() > 0 && depth < kDeepest &&
        steps_ > 0) {
      constexpr std::int64_t kBytesAtOnce = 4;
      steps_ -= box.size() / kBytesAtOnce;
      const std::vector<Anchor> anchors = find_anchors(a_, b_, box);
      if (!anchors.empty()) return solve_between(box, anchors, depth + 1);
    }
    const std::int64_t most = box.size() <= limits_.exact ? box.size() : limits_.most_edits;
    if (myers_.solve(box, most, [this](const AlignBox& part) { add(part); })) return;
    ++coarse_;
    add(box);
  }

  /// What is in front of each anchor, and behind the last. Anchors grow as far as bytes agree.
  void solve_between(const AlignBox& box, const std::vector<Anchor>& anchors, int depth) {
    AlignBox left = box;
    for (const Anchor& anchor : anchors) {
      // The one before may have grown over it.
      if (anchor.a < left.a_begin || anchor.b < left.b_begin) continue;
      solve({left.a_begin, anchor.a, left.b_begin, anchor.b}, depth);
      const std::int64_t in_a = anchor.a + anchor.size;
      const std::int64_t in_b = anchor.b + anchor.size;
      const std::int64_t more = agreeing_bytes(a_.data() + in_a, b_.data() + in_b,
                                               std::min(box.a_end - in_a, box.b_end - in_b));
      left.a_begin = in_a + more;
      left.b_begin = in_b + more;
      if (on_progress_) {
        on_progress_(static_cast<double>(left.a_begin) / static_cast<double>(a_.size()));
      }
    }
    solve(left, depth);
  }

  /// Joins what touches.
  void add(const AlignBox& box) {
    const bool touches = box.a_begin == hunk_.a_end && box.b_begin == hunk_.b_end;
    if (!touches) {
      end_hunk();
      hunk_ = {box.a_begin, box.a_begin, box.b_begin, box.b_begin};
    }
    hunk_.a_end = box.a_end;
    hunk_.b_end = box.b_end;
  }

  void end_hunk() {
    if (hunk_.size() == 0) return;
    visit_({{hunk_.a_begin, hunk_.a_size()}, {hunk_.b_begin, hunk_.b_size()}});
  }

  std::span<const std::byte> a_;
  std::span<const std::byte> b_;
  const std::function<void(const Hunk&)>& visit_;
  const AlignLimits& limits_;
  const OnProgress& on_progress_;
  std::int64_t steps_;  // that may still be done
  Myers myers_;
  AlignBox hunk_{0, 0, 0, 0};
  std::int64_t coarse_ = 0;
};

}  // namespace

std::int64_t align(std::span<const std::byte> a, std::span<const std::byte> b,
                   const std::function<void(const Hunk&)>& visit, const AlignLimits& limits,
                   const OnProgress& on_progress) {
  return Aligner(a, b, visit, limits, on_progress).run();
}

}  // namespace bview
