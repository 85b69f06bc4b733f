// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <cstdint>
#include <string>
#include <vector>

#include <bview/formats/output/flash.hpp>
#include <bview/formats/output/plain.hpp>

#include "tests/support/errors.hpp"
#include "tests/support/selection.hpp"

namespace bview {
namespace {

using testing::bad_split;
using testing::counting_bytes;
using testing::rendered;
using testing::sample;

/// `count` bytes that seem to stand at `offset`.
struct FarBytes {
  std::vector<std::byte> bytes;
  Selection selection;

  FarBytes(std::int64_t offset, std::size_t count) : bytes(counting_bytes(count)) {
    const Bytes far{bytes.data(), offset + static_cast<std::int64_t>(count), true, offset};
    selection = {View::contiguous(far, 1, {static_cast<std::int64_t>(count)}, offset),
                 byte_layout()};
  }
};

std::string ihex_of(const Selection& selection) {
  const auto renderer = make_ihex(selection, {});
  CHECK(bad_split(*renderer) == -1);
  return rendered(*renderer);
}

TEST_CASE("the upper half of addresses is said when it changes, also inside of a line") {
  const FarBytes across(0x1fffa, 20);
  CHECK(ihex_of(across.selection) ==
        ":020000040001F9\n:06FFFA00000102030405F2\n:020000040002F8\n"
        ":0A000000060708090A0B0C0D0E0F8D\n:04000A0010111213AC\n:00000001FF\n");
  const FarBytes last(0xffffffff, 1);
  CHECK(ihex_of(last.selection) == ":02000004FFFFFC\n:01FFFF000001\n:00000001FF\n");
}

TEST_CASE("any cut of lines in many halves gives the same text") {
  FarBytes many(0x1ff00, 600);
  CHECK(bad_split(*make_ihex(many.selection, {})) == -1);
  CHECK(bad_split(*make_srec(many.selection, {})) == -1);
  many.selection.view = many.selection.view.slice(0, {{}, {}, -3});
  CHECK(bad_split(*make_ihex(many.selection, {})) == -1);
}

TEST_CASE("addresses end at 4 GiB") {
  for (const std::int64_t offset : {std::int64_t{0xffffffff}, std::int64_t{1} << 40}) {
    const FarBytes behind(offset, 2);
    for (const auto& renderer :
         {make_ihex(behind.selection, {}), make_srec(behind.selection, {})}) {
      CHECK(testing::message_of([&] {
              static_cast<void>(rendered(*renderer));
            }).find("end at 4 GiB, and there are bytes at 0x") != std::string::npos);
    }
  }
}

TEST_CASE("plain digits go on from item to item") {
  const auto bytes = sample("20s", counting_bytes(60));
  const auto renderer = make_plain(bytes.selection, {});
  CHECK(bad_split(*renderer) == -1);
  CHECK(renderer->parts() == 2);
  CHECK(renderer->parts_of_items(1) == 0);
  CHECK(renderer->parts_of_items(2) == 1);
  CHECK(rendered(*renderer).find("1b1c1d\n1e1f20") != std::string::npos);
  CHECK(rendered(*make_plain(sample("<H", "", {0}).selection, {})).empty());
}

}  // namespace
}  // namespace bview
