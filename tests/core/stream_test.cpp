// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <algorithm>
#include <limits>
#include <string>

#include <bview/core/error.hpp>
#include <bview/core/stream.hpp>

#include "tests/support/errors.hpp"

namespace bview {
namespace {

constexpr std::int64_t kEverything = std::numeric_limits<std::int64_t>::max();

std::string arrived(const Stream& stream) {
  return {reinterpret_cast<const char*>(stream.bytes().at(0)),
          static_cast<std::size_t>(stream.size())};
}

std::string letters(std::size_t count) {
  std::string text(count, '\0');
  for (std::size_t k = 0; k < count; ++k) text[k] = static_cast<char>('a' + k * k % 23);
  return text;
}

TEST_CASE("bytes stand at their offsets as they arrive, up to the limit") {
  for (const std::int64_t limit :
       {std::int64_t{0}, std::int64_t{4}, std::int64_t{7}, kEverything}) {
    for (const std::size_t step : {1U, 3U, 100U}) {
      CAPTURE(limit);
      CAPTURE(step);
      StringSource source("abcdefg", step);
      Stream stream(source, 0, limit, "the source");
      std::string before;
      while (stream.wait_for_more()) {
        CHECK(arrived(stream).starts_with(before));
        CHECK(arrived(stream).size() > before.size());
        before = arrived(stream);
      }
      CHECK(before == std::string("abcdefg").substr(
                          0, static_cast<std::size_t>(std::min<std::int64_t>(limit, 7))));
      CHECK_FALSE(stream.wait_for_more());
    }
  }
}

TEST_CASE("of a long stream that is in memory which was not given back") {
  const std::string text = letters(std::size_t{40} << 20U);
  StringSource source(text, 300'000);
  Stream stream(source, 0, kEverything, "the source");
  constexpr std::int64_t kKept = 100'000;
  while (stream.wait_for_more()) {
    const std::int64_t from = std::max<std::int64_t>(0, stream.size() - kKept);
    const std::string_view kept = std::string_view(text).substr(
        static_cast<std::size_t>(from), static_cast<std::size_t>(stream.size() - from));
    const auto* seen = reinterpret_cast<const char*>(stream.bytes().at(from));
    REQUIRE(std::string_view(seen, kept.size()) == kept);
    stream.give_back(from);
  }
  CHECK(stream.size() == static_cast<std::int64_t>(text.size()));
  CHECK(stream.bytes().first > stream.size() - (std::int64_t{8} << 20));
}

TEST_CASE("what is kept stays, however much it is") {
  const std::string text = letters(std::size_t{5} << 20U);
  StringSource source(text, 300'000);
  Stream stream(source, 0, kEverything, "the source");
  while (stream.wait_for_more()) continue;
  CHECK(arrived(stream) == text);
}

TEST_CASE("a stream begins where it is told to") {
  for (const std::int64_t end : {std::int64_t{6}, std::int64_t{20}, kEverything}) {
    StringSource source("abcdefghij", 4);
    Stream stream(source, 3, end, "the source");
    while (stream.wait_for_more()) continue;
    CHECK(stream.size() == std::min<std::int64_t>(end, 10));
    CHECK(stream.bytes().first == 3);
    CHECK(*stream.bytes().at(3) == std::byte{'d'});
    StringSource short_source("ab");
    Stream short_stream(short_source, 3, end, "the source");
    CHECK_FALSE(short_stream.wait_for_more());
    CHECK_FALSE(short_stream.wait_for_more());
    CHECK(short_stream.size() == 2);
  }
}

/// Gives one byte, and then an error.
class BrokenSource : public Source {
 public:
  [[nodiscard]] std::size_t read(std::span<char> into) override {
    if (broken_) throw Error(Errc::File, "cannot read the source");
    broken_ = true;
    into.front() = 'x';
    return 1;
  }

 private:
  bool broken_ = false;
};

TEST_CASE("what cannot be read is said, and what was read is there") {
  BrokenSource source;
  Stream stream(source, 0, kEverything, "the source");
  CHECK(stream.wait_for_more());
  CHECK(testing::message_of([&] { return stream.wait_for_more(); }) == "cannot read the source");
  CHECK(arrived(stream) == "x");
}

}  // namespace
}  // namespace bview
