// SPDX-License-Identifier: MIT
// What `bview diff -t patch A B` writes makes B of A, and A again when it is undone; and what diff
// finds equal is left alone.

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <chrono>
#include <random>
#include <string>

#include "tests/cli/shell.hpp"
#include "tests/support/temporary.hpp"

namespace bview {
namespace {

using namespace std::chrono_literals;

class PatchTrip {
 public:
  PatchTrip() {
    for (char& each : a_) each = static_cast<char>(random_() % 3);
    b_ = a_;
    const auto edits = random_() % 12;
    for (std::size_t k = 0; k < edits; ++k) {
      const std::size_t at = random_() % b_.size();
      for (std::size_t n = at; n < b_.size() && n < at + random_() % 9; ++n) {
        b_[n] = static_cast<char>(random_());
      }
    }
  }

  /// `view` are options for diff. Of what it does not look at nothing is said.
  void check(const std::string& view, bool all_bytes) {
    const std::string a = folder_.file("a", a_);
    const std::string b = folder_.file("b", b_);
    const std::string c = folder_.file("c", a_);
    const std::string command = fmt::format(
        "bview diff {1} {2} {0} -t patch > p; bview patch {3} --from patch p -q --no-sync && "
        "bview diff {3} {2} {0} && cp {3} {3}.made && bview undo {3} -q --no-sync",
        view, a, b, c);
    CAPTURE(command);
    const auto outcome = shell_.run(command, 10s);
    REQUIRE(outcome);
    CHECK(outcome->out == "");
    // A patch that changes nothing leaves nothing to undo.
    const bool any = a_ != b_ && testing::content_of(folder_.path("c.made")) != a_;
    if (any) CHECK(outcome->err == "");
    CHECK(testing::content_of(c) == a_);
    if (all_bytes) CHECK(testing::content_of(folder_.path("c.made")) == b_);
  }

 private:
  static inline std::mt19937 random_{1};
  std::string a_ = std::string(360, '\0');
  std::string b_{};
  const testing::TemporaryFolder folder_;
  const testing::Shell shell_{BVIEW_EXE};
};

TEST_CASE("a patch from diff makes the other file") {
  for (int k = 0; k < 12; ++k) {
    PatchTrip trip;
    trip.check("", true);
    trip.check("-f '<hI2s'", true);
    trip.check("-f '<d' -i ::2", false);
    trip.check("-f '<h:a: xf:b: 3s|cstr:c: H|bits(x:3, y:5):d:' --ignore d.y", false);
    trip.check("-f '<3[u12]B' -s -1,3 -o 0 --rest", false);
    trip.check("-f 'U{<I:whole:4B:parts:}:u: 4x'", false);
    trip.check("-f '<f' --atol 1e-3 --rtol 0.1", false);
  }
}

}  // namespace
}  // namespace bview
