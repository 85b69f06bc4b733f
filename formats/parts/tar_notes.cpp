// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <limits>

#include <bview/core/ascii_number.hpp>
#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/parts/tar_notes.hpp>

namespace bview {
namespace {

constexpr std::int64_t kMostTarNotes = std::int64_t{1} << 20;
constexpr std::size_t kLongestTarName = std::size_t{64} << 10;

struct PaxText {
  std::string_view key;
  std::optional<std::string> TarNotes::*note;
};
constexpr PaxText kPaxTexts[] = {
    {"path", &TarNotes::name},
    {"linkpath", &TarNotes::target},
    {"GNU.sparse.name", &TarNotes::sparse_name},
};

struct PaxNumber {
  std::string_view key;
  std::optional<std::int64_t> TarNotes::*note;
};
constexpr PaxNumber kPaxNumbers[] = {
    {"size", &TarNotes::size},
    {"GNU.sparse.size", &TarNotes::sparse_size},
    {"GNU.sparse.realsize", &TarNotes::sparse_size},
};

std::string_view text_of_notes(FileBytes& bytes, const Extent& where) {
  if (where.size <= kMostTarNotes) return bytes.text(where.offset, where.size, "a header");
  throw bytes.damage(where.offset,
                     fmt::format("what is said of a member takes {}, more than can be",
                                 count_text(where.size, "byte")));
}

std::string short_enough(FileBytes& bytes, std::int64_t at, std::string_view name) {
  if (name.size() <= kLongestTarName) return std::string(name);
  throw bytes.damage(at, fmt::format("the name of a member has {}, more than can be",
                                     count_text(std::ssize(name), "byte")));
}

/// A value without any bytes takes back what was said before.
void take_pax_record(FileBytes& bytes, std::int64_t at, std::string_view key,
                     std::string_view value, TarNotes& notes) {
  for (const PaxText& text : kPaxTexts) {
    if (text.key != key) continue;
    (notes.*text.note).reset();
    if (!value.empty()) notes.*text.note = short_enough(bytes, at, value);
  }
  for (const PaxNumber& number : kPaxNumbers) {
    if (number.key != key) continue;
    notes.*number.note = tar_number(value, 10);
    if (!value.empty() && !(notes.*number.note)) {
      throw bytes.damage(at, fmt::format("{} is {}, which no file has", key, quoted(value)));
    }
  }
}

}  // namespace

std::optional<std::int64_t> tar_number(std::string_view text, int base) {
  const auto number = ascii_number(text, base);
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
  if (!number || number->negative || number->magnitude > uint128{kMost}) return std::nullopt;
  return static_cast<std::int64_t>(number->magnitude);
}

std::string tar_long_name(FileBytes& bytes, const Extent& where) {
  const std::string_view text = text_of_notes(bytes, where);
  return short_enough(bytes, where.offset, text.substr(0, text.find('\0')));
}

void take_pax_records(FileBytes& bytes, const Extent& where, TarNotes& notes) {
  std::string_view rest = text_of_notes(bytes, where);
  while (!rest.empty()) {
    const std::int64_t at = where.offset + where.size - std::ssize(rest);
    const std::size_t blank = rest.find(' ');
    const auto told = tar_number(rest.substr(0, blank), 10).value_or(0);
    const std::string_view record = rest.substr(0, static_cast<std::size_t>(told));
    const std::size_t equals = record.find('=');
    if (std::ssize(record) != told || equals == record.npos || equals < blank ||
        !record.ends_with('\n')) {
      throw bytes.damage(at, "no record of a pax header stands there");
    }
    const std::string_view value = record.substr(equals + 1, record.size() - equals - 2);
    take_pax_record(bytes, at, record.substr(blank + 1, equals - blank - 1), value, notes);
    rest.remove_prefix(record.size());
  }
}

}  // namespace bview
