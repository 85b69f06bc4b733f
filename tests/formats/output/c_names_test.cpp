// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cstdlib>
#include <set>
#include <sstream>
#include <string>
#include <string_view>

#include <bview/formats/output/c_names.hpp>

#include "tests/support/temporary.hpp"

namespace bview {
namespace {

TEST_CASE("what is no name becomes one") {
  struct Row {
    std::string_view name;
    std::string_view member;
    std::string_view global;
  };
  const Row rows[] = {
      {"len", "len", "len"},
      {"a-b.c d", "a_b_c_d", "a_b_c_d"},
      {"3d", "_3d", "_3d"},
      {"", "_", "_"},
      {"class", "class_", "class_"},
      {"uint8_t", "uint8_t_", "uint8_t_"},
      {"INT8_MAX", "INT8_MAX_", "INT8_MAX_"},
      {"TEMP_MAX", "TEMP_MAX", "TEMP_MAX"},
      {"__linux__", "__linux___", "__linux___"},
      {"_Bool", "_Bool_", "_Bool_"},
      {"_b", "_b", "_b"},
      // Members have names of their own beside those of the library.
      {"log", "log", "log_"},
      {"y1", "y1", "y1_"},
      {"sinf", "sinf", "sinf_"},
      {"lgammaf_r", "lgammaf_r", "lgammaf_r_"},
      {"random", "random", "random_"},
      {"main", "main", "main_"},
      {"off_t", "off_t", "off_t_"},
  };
  for (const Row& row : rows) {
    CHECK(c_member(row.name) == row.member);
    CHECK(c_global(row.name) == row.global);
  }
}

bool have_compiler() {
  static const bool found = std::system("cc --version >/dev/null 2>&1") == 0 &&
                            std::system("c++ --version >/dev/null 2>&1") == 0;
  return found;
}

constexpr std::string_view kHeaders =
    "#include <assert.h>\n#include <complex.h>\n#include <math.h>\n#include <stdbool.h>\n"
    "#include <stdint.h>\n";
constexpr std::string_view kHeadersOfBoth =
    "#include <assert.h>\n#include <math.h>\n#include <stdbool.h>\n#include <stdint.h>\n";

constexpr const char* kC = "cc -std=c11 -x c ";
constexpr const char* kGnuC = "cc -std=gnu17 -x c ";
constexpr const char* kCpp = "c++ -std=c++20 -x c++ ";

/// Every name in what a compiler makes of the headers, and of its macros.
std::set<std::string> names_of_headers() {
  const testing::TemporaryFolder folder;
  const std::string source = folder.file("source", kHeaders);
  const std::string seen = folder.path("seen");
  std::set<std::string> names;
  for (const std::string compiler : {kC, kGnuC, kCpp}) {
    for (const char* what : {"-E -P ", "-E -dM "}) {
      const std::string command = compiler + what + source + " -o " + seen;
      REQUIRE(std::system(command.c_str()) == 0);
      std::string text = testing::content_of(seen);
      for (char& c : text) {
        const bool part =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
        if (!part) c = ' ';
      }
      std::istringstream words(text);
      for (std::string word; words >> word;) {
        if (word.front() < '0' || word.front() > '9') names.insert(word);
      }
    }
  }
  return names;
}

bool compiles(const std::string& source, const std::string& compiler) {
  const testing::TemporaryFolder folder;
  const std::string path = folder.file("source", source);
  const std::string command = compiler + "-fsyntax-only -Wall -Werror -Wno-unused " + path;
  return std::system(command.c_str()) == 0;
}

TEST_CASE("every name that a compiler or a header has makes one that compiles") {
  if (!have_compiler()) return;
  const std::set<std::string> names = names_of_headers();
  CHECK(names.size() > 1000);
  CHECK(names.contains("INT8_MAX"));
  CHECK(names.contains("lgamma"));
  std::string members = "struct all {\n";
  std::string globals;
  std::set<std::string> taken;
  std::set<std::string> arrays;
  for (const std::string& name : names) {
    std::string own = c_member(name);
    while (!taken.insert(own).second) own += '_';
    members += fmt::format("  uint8_t {};\n", own);
    // There is one array in a source: two names may become one.
    const std::string global = c_global(name);
    if (arrays.insert(global).second)
      globals += fmt::format("const float {}[1] = {{0}};\n", global);
  }
  members += "};\n";
  for (const char* compiler : {kC, kGnuC}) {
    CHECK(compiles(std::string(kHeaders) + members, compiler));
    CHECK(compiles(std::string(kHeaders) + globals, compiler));
  }
  CHECK(compiles(std::string(kHeadersOfBoth) + members, kCpp));
  CHECK(compiles(std::string(kHeadersOfBoth) + globals, kCpp));
}

TEST_CASE("names that a compiler knows without any header do not disturb it") {
  if (!have_compiler()) return;
  std::string globals;
  for (const char* name : {"printf", "index", "memcpy", "strlen", "abs", "exit", "toupper", "fork",
                           "puts", "free", "malloc", "isalpha", "putchar", "stpcpy", "strerror"}) {
    globals += fmt::format("const unsigned char {}[1] = {{0}};\n", c_global(name));
  }
  CHECK(compiles(globals, kGnuC));
  CHECK(compiles(globals, kCpp));
}

TEST_CASE("keywords of either language are no names") {
  if (!have_compiler()) return;
  std::string members;
  for (const char* name :
       {"alignas",  "asm",      "auto",     "bool",      "catch",        "char8_t",   "class",
        "co_await", "compl",    "concept",  "consteval", "constinit",    "delete",    "explicit",
        "export",   "false",    "friend",   "inline",    "mutable",      "namespace", "new",
        "noexcept", "nullptr",  "operator", "private",   "register",     "requires",  "restrict",
        "static",   "template", "this",     "throw",     "thread_local", "true",      "try",
        "typeid",   "typename", "typeof",   "using",     "virtual",      "wchar_t",   "xor_eq"}) {
    members += fmt::format("struct s_{0} {{ int {0}_; int {1}; }};\n", name, c_member(name) + "x");
    CHECK(c_member(name) == std::string(name) + "_");
  }
  CHECK(compiles(members, kC));
  CHECK(compiles(members, kCpp));
}

}  // namespace
}  // namespace bview
