// SPDX-License-Identifier: MIT
// sum_column FILE FORMAT FIELD: adds up a field of all records of a file, which is mapped.
//   sum_column points.bin '<I:id: d:x: 8s:label:' x

#include <cstdio>
#include <functional>

#include <bview/bview.hpp>

int main(int argc, char** argv) try {
  if (argc != 4) throw bview::Error(bview::Errc::BadUsage, "give FILE, FORMAT and FIELD");
  const bview::MemoryView bytes(bview::map_file(argv[1], bview::Access::Read));
  const bview::Layout layout = bview::parse_format(argv[2]);
  const bview::MemoryView records = bytes.cast(layout);
  const bview::TypedView<double> values(records.view(), bview::project(layout, {argv[3]}));
  std::printf("%.17g\n", values.fold(0.0, std::plus()));
} catch (const bview::Error& error) {
  std::fprintf(stderr, "sum_column: %s\n", error.what());
  return 1;
}
