// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <cstdint>
#include <limits>
#include <string>

#include <bview/formats/text/time_text.hpp>

namespace bview {
namespace {

TEST_CASE("times are ISO 8601 in UTC, exact") {
  struct Row {
    std::int64_t nanoseconds;
    std::string text;
  };
  // python3 -c 'import numpy as n; print(n.datetime64(<nanoseconds>, "ns"))'
  const Row rows[] = {
      {0, "1970-01-01T00:00:00Z"},
      {1, "1970-01-01T00:00:00.000000001Z"},
      {-1, "1969-12-31T23:59:59.999999999Z"},
      {1'709'208'000'500'000'000, "2024-02-29T12:00:00.5Z"},
      {std::numeric_limits<std::int64_t>::max(), "2262-04-11T23:47:16.854775807Z"},
      {std::numeric_limits<std::int64_t>::min(), "1677-09-21T00:12:43.145224192Z"},
  };
  for (const Row& row : rows) CHECK(utc_text(row.nanoseconds) == row.text);
}

}  // namespace
}  // namespace bview
