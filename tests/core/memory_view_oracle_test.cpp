// SPDX-License-Identifier: MIT
// MemoryView against vectors of CPython's memoryview.

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/core/memory_view.hpp>
#include <bview/formats/syntax/format_string.hpp>
#include <bview/formats/syntax/index_expression.hpp>

#include "tests/core/memory_views.hpp"
#include "tests/support/errors.hpp"
#include "tests/support/values.hpp"
#include "tests/support/vectors.hpp"

namespace bview {
namespace {

using testing::code_of;
using testing::view_of;

/// The cells that memoryview.tsv and memoryview_strided.tsv end with.
void check_contents(const MemoryView& mv, std::span<const std::string> cells) {
  CHECK(mv.nbytes() == std::stoll(cells[0]));
  CHECK(mv.c_contiguous() == (cells[1] == "1"));
  CHECK(mv.f_contiguous() == (cells[2] == "1"));
  CHECK(mv.contiguous() == (cells[3] == "1"));
  CHECK(testing::tokens(mv.tolist()) == cells[4]);
  CHECK(testing::to_hex(mv.tobytes()) == cells[5]);
  CHECK(testing::to_hex(mv.tobytes(CopyOrder::F)) == cells[6]);
  CHECK(mv.hex() == cells[5]);
}

TEST_CASE("casts and slices as CPython's memoryview") {
  for (const auto& cells : testing::read_vectors("oracle/memoryview.tsv")) {
    CAPTURE(cells[0]);
    CAPTURE(cells[2]);
    CAPTURE(cells[3]);
    const MemoryView whole =
        view_of(testing::from_hex(cells[1]), cells[0], testing::numbers(cells[2]));
    const MemoryView part = whole.select(parse_index(cells[3]));
    CHECK(part.format() == cells[0]);
    if (cells[4].empty()) {
      CHECK(testing::tokens(part.get()) == cells[12]);
      continue;
    }
    CHECK(part.itemsize() == std::stoll(cells[4]));
    CHECK(part.ndim() == std::stoull(cells[5]));
    CHECK(part.shape() == testing::numbers(cells[6]));
    // CPython multiplies the stride of an empty slice, numpy and bview leave it.
    if (part.nbytes() > 0) CHECK(part.strides() == testing::numbers(cells[7]));
    check_contents(part, std::span(cells).subspan(8));
  }
}

TEST_CASE("strided views as CPython's memoryview of numpy arrays") {
  for (const auto& cells : testing::read_vectors("oracle/memoryview_strided.tsv")) {
    CAPTURE(cells[0]);
    CAPTURE(cells[2]);
    CAPTURE(cells[3]);
    const Buffer buffer = Buffer::own(testing::from_hex(cells[1]));
    const Lengths shape = testing::numbers(cells[2]);
    const Lengths strides = testing::numbers(cells[3]);
    std::vector<Axis> axes;
    for (std::size_t k = 0; k < shape.size(); ++k) axes.push_back({shape[k], strides[k]});
    const Layout layout = parse_format(cells[0]);
    const MemoryView mv(buffer, layout,
                        View(buffer.bytes(), layout.itemsize, axes, std::stoll(cells[4])));
    CHECK(mv.itemsize() == std::stoll(cells[5]));
    CHECK(mv.ndim() == std::stoull(cells[6]));
    check_contents(mv, std::span(cells).subspan(7));
  }
}

TEST_CASE("cast refuses what CPython refuses, but for its limits on formats") {
  const std::string_view refused[] = {"length is not a multiple", "product(shape)",
                                      "number of dimensions must not exceed",
                                      "elements of shape must be integers > 0"};
  for (const auto& cells : testing::read_vectors("oracle/memoryview_cast.tsv")) {
    CAPTURE(cells[0]);
    CAPTURE(cells[1]);
    CAPTURE(cells[2]);
    CAPTURE(cells[3]);
    const auto cast = [&] {
      const std::vector<std::byte> bytes(std::stoull(cells[2]));
      const MemoryView mv = view_of(bytes, cells[0]);
      if (cells[3].empty()) return mv.cast(parse_format(cells[1]));
      const std::string shape = cells[3] == "()" ? "" : cells[3];
      return mv.cast(parse_format(cells[1]), testing::numbers(shape));
    };
    if (cells[4] == "ok") CHECK_FALSE(code_of(cast));
    const bool about_sizes = std::any_of(
        std::begin(refused), std::end(refused),
        [&](std::string_view reason) { return cells[4].find(reason) != std::string::npos; });
    const bool zero = cells[3].find('0') == 0;  // an axis of length 0, which bview allows
    if (about_sizes && !zero) CHECK(code_of(cast) == Errc::BadShape);
  }
}

}  // namespace
}  // namespace bview
