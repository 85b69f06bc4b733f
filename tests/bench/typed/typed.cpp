// SPDX-License-Identifier: MIT
// What typed.sh counts: a sum over a view, by TypedView or by a loop made for it. Neither knows
// steps before it runs that a view learns then.
//
//   typed WAY VIEW RECORDS      WAY is hand or typed

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <string_view>
#include <vector>

#include <bview/bview.hpp>

namespace {

constexpr std::int64_t kRecord = 24;

template <class T>
T at(const std::byte* from) {
  T value;
  std::memcpy(&value, from, sizeof(value));
  return value;
}

double swapped(const std::byte* from) {
  const std::uint64_t bits = __builtin_bswap64(at<std::uint64_t>(from));
  return at<double>(reinterpret_cast<const std::byte*>(&bits));
}

struct Case {
  std::string_view name;
  double (*by_hand)(const std::byte* from, std::int64_t records, std::int64_t step);
  std::int64_t step;  // bytes
  double (*typed)(const bview::Bytes& bytes, std::int64_t records);
};

template <class T>
double sum(const bview::View& view, const bview::Layout& layout) {
  return static_cast<double>(bview::TypedView<T>(view, layout).fold(T{}, std::plus()));
}

constexpr Case kCases[] = {
    {"doubles, one behind the other",
     [](const std::byte* from, std::int64_t records, std::int64_t /*step*/) {
       double sum = 0;
       for (std::int64_t k = 0; k < 3 * records; ++k) sum += at<double>(from + 8 * k);
       return sum;
     },
     8,
     [](const bview::Bytes& bytes, std::int64_t records) {
       return sum<double>(bview::View::contiguous(bytes, 8, {3 * records}),
                          bview::parse_format("<d"));
     }},
    {"the same, big end first",
     [](const std::byte* from, std::int64_t records, std::int64_t /*step*/) {
       double sum = 0;
       for (std::int64_t k = 0; k < 3 * records; ++k) sum += swapped(from + 8 * k);
       return sum;
     },
     8,
     [](const bview::Bytes& bytes, std::int64_t records) {
       return sum<double>(bview::View::contiguous(bytes, 8, {3 * records}),
                          bview::parse_format(">d"));
     }},
    {"the same, the last one first",
     [](const std::byte* from, std::int64_t records, std::int64_t step) {
       double sum = 0;
       from -= (3 * records - 1) * step;
       for (std::int64_t k = 0; k < 3 * records; ++k) sum += at<double>(from + step * k);
       return sum;
     },
     -8,
     [](const bview::Bytes& bytes, std::int64_t records) {
       const bview::View view = bview::View::contiguous(bytes, 8, {3 * records});
       return sum<double>(view.slice(0, {{}, {}, -1}), bview::parse_format("<d"));
     }},
    {"a field of records of 24 bytes",
     [](const std::byte* from, std::int64_t records, std::int64_t step) {
       double sum = 0;
       for (std::int64_t k = 0; k < records; ++k) sum += at<double>(from + step * k + 8);
       return sum;
     },
     kRecord,
     [](const bview::Bytes& bytes, std::int64_t records) {
       const auto layout = bview::project(bview::parse_format("<q:a: d:x: q:b:"), {"x"});
       return sum<double>(bview::View::contiguous(bytes, kRecord, {records}), layout);
     }},
    {"products of two fields of them",
     [](const std::byte* from, std::int64_t records, std::int64_t step) {
       double sum = 0;
       for (std::int64_t k = 0; k < records; ++k) {
         sum += at<double>(from + step * k + 8) *
                static_cast<double>(at<std::int64_t>(from + step * k));
       }
       return sum;
     },
     kRecord,
     [](const bview::Bytes& bytes, std::int64_t records) {
       const auto layout = bview::parse_format("<q:a: d:x: q:b:");
       const auto view = bview::View::contiguous(bytes, kRecord, {records});
       const bview::TypedView<double> x(view, bview::project(layout, {"x"}));
       const bview::TypedView<std::int64_t> a(view, bview::project(layout, {"a"}));
       double sum = 0;
       bview::for_each_together(
           [&](double left, std::int64_t right) { sum += left * static_cast<double>(right); }, x,
           a);
       return sum;
     }},
    {"a column of a (n, 6) array of i32",
     [](const std::byte* from, std::int64_t records, std::int64_t step) {
       std::int32_t sum = 0;
       for (std::int64_t k = 0; k < records; ++k) sum += at<std::int32_t>(from + step * k + 4);
       return static_cast<double>(sum);
     },
     kRecord,
     [](const bview::Bytes& bytes, std::int64_t records) {
       const bview::View view = bview::View::contiguous(bytes, 4, {records, 6});
       return sum<std::int32_t>(view.at(1, 1), bview::parse_format("<i"));
     }},
    {"i32, one behind the other",
     [](const std::byte* from, std::int64_t records, std::int64_t /*step*/) {
       std::int32_t sum = 0;
       for (std::int64_t k = 0; k < 6 * records; ++k) sum += at<std::int32_t>(from + 4 * k);
       return static_cast<double>(sum);
     },
     4,
     [](const bview::Bytes& bytes, std::int64_t records) {
       return sum<std::int32_t>(bview::View::contiguous(bytes, 4, {6 * records}),
                                bview::parse_format("<i"));
     }},
};

}  // namespace

int main(int count, char** arguments) {
  if (count != 4) {
    for (const Case& each : kCases) std::printf("%s\n", each.name.data());
    return 0;
  }
  const std::int64_t records = std::atoll(arguments[3]);
  std::vector<std::byte> data(static_cast<std::size_t>(kRecord * records), std::byte{1});
  const bview::Bytes bytes{data.data(), static_cast<std::int64_t>(data.size()), true, 0};
  for (const Case& each : kCases) {
    if (each.name != arguments[2]) continue;
    const bool typed = arguments[1] == std::string_view("typed");
    std::printf("%g\n",
                typed ? each.typed(bytes, records) : each.by_hand(data.data(), records, each.step));
  }
}
