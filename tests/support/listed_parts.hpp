// SPDX-License-Identifier: MIT
// tests/support/listed_parts.hpp - the parts of files in memory, whatever their bytes are.

#pragma once

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/formats/parts/packing.hpp>
#include <bview/formats/parts/reader.hpp>

namespace bview::testing {

inline std::string from_hex(std::string_view hex) {
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

inline const ContainerReader* reader_of(FileBytes& bytes) {
  for (const ContainerReader& reader : container_readers()) {
    if (reader.recognise(bytes)) return &reader;
  }
  return nullptr;
}

inline std::string text_of(const Part& part) {
  const auto list = [](const std::optional<Lengths>& lengths) {
    return lengths ? fmt::format("{}", fmt::join(*lengths, ",")) : "-";
  };
  return fmt::format("{}|{}|{}|{}|{}|{}", part.name, part.format.empty() ? "-" : part.format,
                     list(part.shape), list(part.strides), place_of(part), part.size);
}

/// Unpacks a part: there are as many bytes as were told, or an error.
inline void check_unpacked(FileBytes& bytes, const Part& part) {
  REQUIRE(bytes.has(part.packing->packed.offset, part.packing->packed.size));
  std::int64_t all = 0;
  std::vector<char> piece(100);
  UnpackingSource source(bytes, *part.packing, part.name);
  while (const std::size_t got = source.read(piece)) all += static_cast<std::int64_t>(got);
  REQUIRE(all == part.packing->size);
  REQUIRE(part.offset + part.size <= all);
}

/// Of all its items; strides may lead back.
inline std::int64_t first_byte_of(const Part& part) {
  std::int64_t first = part.offset;
  for (std::size_t k = 0; part.strides && part.size > 0 && k < part.strides->size(); ++k) {
    const std::int64_t stride = (*part.strides)[k];
    if (stride < 0) first += ((*part.shape)[k] - 1) * stride;
  }
  return first;
}

struct Listed {
  std::vector<std::string> parts{};
  std::string error{};
};

/// What a file of any bytes gives: each part lies inside of it.
inline Listed listed(std::string_view text) {
  const File file(text);
  FileBytes bytes(file.input);
  Listed result;
  const ContainerReader* const reader = reader_of(bytes);
  if (reader == nullptr) return result;
  try {
    reader->list(bytes, [&](const Part& part) {
      if (part.packing) {
        check_unpacked(bytes, part);
      } else {
        REQUIRE(bytes.has(first_byte_of(part), part.size));
      }
      result.parts.push_back(text_of(part));
      return true;
    });
  } catch (const Error& error) {
    result.error = error.what();
  }
  return result;
}

/// The same file with some bytes changed; most of what is told stands at the start, or at the end.
inline std::string mutated(const std::string& text, std::mt19937& random) {
  std::string changed = text;
  for (std::uint32_t k = random() % 4 + 1; k > 0; --k) {
    const std::size_t near = random() % 2 == 0 ? random() % 64 : random();
    changed[near % changed.size()] = static_cast<char>(random());
  }
  return changed;
}

}  // namespace bview::testing
