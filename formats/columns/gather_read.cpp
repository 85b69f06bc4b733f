// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <utility>

#include <bview/core/integers.hpp>
#include <bview/core/utf8.hpp>
#include <bview/formats/columns/gather_kernels.hpp>
#include <bview/formats/columns/gather_read.hpp>
#include <bview/formats/columns/names.hpp>
#include <bview/formats/text/parse_float.hpp>
#include <bview/formats/text/reading_cells.hpp>
#include <bview/formats/text/string_text.hpp>
#include <bview/formats/text/time_text.hpp>

namespace bview {
namespace {

/// Readings that leave an integer what it is.
constexpr ReadingKind kSameNumber[] = {ReadingKind::Hex, ReadingKind::Oct, ReadingKind::Bin,
                                       ReadingKind::Dec, ReadingKind::Is};

struct TimeColumn {
  ReadingKind kind;
  ColumnType type;
};
constexpr TimeColumn kTimeColumns[] = {
    {ReadingKind::Unix, ColumnType::Millis},     {ReadingKind::UnixMs, ColumnType::Millis},
    {ReadingKind::UnixUs, ColumnType::Micros},   {ReadingKind::UnixNs, ColumnType::Nanos},
    {ReadingKind::FileTime, ColumnType::Micros}, {ReadingKind::Dos, ColumnType::Millis},
    {ReadingKind::Hfs, ColumnType::Millis},
};

std::optional<ColumnType> time_column(const Field& field) {
  if (!field.reading) return std::nullopt;
  const auto* found = std::find_if(
      std::begin(kTimeColumns), std::end(kTimeColumns),
      [&](const TimeColumn& row) { return row.kind == field.reading->steps.back().kind; });
  if (found == std::end(kTimeColumns)) return std::nullopt;
  // A number of seconds that is no integer has a fraction.
  const bool whole = info(field.type).kind != Kind::Float;
  return whole ? found->type : std::max(found->type, ColumnType::Micros);
}

/// Whether each value of a time is one: seconds of 32 bits.
bool is_in_year(const Field& field) {
  const auto& steps = field.reading->steps;
  const bool seconds =
      steps.front().kind == ReadingKind::Unix || steps.front().kind == ReadingKind::Hfs;
  return steps.size() == 1 && seconds && info(field.type).kind == Kind::Integer &&
         width_of(field) <= 32;
}

/// What all steps together make, of `reads`.
unsigned made_of(const Field& field) {
  unsigned made = given_by(field.type);
  if (!field.reading) return made;
  for (const ReadingStep& step : field.reading->steps) made = made_by(row_of(step.kind), made);
  return made;
}

bool keeps_numbers(const Field& field) {
  if (info(field.type).kind != Kind::Integer) return false;
  if (!field.reading) return true;
  const auto& steps = field.reading->steps;
  return std::all_of(steps.begin(), steps.end(), [](const ReadingStep& step) {
    return std::count(std::begin(kSameNumber), std::end(kSameNumber), step.kind) > 0;
  });
}

/// Of an integer of so many bits.
ColumnType integer_column(int bits, bool is_signed) {
  constexpr int kMostBits[] = {8, 16, 32, 64, 128};
  const auto* const fits = std::lower_bound(std::begin(kMostBits), std::end(kMostBits), bits);
  const auto step = static_cast<int>(fits - std::begin(kMostBits));
  const ColumnType narrow[] = {ColumnType::Int8, ColumnType::Int16, ColumnType::Int32,
                               ColumnType::Int64, ColumnType::Int128};
  return static_cast<ColumnType>(static_cast<int>(narrow[step]) + (is_signed ? 0 : 1));
}

void put_number(uint128 bits, std::int64_t width, GatheredValues& to) {
  std::byte* const at = to.room(1, width);
  for (std::int64_t k = 0; k < width; ++k) {
    at[k] = static_cast<std::byte>(static_cast<std::uint8_t>(bits >> static_cast<unsigned>(8 * k)));
  }
  ++to.count;
}

/// Values as the steps of a reading make them, one at a time.
class ReadGatherer : public ValueGatherer {
 public:
  explicit ReadGatherer(const Field& field)
      : cells_(field), stretch_(field.is_stretch()), per_item_(stretch_ ? field.count() : 1) {}

  void gather(const ItemRun& run, GatheredValues& to) const override {
    for (std::int64_t k = 0; k < run.count; ++k) {
      const std::byte* const item = run.data + k * run.step;
      if (!stretch_) {
        put(cells_.shown(item, cells_.field().length, true), to);
        continue;
      }
      for (std::int64_t n = 0; n < per_item_; ++n) {
        const Field& field = cells_.field();
        const std::int64_t bit = field.bits->offset + (n == 0 ? 0 : field.offset_of(n));
        put(cells_.shown(item + (bit >> 3U), bit & 7, true), to);
      }
    }
  }

 protected:
  virtual void put(const Datum& datum, GatheredValues& to) const = 0;

 private:
  ReadingCells cells_;
  bool stretch_;
  std::int64_t per_item_;
};

class ReadTexts : public ReadGatherer {
 public:
  using ReadGatherer::ReadGatherer;

 protected:
  void put(const Datum& datum, GatheredValues& to) const override { to.add_text(text_of(datum)); }
};

/// Integers that keep their width.
class ReadIntegers : public ReadGatherer {
 public:
  ReadIntegers(const Field& field, ColumnType type)
      : ReadGatherer(field), width_(column_width(type)) {}

 protected:
  void put(const Datum& datum, GatheredValues& to) const override {
    put_number(twos_complement(datum.integer), width_, to);
  }

 private:
  std::int64_t width_;
};

/// Integers of 64 bits where digits are such.
class ReadDigits : public ReadGatherer {
 public:
  ReadDigits(const Field& field, ColumnType type)
      : ReadGatherer(field), is_signed_(type == ColumnType::Int64) {}

 protected:
  void put(const Datum& datum, GatheredValues& to) const override {
    const unsigned bits = is_signed_ ? 63 : 64;
    const bool fits = datum.is == Datum::Is::Integer && datum.integer.magnitude >> bits == 0 &&
                      (is_signed_ || !datum.integer.negative);
    to.missing.push_back(fits ? 0 : 1);
    put_number(fits ? twos_complement(datum.integer) : 0, sizeof(std::int64_t), to);
  }

 private:
  bool is_signed_;
};

class ReadReals : public ReadGatherer {
 public:
  using ReadGatherer::ReadGatherer;

 protected:
  void put(const Datum& datum, GatheredValues& to) const override {
    double value = std::numeric_limits<double>::quiet_NaN();
    const std::string text = datum.is == Datum::Is::Integer ? decimal_text(datum.integer)
                             : datum.exact.empty()          ? datum.text
                                                            : datum.exact;
    static_cast<void>(read_float(text, value));
    std::uint64_t bits = 0;
    static_assert(sizeof(bits) == sizeof(value));
    std::memcpy(&bits, &value, sizeof(value));
    put_number(bits, sizeof(value), to);
  }
};

/// Points in time as they are written: what no year from 1 to 9999 has is none.
class ReadTimes : public ReadGatherer {
 public:
  ReadTimes(const Field& field, ColumnType type)
      : ReadGatherer(field), misses_(!is_in_year(field)) {
    digits_ = type == ColumnType::Millis ? 3 : type == ColumnType::Micros ? 6 : 9;
  }

 protected:
  void put(const Datum& datum, GatheredValues& to) const override {
    const auto instant =
        datum.is == Datum::Is::Word ? read_instant(datum.text) : std::optional<Instant>{};
    const auto count = instant ? counted(*instant) : std::nullopt;
    if (misses_) to.missing.push_back(count ? 0 : 1);
    put_number(static_cast<std::uint64_t>(count.value_or(0)), sizeof(std::int64_t), to);
  }

 private:
  [[nodiscard]] std::optional<std::int64_t> counted(const Instant& instant) const {
    int128 count = instant.seconds;
    for (int k = 0; k < digits_; ++k) {
      const auto at = static_cast<std::size_t>(k);
      count = count * 10 + (at < instant.fraction.size() ? instant.fraction[at] - '0' : 0);
    }
    using Limits = std::numeric_limits<std::int64_t>;
    if (count < Limits::min() || count > Limits::max()) return std::nullopt;
    return static_cast<std::int64_t>(count);
  }

  bool misses_;
  int digits_;  // behind the point
};

/// Integers that lie bit by bit, one behind the other.
class PackedIntegers : public ValueGatherer {
 public:
  PackedIntegers(const Field& field, ColumnType type)
      : field_(field), per_item_(field.count()), width_(column_width(type)) {}

  void gather(const ItemRun& run, GatheredValues& to) const override {
    for (std::int64_t k = 0; k < run.count; ++k) {
      const std::byte* const item = run.data + k * run.step;
      for (std::int64_t n = 0; n < per_item_; ++n) {
        const std::int64_t bit = field_.bits->offset + (n == 0 ? 0 : field_.offset_of(n));
        put_number(twos_complement(load_integer(item + (bit >> 3U), field_, bit & 7)), width_, to);
      }
    }
  }

 private:
  Field field_;
  std::int64_t per_item_;
  std::int64_t width_;
};

/// Bytes without the NULs behind them.
class PlainTexts : public ValueGatherer {
 public:
  explicit PlainTexts(std::int64_t size) : size_(static_cast<std::size_t>(size)) {}

  void gather(const ItemRun& run, GatheredValues& to) const override {
    for (std::int64_t k = 0; k < run.count; ++k) {
      const auto* const from = reinterpret_cast<const char*>(run.data + k * run.step);
      to.add_text(without_nuls({from, size_}));
    }
  }

 private:
  std::size_t size_;
};

/// Characters of UTF-16 and UCS-4 in UTF-8; what is none is escaped, as in tsv.
class CharacterTexts : public ValueGatherer {
 public:
  explicit CharacterTexts(const Field& field)
      : units_(static_cast<std::size_t>(field.length)),
        size_(info(field.type).size),
        big_(is_big(field.order)) {}

  void gather(const ItemRun& run, GatheredValues& to) const override {
    for (std::int64_t k = 0; k < run.count; ++k) {
      put(run.data + k * run.step, to.texts);
      to.end_text();
    }
  }

 private:
  [[nodiscard]] std::uint32_t unit(const std::byte* text, std::size_t n) const {
    const std::byte* const at = text + static_cast<std::int64_t>(n) * size_;
    std::uint32_t value = 0;
    for (std::int64_t k = 0; k < size_; ++k) {
      value = value << 8U | std::to_integer<std::uint32_t>(at[big_ ? k : size_ - 1 - k]);
    }
    return value;
  }

  void put(const std::byte* text, TextBuffer& to) const {
    constexpr std::size_t kLongest = 10;  // \U0011ffff
    std::size_t count = units_;
    while (count > 0 && unit(text, count - 1) == 0) --count;
    for (std::size_t n = 0; n < count; ++n) {
      std::uint32_t code = unit(text, n);
      const bool high = size_ == 2 && code >= 0xd800 && code < 0xdc00 && n + 1 < count;
      const std::uint32_t low = high ? unit(text, n + 1) : 0;
      if (low >= 0xdc00 && low < 0xe000) {
        code = 0x10000 + ((code - 0xd800) << 10U) + (low - 0xdc00);
        ++n;
      }
      char* const room = to.reserve(kLongest);
      const bool is_character = code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
      to.commit(is_character    ? utf8::encode(code, room)
                : code > 0xffff ? fmt::format_to(room, "\\U{:08x}", code)
                                : fmt::format_to(room, "\\u{:04x}", code));
    }
  }

  std::size_t units_;
  std::int64_t size_;  // bytes of each
  bool big_;
};

template <class Gatherer, class... Arguments>
std::shared_ptr<const ValueGatherer> made(Arguments&&... arguments) {
  return std::make_shared<Gatherer>(std::forward<Arguments>(arguments)...);
}

/// `Slow`, or what gives the same sooner.
template <class Slow, class... Arguments>
std::shared_ptr<const ValueGatherer> quickest(const Field& field, ColumnType type, bool misses,
                                              Arguments&&... arguments) {
  auto slow = made<Slow>(field, std::forward<Arguments>(arguments)...);
  auto fast = fast_gatherer(field, type, misses, slow);
  return fast == nullptr ? slow : fast;
}

}  // namespace

bool is_read(const Field& field) {
  if (!field.reading) return false;
  const auto& steps = field.reading->steps;
  return !keeps_numbers(field) || std::any_of(steps.begin(), steps.end(), [](const auto& step) {
    return step.kind == ReadingKind::Is;
  });
}

ColumnSource read_column_source(const Field& field) {
  if (field.type == ScalarType::String && !field.reading) {
    return {ColumnType::Text, false, made<PlainTexts>(field.length)};
  }
  if (info(field.type).kind == Kind::Characters && !field.reading) {
    return {ColumnType::Text, false, made<CharacterTexts>(field), nullptr, true};
  }
  if (const auto type = time_column(field)) {
    const bool misses = !is_in_year(field);
    return {*type, misses, quickest<ReadTimes>(field, *type, misses, *type)};
  }
  if (keeps_numbers(field)) {
    const ColumnType type = integer_column(width_of(field), is_signed(field));
    if (field.is_stretch() && !field.reading) {
      return {type, false, made<PackedIntegers>(field, type)};
    }
    return {type, false, quickest<ReadIntegers>(field, type, false, type)};
  }
  const unsigned result = made_of(field);
  if ((result & reads::kWords) == 0 && (result & reads::kIntegers) != 0) {
    const bool large = info(field.type).kind == Kind::Integer && !is_signed(field);
    const ColumnType type = large ? ColumnType::UInt64 : ColumnType::Int64;
    return {type, true, made<ReadDigits>(field, type)};
  }
  if (result == reads::kReals) {
    return {ColumnType::Float64, false, quickest<ReadReals>(field, ColumnType::Float64, false)};
  }
  auto by_number = NameGatherer::takes(field) ? std::make_shared<NameGatherer>(field) : nullptr;
  // Characters that are none show as \ud800; those of a charset may keep bytes that are none.
  const bool words = (result & reads::kTexts) == 0 || info(field.type).kind == Kind::Characters;
  return {ColumnType::Text, false, made<ReadTexts>(field), std::move(by_number), words};
}

}  // namespace bview
