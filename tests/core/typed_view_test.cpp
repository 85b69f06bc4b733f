// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <ranges>
#include <string>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/core/typed_view.hpp>
#include <bview/formats/syntax/format_string.hpp>
#include <bview/formats/syntax/project.hpp>

namespace bview {
namespace {

std::vector<std::byte> some_bytes(std::size_t size) {
  std::vector<std::byte> bytes(size);
  for (std::size_t k = 0; k < size; ++k) bytes[k] = static_cast<std::byte>(k * 37 + k / 7);
  return bytes;
}

Bytes over(std::vector<std::byte>& bytes) {
  return {bytes.data(), static_cast<std::int64_t>(bytes.size()), true, 0};
}

/// The value at each index, one at a time and as plainly as can be.
template <class T>
std::vector<T> one_by_one(const View& view, bool big) {
  std::vector<T> values;
  for (std::int64_t n = 0; n < view.size(); ++n) {
    std::array<std::byte, sizeof(T)> bytes;
    const std::byte* const at = view.bytes().at(view.offset_of(n));
    std::copy_n(at, sizeof(T), bytes.begin());
    if (big) std::reverse(bytes.begin(), bytes.end());
    T value;
    std::memcpy(&value, bytes.data(), sizeof(T));
    values.push_back(value);
  }
  return values;
}

/// NaNs of the same bits are the same here.
template <class T>
bool same_bits(const std::vector<T>& a, const std::vector<T>& b) {
  return a.size() == b.size() &&
         (a.empty() || std::memcmp(a.data(), b.data(), a.size() * sizeof(T)) == 0);
}

template <class T>
void check_all_ways(const View& view, const char* letter) {
  for (const bool big : {false, true}) {
    const TypedView<T> typed(view, parse_format(std::string(big ? ">" : "<") + letter));
    const std::vector<T> want = one_by_one<T>(view, big);
    std::vector<T> each;
    typed.for_each([&](T value) { each.push_back(value); });
    CHECK(same_bits(each, want));
    std::vector<T> by_run;
    typed.for_each_run([&](const auto& run) {
      static_assert(std::ranges::random_access_range<decltype(run)>);
      CHECK(std::ranges::ssize(run) == run.size());
      by_run.insert(by_run.end(), run.begin(), run.end());
      for (std::int64_t n = 0; n < run.size(); ++n) {
        const T a = run[n];
        const T b = *(run.end() - (run.size() - n));
        CHECK(std::memcmp(&a, &b, sizeof(T)) == 0);
      }
    });
    CHECK(same_bits(by_run, want));
    std::vector<T> indexed;
    for (std::int64_t n = 0; n < typed.size(); ++n) indexed.push_back(typed[n]);
    CHECK(same_bits(indexed, want));
    CHECK(typed.fold(std::int64_t{0}, [](std::int64_t count, T) { return count + 1; }) ==
          view.size());
  }
}

TEST_CASE("typed values are those of the view, whatever its strides and order of bytes") {
  std::vector<std::byte> bytes = some_bytes(512);
  const Bytes all = over(bytes);
  for (const std::int64_t extent : {0, 1, 2, 5}) {
    for (const std::int64_t inner : {0, 1, 3}) {
      for (const std::int64_t stride : {-24, -8, 0, 1, 8, 9, 24}) {
        for (const std::int64_t step : {-8, 0, 8, 11}) {
          const View view(all, 8, {{extent, stride}, {inner, step}}, 200);
          CAPTURE(extent);
          CAPTURE(inner);
          CAPTURE(stride);
          CAPTURE(step);
          check_all_ways<double>(view, "d");
          check_all_ways<std::uint64_t>(view, "Q");
        }
      }
    }
  }
  check_all_ways<std::int8_t>(View(all, 1, {{100, 2}}, 3), "b");
  check_all_ways<std::uint16_t>(View(all, 2, {{100, -2}}, 301), "H");
  check_all_ways<std::int32_t>(View::contiguous(all, 4, {4, 5, 6}), "i");
  check_all_ways<float>(View::contiguous(all, 4, {}), "f");
  check_all_ways<long long>(View::contiguous(all, 8, {3}), "q");
}

TEST_CASE("a field of records, its elements, and items that were chosen") {
  std::vector<std::byte> bytes = some_bytes(300);
  const Layout layout = parse_format("<B:a: T{>h:x:(2,2)i:m:}:in: [u12]:bits: I|unix:time: f:y:");
  const View records = View::contiguous(over(bytes), layout.itemsize, {7});
  const auto column = [&](const char* name) { return project(layout, {name}); };
  CHECK(TypedView<std::int16_t>(records, column("in.x")).size() == 7);
  CHECK(TypedView<std::int16_t>(records, column("in.x"))[2] ==
        static_cast<std::int16_t>(
            std::to_integer<int>(bytes[static_cast<std::size_t>(2 * layout.itemsize + 1)]) << 8 |
            std::to_integer<int>(bytes[static_cast<std::size_t>(2 * layout.itemsize + 2)])));
  const TypedView<std::int32_t> elements(records, column("in.m"));
  CHECK(elements.view().shape() == Lengths{7, 2, 2});
  const TypedView<std::int32_t> one(records, column("in.m[1,0]"));
  CHECK(one.view().shape() == Lengths{7});
  CHECK(one[3] == elements[3 * 4 + 2]);

  auto list = std::make_shared<ItemList>();
  for (const std::int64_t n : {5, 0, 3}) list->items.push_back({n * layout.itemsize, n});
  list->extent = 7;
  const View chosen = View::listed(records.bytes(), layout.itemsize, list, 3);
  const TypedView<float> all(records, column("y"));
  const TypedView<float> some(chosen, column("y"));
  for (std::int64_t n = 0; n < 3; ++n) {
    const float a = some[n];
    const float b = all[list->items[static_cast<std::size_t>(n)].number];
    CHECK(std::memcmp(&a, &b, sizeof(a)) == 0);
  }
}

TEST_CASE("several fields are read together, whatever their strides and orders of bytes") {
  std::vector<std::byte> bytes = some_bytes(700);
  const Layout layout = parse_format("<B:a: h:x: >i:y: <q:z: >H:w: (3)<h:v:");
  const View whole = View::contiguous(over(bytes), layout.itemsize, {3, 4});
  auto list = std::make_shared<ItemList>();
  for (const std::int64_t n : {5, 0, 1, 2, 9}) list->items.push_back({n * layout.itemsize, n});
  list->extent = 12;
  const View views[] = {whole, whole.slice(1, {{}, {}, -2}), whole.slice(0, {2, 2}), whole.at(0, 1),
                        View::listed(whole.bytes(), layout.itemsize, list, 5)};
  for (const View& view : views) {
    const auto column = [&](const char* name) { return project(layout, {name}); };
    const TypedView<std::int16_t> x(view, column("x"));
    const TypedView<std::int32_t> y(view, column("y"));
    const TypedView<std::int64_t> z(view, column("z"));
    const TypedView<std::uint16_t> w(view, column("w"));
    std::int64_t n = 0;
    const auto check = [&](const auto& at, const auto&... fields) {
      n = 0;
      for_each_together(
          [&](auto... values) {
            CHECK(((values == fields[n]) && ...));
            ++n;
          },
          fields...);
      CHECK(n == at.size());
    };
    check(view, x);
    check(view, x, z);  // of this machine's order
    check(view, y, w);  // of the other
    check(view, x, y, z, w);
    check(view, z, y);
  }
  const TypedView<std::int16_t> x(whole, project(layout, {"x"}));
  const TypedView<std::int16_t> v(whole, project(layout, {"v"}));
  CHECK_THROWS_WITH_AS(for_each_together([](auto, auto) {}, x, v),
                       "36 values do not belong to 12 others", Error);
}

TEST_CASE("pointers are for values as a machine has them") {
  alignas(8) std::array<double, 12> data{};
  for (std::size_t k = 0; k < data.size(); ++k) data[k] = static_cast<double>(k);
  const Bytes bytes{reinterpret_cast<std::byte*>(data.data()), sizeof(data), true, 0};
  const Layout native = parse_format("=d");
  const View matrix = View::contiguous(bytes, 8, {3, 4});
  const TypedView<double> turned(matrix.slice(1, {{}, {}, -2}), native);
  REQUIRE(turned.data() == data.data() + 3);
  CHECK(turned.stride(0) == 4);
  CHECK(turned.stride(1) == -2);
  CHECK(turned.data()[turned.stride(0) + turned.stride(1)] == turned[3]);

  const char* const other = kHostOrder == ByteOrder::Little ? ">d" : "<d";
  CHECK(TypedView<double>(matrix, parse_format(other)).data() == nullptr);
  CHECK(TypedView<double>(View::contiguous(bytes, 8, {2}, 4), native).data() == nullptr);
  CHECK(TypedView<double>(View(bytes, 8, {{2, 12}}, 0), native).data() == nullptr);
  CHECK(TypedView<double>(View::contiguous(bytes, 8, {0}), native).data() == nullptr);
  auto list = std::make_shared<ItemList>();
  list->items = {{0, 0}};
  list->extent = 1;
  CHECK(TypedView<double>(View::listed(bytes, 8, list, 1), native).data() == nullptr);
}

std::string refusal(const char* format, std::vector<std::string> fields) {
  std::vector<std::byte> bytes = some_bytes(64);
  Layout layout = parse_format(format);
  if (!fields.empty()) layout = project(layout, fields);
  try {
    static_cast<void>(
        TypedView<double>(View::contiguous(over(bytes), layout.itemsize, {1}), layout));
  } catch (const Error& error) {
    return error.what();
  }
  return "none";
}

TEST_CASE("what is no such value is refused") {
  CHECK(refusal("<d", {}) == "none");
  CHECK(refusal("<f", {}) == "the value is f32, and f64 was asked for; values are not converted");
  CHECK(refusal("<f:x:d:y:", {"x"}) ==
        "field 'x' is f32, and f64 was asked for; values are not converted");
  CHECK(refusal("<dd", {}) ==
        "one field of a fixed size is taken, and this layout has 2; project() takes one of them");
  CHECK(refusal("T{<d:x:}:r:", {}) ==
        "field 'r' is a record, and f64 was asked for; values are not converted");
  CHECK(refusal("<q|scale(0.5):s:", {}) ==
        "field 's' is read as something else than it is stored, and f64 was asked for; values are "
        "not converted");
  CHECK(refusal("<[u12]", {}) ==
        "the value is a number of some bits, and f64 was asked for; values are not converted");
  CHECK(refusal("8s", {}) == "the value is bytes, and f64 was asked for; values are not converted");
}

}  // namespace
}  // namespace bview
