// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <random>
#include <string>
#include <vector>

#include <bview/core/item.hpp>
#include <bview/core/value.hpp>
#include <bview/formats/output/raw.hpp>
#include <bview/formats/output/widened.hpp>
#include <bview/formats/syntax/format_string.hpp>
#include <bview/formats/syntax/project.hpp>

#include "tests/support/selection.hpp"

namespace bview {
namespace {

using testing::bad_split;
using testing::rendered;
using testing::Sample;
using testing::sample;

std::vector<std::byte> random_bytes(std::size_t count) {
  std::mt19937 random(5);
  std::vector<std::byte> bytes(count);
  for (std::byte& byte : bytes) byte = static_cast<std::byte>(random());
  return bytes;
}

/// What stands behind the header.
std::string data_of(const std::string& npy) {
  const auto low = static_cast<unsigned char>(npy.at(8));
  const auto high = static_cast<unsigned char>(npy.at(9));
  return npy.substr(10 + low + 256U * high);
}

TEST_CASE("widened values are the values") {
  const char* const formats[] = {
      "<[i24]",
      ">[i24]",
      "<[u24]",
      ">[u24]",
      "<[bf16]",
      ">[bf16]",
      "[f8e4m3]",
      "[f8e5m2]",
      "<(2,3)[i24]:m:",
      "<B:a:[u24]:b:>[bf16]:c:H:d:",
      "<3[i24]5sB",
      "<x[i24]:a:3x(2)T{B:k:x[bf16]:v:2x}:r:h:z:x",
      "<T{[f8e4m3]:a:T{[i24]:b:4B:c:}:in:}:out:",
      "<(0)[i24]:none:B:one:",
      "@B:a:i:b:[i24]:c:d:d:",
  };
  const std::vector<std::byte> bytes = random_bytes(4096);
  for (const char* const format : formats) {
    CAPTURE(format);
    const Layout layout = parse_format(format);
    const std::int64_t count = 4096 / layout.itemsize;
    Sample given = sample("B", bytes);
    given.selection = {View::contiguous(given.buffer.bytes(), layout.itemsize, {count}), layout};
    const auto renderer = make_npy(given.selection, {});
    CHECK(bad_split(*renderer) == -1);
    CHECK_FALSE(renderer->note().empty());
    const std::string data = data_of(rendered(*renderer));
    const Layout wide = widened(layout);
    REQUIRE(data.size() == static_cast<std::size_t>(count * wide.itemsize));
    const auto* const items = reinterpret_cast<const std::byte*>(data.data());
    for (std::int64_t k = 0; k < count; ++k) {
      const Value before = get(given.buffer.bytes().data + k * layout.itemsize, layout);
      const Value after = get(items + k * wide.itemsize, wide);
      CHECK(before.repr() == after.repr());  // repr, since NaN equals nothing
    }
  }
}

TEST_CASE("holes stay as they are, and chosen fields have none") {
  const Sample given = sample("<Bx[u24]:b:2xH:d:", "01ee0203040506ff07");
  CHECK(data_of(rendered(*make_npy(given.selection, {}))) ==
        std::string("\x01\xee\x02\x03\x04\x00\x05\x06\xff\x07", 10));
  Selection chosen = given.selection;
  chosen.layout = project(chosen.layout, {"d", "b"});
  CHECK(data_of(rendered(*make_npy(chosen, {}))) == std::string("\xff\x07\x02\x03\x04\x00", 6));
  CHECK(
      rendered(*make_npy(given.selection, {}))
          .find("'descr': [('f0', '|u1'), ('', '|V1'), ('b', '<u4'), ('', '|V2'), ('d', '<u2')]") !=
      std::string::npos);
}

TEST_CASE("the items of any view are widened in its order") {
  const std::vector<std::byte> bytes = random_bytes(48);
  Sample given = sample(">[i24]", bytes, {4, 4});
  given.selection.view = given.selection.view.transpose().slice(0, {{}, {}, -2});
  const std::string data = data_of(rendered(*make_npy(given.selection, {})));
  REQUIRE(data.size() == 32);
  for (std::int64_t n = 0; n < 8; ++n) {
    const std::byte* const item = given.buffer.bytes().data + given.selection.view.offset_of(n);
    CHECK(std::memcmp(data.data() + 4 * n + 1, item, 3) == 0);
    const bool negative = (item[0] & std::byte{0x80}) != std::byte{};
    CHECK(data[static_cast<std::size_t>(4 * n)] == (negative ? '\xff' : '\0'));
  }
}

TEST_CASE("what numpy has is not widened") {
  for (const char* format : {"<i", "<B:a:e:b:", "4s", "<T{h:x:}:r:"}) {
    CHECK(widening(parse_format(format)).empty());
    CHECK(make_npy(sample(format, random_bytes(8), {1}).selection, {})->note().empty());
  }
  CHECK(widening(parse_format("<[i24]T{[bf16]:a:[i24]:b:}:r:")) == "bf16 as f32, i24 as i32");
}

}  // namespace
}  // namespace bview
