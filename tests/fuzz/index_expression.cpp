// SPDX-License-Identifier: MIT
// Any text as an index of small views: what it selects lies inside their bytes, or it is an error.

#include <vector>

#include <bview/formats/syntax/index_expression.hpp>

#include "tests/fuzz/target.hpp"

namespace bview {
namespace {

/// Views of the same 24 bytes: no axis, one, three, strides that go back or stand still, nothing.
std::vector<View> views(std::vector<std::byte>& memory) {
  const Bytes bytes{memory.data(), static_cast<std::int64_t>(memory.size()), true};
  return {View::contiguous(bytes, 1, {}),
          View::contiguous(bytes, 2, {12}),
          View::contiguous(bytes, 1, {2, 3, 4}),
          View(bytes, 3, {{4, -6}, {2, 3}}, 18),
          View(bytes, 4, {{1000, 0}, {2, 4}, {2, 8}}, 4),
          View::contiguous(bytes, 8, {3, 0, 5})};
}

/// Every item, or the first and the last few of many, lies inside the bytes.
void inspect(const View& view, const View& whole) {
  constexpr std::int64_t kFew = 50;
  fuzz::demand(view.itemsize() == whole.itemsize() && view.size() <= whole.size());
  for (std::int64_t n = 0; n < view.size(); ++n) {
    if (n == kFew && view.size() > 2 * kFew) n = view.size() - kFew;
    const std::int64_t offset = view.offset_of(n);
    fuzz::demand(offset >= 0 && offset + view.itemsize() <= view.bytes().size);
  }
}

}  // namespace
}  // namespace bview

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bview;
  static std::vector<std::byte> memory(24);
  static const std::vector<View> kViews = views(memory);

  const std::string_view text = fuzz::Input(data, size).rest();
  Index index;
  try {
    index = parse_index(text);
  } catch (const Error& error) {
    fuzz::demand(error.code() == Errc::BadFormat && error.where().has_value());
    fuzz::demand_place(error, text);
    return 0;
  }
  for (const View& view : kViews) {
    try {
      inspect(select(view, index), view);
    } catch (const Error& error) {
      fuzz::demand(error.code() == Errc::BadIndex);
    }
  }
  return 0;
}
