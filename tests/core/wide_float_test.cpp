// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <random>

#include <bview/core/wide_float.hpp>

namespace bview {
namespace {

TEST_CASE("IBM floats as the Principles of Operation write them") {
  CHECK(ibm32::from_word(0x41f00000).value() == 15);
  CHECK(ibm32::from_word(0xc276a000).value() == -118.625L);
  CHECK(ibm32::from_word(0x00100000).value() == std::ldexp(1.0L, -260));
  CHECK(ibm64::from_word(0x4110000000000000).value() == 1);
  CHECK(ibm32::nearest(15)->word() == 0x41f00000);
  CHECK(ibm32::nearest(-118.625L)->word() == 0xc276a000);
  CHECK(ibm64::nearest(1)->word() == 0x4110000000000000);
  CHECK(ibm32::nearest(-0.0L)->word() == 0x80000000);
  CHECK_FALSE(ibm32::nearest(std::ldexp(1.0L, 252)));
  CHECK_FALSE(ibm32::nearest(std::numeric_limits<long double>::infinity()));
}

TEST_CASE_TEMPLATE("every normal IBM float comes back from its value", Ibm, ibm32, ibm64) {
  using Word = decltype(Ibm{}.word());
  std::mt19937_64 random(1);
  for (int k = 0; k < 20'000; ++k) {
    const Word word = static_cast<Word>(random()) | Word{1} << (Ibm::kFractionBits - 1);
    if (Ibm::nearest(Ibm::from_word(word).value())->word() != word) FAIL_CHECK(word);
  }
}

TEST_CASE("an extended float is a long double without padding") {
  for (const long double value : {1.0L, -2.5L, 0.1L, 1e4000L, 3.6e-4951L, -0.0L}) {
    const long double back = float80::nearest(value)->value();
    CHECK(back == value);
    CHECK(std::signbit(back) == std::signbit(value));
  }
  CHECK(std::isnan(float80::nearest(std::nanl(""))->value()));
  CHECK(std::isinf(float80::nearest(-HUGE_VALL)->value()));
  if (std::numeric_limits<long double>::digits != 64) return;
  for (const long double value :
       {1.0L, 0.1L, 3.6e-4951L, std::numeric_limits<long double>::max()}) {
    CHECK(std::memcmp(&value, float80::nearest(value)->stored.data(), 10) == 0);
  }
}

}  // namespace
}  // namespace bview
