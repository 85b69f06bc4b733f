// SPDX-License-Identifier: MIT

#include "app/record_source.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <bview/formats/syntax/format_string.hpp>
#include <bview/formats/syntax/formula_text.hpp>

#include "tests/support/errors.hpp"

namespace bview {
namespace {

using namespace std::string_literals;

constexpr std::size_t kWhole = 0;

/// `bytes` as a file, or as a stream that gives `step` of them at a time.
Input input_of(const std::string& bytes, std::size_t step = kWhole) {
  Input input;
  input.name = "'a.bin'";
  if (step != kWhole) {
    input.stream = std::make_unique<StringSource>(bytes, step);
    return input;
  }
  const auto* const data = reinterpret_cast<const std::byte*>(bytes.data());
  input.buffer = Buffer::own({data, data + bytes.size()});
  return input;
}

ViewRequest request_of(const char* format) {
  ViewRequest request;
  request.layout = as_varying(parse_format(format));
  return request;
}

using Extents = std::vector<std::pair<std::int64_t, std::int64_t>>;

/// All records from the first one on, block by block.
Extents all_of(RecordSource& source) {
  Extents all;
  while (source.reach(std::ssize(all))) {
    const RecordList& list = *source.records();
    for (const Extent& record : list.records) all.emplace_back(record.offset, record.size);
  }
  CHECK(source.found() == std::ssize(all));
  return all;
}

std::string error_of(const RecordSource& source) {
  return source.error() ? source.error()->what() : "";
}

/// Records of "B:n: {n}s:t:", and where they lie.
std::string some_records(unsigned seed, std::size_t count, Extents& extents) {
  std::mt19937 random(seed);
  std::string bytes;
  for (std::size_t k = 0; k < count; ++k) {
    const std::size_t n = random() % (k % 7 == 0 ? 256 : 8);
    extents.emplace_back(std::ssize(bytes), n + 1);
    bytes += static_cast<char>(n) + std::string(n, 'x');
  }
  return bytes;
}

TEST_CASE("a file and a stream have the same records, however it arrives") {
  Extents want;
  const std::string bytes = some_records(1, 3000, want);
  const ViewRequest request = request_of("B:n: {n}s:t:");
  for (const std::size_t step : {kWhole, std::size_t{1}, std::size_t{100}, std::size_t{65536}}) {
    CAPTURE(step);
    Input input = input_of(bytes, step);
    RecordSource source(input, request);
    CHECK(all_of(source) == want);
    CHECK(error_of(source) == "");
  }
}

TEST_CASE("a file is gone back in, to any record, over many blocks") {
  Extents want;
  const std::string bytes = some_records(2, 100'000, want);
  const ViewRequest request = request_of("B:n: {n}s:t:");
  Input input = input_of(bytes);
  RecordSource source(input, request);
  CHECK(source.count_all() == std::ssize(want));
  std::mt19937 random(3);
  for (int k = 0; k < 300; ++k) {
    const auto n = static_cast<std::int64_t>(random() % want.size());
    REQUIRE(source.reach(n));
    const Extent& record = source.records()->at(n);
    REQUIRE(std::pair(record.offset, record.size) == want[static_cast<std::size_t>(n)]);
  }
  CHECK_FALSE(source.reach(std::ssize(want)));
  CHECK(source.found() == std::ssize(want));
  CHECK(std::ssize(source.records()->records) < 20'000);
}

TEST_CASE("what was found of a record is there as long as it is in memory") {
  Extents want;
  const std::string bytes = some_records(6, 10'000, want);
  const ViewRequest request = request_of("B:n: {n}s:t:");
  for (const std::size_t step : {kWhole, std::size_t{777}}) {
    Input input = input_of(bytes, step);
    RecordSource source(input, request);
    std::int64_t seen = 0;
    const auto check_block = [&] {
      const RecordList& list = *source.records();
      for (std::int64_t n = list.first; n < list.end(); ++n, ++seen) {
        const Frame* frame = list.frame(n);
        REQUIRE(frame != nullptr);
        REQUIRE(frame->index == n);
        const auto& [offset, size] = want[static_cast<std::size_t>(n)];
        REQUIRE(std::pair(frame->begin, frame->end) == std::pair(offset, offset + size));
        REQUIRE(frame->places[1].offset == offset + 1);
        REQUIRE(frame->places[1].length == size - 1);
      }
    };
    while (source.reach(seen)) check_block();
    CHECK(seen == std::ssize(want));
    if (step != kWhole) continue;
    REQUIRE(source.reach(17));
    check_block();
  }
}

TEST_CASE("behind a damaged record there are none, also when it is met again") {
  Extents want;
  const std::string bytes = some_records(4, 40'000, want) + "\xff";
  const ViewRequest request = request_of("B:n: {n}s:t:");
  for (const std::size_t step : {kWhole, std::size_t{1000}}) {
    Input input = input_of(bytes, step);
    RecordSource source(input, request);
    CHECK(all_of(source) == want);
    const std::string error = error_of(source);
    CHECK(error.starts_with("record 40000 at offset "));
    CHECK(error.find("'t' at offset") != std::string::npos);
    CHECK(error.find("takes 255 bytes") != std::string::npos);
    if (step != kWhole) continue;
    CHECK(source.reach(5));
    CHECK(source.count_all() == std::ssize(want));
    CHECK(error_of(source) == error);
  }
}

TEST_CASE("wherever a file is cut off, whole records are found and then an error") {
  Extents want;
  const std::string bytes = some_records(5, 20, want);
  const ViewRequest request = request_of("B:n: {n}s:t:");
  ViewRequest rest = request;
  rest.window.rest = true;
  for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
    CAPTURE(cut);
    Extents whole;
    bool at_end = cut == 0;
    for (const auto& record : want) {
      const std::int64_t end = record.first + record.second;
      if (end <= static_cast<std::int64_t>(cut)) whole.push_back(record);
      at_end = at_end || end == static_cast<std::int64_t>(cut);
    }
    for (const std::size_t step : {kWhole, std::size_t{3}}) {
      Input input = input_of(bytes.substr(0, cut), step);
      RecordSource source(input, request);
      CHECK(all_of(source) == whole);
      CHECK(source.error().has_value() == !at_end);
      Input again = input_of(bytes.substr(0, cut), step);
      RecordSource resting(again, rest);
      CHECK(all_of(resting) == whole);
      CHECK_FALSE(resting.error());
    }
  }
}

TEST_CASE("wherever a growing file breaks off, its last record is left alone") {
  Extents want;
  const std::string bytes = some_records(7, 20, want);
  const ViewRequest request = request_of("B:n: {n}s:t:");
  for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
    CAPTURE(cut);
    const auto size = static_cast<std::int64_t>(cut);
    Extents whole;
    for (const auto& record : want) {
      if (record.first + record.second <= size) whole.push_back(record);
    }
    const std::int64_t end = whole.empty() ? 0 : whole.back().first + whole.back().second;
    for (const std::size_t step : {std::size_t{1}, std::size_t{3}, std::size_t{1000}}) {
      StringSource growing(bytes.substr(0, cut), step);
      RecordSource source(growing, "'a.bin'", request);
      CHECK(all_of(source) == whole);
      CHECK_FALSE(source.error());
      CHECK(source.is_broken_off());
      CHECK(source.incomplete().offset == end);
      CHECK(source.incomplete().size == size - end);
    }
  }
}

TEST_CASE("what ends in a growing file has not broken off") {
  const std::string bytes =
      "\x01"
      "a"
      "\x02"
      "bb"
      "\x03"
      "cc";
  ViewRequest request = request_of("B:n: {n}s:t:");
  const auto found = [&] {
    StringSource growing(bytes, 2);
    RecordSource source(growing, "'a.bin'", request);
    const Extents all = all_of(source);
    CHECK_FALSE(source.is_broken_off());
    return std::to_string(all.size()) + " " + error_of(source);
  };
  request.window.length = 5;
  CHECK(found() == "2 ");
  request.window.length = 7;
  CHECK(found().starts_with("2 record 2 at offset 5 is cut short: "));
  request.window.length.reset();
  request.window.shape = {2};
  CHECK(found() == "2 ");
  request.window.shape = {-1};
  request.until = record_formula("n == 2", request.layout);
  CHECK(found() == "1 ");
  request.until.reset();
  request.layout = as_varying(parse_format("B:n: S(n){1=s:t:, *=\"x\"}"));
  CHECK(found().starts_with("1 record 1 at offset 2: "));
}

TEST_CASE("records are counted from the first one, and have the numbers of the file") {
  const std::string bytes = "........abcdef";
  ViewRequest request = request_of("S(index){40=2s:t:, *=s:t:}");
  request.window.offset = 8;
  request.window.shape = {4};
  request.first = 39;
  for (const std::size_t step : {kWhole, std::size_t{1}}) {
    CAPTURE(step);
    Input input = input_of(bytes, step);
    RecordSource source(input, request);
    CHECK(source.count_all() == 4);
    CHECK_FALSE(source.reach(43));
    Input again = input_of(bytes, step);
    RecordSource first(again, request);
    REQUIRE(first.reach(39));
    CHECK(first.records()->at(39).offset == 8);
    CHECK(first.records()->at(39).size == 1);
    REQUIRE(first.reach(40));
    CHECK(first.records()->at(40).size == 2);
  }
}

TEST_CASE("what needs the end of a file is known from the formulas") {
  struct Row {
    const char* format;
    const char* until;
    bool elsewhere;
    bool left;
  };
  const Row rows[] = {
      {"B:n: {n}s:t:", "n==0", false, false},
      {"B:n: {n}s:t:", "offset==size", true, false},
      {"B:n: {n}s:t:", "rest<n", true, false},
      {"B:n: {n}s:t:", "u8@n==1", true, false},
      {"B:size: {size}s:t:", "size==0", false, false},
      {"B:n: A(n){B:t:}", "n==0", true, false},
      {"B:n: {*}s:t:", "n==0", false, true},
      {"B:n: {*}x", "n==0", false, true},
      {"B:n: (*)2s:t:", "n==0", false, true},
      {"B:n: {* until n==0}T{B:n:}:t:", "n==0", false, false},
      {"B:n: M(n){{*}s:t:}", "n==0", false, false},
      {"B:n: M(n){T{B:k: {*}s:t:}:r:}", "n==0", false, false},
      {"B:n: T{B:k: {*}s:t:}:r:", "n==0", false, true},
      {"B:n: S(n){1={*}s:t:, *=}", "n==0", false, true},
      {"type tree=B:n: M(n){{*}[tree]:in:}; [tree]:root:", "root.n==0", false, false},
      {"type tree=B:n: {n}[tree]:in: {*}s:t:; [tree]:root:", "root.n==0", false, true},
  };
  for (const Row& row : rows) {
    CAPTURE(row.format);
    CAPTURE(row.until);
    ViewRequest request = request_of(row.format);
    request.until = record_formula(row.until, request.layout);
    CHECK(looks_elsewhere(request) == row.elsewhere);
    CHECK(takes_what_is_left(request) == row.left);
  }
}

TEST_CASE("a window holds so many bytes, and records lie inside of it") {
  const std::string bytes =
      "\x01"
      "a"
      "\x02"
      "bb"
      "\x00"
      "\x03"
      "ccc"s;
  ViewRequest request = request_of("B:n: {n}s:t:");
  const auto found = [&](std::size_t step = kWhole) {
    Input input = input_of(bytes, step);
    RecordSource source(input, request);
    const Extents all = all_of(source);
    return std::to_string(all.size()) + " " + error_of(source);
  };
  request.window.offset = 2;
  CHECK(found() == "3 ");
  CHECK(found(1) == "3 ");
  request.window.length = 4;
  CHECK(found() == "2 ");
  CHECK(found(1) == "2 ");
  request.window.length = 5;
  CHECK(found().starts_with("2 record 2 at offset 6 is cut short: "));
  CHECK(found(1).starts_with("2 record 2 at offset 6 is cut short: "));
  request.window.shape = {2};
  CHECK(found() == "2 ");
  CHECK(found(1) == "2 ");
  request.window.length = 100;
  CHECK(testing::code_of([&] { return found(); }) == Errc::BadShape);
  request.window.length = -1;
  CHECK(testing::code_of([&] { return found(); }) == Errc::BadShape);
  request.window.length.reset();
  request.window.shape = {-1};
  request.window.offset = -4;
  CHECK(found() == "1 ");
}

TEST_CASE("a step leads from each record to the next, and a condition ends them") {
  ViewRequest request = request_of("B:n: B:m:");
  const auto found = [&](const std::string& bytes, std::size_t step = kWhole) {
    Input input = input_of(bytes, step);
    RecordSource source(input, request);
    Extents all = all_of(source);
    return std::pair(std::move(all), error_of(source));
  };
  const auto formula = [&](const char* text) { return record_formula(text, request.layout); };
  request.step = formula("align(n, 4)");
  const std::string bytes = "\x03\x09..\x05\x09......\x01\x09..\x09\x09"s;
  const Extents want = {{0, 2}, {4, 2}, {12, 2}, {16, 2}};
  for (const std::size_t step : {kWhole, std::size_t{1}, std::size_t{5}}) {
    // The last step is past the end, and its fields are there.
    CHECK(found(bytes, step) == std::pair(want, ""s));
    const auto [all, error] = found(bytes.substr(0, 17), step);
    CHECK(all == Extents{{0, 2}, {4, 2}, {12, 2}});
    CHECK(error.starts_with("record 3 at offset 16 is cut short"));
  }
  CHECK(found("\x00\x01"s).second == "record 0 at offset 0: a step is at least 1 byte, not 0");
  request.step = formula("n - 10");
  CHECK(found("\x00\x01"s).second == "record 0 at offset 0: a step is at least 1 byte, not -10");
  request.step = formula("0x7fffffffffffffff - n");
  CHECK(found("\x00\x01zz"s) == std::pair(Extents{{0, 2}}, ""s));
  CHECK(found("\x00\x01zz"s, 1) == std::pair(Extents{{0, 2}}, ""s));
  request.step = formula("9 / n");
  CHECK(found("\x00\x01"s).second.starts_with("record 0 at offset 0: "));
  request.step.reset();
  request.until = formula("n == 5");
  CHECK(found(bytes) == std::pair(Extents{{0, 2}, {2, 2}}, ""s));
  CHECK(found(bytes, 1) == std::pair(Extents{{0, 2}, {2, 2}}, ""s));
  request.until = formula("n / (n - 5) == 7");
  CHECK(found(bytes).first == Extents{{0, 2}, {2, 2}});
  CHECK(found(bytes).second.starts_with("record 2 at offset 4: "));
}

TEST_CASE("records of no bytes are an error, unless it is said how many there are") {
  ViewRequest request = request_of("{0}s:t: T{}:r:");
  request.layout = as_varying(request.layout);
  Input input = input_of("abc");
  RecordSource source(input, request);
  CHECK(all_of(source).empty());
  CHECK(error_of(source).starts_with("record 0 at offset 0: it has 0 bytes"));
  request.window.shape = {3};
  Input again = input_of("abc");
  RecordSource counted(again, request);
  CHECK(all_of(counted) == Extents{{0, 0}, {0, 0}, {0, 0}});
  CHECK_FALSE(counted.error());
}

TEST_CASE("no bytes hold no record") {
  const ViewRequest request = request_of("B:n: {n}s:t:");
  for (const std::size_t step : {kWhole, std::size_t{1}}) {
    Input input = input_of("", step);
    RecordSource source(input, request);
    CHECK_FALSE(source.reach(0));
    CHECK(source.count_all() == 0);
    CHECK_FALSE(source.error());
  }
}

}  // namespace
}  // namespace bview
