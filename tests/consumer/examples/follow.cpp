// SPDX-License-Identifier: MIT
// follow FILE FORMAT: prints the records of a file, and those that others add to it, until it is
// truncated or replaced. What is read is in memory until it is printed.
#include <cstdio>

#include <bview/bview.hpp>

int main(int argc, char** argv) try {
  if (argc != 3) throw bview::Error(bview::Errc::BadUsage, "give FILE and FORMAT");
  const bview::Layout layout = bview::parse_format(argv[2]);
  const std::int64_t size = layout.itemsize;
  if (size <= 0) throw bview::Error(bview::Errc::BadUsage, "records need a size");
  bview::FollowedFile file(argv[1]);
  bview::Stream stream(file, 0, bview::Stream::kMost, argv[1]);
  bview::FdSink out(1, "standard output");
  for (std::int64_t done = 0; stream.wait_for_more();) {
    const std::int64_t count = stream.size() / size - done;  // that are whole now
    const auto view = bview::View::contiguous(stream.bytes(), size, {count}, done * size);
    bview::write_all(*bview::find_output_form("ndjson")->make({view, layout}, {}), out);
    done += count;
    stream.give_back(done * size);
  }
  std::fprintf(stderr, "follow: %s was %s\n", argv[1], file.fate());
} catch (const bview::Error& error) {
  std::fprintf(stderr, "follow: %s\n", error.what());
  return 1;
}
