// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <string>

#include <bview/core/narrow.hpp>

namespace bview {
namespace {

TEST_CASE("a number between two doubles is rounded to the odd one") {
  std::mt19937_64 random(20240601);
  for (int round = 0; round < 10000; ++round) {
    const auto low = std::bit_cast<double>(random() & 0x7fefffffffffffffU);
    const double high = std::nextafter(low, std::numeric_limits<double>::infinity());
    if (std::isinf(high)) continue;
    const double odd = (std::bit_cast<std::uint64_t>(low) & 1U) != 0 ? low : high;
    const auto wide = static_cast<long double>(low);
    const long double step = static_cast<long double>(high) - wide;
    for (const long double part : {0.125L, 0.5L, 0.875L}) {
      if (detail::rounded_to_odd(wide + part * step) != odd) FAIL_CHECK(low);
      if (detail::rounded_to_odd(-(wide + part * step)) != -odd) FAIL_CHECK(-low);
    }
    if (detail::rounded_to_odd(wide) != low) FAIL_CHECK(low);
  }
}

TEST_CASE("rounding to odd at the ends") {
  using Wide = std::numeric_limits<long double>;
  using Limits = std::numeric_limits<double>;
  CHECK(detail::rounded_to_odd(Wide::max()) == Limits::max());
  CHECK(detail::rounded_to_odd(-Wide::max()) == -Limits::max());
  CHECK(detail::rounded_to_odd(Wide::denorm_min()) == Limits::denorm_min());
  CHECK(detail::rounded_to_odd(-Wide::denorm_min()) == -Limits::denorm_min());
  CHECK(detail::rounded_to_odd(Wide::infinity()) == Limits::infinity());
  CHECK(std::isnan(detail::rounded_to_odd(Wide::quiet_NaN())));
  CHECK(std::signbit(detail::rounded_to_odd(-0.0L)));
}

TEST_CASE("types as format strings have them") {
  CHECK(format_code(info(ScalarType::Int64)) == "q");
  CHECK(format_code(info(ScalarType::Complex64)) == "F");
  CHECK(format_code(info(ScalarType::BFloat16)) == "[bf16]");
}

TEST_CASE("values as messages quote them") {
  CHECK(shown(-5) == "-5");
  CHECK(shown("a\n") == "b'a\\n'");
  CHECK(shown({1, 2}) == "a list of 2");
  const std::string cut = shown(std::string(100, 'x'));
  CHECK(cut.starts_with("b'xxx"));
  CHECK(cut.ends_with("xxx..."));
  CHECK(cut.size() == 63);
}

}  // namespace
}  // namespace bview
