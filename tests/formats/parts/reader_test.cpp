// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cstdlib>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/formats/parts/reader.hpp>

#include "tests/support/vectors.hpp"

namespace bview {
namespace {

std::string from_hex(std::string_view hex) {
  std::string bytes;
  for (std::size_t k = 0; k + 1 < hex.size(); k += 2) {
    bytes += static_cast<char>(std::stoi(std::string(hex.substr(k, 2)), nullptr, 16));
  }
  return bytes;
}

/// A file in memory of just so many bytes, so that sanitizers see a look behind its end.
struct File {
  explicit File(std::string_view bytes) : kept(bytes.begin(), bytes.end()) {
    input.buffer = Buffer::borrow(kept);
    input.name = "'it'";
  }
  std::vector<char> kept;
  Input input{};
};

const ContainerReader* reader_of(FileBytes& bytes) {
  for (const ContainerReader& reader : container_readers()) {
    if (reader.recognise(bytes)) return &reader;
  }
  return nullptr;
}

std::string text_of(const Part& part) {
  const auto list = [](const std::optional<Lengths>& lengths) {
    return lengths ? fmt::format("{}", fmt::join(*lengths, ",")) : "-";
  };
  return fmt::format("{}|{}|{}|{}|{}|{}", part.name, part.format.empty() ? "-" : part.format,
                     list(part.shape), list(part.strides), part.offset, part.size);
}

struct Listed {
  std::vector<std::string> parts{};
  std::string error{};
};

/// What a file of any bytes gives: each part lies inside of it.
Listed listed(std::string_view text) {
  const File file(text);
  FileBytes bytes(file.input);
  Listed result;
  const ContainerReader* const reader = reader_of(bytes);
  if (reader == nullptr) return result;
  try {
    reader->list(bytes, [&](const Part& part) {
      REQUIRE(bytes.has(part.offset, part.size));
      result.parts.push_back(text_of(part));
      return true;
    });
  } catch (const Error& error) {
    result.error = error.what();
  }
  return result;
}

const std::vector<testing::Vector>& vectors() {
  static const std::vector<testing::Vector> kVectors = testing::read_vectors("oracle/parts.tsv");
  return kVectors;
}

TEST_CASE("parts are where those say who made the files") {
  for (const testing::Vector& row : vectors()) {
    const std::string text = from_hex(row[1]);
    const File file(text);
    FileBytes bytes(file.input);
    const ContainerReader* const reader = reader_of(bytes);
    REQUIRE(reader != nullptr);
    CHECK(reader->name == row[0]);
    const Listed found = listed(text);
    CHECK(found.error.empty());
    CHECK(fmt::format("{}", fmt::join(found.parts, ";")) == row[2]);
  }
}

TEST_CASE("a file that is cut short anywhere is an error behind the parts in front of that") {
  for (const testing::Vector& row : vectors()) {
    const std::string text = from_hex(row[1]);
    for (std::size_t size = 0; size < text.size(); ++size) {
      const Listed found = listed(std::string_view(text).substr(0, size));
      if (!found.error.empty()) CHECK(found.error.find("offset") != std::string::npos);
    }
  }
}

TEST_CASE("changed bytes give other parts, or an error") {
  const bool all = std::getenv("BVIEW_LONG_TESTS") != nullptr;
  std::mt19937 random(20);
  for (const testing::Vector& row : vectors()) {
    const std::string text = from_hex(row[1]);
    for (int round = 0; round < (all ? 10000 : 100); ++round) {
      std::string changed = text;
      for (std::uint32_t k = random() % 4 + 1; k > 0; --k) {
        // Most of what is told stands at the start, or at the end.
        const std::size_t near = random() % 2 == 0 ? random() % 64 : random();
        changed[near % changed.size()] = static_cast<char>(random());
      }
      static_cast<void>(listed(changed));
    }
  }
}

TEST_CASE("whoever has enough gets no more parts") {
  for (const testing::Vector& row : vectors()) {
    const File file(from_hex(row[1]));
    FileBytes bytes(file.input);
    int seen = 0;
    reader_of(bytes)->list(bytes, [&](const Part&) {
      ++seen;
      return false;
    });
    CHECK(seen == 1);
  }
}

}  // namespace
}  // namespace bview
