// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <cstdint>
#include <string>
#include <string_view>

#include <bview/core/error.hpp>
#include <bview/formats/columns/columns.hpp>
#include <bview/formats/columns/proof.hpp>

#include "tests/support/errors.hpp"
#include "tests/support/selection.hpp"

namespace bview {
namespace {

using testing::counting_bytes;
using testing::sample;
using testing::Sample;

TEST_CASE("names and their numbers are the texts of the values") {
  constexpr std::int64_t kMany = 3000;
  for (const char* format : {"<H|enum(256=a,770=b):v:", ">I|ip:v:", "<B|flags(1=x,2=y):v:",
                             "T{B:a: >H|enum(5=x):b:}:v:"}) {
    const Sample given = sample(format, counting_bytes(kMany * 4), {kMany});
    CAPTURE(format);
    for (const ColumnLeaf& leaf : columns_of(given.selection).leaves) {
      if (!leaf.source.names) continue;
      GatheredValues all;
      leaf.gather(0, kMany, all);
      TextDictionary named;
      REQUIRE(leaf.gather_names(0, kMany, named));
      bool same = all.count == kMany && std::ssize(named.numbers) == kMany;
      for (std::int64_t k = 0; same && k < kMany; ++k) {
        same = named.texts.text(named.numbers[static_cast<std::size_t>(k)]) == all.text(k);
      }
      CHECK(same);
    }
  }
}

TEST_CASE("texts that bview makes are words, those of a file are not") {
  const auto words = [](std::string_view format) {
    const Sample given = sample(format, counting_bytes(64));
    return columns_of(given.selection).leaves.front().source.words;
  };
  CHECK(words("B|enum(1=a)"));
  CHECK(words("16s|uuid"));
  CHECK(words("4w"));
  CHECK_FALSE(words("4s"));
  CHECK_FALSE(words("4s|cstr"));
  CHECK_FALSE(words("4s|latin1"));
}

TEST_CASE("what is UTF-8, and what has 38 digits") {
  const auto texts = [](std::string_view format, std::string_view hex) {
    const Sample given = sample(format, hex);
    GatheredValues values;
    const Columns columns = columns_of(given.selection);
    columns.leaves.front().gather(0, columns.rows, values);
    return values;
  };
  CHECK(are_utf8(texts("4s", "61626364c3a90000")));
  CHECK_FALSE(are_utf8(texts("4s", "61626364c3000000")));
  // Two halves of a character are none, though they stand side by side.
  CHECK_FALSE(are_utf8(texts("1s", "c3a9")));
  CHECK_FALSE(are_utf8(texts("10s", "6162636465666768ff69")));
  CHECK(are_decimals(texts("<[u128]", "ffffffff3f228a097ac4865aa84c3b4b"), false));
  CHECK_FALSE(are_decimals(texts("<[u128]", "0000000040228a097ac4865aa84c3b4b"), false));
  CHECK(are_decimals(texts("<[i128]", "01000000c0dd75f6853b79a557b3c4b4"), true));
  CHECK_FALSE(are_decimals(texts("<[i128]", "00000000c0dd75f6853b79a557b3c4b4"), true));
}

}  // namespace
}  // namespace bview
