// SPDX-License-Identifier: MIT
// Maps a file, looks at its second half as big-endian numbers and writes one of them: what an
// installed bview must let a program of somebody else do. Its own core/ and formats/ have files of
// the same names as bview's, and each gets what it asked for.
//
//   consumer SCRATCH-FILE

#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

#include <bview/bview.hpp>

#include "core/error.hpp"
#include "core/view.hpp"
#include "formats/syntax/format_string.hpp"

namespace {

int failures = 0;

void check(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "consumer: it does not hold that %s\n", what);
  ++failures;
}

std::string contents(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void patch_last_number(const std::string& path) {
  const bview::MemoryView bytes(bview::map_file(path, bview::Access::ReadWrite));
  check(bytes.nbytes() == 12, "the whole file is mapped");

  const bview::MemoryView numbers = bytes.slice(4).cast(bview::parse_format(">H"));
  check(numbers.tolist() == bview::Value{0x0405, 0x0607, 0x0809, 0x0a0b}, "the numbers are read");

  numbers.slice(std::nullopt, std::nullopt, -1)[0].set(0x1234);
  check(numbers[3].get() == bview::Value(0x1234), "what is written is seen at once");
}

/// The files that are found by their own names.
void look_at_own_files() {
  for (const std::string own : {kOwnError, kOwnView, kOwnFormat}) {
    check(own.starts_with("the stranger's "), "the stranger's files are the stranger's");
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const std::string path = argv[1];
  std::string bytes;
  for (char byte = 0; byte < 12; ++byte) bytes += byte;
  std::ofstream(path, std::ios::binary) << bytes;

  look_at_own_files();
  try {
    patch_last_number(path);
  } catch (const bview::Error& error) {
    std::fprintf(stderr, "consumer: %s\n", error.what());
    return 1;
  }

  check(contents(path) == bytes.replace(10, 2, "\x12\x34"), "those two bytes of the file changed");
  return failures == 0 ? 0 : 1;
}
