// SPDX-License-Identifier: MIT

#include "app/suggest.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

namespace bview {
namespace {

TEST_CASE("the nearest word is suggested when it is near") {
  const std::vector<std::string> forms = {"hex",    "table", "tsv", "csv", "json",
                                          "ndjson", "raw",   "npy", "c"};
  struct Row {
    std::string_view word;
    std::string_view nearest;  ///< empty: none is near
  };
  const Row rows[] = {
      {"hexx", "hex"},    {"hx", "hex"},       {"hxe", "hex"},    {"tabel", "table"},
      {"tble", "table"},  {"jsno", "json"},    {"jsonl", "json"}, {"ndjosn", "ndjson"},
      {"ndjs", "ndjson"}, {"npz", "npy"},      {"rwa", "raw"},    {"xyz", ""},
      {"HEX", "hex"},     {"hexadecimal", ""}, {"--format", ""},  {"tablecloth", ""},
      {"x", ""},          {"C", "c"},          {"", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.word);
    const std::string want = row.nearest.empty()
                                 ? "; there are hex, table, tsv, csv, json, ndjson, raw, npy, c"
                                 : "; did you mean '" + std::string(row.nearest) + "'?";
    CHECK(did_you_mean(row.word, forms) == want);
  }
}

TEST_CASE("an insertion, a deletion, a replacement and a swap each count as one") {
  // A word of 6 to 8 letters may be two away.
  struct Row {
    std::string_view word;
    bool near;
  };
  const Row rows[] = {
      {"format", true},  {"formatxy", true}, {"frmt", true},       {"fxrmxt", true},
      {"ofmrat", true},  {"fromta", true},   {"formatxyz", false}, {"frt", false},
      {"fxxxat", false}, {"ofrmta", true},   {"ofmrta", false},
  };
  const std::vector<std::string> known = {"format"};
  for (const Row& row : rows) {
    CAPTURE(row.word);
    CHECK((did_you_mean(row.word, known) == "; did you mean 'format'?") == row.near);
  }
}

TEST_CASE("of two that are equally near the first is taken") {
  CHECK(did_you_mean("bat", std::vector<std::string>{"cat", "hat"}) == "; did you mean 'cat'?");
}

TEST_CASE("the beginning of one word alone is that word") {
  const std::vector<std::string> options = {"--dry-run", "--no-undo", "--no-sync"};
  CHECK(did_you_mean("--dry", options) == "; did you mean '--dry-run'?");
  CHECK(did_you_mean("--no", options).starts_with("; there are "));
  CHECK(did_you_mean("--d", options).starts_with("; there are "));
}

TEST_CASE("many words are not listed, and none are not either") {
  const std::vector<std::string> thirteen(13, "abcdef");
  const std::vector<std::string> fourteen(14, "abcdef");
  CHECK(did_you_mean("xxxxxx", thirteen).starts_with("; there are abcdef, abcdef"));
  CHECK(did_you_mean("xxxxxx", fourteen).empty());
  CHECK(did_you_mean("abcdex", fourteen) == "; did you mean 'abcdef'?");
  CHECK(did_you_mean("word", std::vector<std::string>{}).empty());
}

TEST_CASE("a word without end is compared with nothing") {
  const std::vector<std::string> known = {std::string(100, 'a')};
  CHECK(did_you_mean(std::string(100, 'a'), known).starts_with("; there are "));
  CHECK(did_you_mean(std::string(1'000'000, 'a'), known).starts_with("; there are "));
}

}  // namespace
}  // namespace bview
