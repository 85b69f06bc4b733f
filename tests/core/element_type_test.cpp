// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <complex>
#include <cstddef>
#include <cstdint>

#include <bview/core/element_type.hpp>

namespace bview {
namespace {

struct Point {
  int x;
  int y;
};

TEST_CASE("the format of a range is that of its elements") {
  struct Row {
    Layout layout;
    const char* format;
    std::int64_t itemsize;
  };
  const Row rows[] = {
      {element_layout<bool>(), "?", 1},
      {element_layout<char>(), "B", 1},
      {element_layout<std::byte>(), "B", 1},
      {element_layout<char8_t>(), "B", 1},
      {element_layout<unsigned char>(), "B", 1},
      {element_layout<signed char>(), "b", 1},
      {element_layout<short>(), "h", 2},
      {element_layout<unsigned short>(), "H", 2},
      {element_layout<int>(), "i", 4},
      {element_layout<unsigned>(), "I", 4},
      {element_layout<long>(), "q", 8},
      {element_layout<unsigned long>(), "Q", 8},
      {element_layout<long long>(), "q", 8},
      {element_layout<unsigned long long>(), "Q", 8},
      {element_layout<float>(), "f", 4},
      {element_layout<double>(), "d", 8},
      {element_layout<long double>(), "g", 16},
      {element_layout<std::complex<float>>(), "F", 8},
      {element_layout<std::complex<double>>(), "D", 16},
      {element_layout<char16_t>(), "u", 2},
      {element_layout<char32_t>(), "w", 4},
      {element_layout<wchar_t>(), "w", 4},
      {element_layout<float16>(), "e", 2},
      {element_layout<bfloat16>(), "[bf16]", 2},
      {element_layout<int24>(), "[i24]", 3},
      {element_layout<uint128>(), "[u128]", 16},
      {element_layout<const int>(), "i", 4},
      // Seen as bytes, one by one.
      {element_layout<Point>(), "B", 1},
      {element_layout<int*>(), "B", 1},
      {element_layout<std::complex<long double>>(), "B", 1},
  };
  for (const Row& row : rows) {
    CAPTURE(row.format);
    CHECK(row.layout.format == row.format);
    CHECK(row.layout.itemsize == row.itemsize);
    CHECK(row.layout.is_bare());
  }
}

}  // namespace
}  // namespace bview
