// SPDX-License-Identifier: MIT
// to_ndjson FILE FORMAT: prints records, of any layout that can be said, a line of JSON each.
//   to_ndjson points.bin '<I:id: d:x: 8s:label:'

#include <cstdio>

#include <bview/bview.hpp>

int main(int argc, char** argv) try {
  if (argc != 3) throw bview::Error(bview::Errc::BadUsage, "give FILE and FORMAT");
  const bview::MemoryView bytes(bview::map_file(argv[1], bview::Access::Read));
  const bview::MemoryView records = bytes.cast(bview::parse_format(argv[2]));
  const bview::OutputForm* const form = bview::find_output_form("ndjson");
  bview::FdSink out(1, "standard output");
  bview::write_all(*form->make({records.view(), records.layout()}, {}), out);
} catch (const bview::Error& error) {
  std::fprintf(stderr, "to_ndjson: %s\n", error.what());
  return 1;
}
