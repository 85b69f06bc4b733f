// SPDX-License-Identifier: MIT
// formats/output/hits.hpp - what was found in bytes, in the forms of `bview find`.

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <bview/core/layout.hpp>
#include <bview/core/sink.hpp>
#include <bview/formats/text/cell_style.hpp>

namespace bview {

struct FoundHit {
  std::int64_t offset;  ///< in the file
  std::span<const std::byte> bytes;
  std::string_view pattern;
  std::optional<Lengths> index{};  ///< of the item that begins there, where there is a format
  std::string_view value{};        ///< a cell in the form's notation, if it is a value
};

struct HitOutput {
  std::span<const std::byte> bytes;       ///< hex: all that were searched
  std::int64_t offset;                    ///< of the first of them in the file
  std::optional<std::int64_t> context{};  ///< hex: whole lines in front and behind
  bool color = false;                     ///< hex
  bool labels = false;                    ///< text, hex: says what was found
  bool values = false;                    ///< there is a format: columns of indices and values
  bool header = false;                    ///< tsv, csv
  std::optional<std::string> file{};      ///< a first column with its name; hex: none
};

/// What was found, in words: the value, or the pattern.
[[nodiscard]] std::string label_of(const FoundHit& hit);

class HitWriter {
 public:
  HitWriter() = default;
  HitWriter(const HitWriter&) = delete;
  HitWriter& operator=(const HitWriter&) = delete;
  virtual ~HitWriter() = default;

  /// Hits come in the order of their offsets.
  virtual void write(const FoundHit& hit, TextBuffer& out) = 0;
  /// Behind the last.
  virtual void end(TextBuffer& out) = 0;
};

struct HitForm {
  std::string_view name;
  Notation notation;  ///< of cells
  std::unique_ptr<HitWriter> (*make)(const HitOutput& output);
};

/// All of them; a new form is a line of the table in hits.cpp.
[[nodiscard]] std::span<const HitForm> hit_forms();

/// Lines as `hexdump -C` has them, which begin with the hit, or whole ones around it.
[[nodiscard]] std::unique_ptr<HitWriter> make_hit_lines(const HitOutput& output);

}  // namespace bview
