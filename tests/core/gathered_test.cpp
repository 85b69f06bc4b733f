// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include <bview/core/buffer.hpp>
#include <bview/core/gathered.hpp>

namespace bview {
namespace {

/// What a walk hands out of so many items: their bytes, where runs end, and what else runs say.
template <class Walk>
std::string walked(Walk walk, std::int64_t size) {
  std::string text;
  for (ItemRun run{}; walk.next(run);) {
    text += fmt::format("{} {} {}:", run.count, run.position, run.wrapped);
    for (std::int64_t k = 0; k < run.count; ++k) {
      text.append(reinterpret_cast<const char*>(run.data + k * run.step),
                  static_cast<std::size_t>(size));
    }
  }
  return text;
}

TEST_CASE("what is gathered is what a cursor finds, of any view, from anywhere") {
  std::mt19937 random(1);
  std::vector<std::byte> bytes(2'000'000);
  for (std::byte& each : bytes) each = static_cast<std::byte>(random());
  const Bytes all = Buffer::borrow(bytes).bytes();
  int gathered = 0;
  for (int round = 0; round < 1000; ++round) {
    constexpr std::int64_t kSizes[] = {1, 2, 3, 4, 5, 6, 8, 16};
    const std::int64_t size = kSizes[random() % std::size(kSizes)];
    Lengths shape(1 + random() % 3);
    for (std::int64_t& each : shape) each = 1 + static_cast<std::int64_t>(random() % 40);
    View view = View::contiguous(all, size, shape, static_cast<std::int64_t>(random() % 1000));
    for (std::size_t k = 0; k < shape.size(); ++k) {
      if (random() % 4 == 0) view = view.slice(k, {{}, {}, random() % 2 == 0 ? -1 : 3});
    }
    std::vector<std::size_t> order(shape.size());
    for (std::size_t k = 0; k < order.size(); ++k) order[k] = order.size() - 1 - k;
    if (random() % 3 == 0) std::shuffle(order.begin(), order.end(), random);
    view = view.transpose(order);
    const auto first = static_cast<std::int64_t>(random()) % view.size();
    const std::int64_t count = static_cast<std::int64_t>(random()) % (view.size() - first + 1);
    CAPTURE(round);
    CHECK(walked(GatheredRuns(view, size, first, count), size) ==
          walked(Cursor(view, first, count), size));
    std::vector<std::byte> into(static_cast<std::size_t>(view.size() * size));
    CHECK(walked(GatheredRuns(view, size, first, count, into.data()), size) ==
          walked(Cursor(view, first, count), size));
    CHECK(walked(GatheredRuns(view, size, 0, view.size()), size) ==
          walked(Cursor(view, 0, view.size()), size));
    const std::int64_t part = GatheredRuns::items_at_once(view, size, 1, 1000);
    CHECK(part >= 1);
    gathered += part > 1 ? 1 : 0;
  }
  CHECK(gathered > 100);
}

TEST_CASE("copies stand where they belong") {
  std::vector<std::byte> bytes(4 * 500 * 40);
  for (std::size_t k = 0; k < bytes.size(); ++k) bytes[k] = static_cast<std::byte>(k * k >> 7U);
  const View view = View::contiguous(Buffer::borrow(bytes).bytes(), 4, {500, 40}).transpose();
  std::vector<std::byte> into(bytes.size());
  GatheredRuns runs(view, 4, 0, view.size(), into.data());
  std::int64_t done = 0;
  for (ItemRun run{}; runs.next(run); done += run.count) {
    REQUIRE(runs.copied());
    CHECK(run.step == 4);
    CHECK(run.data == into.data() + done * 4);
  }
  CHECK(done == view.size());
}

TEST_CASE("what does not pay is left alone") {
  std::vector<std::byte> bytes(1 << 20);
  const Bytes all = Buffer::borrow(bytes).bytes();
  const auto at_once = [&](const View& view, std::int64_t size) {
    return GatheredRuns::items_at_once(view, size, 100, 10'000);
  };
  CHECK(at_once(View::contiguous(all, 4, {512, 512}), 4) == 100);
  CHECK(at_once(View::contiguous(all, 4, {512, 512}).transpose(), 4) == 16 * 512);
  CHECK(at_once(View::contiguous(all, 4, {512, 512}).transpose(), 0) == 100);
  CHECK(at_once(View::contiguous(all, 4, {512, 512}).transpose(), 5) == 100);
  CHECK(at_once(View::contiguous(all, 4, {1 << 17, 2}).transpose(), 4) == 100);  // long columns
  CHECK(at_once(View::contiguous(all, 4, {3, 1 << 16}).transpose(), 4) == 99);
  CHECK(at_once(View::contiguous(all, 4, {1 << 18}), 4) == 100);
  CHECK(at_once(View::contiguous(all, 4, {}), 4) == 100);
}

}  // namespace
}  // namespace bview
