#include "core/storage.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <initializer_list>

namespace bview {
namespace {

TEST_CASE("three-byte integers keep every value") {
  for (std::int32_t value = -(1 << 23); value < 1 << 23; value += 251) {
    if (int24::from(value).value() != value) FAIL_CHECK(value);
  }
  for (std::uint32_t value = 0; value < 1U << 24U; value += 251) {
    if (uint24::from(value).value() != value) FAIL_CHECK(value);
  }
  for (const std::int32_t value : {-(1 << 23), -1, 0, 1, (1 << 23) - 1}) {
    CHECK(int24::from(value).value() == value);
  }
  CHECK(uint24::from(0xffffff).value() == 0xffffff);
}

TEST_CASE("three-byte integers lie in host order") {
  const auto bytes = uint24::from(0x010203).bytes;
  CHECK(bytes[0] == (std::endian::native == std::endian::little ? 3 : 1));
  CHECK(bytes[1] == 2);
}

}  // namespace
}  // namespace bview
