// SPDX-License-Identifier: MIT
// weighted_mean FILE FORMAT FIELD WEIGHT: two fields of each record, read together.
//   weighted_mean points.bin '<I:id: d:x: 8s:label:' x id

#include <cstdint>
#include <cstdio>

#include <bview/bview.hpp>

int main(int argc, char** argv) try {
  if (argc != 5) throw bview::Error(bview::Errc::BadUsage, "give FILE, FORMAT, FIELD and WEIGHT");
  const bview::MemoryView bytes(bview::map_file(argv[1], bview::Access::Read));
  const bview::Layout layout = bview::parse_format(argv[2]);
  const bview::View records = bytes.cast(layout).view();
  const bview::TypedView<double> values(records, bview::project(layout, {argv[3]}));
  const bview::TypedView<std::uint32_t> weights(records, bview::project(layout, {argv[4]}));
  double sum = 0;
  double weight = 0;
  const auto add = [&](double x, std::uint32_t w) { sum += x * w, weight += w; };
  bview::for_each_together(add, values, weights);
  std::printf("%.17g\n", sum / weight);
} catch (const bview::Error& error) {
  std::fprintf(stderr, "weighted_mean: %s\n", error.what());
  return 1;
}
