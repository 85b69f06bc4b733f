// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <chrono>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/core/parallel.hpp>

namespace bview {
namespace {

constexpr int kThreads[] = {1, 2, 3, 8, 40};

/// Refuses the write with this number.
class FullSink : public StringSink {
 public:
  explicit FullSink(int refused) : left_(refused) {}
  void write(std::string_view chunk) override {
    if (left_-- == 0) throw Error(Errc::File, "the sink is full");
    StringSink::write(chunk);
  }

 private:
  int left_;
};

std::string numbers(int count) {
  std::string text;
  for (int k = 0; k < count; ++k) text += fmt::format("{}\n", k);
  return text;
}

void append_number(std::int64_t k, TextBuffer& out) { out.append(fmt::format("{}\n", k)); }

TEST_CASE("chunks are written in order, on any number of threads") {
  for (const int threads : kThreads) {
    for (const int chunks : {0, 1, 2, 5, 1000}) {
      CAPTURE(threads);
      CAPTURE(chunks);
      StringSink sink;
      write_in_order(chunks, threads, append_number, sink);
      CHECK(sink.text() == numbers(chunks));
    }
  }
}

TEST_CASE("chunks that take different times to make are written in order") {
  // The first chunks are the slowest, so that all others wait for them; then chance decides.
  std::mt19937 random(1);
  std::vector<int> microseconds(200);
  for (std::size_t k = 0; k < microseconds.size(); ++k) {
    microseconds[k] = k < 2 ? 20'000 : static_cast<int>(random() % 500);
  }
  for (const int threads : kThreads) {
    CAPTURE(threads);
    StringSink sink;
    const auto make = [&](std::int64_t k, TextBuffer& out) {
      std::this_thread::sleep_for(
          std::chrono::microseconds(microseconds[static_cast<std::size_t>(k)]));
      append_number(k, out);
    };
    write_in_order(200, threads, make, sink);
    CHECK(sink.text() == numbers(200));
  }
}

TEST_CASE("chunks that have nothing in them are not made") {
  const auto has_some = [](std::int64_t k) { return k / 7 % 3 == 1 || k % 50 == 0; };
  for (const int threads : kThreads) {
    for (const int chunks : {0, 1, 2, 60, 1000}) {
      CAPTURE(threads);
      CAPTURE(chunks);
      std::string some;
      std::vector<std::int64_t> numbers_of_some;
      for (int k = 0; k < chunks; ++k) {
        if (!has_some(k)) continue;
        some += fmt::format("{}\n", k);
        numbers_of_some.push_back(k);
      }
      StringSink sink;
      std::vector<std::int64_t> written;
      const auto next = [&](std::int64_t k) {
        while (!has_some(k)) ++k;  // maybe on behind the last
        return k;
      };
      write_in_order(
          chunks, threads, append_number, sink, [&](std::int64_t k) { written.push_back(k); },
          next);
      CHECK(sink.text() == some);
      CHECK(written == numbers_of_some);
    }
  }
}

TEST_CASE("a chunk that cannot be made ends the work behind those before it") {
  for (const int threads : kThreads) {
    for (const int failing : {0, 1, 57, 99}) {
      CAPTURE(threads);
      CAPTURE(failing);
      StringSink sink;
      const auto make = [&](std::int64_t k, TextBuffer& out) {
        if (k >= failing) throw Error(Errc::File, fmt::format("chunk {} is gone", k));
        append_number(k, out);
      };
      CHECK_THROWS_WITH(write_in_order(100, threads, make, sink),
                        fmt::format("chunk {} is gone", failing).c_str());
      CHECK(sink.text() == numbers(failing));
    }
  }
}

TEST_CASE("a sink that refuses a chunk gets no other") {
  for (const int threads : kThreads) {
    for (const int refused : {0, 1, 57, 99}) {
      CAPTURE(threads);
      CAPTURE(refused);
      FullSink sink(refused);
      CHECK_THROWS_WITH(write_in_order(100, threads, append_number, sink), "the sink is full");
      CHECK(sink.text() == numbers(refused));
    }
  }
}

TEST_CASE("at least one core is usable") { CHECK(usable_cores() >= 1); }

}  // namespace
}  // namespace bview
