// SPDX-License-Identifier: MIT
// Where compilers put members, they say twice: in debug information, and in the bytes of variables
// of which one member is all ones. Structs are made up; a fixed seed makes the same ones each time.

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <array>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include <bview/core/integers.hpp>
#include <bview/formats/types/type_files.hpp>

#include "tests/support/temporary.hpp"

namespace bview {
namespace {

using bview::testing::content_of;
using bview::testing::TemporaryFolder;

constexpr std::size_t kSlot = 512;  // bytes for the image of a variable
constexpr std::size_t kStructs = 60;

/// A way to declare a member: '@' is its name.
struct Declaration {
  const char* text;
  const char* ones;   // the value of all ones, or another one
  bool exact = true;  // it is all ones
};
constexpr Declaration kDeclarations[] = {
    {"signed char @", "-1"},
    {"unsigned char @", "-1"},
    {"char @", "-1"},
    {"short @", "-1"},
    {"int @", "-1"},
    {"unsigned @", "-1"},
    {"long @", "-1"},
    {"word @", "-1"},
    {"unsigned long long @", "-1"},
    {"const volatile int @", "-1"},
    {"_Bool @", "1", false},
    {"enum e @", "-1"},
    {"void *@", "(void *)-1"},
    {"int (*@)(int)", "(void *)-1"},
    {"float @", "1.5f", false},
    {"double @", "-1.5", false},
    {"char @[5]", "{-1,-1,-1,-1,-1}"},
    {"short @[2][3]", "{{-1,-1,-1},{-1,-1,-1}}"},
    {"row @[2]", "{{-1,-1},{-1,-1}}"},
    {"struct inner @", "{-1,-1,-1}"},
    {"struct inner @[2]", "{{-1,-1,-1},{-1,-1,-1}}"},
    {"union both @", "{-1}"},
    {"__attribute__((aligned(16))) int @", "-1"},
    {"struct { short @; int : 5; }", "-1"},
    {"union { char @; int @_other; }", "-1"},
    {"struct { union { long long @; char @_other; }; char @_third; }", "-1"},
    {"int @ : 1", "-1"},
    {"unsigned @ : 3", "-1"},
    {"int @ : 13", "-1"},
    {"unsigned @ : 32", "-1"},
    {"unsigned char @ : 5", "-1"},
    {"short @ : 11", "-1"},
    {"long long @ : 37", "-1"},
    {"unsigned long long @ : 64", "-1"},
    {"enum e @ : 4", "-1"},
    {"_Bool @ : 1", "1"},
};

constexpr const char* kHead =
    "typedef unsigned word; typedef short row[2];\n"
    "enum e { E_MINUS = -1, E_NONE, E_MANY = 1000 };\n"
    "struct inner { char a; int b; short c; };\n"
    "union both { long long q; int i; char c[3]; };\n";

struct Slot {
  std::size_t record;
  std::string member;
  bool exact;
};

struct Program {
  std::string source;
  std::vector<Slot> slots;  // the first of each record is its size
};

std::string named(std::string text, const std::string& name) {
  for (std::size_t at = text.find('@'); at != std::string::npos; at = text.find('@')) {
    text.replace(at, 1, name);
  }
  return text;
}

Program make_program() {
  std::mt19937 random(11);
  const auto below = [&](std::size_t most) { return random() % most; };
  Program program{kHead, {}};
  std::string images;
  std::string slots;
  for (std::size_t k = 0; k < kStructs; ++k) {
    std::string members;
    images +=
        fmt::format("  {{.pad = {{sizeof(struct s{0}) & 255, sizeof(struct s{0}) >> 8}}}},\n", k);
    program.slots.push_back({k, "", true});
    const std::size_t count = 1 + below(9);
    for (std::size_t m = 0; m < count; ++m) {
      const Declaration& declaration = kDeclarations[below(std::size(kDeclarations))];
      const std::string name = fmt::format("m{}", m);
      members += fmt::format(" {};", named(declaration.text, name));
      if (below(12) == 0) members += " int : 0;";
      images += fmt::format("  {{.s{} = {{.{} = {}}}}},\n", k, name, declaration.ones);
      program.slots.push_back({k, name, declaration.exact});
    }
    const char* const packed = below(4) == 0 ? "__attribute__((packed)) " : "";
    program.source += fmt::format("struct {}s{} {{{} }};\n", packed, k, members);
    slots += fmt::format(" struct s{0} s{0};", k);
  }
  program.source += fmt::format(
      "union slot {{ unsigned char pad[{}];{} }};\n"
      "union slot images[] __attribute__((section(\".images\"))) = {{\n{}}};\n",
      kSlot, slots, images);
  return program;
}

using Image = std::array<unsigned char, kSlot>;

void set_bit(Image& image, std::int64_t bit, bool big) {
  const auto byte = static_cast<std::size_t>(bit / 8);
  const auto at = static_cast<unsigned>(bit % 8);
  image[byte] = static_cast<unsigned char>(image[byte] | (big ? 0x80U >> at : 1U << at));
}

void set_field(Image& image, const Field& field, std::int64_t base) {
  if (field.bits) {
    for (int k = 0; k < field.bits->width; ++k) {
      set_bit(image, base * 8 + first_bit(field) + k, is_big(field.order));
    }
    return;
  }
  for (std::int64_t n = 0; n < field.count(); ++n) {
    const Field one = field.element(n);
    if (field.record) {
      for (const Field& inner : field.record->fields) set_field(image, inner, base + one.offset);
      continue;
    }
    for (std::int64_t k = 0; k < 8 * one.value_size(); ++k) {
      set_bit(image, (base + one.offset) * 8 + k, false);
    }
  }
}

/// The member of that name, in fields without a name, too.
bool set_member(Image& image, const Layout& layout, const std::string& name, std::int64_t base) {
  for (const Field& field : layout.fields) {
    if (field.name == name) {
      set_field(image, field, base);
      return true;
    }
    if (field.name.empty() && field.record &&
        set_member(image, *field.record, name, base + field.offset)) {
      return true;
    }
  }
  return false;
}

void compare(const Program& program, const std::string& object, const std::string& images) {
  const TypeFiles files({object}, {});
  REQUIRE(images.size() == program.slots.size() * kSlot);
  for (std::size_t k = 0; k < program.slots.size(); ++k) {
    const Slot& slot = program.slots[k];
    CAPTURE(slot.record);
    CAPTURE(slot.member);
    const auto type = files.find(fmt::format("struct s{}", slot.record));
    REQUIRE(type);
    const Layout& layout = *type->field.record;
    Image want{};
    for (std::size_t at = 0; at < kSlot; ++at) {
      want[at] = static_cast<unsigned char>(images[k * kSlot + at]);
    }
    if (slot.member.empty()) {
      CHECK(layout.itemsize == want[0] + 256 * want[1]);
      continue;
    }
    Image found{};
    REQUIRE(set_member(found, layout, slot.member, 0));
    if (slot.exact) CHECK(found == want);
    bool inside = true;
    for (std::size_t at = 0; at < kSlot; ++at) inside = inside && (want[at] & ~found[at]) == 0;
    CHECK(inside);
  }
}

bool runs(const std::string& command) {
  return std::system((command + " >/dev/null 2>&1").c_str()) == 0;  // NOLINT(cert-env33-c)
}

struct Tool {
  std::string compiler;
  std::string objcopy;
  std::string after = "";  // what is done to the object file
};
const Tool kTools[] = {{"gcc", "objcopy"},
                       {"clang", "objcopy"},
                       {"clang --target=powerpc64-linux-gnu", "llvm-objcopy-14"},
                       {"powerpc-linux-gnu-gcc", "powerpc-linux-gnu-objcopy"},
                       // Without DWARF, BTF is left.
                       {"clang --target=bpfel", "llvm-objcopy-14", "--strip-debug"},
                       {"clang --target=bpfeb", "llvm-objcopy-14", "--strip-debug"}};
constexpr const char* kDebug[] = {"-c -gdwarf-2 -gstrict-dwarf", "-c -gdwarf-4", "-c -gdwarf-5",
                                  "-c -gdwarf-5 -gz", "-c -gdwarf-5 -gsplit-dwarf",
                                  // Of several units of types in an object file libdw sees one.
                                  "-gdwarf-4 -fdebug-types-section -shared -nostdlib"};

/// False where the compiler has no such options, or no linker.
bool check_compiler(const Program& program, const Tool& tool, const std::string& debug,
                    const TemporaryFolder& folder) {
  CAPTURE(debug);
  const std::string source = folder.path("made.c");
  const std::string object = folder.path("made.o");
  const std::string images = folder.path("images");
  if (!runs(fmt::format("{} -w {} {} -o {}", tool.compiler, debug, source, object))) return false;
  REQUIRE(
      runs(fmt::format("{} -O binary --only-section=.images {} {}", tool.objcopy, object, images)));
  if (!tool.after.empty()) REQUIRE(runs(fmt::format("{} {} {}", tool.objcopy, tool.after, object)));
  compare(program, object, content_of(images));
  return true;
}

}  // namespace

TEST_CASE("members are where compilers put them") {
  const TemporaryFolder folder;
  const Program program = make_program();
  static_cast<void>(folder.file("made.c", program.source));
  for (const Tool& tool : kTools) {
    CAPTURE(tool.compiler);
    int compared = 0;
    for (const char* const debug : kDebug) {
      if (compared > 0 && !tool.after.empty()) break;  // BTF is of one kind
      compared += check_compiler(program, tool, debug, folder) ? 1 : 0;
    }
    if (compared == 0) MESSAGE("skipped, as it compiles nothing: ", tool.compiler);
  }
}

}  // namespace bview
