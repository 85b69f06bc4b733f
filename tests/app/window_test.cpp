// SPDX-License-Identifier: MIT

#include "app/window.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <bview/core/error.hpp>

#include "tests/support/errors.hpp"

namespace bview {
namespace {

using testing::code_of;

constexpr std::int64_t kMin = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();

std::array<std::byte, 100> g_bytes;

View lay(std::int64_t size, std::int64_t itemsize, const WindowRequest& request) {
  return lay_view({g_bytes.data(), size, true}, itemsize, request, "'f'");
}

/// "3,2 @ 8 by 4,2": shape, offset, strides; or the error.
std::string laid(std::int64_t size, std::int64_t itemsize, const WindowRequest& request) {
  try {
    const View view = lay(size, itemsize, request);
    CHECK(view.itemsize() == itemsize);
    CHECK(view.bytes().data == g_bytes.data());
    CHECK(view.bytes().size == size);
    return fmt::format("{} @ {} by {}", fmt::join(view.shape(), ","), view.offset(),
                       fmt::join(view.strides(), ","));
  } catch (const Error& error) {
    CHECK(error.code() == Errc::BadShape);
    return error.what();
  }
}

struct LayRow {
  std::int64_t size;
  std::int64_t itemsize;
  WindowRequest request;
  std::string_view want;
};

void check(std::initializer_list<LayRow> rows) {
  for (const LayRow& row : rows) {
    CAPTURE(row.want);
    CHECK(laid(row.size, row.itemsize, row.request) == row.want);
  }
}

// --- the rules ----------------------------------------------------------------------------

TEST_CASE("without offset and length the view is the whole file, and sizes agree exactly") {
  check({
      {12, 4, {}, "3 @ 0 by 4"},
      {0, 4, {}, "0 @ 0 by 4"},
      {12, 4, {.shape = {3}}, "3 @ 0 by 4"},
      {12, 2, {.shape = {2, 3}}, "2,3 @ 0 by 6,2"},
      {12, 2, {.shape = {2, 3}, .order = Order::F}, "2,3 @ 0 by 2,4"},
      {4, 4, {.shape = {}}, " @ 0 by "},
      {0, 4, {.shape = {0}}, "0 @ 0 by 4"},
      {0, 4, {.shape = {0, 7}}, "0,7 @ 0 by 28,4"},
      {10,
       4,
       {},
       "'f' has 10 bytes, which is 2 times 4 and 2 more at offset 8; --rest takes the whole ones"},
      {12,
       4,
       {.shape = {2}},
       "shape 2 of 4-byte items takes 8 bytes, but 'f' has 12; --offset 0 takes the first of them"},
      {12,
       4,
       {.shape = {2, 2}},
       "shape 2,2 of 4-byte items takes 16 bytes, but 'f' has only 12; -s -1,2 --rest takes what "
       "there is"},
      {12,
       4,
       {.shape = {}},
       "one item of 4 bytes takes 4 bytes, but 'f' has 12; --offset 0 takes the first of them"},
      {12,
       4,
       {.shape = {0}},
       "shape 0 of 4-byte items takes 0 bytes, but 'f' has 12; --offset 0 takes the first of them"},
  });
}

TEST_CASE("a file of less than one item") {
  check({
      {3, 4, {}, "'f' has 3 bytes, too few for the 4 that one step along the inferred axis takes"},
      {9,
       4,
       {.offset = 7, .shape = {-1, 2}},
       "'f' from offset 7 on has 2 bytes, too few for the 8 that one step along the inferred axis "
       "takes"},
      {9,
       4,
       {.length = 1},
       "--length gives 1 bytes, too few for the 4 that one step along the inferred axis takes; -n "
       "counts bytes: -i :1 takes 1 item"},
  });
}

TEST_CASE("with an offset the view takes what it needs, and what follows does not matter") {
  check({
      {12, 4, {.offset = 0, .shape = {2}}, "2 @ 0 by 4"},
      {12, 4, {.offset = 5, .shape = {1}}, "1 @ 5 by 4"},
      {12, 4, {.offset = 4}, "2 @ 4 by 4"},
      {12, 4, {.offset = -8}, "2 @ 4 by 4"},
      {12, 4, {.offset = -12, .shape = {}}, " @ 0 by "},
      {12, 4, {.offset = 12}, "0 @ 12 by 4"},
      {12, 4, {.offset = 12, .shape = {0, 3}}, "0,3 @ 12 by 12,4"},
      {12, 2, {.offset = 1, .shape = {2, 2}, .order = Order::F}, "2,2 @ 1 by 2,4"},
      {12,
       4,
       {.offset = 5},
       "'f' from offset 5 on has 7 bytes, which is 1 times 4 and 3 more at offset 9; --rest takes "
       "the whole ones"},
      {10,
       4,
       {.offset = 0},
       "'f' from offset 0 on has 10 bytes, which is 2 times 4 and 2 more at offset 8; --rest takes "
       "the whole ones"},
      {12,
       4,
       {.offset = 8, .shape = {2}},
       "shape 2 of 4-byte items takes 8 bytes, but 'f' has only 4 from offset 8 on; -s -1 takes "
       "what there is"},
      {12, 4, {.offset = 13}, "--offset 13 is outside 'f', which has 12 bytes"},
      {12, 4, {.offset = -13}, "--offset -13 is outside 'f', which has 12 bytes"},
      {12, 4, {.offset = kMin}, "--offset -9223372036854775808 is outside 'f', which has 12 bytes"},
      {12, 4, {.offset = kMax}, "--offset 9223372036854775807 is outside 'f', which has 12 bytes"},
  });
}

TEST_CASE("with a length the window is that long and is filled exactly") {
  check({
      {12, 4, {.length = 8}, "2 @ 0 by 4"},
      {12, 4, {.offset = 2, .length = 8}, "2 @ 2 by 4"},
      {12, 4, {.offset = -4, .length = 4, .shape = {}}, " @ 8 by "},
      {12, 4, {.length = 0}, "0 @ 0 by 4"},
      {12, 4, {.offset = 12, .length = 0}, "0 @ 12 by 4"},
      {12, 2, {.offset = 2, .length = 8, .shape = {2, -1}}, "2,2 @ 2 by 4,2"},
      {12,
       4,
       {.length = 10},
       "--length gives 10 bytes, which is 2 times 4 and 2 more at offset 8; --rest takes the whole "
       "ones; -n counts bytes: -i :10 takes 10 items"},
      {12,
       4,
       {.offset = 1, .length = 10},
       "--length gives 10 bytes, which is 2 times 4 and 2 more at offset 9; --rest takes the whole "
       "ones; -n counts bytes: -i :10 takes 10 items"},
      {12,
       4,
       {.length = 8, .shape = {1}},
       "shape 1 of 4-byte items takes 4 bytes, but --length gives 8; leave it out to take what the "
       "shape needs"},
      {12,
       4,
       {.length = 8, .shape = {3}},
       "shape 3 of 4-byte items takes 12 bytes, but --length gives 8; leave it out to take what "
       "the shape needs"},
      {12, 4, {.length = -1}, "--length -1 is negative"},
      {12,
       4,
       {.length = 13},
       "--length 13 from offset 0 ends outside 'f', which has 12 bytes; without --length the "
       "view takes what there is"},
      {12,
       4,
       {.offset = 8, .length = 5},
       "--length 5 from offset 8 ends outside 'f', which has 12 bytes; without --length the "
       "view takes what there is"},
      {12,
       4,
       {.offset = 8, .length = kMax},
       "--length 9223372036854775807 from offset 8 ends outside 'f', which has 12 bytes; without "
       "--length the "
       "view takes what there is"},
  });
}

TEST_CASE("one axis may be inferred, and divides the rest evenly") {
  check({
      {24, 2, {.shape = {-1, 3}}, "4,3 @ 0 by 6,2"},
      {24, 2, {.shape = {2, -1, 3}}, "2,2,3 @ 0 by 12,6,2"},
      {24, 2, {.shape = {3, -1}, .order = Order::F}, "3,4 @ 0 by 2,6"},
      {0, 2, {.shape = {3, -1}}, "3,0 @ 0 by 2,2"},
      {24,
       2,
       {.shape = {5, -1}},
       "'f' has 24 bytes, which is 2 times 10 and 4 more at offset 20; --rest takes the whole "
       "ones"},
      {24,
       2,
       {.shape = {-1, -1}},
       "--shape -1,-1 has two axes of length -1; only one can be inferred"},
      {24, 2, {.shape = {2, -3}}, "--shape 2,-3: an axis cannot have length -3"},
      {24,
       2,
       {.shape = {kMin}},
       "--shape -9223372036854775808: an axis cannot have length "
       "-9223372036854775808"},
      {24,
       0,
       {},
       "a length of -1 cannot be inferred from items of 0 bytes; give the shape in full"},
      {24,
       2,
       {.shape = {0, -1}},
       "a length of -1 cannot be inferred beside a length of 0; give the shape in full"},
      {24, 0, {.offset = 0, .shape = {7}}, "7 @ 0 by 0"},
      {0, 0, {.shape = {7}}, "7 @ 0 by 0"},
  });
}

TEST_CASE("an inferred axis may leave what does not fill a step") {
  check({
      {10, 4, {.rest = true}, "2 @ 0 by 4"},
      {12, 4, {.rest = true}, "3 @ 0 by 4"},
      {3, 4, {.rest = true}, "0 @ 0 by 4"},
      {12, 4, {.offset = 5, .rest = true}, "1 @ 5 by 4"},
      {12, 4, {.offset = 1, .length = 10, .rest = true}, "2 @ 1 by 4"},
      {24, 2, {.shape = {5, -1}, .rest = true}, "5,2 @ 0 by 4,2"},
      {24, 2, {.shape = {5, -1}, .order = Order::F, .rest = true}, "5,2 @ 0 by 2,10"},
      {12, 4, {.offset = 13, .rest = true}, "--offset 13 is outside 'f', which has 12 bytes"},
  });
}

TEST_CASE("how much is missing for a last step, or a last item") {
  struct Row {
    std::int64_t size;
    std::int64_t itemsize;
    WindowRequest request;
    std::int64_t missing;
  };
  const Row rows[] = {
      {10, 4, {}, 2},
      {12, 4, {}, 0},
      {0, 4, {}, 0},
      {10, 4, {.offset = 3}, 1},
      {10, 4, {.offset = 10}, 0},
      {10, 4, {.offset = 11}, 0},
      {10, 4, {.shape = {-1, 2}}, 6},
      {10, 4, {.shape = {3}}, 2},
      {10, 4, {.shape = {4}}, 0},
      {10, 4, {.shape = {2}}, 0},
      {10, 16, {.shape = {}}, 6},
      {10, kMax, {.shape = {}}, kMax - 10},
      {10, kMax, {.shape = {kMax}}, 0},
  };
  for (const Row& row : rows) {
    CAPTURE(row.missing);
    CHECK(missing_bytes(row.size, row.itemsize, row.request) == row.missing);
  }
  CHECK(from_start({.offset = -3}, 10, "'f'").offset == 7);
  CHECK(from_start({.offset = 3}, 10, "'f'").offset == 3);
  CHECK(from_start({}, 10, "'f'").offset == std::nullopt);
  CHECK(code_of([] { return from_start({.offset = -11}, 10, "'f'"); }) == Errc::BadShape);
}

TEST_CASE("strides: the offset is where the first item lies, and every item is in the file") {
  check({
      {12, 2, {.shape = {3}, .strides = {{4}}}, "3 @ 0 by 4"},
      {12, 2, {.offset = 10, .shape = {3}, .strides = {{-4}}}, "3 @ 10 by -4"},
      {12, 2, {.shape = {5}, .strides = {{0}}}, "5 @ 0 by 0"},
      {12, 4, {.shape = {9}, .strides = {{1}}}, "9 @ 0 by 1"},
      {12, 2, {.shape = {2, 3}, .strides = {{2, 4}}}, "2,3 @ 0 by 2,4"},
      {12, 2, {.shape = {}, .strides = {Lengths{}}}, " @ 0 by "},
      {12, 2, {.offset = 12, .shape = {0}, .strides = {{4}}}, "0 @ 12 by 4"},
      {12, 2, {.shape = {1}, .strides = {{kMin}}}, "1 @ 0 by -9223372036854775808"},
      // as many as fit
      {12, 2, {.strides = {{4}}}, "3 @ 0 by 4"},
      {13, 2, {.strides = {{4}}}, "3 @ 0 by 4"},
      {14, 2, {.strides = {{4}}}, "4 @ 0 by 4"},
      {12, 2, {.offset = 10, .strides = {{-4}}}, "3 @ 10 by -4"},
      {12, 2, {.offset = 3, .strides = {{-1}}}, "4 @ 3 by -1"},
      {12, 2, {.offset = 11, .strides = {{-1}}}, "0 @ 11 by -1"},
      {12, 2, {.offset = 12, .strides = {{4}}}, "0 @ 12 by 4"},
      {12, 2, {.offset = 6, .shape = {2, -1}, .strides = {{-3, 2}}}, "2,3 @ 6 by -3,2"},
      {12, 2, {.offset = 6, .shape = {2, -1}, .strides = {{3, -2}}}, "2,4 @ 6 by 3,-2"},
      {12, 2, {.shape = {2, -1}, .strides = {{-3, 2}}}, "2,0 @ 0 by -3,2"},
      {12, 2, {.strides = {{kMax}}}, "1 @ 0 by 9223372036854775807"},
      {12, 2, {.strides = {{kMin}}}, "1 @ 0 by -9223372036854775808"},
      // with --length, in its window
      {12, 2, {.offset = 2, .length = 6, .shape = {2}, .strides = {{4}}}, "2 @ 2 by 4"},
      {12, 2, {.offset = 2, .length = 7, .strides = {{4}}}, "2 @ 2 by 4"},
      {12, 2, {.offset = 6, .length = 6, .strides = {{-2}}}, "1 @ 6 by -2"},
      {12, 2, {.offset = 6, .length = 1, .strides = {{2}}}, "0 @ 6 by 2"},
      // what is wrong
      {12,
       2,
       {.shape = {4}, .strides = {{4}}},
       "item [3] would lie at bytes 12 to 14, but there are 12 in 'f'; --shape or --strides reach "
       "too far"},
      {12,
       2,
       {.offset = 6, .shape = {3}, .strides = {{-4}}},
       "item [2] would begin at byte -2, before the first one in 'f'; --shape or --strides reach "
       "too far"},
      {12,
       2,
       {.offset = 2, .length = 6, .shape = {3}, .strides = {{3}}},
       "item [2] would lie at bytes 6 to 8, but there are 6 in the window that --length gives; "
       "--shape or --strides reach too far"},
      {12,
       2,
       {.offset = 6, .length = 6, .shape = {2}, .strides = {{-2}}},
       "item [1] would begin at byte -2, before the first one in the window that --length gives; "
       "--shape or --strides reach too far"},
      {12,
       2,
       {.shape = {2, 3}, .strides = {{4}}},
       "--strides 4 has 1 numbers, but the shape is '2,3'; --shape takes as many lengths"},
      {12, 2, {.strides = {{0}}}, "a length of -1 cannot be inferred along a stride of 0"},
      {12,
       2,
       {.shape = {-1, 0}, .strides = {{2, 2}}},
       "a length of -1 cannot be inferred beside a length of 0"},
      {12,
       2,
       {.shape = {-1, 3}, .strides = {{2, kMax}}},
       "the shape takes more bytes than 64 bits can count"},
      {12,
       2,
       {.shape = {3}, .strides = {{kMax}}},
       "the view reaches further than 64-bit offsets can tell in 'f'; --shape or --strides reach "
       "too far"},
  });
}

TEST_CASE("there may be 64 axes") {
  CHECK(lay(1, 1, {.shape = Lengths(64, 1)}).ndim() == 64);
  CHECK(code_of([] { return lay(1, 1, {.shape = Lengths(65, 1)}); }) == Errc::BadShape);
}

// --- streams --------------------------------------------------------------------------------

TEST_CASE("how much of a stream is enough") {
  struct Row {
    std::int64_t itemsize;
    WindowRequest request;
    std::optional<std::int64_t> want;
  };
  const Row rows[] = {
      {4, {}, std::nullopt},
      {4, {.shape = {3}}, 13},  // the file must end in front of the last
      {4, {.offset = 8}, std::nullopt},
      {4, {.offset = 8, .shape = {3}}, 20},
      {4, {.offset = 0, .shape = {}}, 4},
      {4, {.offset = 8, .shape = {2, -1}}, std::nullopt},
      {4, {.offset = -8, .shape = {1}}, std::nullopt},
      {4, {.length = 8}, 8},
      {4, {.offset = 8, .length = 8}, 16},
      {4, {.offset = 8, .length = 8, .shape = {9}}, 16},
      {4, {.offset = -8, .length = 8}, std::nullopt},
      {4, {.length = -8}, std::nullopt},
      {4, {.offset = 8, .shape = {3}, .strides = {{8}}}, std::nullopt},
      {4, {.offset = 8, .length = 40, .shape = {3}, .strides = {{8}}}, 48},
      {4, {.offset = kMax, .shape = {3}}, std::nullopt},
      {4, {.offset = kMax, .length = kMax}, std::nullopt},
      {4, {.offset = 1, .shape = {kMax}}, std::nullopt},
  };
  for (const Row& row : rows) {
    CAPTURE(fmt::format("{}", row.request.shape));
    CAPTURE(row.request.offset.value_or(-99));
    CAPTURE(row.request.length.value_or(-99));
    CHECK(bytes_needed(row.itemsize, row.request) == row.want);
  }
}

TEST_CASE("a window past the end is cut to what there is, and told") {
  struct Row {
    WindowRequest request;
    std::int64_t start, length;
    bool cut;
  };
  const Row rows[] = {
      {{.offset = 2, .length = 3}, 2, 3, false},
      {{.offset = 2, .length = 100}, 2, 10, true},
      {{.offset = -4, .length = 5}, 8, 4, true},
      {{.offset = 12, .length = 1}, 12, 0, true},
      {{.length = 13}, 0, 12, true},
  };
  for (const Row& row : rows) {
    WindowRequest request = row.request;
    CHECK(cut_to_end(request, 12, "'f'").has_value() == row.cut);
    CHECK(request.offset == (row.cut ? row.start : row.request.offset.value_or(0)));
    CHECK(request.length == row.length);
  }
  WindowRequest outside{.offset = 13, .length = 1};
  CHECK_THROWS_AS(cut_to_end(outside, 12, "'f'"), Error);
  WindowRequest open{.offset = 3};
  CHECK_FALSE(cut_to_end(open, 12, "'f'"));
}

}  // namespace
}  // namespace bview
