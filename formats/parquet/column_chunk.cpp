// SPDX-License-Identifier: MIT

#include <algorithm>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <bview/formats/columns/text_dictionary.hpp>
#include <bview/formats/parquet/column_chunk.hpp>
#include <bview/formats/parquet/levels.hpp>
#include <bview/formats/parquet/page_writer.hpp>
#include <bview/formats/parquet/physical.hpp>

namespace bview {
namespace {

constexpr std::int64_t kPageBytes = std::int64_t{256} << 10;
constexpr std::int64_t kPageEntries = std::int64_t{64} << 10;
constexpr std::int64_t kDictionaryBytes = std::int64_t{16} << 20;  // of texts that are numbered

void append_levels(std::span<const std::uint32_t> levels, std::uint32_t most, std::string& to) {
  const std::size_t before = to.size();
  to.append(sizeof(std::uint32_t), '\0');
  append_runs(levels, bits_for(most), to);
  const auto size = static_cast<std::uint32_t>(to.size() - before - sizeof(std::uint32_t));
  std::memcpy(to.data() + before, &size, sizeof(size));
}

/// The values that are there, where some are missing.
GatheredValues without_missing(const GatheredValues& values, std::int64_t width) {
  GatheredValues there;
  for (std::int64_t k = 0; k < values.count; ++k) {
    if (values.missing[static_cast<std::size_t>(k)] != 0) continue;
    std::memcpy(there.room(1, width), values.numbers.data() + k * width,
                static_cast<std::size_t>(width));
    ++there.count;
  }
  return there;
}

class ChunkWriter {
 public:
  ChunkWriter(const ColumnLeaf& leaf, const Compression* compression, TextBuffer& out)
      : leaf_(leaf), lists_(leaf.lists), type_(leaf.source.type), pages_(compression, out) {}

  [[nodiscard]] ChunkNote write(std::int64_t first, std::int64_t rows) && {
    const std::int64_t begin = first * lists_.per_row();
    const std::int64_t end = begin + rows * lists_.per_row();
    if (!write_numbered(begin, end)) write_plain(begin, end);
    note_.size = pages_.size();
    note_.unpacked_size = pages_.unpacked_size();
    return std::move(note_);
  }

 private:
  /// Entries of a page; whole rows, where they are not that long.
  [[nodiscard]] std::int64_t page_entries() const {
    const std::int64_t values = std::max<std::int64_t>(1, leaf_.per_row);
    const std::int64_t width = std::max<std::int64_t>(1, leaf_.row_size() / values);
    return whole_rows(std::clamp<std::int64_t>(kPageBytes / width, 1, kPageEntries));
  }
  [[nodiscard]] std::int64_t whole_rows(std::int64_t entries) const {
    const std::int64_t row = lists_.per_row();
    const std::int64_t step = row <= entries ? row : leaf_.per_item;
    return std::max<std::int64_t>(1, entries / step) * step;
  }

  void gather(std::int64_t first, std::int64_t count) {
    values_.clear();
    if (leaf_.per_row > 0) leaf_.gather(first / leaf_.per_item, count / leaf_.per_item, values_);
    note_.entries += count;
  }

  void write_plain(std::int64_t begin, std::int64_t end) {
    const std::int64_t page = page_entries();
    for (std::int64_t at = begin; at < end; at += page) {
      const std::int64_t count = std::min(page, end - at);
      gather(at, count);
      write_plain_page(at, count);
    }
  }

  void write_plain_page(std::int64_t first, std::int64_t count) {
    begin_body(first, count);
    const bool misses = leaf_.source.misses;
    const GatheredValues there =
        misses ? without_missing(values_, column_width(type_)) : GatheredValues{};
    const GatheredValues& values = misses ? there : values_;
    add_to_note(values);
    if (body_.empty() && is_plain(type_)) {
      const auto* bytes = reinterpret_cast<const char*>(values.numbers.data());
      const auto size = static_cast<std::size_t>(values.count * column_width(type_));
      return pages_.put_values({bytes, size}, count, PageEncoding::Plain);
    }
    append_plain(type_, values, body_);
    pages_.put_values(body_, count, PageEncoding::Plain);
  }

  /// Texts of few kinds; nothing where there are none of these, or too many of them.
  [[nodiscard]] std::optional<TextDictionary> numbered(std::int64_t begin, std::int64_t end) {
    const bool small = (end - begin) * leaf_.values.itemsize() <= kDictionaryBytes;
    if (type_ != ColumnType::Text || leaf_.per_row == 0 || begin == end || !small) return {};
    if (leaf_.source.names) {
      TextDictionary named;
      if (leaf_.gather_names(begin, end - begin, named)) return named;
      return {};
    }
    // A few, in front, tell whether it pays.
    const std::int64_t sample = std::min(page_entries(), end - begin);
    gather(begin, sample);
    auto dictionary = text_dictionary(values_);
    if (!dictionary || sample == end - begin) return dictionary;
    gather(begin, end - begin);
    return text_dictionary(values_);
  }

  [[nodiscard]] bool write_numbered(std::int64_t begin, std::int64_t end) {
    const auto dictionary = numbered(begin, end);
    values_.clear();
    note_.entries = dictionary ? end - begin : 0;
    if (!dictionary) return false;
    add_to_note(dictionary->texts);
    body_.clear();
    append_plain(type_, dictionary->texts, body_);
    pages_.put_dictionary(body_, dictionary->texts.count);
    note_.dictionary_size = pages_.size();
    write_numbers(*dictionary, begin);
    return true;
  }

  void write_numbers(const TextDictionary& dictionary, std::int64_t begin) {
    const auto most = static_cast<std::uint32_t>(dictionary.texts.count - 1);
    const std::span<const std::uint32_t> all = dictionary.numbers;
    const auto page = static_cast<std::size_t>(whole_rows(kPageEntries));
    for (std::size_t at = 0; at < all.size(); at += page) {
      const auto numbers = all.subspan(at, std::min(page, all.size() - at));
      const auto count = static_cast<std::int64_t>(numbers.size());
      begin_body(begin + static_cast<std::int64_t>(at), count);
      const int bits = std::max(1, bits_for(most));
      body_ += static_cast<char>(bits);
      append_runs(numbers, bits, body_);
      pages_.put_values(body_, count, PageEncoding::Dictionary);
    }
  }

  void add_to_note(const GatheredValues& values) {
    note_.range.add(type_, values);
    note_.proven = note_.proven && are_proven(type_, values);
  }

  /// The levels of the entries, where there are any.
  void begin_body(std::int64_t first, std::int64_t count) {
    body_.clear();
    add_repetitions(first, count);
    add_definitions(count);
  }

  /// Those of a page that begins at the same place in a row are the same.
  void add_repetitions(std::int64_t first, std::int64_t count) {
    if (leaf_.lists.empty()) return;
    const std::int64_t place = first % lists_.per_row();
    if (repetitions_.place != place || repetitions_.count != count) {
      levels_.clear();
      for (std::int64_t k = 0; k < count; ++k) levels_.push_back(lists_.repetition(first + k));
      repetitions_ = {place, count, {}};
      append_levels(levels_, static_cast<std::uint32_t>(leaf_.lists.size()), repetitions_.bytes);
    }
    body_ += repetitions_.bytes;
  }

  /// All lists but an empty one are there, and in it no value is.
  void add_definitions(std::int64_t count) {
    const auto lists = static_cast<std::uint32_t>(leaf_.lists.size());
    const std::uint32_t most = lists + (leaf_.source.misses ? 1 : 0);
    if (most == 0) return;
    const bool empty = leaf_.per_row == 0;
    levels_.assign(static_cast<std::size_t>(count), empty ? lists_.depth() : most);
    if (empty) note_.missing += count;
    for (std::size_t k = 0; k < values_.missing.size(); ++k) {
      levels_[k] -= values_.missing[k];
      note_.missing += values_.missing[k];
    }
    append_levels(levels_, most, body_);
  }

  struct PageLevels {
    std::int64_t place = -1;
    std::int64_t count = 0;
    std::string bytes{};
  };

  const ColumnLeaf& leaf_;
  ListLevels lists_;
  ColumnType type_;
  PageWriter pages_;
  ChunkNote note_{};
  GatheredValues values_{};
  std::string body_{};
  std::vector<std::uint32_t> levels_{};
  PageLevels repetitions_{};  // of the page before
};

}  // namespace

ChunkNote write_chunk(const ColumnLeaf& leaf, std::int64_t first, std::int64_t count,
                      const Compression* compression, TextBuffer& out) {
  return ChunkWriter(leaf, compression, out).write(first, count);
}

}  // namespace bview
