// SPDX-License-Identifier: MIT
// Files that are damaged: a sentence, or fewer types, and never harm.

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cstdlib>
#include <random>
#include <string>

#include <bview/core/error.hpp>
#include <bview/formats/types/type_files.hpp>

#include "tests/support/temporary.hpp"

namespace bview {
namespace {

using bview::testing::content_of;
using bview::testing::TemporaryFolder;

constexpr const char* kSource =
    "enum e { A, B = 7 }; union u { int i; float f; };\n"
    "struct in { char name[8]; enum e e : 4; unsigned n : 20; };\n"
    "struct out { struct in in[3]; union u u; void *p; struct { int a; }; long tail[]; } out;\n";

/// Asks for all that a file names.
int types_in(const std::string& path) {
  int found = 0;
  try {
    const TypeFiles files({path}, {});
    for (const TypeName& type : files.graph(0).names()) {
      try {
        static_cast<void>(files.graph(0).size(type.id));
        found += files.find(fmt::format("{} {}", word_of(type.kind), type.name)) ? 1 : 0;
      } catch (const Error&) {
      }
    }
  } catch (const Error&) {
  }
  return found;
}

}  // namespace

TEST_CASE("a damaged file says so, or less") {
  const TemporaryFolder folder;
  const std::string source = folder.file("t.c", kSource);
  const std::string object = folder.path("t.o");
  const std::string compile = fmt::format("cc -g -c {} -o {}", source, object);
  REQUIRE(std::system(compile.c_str()) == 0);  // NOLINT(cert-env33-c)
  const std::string whole = content_of(object);
  const int all = types_in(object);
  CHECK(all == 4);
  std::mt19937 random(3);
  for (std::size_t size = 0; size < whole.size(); size += whole.size() / 50 + 1) {
    CHECK(types_in(folder.file("cut.o", whole.substr(0, size))) <= all);
  }
  for (int round = 0; round < 200; ++round) {
    std::string damaged = whole;
    for (auto k = 1 + random() % 4; k-- > 0;) {
      damaged[random() % damaged.size()] = static_cast<char>(random());
    }
    static_cast<void>(types_in(folder.file("damaged.o", damaged)));
  }
}

}  // namespace bview
