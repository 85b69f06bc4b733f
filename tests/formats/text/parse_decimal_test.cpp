// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include <bview/formats/text/parse_decimal.hpp>

namespace bview {
namespace {

TEST_CASE("decimals compare as their values do") {
  // Each row holds texts of one value, and the rows ascend.
  const std::vector<std::vector<std::string>> rows = {
      {"1e-99999999999999999999", "1e-9223372036854775807"},
      {"0.00099999", "99999e-8"},
      {"0.001", ".001", "1e-3", "00.0010", "0.1e-2", "100e-5"},
      {"0.00100000000000000000000000000000000000000001"},
      {"9.99", "0.0999E2"},
      {"10", "10.", "10.0", "1e1", "1.e+01", "0010"},
      {"10.000000000000000000000000000000000000001",
       "10000000000000000000000000000000000000001e-39"},
      {"12", "1.2e1"},
      {"1e99999999999999999999", "1e9223372036854775807"},
  };
  const auto sign = [](int number) { return int{number > 0} - int{number < 0}; };
  for (std::size_t a = 0; a < rows.size(); ++a) {
    for (std::size_t b = 0; b < rows.size(); ++b) {
      for (const std::string& left : rows[a]) {
        for (const std::string& right : rows[b]) {
          CAPTURE(left);
          CAPTURE(right);
          CHECK(sign(compare(Decimal(left), Decimal(right))) == int{a > b} - int{a < b});
        }
      }
    }
  }
}

}  // namespace
}  // namespace bview
