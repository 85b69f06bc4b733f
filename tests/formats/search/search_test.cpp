// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include <bview/core/buffer.hpp>
#include <bview/core/sink.hpp>
#include <bview/formats/questions/question.hpp>
#include <bview/formats/search/search.hpp>
#include <bview/formats/syntax/format_string.hpp>
#include <bview/formats/syntax/needle_text.hpp>
#include <bview/formats/syntax/question_text.hpp>

using namespace bview;

namespace {

View bytes_of(const std::string& text) {
  return View::contiguous(Buffer::borrow(text).bytes(), 1, {std::ssize(text)}, 0);
}

/// "offset+size/needle" of each hit.
std::string hits(const std::string& text, const std::vector<NeedlePtr>& needles,
                 SearchRequest request = {{}}, int most = 1000000) {
  request.needles = needles;
  std::string found;
  search(bytes_of(text), request,
         [&](const Hit& hit) {
           found += std::to_string(hit.offset) + '+' + std::to_string(hit.size) + '/' +
                    std::to_string(hit.needle) + ' ';
           return --most > 0;
         },
         {});
  return found;
}

NeedlePtr needle(const std::string& text) {
  const NeedleText parsed = parse_needle(text, false);
  return parsed.is == NeedleText::Is::Regex ? regex_needle(Regex(parsed.text))
                                            : pattern_needle(parsed.pattern);
}

std::vector<NeedlePtr> needles(const std::vector<std::string>& texts) {
  std::vector<NeedlePtr> all;
  std::transform(texts.begin(), texts.end(), std::back_inserter(all), needle);
  return all;
}

SearchRequest in_chunks(std::int64_t chunk, int threads, bool overlap = false) {
  SearchRequest request;
  request.chunk = chunk;
  request.threads = threads;
  request.overlap = overlap;
  return request;
}

}  // namespace

TEST_CASE("hits are leftmost, do not overlap, and come in the order of offsets") {
  struct Row {
    const char* text;
    std::vector<std::string> needles;
    bool overlap;
    const char* hits;
  };
  const Row rows[] = {
      {"abcabc", {"\"abc\""}, false, "0+3/0 3+3/0 "},
      {"aaaaa", {"\"aa\""}, false, "0+2/0 2+2/0 "},
      {"aaaaa", {"\"aa\""}, true, "0+2/0 1+2/0 2+2/0 3+2/0 "},
      {"abcab", {"\"b\"", "\"a\"", "\"ab\""}, false, "0+1/1 0+2/2 1+1/0 3+1/1 3+2/2 4+1/0 "},
      {"abbbc", {"~\"b+\""}, false, "1+3/0 "},
      {"abbbc", {"~\"b+\""}, true, "1+3/0 2+2/0 3+1/0 "},
      {"abbbc", {"~\"x*\""}, false, ""},
      {"abab", {"~\"^ab\"", "~\"ab$\""}, false, "0+2/0 2+2/1 "},
      {"", {"\"a\"", "~\"a\""}, false, ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(hits(row.text, needles(row.needles), in_chunks(1 << 20, 1, row.overlap)) == row.hits);
  }
}

TEST_CASE("neither chunks nor threads change what is found") {
  std::mt19937 random(3);
  const auto below = [&](int end) { return std::uniform_int_distribution(0, end - 1)(random); };
  const std::vector<std::string> kAll = {"\"a\"",    "\"aa\"",        "\"aba\"", "x\"61 ?? 61\"",
                                         "~\"a+b\"", "~\"(ab|a)b*\"", "~\"b$\"", "~\"\\\\ba\""};
  for (int round = 0; round < 300; ++round) {
    std::string text(static_cast<std::size_t>(below(80)), ' ');
    for (char& c : text) c = static_cast<char>('a' + below(2));
    std::vector<std::string> some;
    for (int k = 1 + below(3); k > 0; --k) some.push_back(kAll[static_cast<std::size_t>(below(8))]);
    const std::vector<NeedlePtr> sought = needles(some);
    const bool overlap = below(2) == 1;
    const std::string whole = hits(text, sought, in_chunks(1000, 1, overlap));
    CAPTURE(text);
    CAPTURE(some.front());
    REQUIRE(hits(text, sought, in_chunks(1 + below(9), 1 + below(3), overlap)) == whole);
  }
}

TEST_CASE("more hits than are kept at once are all found") {
  const std::string text(100000, 'a');
  const std::vector<NeedlePtr> sought = needles({"\"aaa\"", "~\"a\""});
  for (const bool overlap : {false, true}) {
    std::int64_t count[2] = {};
    SearchRequest request = in_chunks(50001, 2, overlap);
    request.needles = sought;
    search(bytes_of(text), request, [&](const Hit& hit) { return ++count[hit.needle] > 0; }, {});
    CHECK(count[0] == (overlap ? 99998 : 33333));
    CHECK(count[1] == 100000);
  }
}

TEST_CASE("whoever has enough ends it") {
  const std::string text(1000, 'a');
  CHECK(hits(text, needles({"\"a\""}), in_chunks(7, 2), 3) == "0+1/0 1+1/0 2+1/0 ");
}

TEST_CASE("hits may begin where items do alone") {
  std::string text = "xabaabxab.abab";
  Bytes bytes{reinterpret_cast<std::byte*>(text.data()), std::ssize(text)};
  const View pairs = View::contiguous(bytes, 2, {7});
  SearchRequest request = in_chunks(5, 2);
  request.items = &pairs;
  CHECK(hits(text, needles({"\"ab\""}), request) == "4+2/0 10+2/0 12+2/0 ");
  CHECK(hits(text, needles({"~\"a?b\""}), request) == "2+1/0 4+2/0 8+1/0 10+2/0 12+2/0 ");
  // Rows of two items, four bytes apart, with gaps between them.
  const View rows(bytes, 1, {{2, 8}, {2, 3}}, 0);
  request.items = &rows;
  CHECK(hits("abcabcdeabcabc", needles({"\"a\""}), request) == "0+1/0 3+1/0 8+1/0 11+1/0 ");
}

TEST_CASE("values are found at every byte") {
  const Layout layout = parse_format("<H");
  const auto where = condition_of(parse_question("300 <= value and value <= 301"), {layout});
  std::vector<NeedlePtr> sought;
  sought.push_back(value_needle(where, layout.itemsize));
  std::string text(20000, '\0');
  std::string expected;
  for (const std::size_t at : {0U, 1000U, 4095U, 8190U, 16383U, 19998U}) {
    text[at] = static_cast<char>(0x2c + at % 2);
    text[at + 1] = 1;
    expected += std::to_string(at) + "+2/0 ";
  }
  CHECK(hits(text, sought) == expected);
  CHECK(hits(text, sought, in_chunks(4097, 2)) == expected);
  CHECK(hits("a", sought).empty());
}

// Whoever begins at an independent start finds there and behind it what all of a search finds.
TEST_CASE("parts of a search, put together, are the whole") {
  const std::vector<std::vector<std::string>> kSets = {
      {"\"a\""},    {"\"aa\""},       {"\"aba\""}, {"\"aa\"", "\"aba\"", "\"bb\""},
      {"~\"ab*\""}, {"~\"(ab|ba)+\""}};
  constexpr int kLongest = 9;
  std::int64_t split = 0;
  for (unsigned bits = 0; bits < 1U << kLongest; ++bits) {
    std::string text;
    for (int k = 0; k < kLongest; ++k)
      text += (bits >> static_cast<unsigned>(k) & 1U) != 0 ? 'a' : 'b';
    const View bytes = bytes_of(text);
    for (const auto& set : kSets) {
      const auto all = needles(set);
      SearchRequest request = in_chunks(2, 1);
      request.needles = all;
      for (std::int64_t offset = 0; offset <= kLongest; ++offset) {
        std::vector<std::int64_t> whole;
        std::vector<std::int64_t> part;
        const auto into = [offset](std::vector<std::int64_t>& found) {
          return [&found, offset](const Hit& hit) {
            if (hit.offset >= offset)
              found.push_back(hit.offset * 100 + hit.size * 10 + hit.needle);
            return true;
          };
        };
        search(bytes, request, into(whole), {});
        const std::int64_t start = independent_start(bytes, request, offset);
        CHECK(start <= offset);
        split += start < offset ? 1 : 0;
        Search(request, into(part)).add(bytes, start, kLongest, {});
        CAPTURE(text);
        CAPTURE(offset);
        CAPTURE(set.front());
        CHECK(part == whole);
      }
    }
  }
  CHECK(split > 0);
}
