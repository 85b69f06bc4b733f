// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <unistd.h>

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <bview/core/holes.hpp>
#include <bview/core/mapping.hpp>

#include "tests/support/sparse.hpp"

namespace bview {
namespace {

constexpr std::size_t kSize = 2'000'123;

/// Whether stretches follow one another to the end, and those that are said to be holes are zeros.
bool are_true(const Holes& holes, std::string_view text) {
  const auto end = static_cast<std::int64_t>(text.size());
  for (std::int64_t at = 0; at < end;) {
    const Holes::Stretch found = holes.at(at);
    if (found.end <= at || found.end > end) return false;
    const auto part =
        text.substr(static_cast<std::size_t>(at), static_cast<std::size_t>(found.end - at));
    if (found.zeros && part.find_first_not_of('\0') != std::string_view::npos) return false;
    at = found.end;
  }
  return true;
}

TEST_CASE("what is said to be a hole is zeros, and all bytes belong to a stretch") {
  for (unsigned seed = 0; seed < 20; ++seed) {
    CAPTURE(seed);
    const testing::SparseTwins twins(kSize, seed);
    const Buffer buffer = map_file(twins.sparse(), Access::Read);
    const Holes holes(buffer.bytes());
    CHECK(are_true(holes, twins.text()));
    CHECK(are_true(holes, twins.text()));  // from the start, once more
    std::vector<std::jthread> threads;
    std::vector<int> found(4);
    for (int& each : found) {
      threads.emplace_back([&] { each = are_true(holes, twins.text()) ? 1 : 0; });
    }
    threads.clear();
    CHECK(found == std::vector<int>{1, 1, 1, 1});
  }
}

TEST_CASE("a hole is found, where the system tells") {
  const testing::TemporaryFolder folder;
  const std::string path = folder.file("hole", "begin");
  std::filesystem::resize_file(path, 1 << 20);
  const Buffer buffer = map_file(path, Access::Read);
  const Holes holes(buffer.bytes());
  if (!holes.at(500'000).zeros) return;  // it does not
  CHECK(holes.at(500'000).end == 1 << 20);
  CHECK(holes.has({500'000, 1000}));
  CHECK(!holes.has({0, 1000}));
  CHECK(!holes.has({4, 500'000}));
  // What is gone is no hole: who looks at it hears of it.
  std::filesystem::resize_file(path, 5);
  CHECK(!Holes(buffer.bytes()).at(500'000).zeros);
}

TEST_CASE("the position in the file stays where it is, also while holes are asked for") {
  const testing::SparseTwins twins(kSize, 1);
  const Buffer buffer = map_file(twins.sparse(), Access::Read);
  const int descriptor = descriptor_of(buffer.bytes());
  REQUIRE(::lseek(descriptor, 77, SEEK_SET) == 77);
  std::atomic<bool> asked = false;
  std::jthread asks([&] {
    for (int n = 0; n < 500; ++n) static_cast<void>(are_true(Holes(buffer.bytes()), twins.text()));
    asked = true;
  });
  // Who shares the position, as the processes of a pipeline do, reads on from there.
  bool stayed = true;
  while (!asked) stayed = stayed && ::lseek(descriptor, 0, SEEK_CUR) == 77;
  CHECK(stayed);
  CHECK(::lseek(descriptor, 0, SEEK_CUR) == 77);
}

TEST_CASE("of what is no file that is mapped for reading all is data") {
  std::string zeros(100'000, '\0');
  const Holes holes(Buffer::borrow(zeros).bytes());
  CHECK(holes.at(50'000).end == 100'000);
  CHECK(!holes.at(50'000).zeros);
}

}  // namespace
}  // namespace bview
