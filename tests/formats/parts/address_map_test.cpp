// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/formats/parts/file_addresses.hpp>

#include "tests/support/vectors.hpp"

namespace bview {
namespace {

/// Bytes of hexadecimal digits; "(400)" are so many zeros.
std::vector<char> from_packed(std::string_view text) {
  std::vector<char> bytes;
  while (!text.empty()) {
    if (text.front() == '(') {
      bytes.resize(bytes.size() + std::stoul(std::string(text.substr(1))));
      text.remove_prefix(text.find(')') + 1);
    } else {
      bytes.push_back(static_cast<char>(std::stoi(std::string(text.substr(0, 2)), nullptr, 16)));
      text.remove_prefix(2);
    }
  }
  return bytes;
}

/// What a file of just these bytes says of an address: its offset, or why there is none.
std::string asked(const std::vector<char>& kept, AddressKind kind, std::uint64_t address) {
  FileAddresses addresses(Buffer::borrow(kept), "'it'");
  try {
    const std::int64_t offset = addresses.offset_of(kind, static_cast<std::int64_t>(address));
    CHECK(offset >= 0);
    CHECK(offset < std::ssize(kept));
    return std::to_string(offset);
  } catch (const Error& error) {
    const bool expected = error.code() == Errc::BadValue || error.code() == Errc::BadShape;
    CHECK_MESSAGE(expected, error.what());
    return error.what();
  }
}

std::string va(const std::vector<char>& kept, std::uint64_t address) {
  return asked(kept, AddressKind::Virtual, address);
}
std::string rva(const std::vector<char>& kept, std::uint64_t address) {
  return asked(kept, AddressKind::Relative, address);
}

/// One of the programs that compilers made.
struct Program {
  std::string kind;
  std::vector<char> bytes;
  std::uint64_t base, address;
  std::string offset;
  std::optional<std::uint64_t> empty;
};

std::vector<Program> programs() {
  std::vector<Program> all;
  for (const auto& row : testing::read_vectors("oracle/address.tsv")) {
    const auto number = [&](std::size_t cell) { return std::stoull(row.at(cell), nullptr, 16); };
    all.push_back({row.at(0), from_packed(row.at(1)), number(2), number(3), row.at(4),
                   row.at(5) == "-" ? std::nullopt : std::optional(number(5))});
  }
  return all;
}

/// Numbers of a header, in either order.
class Made {
 public:
  explicit Made(bool big) : big_(big) {}
  Made& put(std::size_t offset, int size, std::uint64_t number) {
    if (bytes.size() < offset + static_cast<std::size_t>(size)) {
      bytes.resize(offset + static_cast<std::size_t>(size));
    }
    for (int k = 0; k < size; ++k) {
      const int shift = 8 * (big_ ? size - 1 - k : k);
      bytes[offset + static_cast<std::size_t>(k)] = static_cast<char>(number >> shift & 0xffU);
    }
    return *this;
  }
  std::vector<char> bytes{};

 private:
  bool big_;
};

/// A file of ELF, 64 bits, big end first, with one segment that is loaded.
Made elf(std::uint64_t type, std::uint64_t address, std::uint64_t size, std::uint64_t memory) {
  Made made(true);
  made.put(0, 4, 0x7f454c46).put(4, 1, 2).put(5, 1, 2).put(16, 2, type);
  made.put(32, 8, 64).put(54, 2, 56).put(56, 2, 1);
  made.put(64, 4, 1).put(64 + 8, 8, 120).put(64 + 16, 8, address).put(64 + 32, 8, size);
  return made.put(64 + 40, 8, memory).put(64 + 48, 8, 16).put(120, 4, 0x01020304);
}

TEST_CASE("a variable of a program of any machine is found by its address") {
  const std::vector<Program> all = programs();
  REQUIRE(all.size() == 9);
  for (const Program& program : all) {
    CAPTURE(program.kind);
    CHECK(va(program.bytes, program.address) == program.offset);
    CHECK(rva(program.bytes, program.address - program.base) == program.offset);
    if (program.empty)
      CHECK(va(program.bytes, *program.empty).find("has no byte") != std::string::npos);
    CHECK(va(program.bytes, 0xdead0000beef0000).find("is not mapped by 'it'") != std::string::npos);
  }
}

TEST_CASE("a program that is cut or changed anywhere gives an offset inside, or an error") {
  std::mt19937 random(11);
  for (const Program& program : programs()) {
    CAPTURE(program.kind);
    for (std::size_t size = 0; size < std::min<std::size_t>(program.bytes.size(), 900); ++size) {
      const std::vector<char> cut(program.bytes.begin(),
                                  program.bytes.begin() + static_cast<std::ptrdiff_t>(size));
      static_cast<void>(va(cut, program.address));
    }
    for (int round = 0; round < 500; ++round) {
      std::vector<char> changed = program.bytes;
      for (int k = 0; k < 3; ++k) changed[random() % 600] = static_cast<char>(random() % 3 - 1);
      static_cast<void>(va(changed, program.address));
      static_cast<void>(rva(changed, program.address - program.base));
    }
  }
}

TEST_CASE("what an address is not, is said in a sentence") {
  CHECK(va(elf(2, 0xffffffff80000000, 4, 8).bytes, 0xffffffff80000003) == "123");
  CHECK(rva(elf(2, 0xffffffff80000010, 4, 8).bytes, 2) == "122");
  CHECK(
      va(elf(2, 0x1000, 4, 8).bytes, 0x1004) ==
      "address 0x1004 has no byte in 'it': of its segment, 0x1000 to 0x1007, 4 bytes stand in the "
      "file");
  CHECK(
      va(elf(2, 0x1000, 0, 8).bytes, 0x1004) ==
      "address 0x1004 has no byte in 'it': of its segment, 0x1000 to 0x1007, nothing stands in the "
      "file");
  CHECK(va(elf(2, 0x1000, 4, 8).bytes, 0x1008) ==
        "address 0x1008 is not mapped by 'it', whose only segment has 0x1000 to 0x1007");
  CHECK(va(elf(2, 0x1000, 8, 8).bytes, 0x1007) ==
        "address 0x1007 lies behind the end of 'it', which is cut short");
  CHECK(va(elf(2, 0x1000, 0, 0).bytes, 0x1000) ==
        "'it' maps no addresses: none of its segments is loaded");
  CHECK(va(elf(1, 0x1000, 4, 4).bytes, 0x1000) ==
        "'it' maps no addresses: it is an object file, and its sections get theirs from a linker");
  CHECK(rva(elf(4, 0x1000, 4, 4).bytes, 0x1000) ==
        "rva() counts from where a program begins, and a core dump has several; va() takes its "
        "addresses");
  CHECK(va(elf(4, 0x1000, 4, 4).bytes, 0x1000) == "120");
  CHECK(va({'n', 'o'}, 0) ==
        "'it' maps no addresses: va() and rva() are for programs, libraries and core dumps of ELF, "
        "PE "
        "and Mach-O");
  CHECK(va(elf(2, 0x1000, 4, 4).put(54, 2, 55).bytes, 0x1000) ==
        "'it' is damaged at offset 54: a segment's header has 55 bytes, too few");
  CHECK(va(elf(2, 0x1000, 4, 4).put(56, 2, 2).bytes, 0x1000) ==
        "'it' is damaged at offset 32: 2 segments from offset 64 on are not inside of it");
}

TEST_CASE("the number of very many segments stands in the first section") {
  Made many = elf(4, 0x1000, 4, 4);
  many.put(40, 8, 128).put(56, 2, 0xffff).put(128 + 44, 4, 1);
  CHECK(va(many.bytes, 0x1002) == "122");
  many.put(128 + 44, 4, 0xffffffff);
  CHECK(va(many.bytes, 0x1002) ==
        "'it' is damaged at offset 56: 4294967295 segments are more than any process has");
}

TEST_CASE("Mach-O of 32 bits, big end first, and files of several programs") {
  Made made(true);
  made.put(0, 4, 0xfeedface).put(12, 4, 2).put(16, 4, 2).put(28, 4, 5).put(32, 4, 8);
  made.put(36, 4, 1).put(40, 4, 56).put(36 + 24, 4, 0x2000).put(36 + 28, 4, 0x100);
  made.put(36 + 32, 4, 0).put(36 + 36, 4, 96).put(96, 4, 0);
  CHECK(va(made.bytes, 0x2010) == "16");
  CHECK(rva(made.bytes, 0x10) == "16");
  CHECK(va(made.put(40, 4, 39).bytes, 0x2010) ==
        "'it' is damaged at offset 40: a load command cannot have 39 bytes there");
  CHECK(
      va(Made(true).put(0, 8, 0xcafebabe00000002).bytes, 0) ==
      "'it' maps no addresses: it is a fat file, and each program in it has addresses of its own; "
      "lipo -thin takes one out");
  CHECK(va(Made(true).put(0, 8, 0xcafebabe0000003d).bytes, 0).find("are for programs") !=
        std::string::npos);  // a class of Java
}

}  // namespace
}  // namespace bview
