// SPDX-License-Identifier: MIT
// bview help structs - types that programs and C sources name.

#include "app/help/topics.hpp"

namespace bview {
namespace {

constexpr Meaning kTypeFiles[] = {
    {"a.out a.so x.o x.ko", "what was compiled with -g: DWARF 2 to 5, compressed, split, in an"},
    {"", "archive, in packages of debug information; of any machine and byte order"},
    {"/sys/kernel/btf/vmlinux",
     "BTF, the kernel's own, of its modules too, and of BPF object files"},
    {"x.h x.c x.hpp x.cpp",
     "sources, which your compiler compiles, $CC or cc, $CXX or c++; --cflags"},
    {"", "'-I include -DV2' tells it more. A cross compiler gives its own layout"},
};

constexpr Meaning kFormats[] = {
    {"struct ehdr", "a type with its tag: struct, union or enum, wherever a type may stand"},
    {"[ehdr]", "the typedef, struct, union or enum of that name, the first of them"},
    {"ehdr", "the same as a whole format, where that is none already (pid is)"},
    {"3[ehdr]:e: [a::b]:x:", "with counts and names as others have them"},
    {"h: struct ehdr, n: u32", "in a list"},
};

constexpr Meaning kMembers[] = {
    {"char a[8]", "a text, 8s; other arrays keep all their axes"},
    {"int a : 3", "a field of so many bits"},
    {"__be16 __le32", "numbers of the kernel that have a byte order of their own"},
    {"enum", "the names, which patch and pack take; a number without a name stays one"},
    {"void *a", "an address in hex"},
    {"union", "all members, side by side"},
    {"int a[]", "an array of no values; '[s]:head: {n}i:a:' says more"},
    {"struct { int a; };", "a field of the record around it; so are those of the base of a class"},
    {"union { ... };", "without a name: the field f3, where it is the fourth one"},
};

}  // namespace

std::string structs_text() {
  return "--types FILE says where types stand that -f names. It may be given several times; of a\n"
         "name that several files have, the first one counts. FILE is\n" +
         Rows(kTypeFiles).text() + "\nin a format:\n" + Rows(kFormats).text() +
         "\nEvery byte is where the compiler put it, the padding at the end too, and numbers have "
         "the\n"
         "byte order of the file: @ and < in front change nothing in them. Of members becomes\n" +
         Rows(kMembers).text() +
         "\nexamples:\n"
         "  bview types /usr/include/elf.h Elf64_Ehdr\n"
         "  bview dump /bin/ls --types /usr/include/elf.h -f Elf64_Ehdr -s 1 -o 0 -t table\n"
         "  bview patch points.bin --types proto.h -f 'struct msg' -s '' -o 0 --fields id 7\n\n"
         "Compilers leave types out that nothing uses; -fno-eliminate-unused-debug-types keeps "
         "them,\n"
         "and g++ tells of classes with virtual functions with -femit-class-debug-always. What "
         "reads\n"
         "debug information is elfutils' libdw, and libbpf; they are loaded only when types are "
         "asked "
         "for.\n";
}

}  // namespace bview
