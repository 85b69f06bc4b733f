// SPDX-License-Identifier: MIT

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>
#include <utility>

#include <bview/core/integers.hpp>
#include <bview/formats/columns/gather_kernels.hpp>
#include <bview/formats/text/kernel_parts.hpp>
#include <bview/formats/text/time_text.hpp>

namespace bview {
namespace {

constexpr std::int64_t kChunk = 256;  // values that are loaded at once

/// Integers of at most 64 bits; those of signed types are extended.
template <class T, Swap kSwap>
struct LoadIntegers {
  static void run(const std::byte* from, std::int64_t step, std::int64_t count, std::int64_t* to) {
    if constexpr (has_kernel<T>) {
      for (std::int64_t k = 0; k < count; ++k) {
        // NOLINTNEXTLINE(bugprone-signed-char-misuse): a number, however short
        to[k] = static_cast<std::int64_t>(value_at<T, kSwap>(from + k * step));
      }
    }
  }
};
using LoadRun = void (*)(const std::byte* from, std::int64_t step, std::int64_t count,
                         std::int64_t* to);

/// Some integers at a time become values of a column, by `convert`.
class IntegerGatherer : public ValueGatherer {
 public:
  IntegerGatherer(const Field& field, ColumnType type)
      : load_(kernel_for<LoadIntegers>(field.type, field.order)), width_(column_width(type)) {}

  void gather(const ItemRun& run, GatheredValues& to) const override {
    std::array<std::int64_t, kChunk> loaded;
    for (std::int64_t done = 0; done < run.count; done += kChunk) {
      const std::int64_t count = std::min(kChunk, run.count - done);
      const std::byte* const from = run.data + done * run.step;
      load_(from, run.step, count, loaded.data());
      convert({from, run.step, count, 0, 0}, loaded.data(), to.room(count, width_), to);
      to.count += count;
    }
  }

 protected:
  /// `run` is where the integers were; `numbers` has room for them.
  virtual void convert(const ItemRun& run, const std::int64_t* integers, std::byte* numbers,
                       GatheredValues& to) const = 0;

 private:
  LoadRun load_;
  std::int64_t width_;
};

/// Counts of a unit since some epoch, as counts of another since 1970.
class TimeGatherer : public IntegerGatherer {
 public:
  TimeGatherer(const Field& field, ColumnType type, bool misses)
      : IntegerGatherer(field, type),
        scale_(time_scale(field.reading->steps.front().kind)),
        per_second_(static_cast<std::int64_t>(scale_.per_second)),
        target_(type == ColumnType::Millis   ? 1'000
                : type == ColumnType::Micros ? 1'000'000
                                             : 1'000'000'000),
        misses_(misses),
        large_(!is_signed(field)) {}

 protected:
  void convert(const ItemRun& run, const std::int64_t* integers, std::byte* numbers,
               GatheredValues& to) const override {
    for (std::int64_t k = 0; k < run.count; ++k, numbers += sizeof(std::int64_t)) {
      const auto count = counted(integers[k]);
      const std::int64_t value = count.value_or(0);
      std::memcpy(numbers, &value, sizeof(value));
      if (misses_) to.missing.push_back(count ? 0 : 1);
    }
  }

 private:
  [[nodiscard]] std::optional<std::int64_t> counted(std::int64_t stored) const {
    if (large_ && stored < 0) return std::nullopt;  // past 2^63 is past all years, too
    std::int64_t seconds = stored / per_second_;
    std::int64_t rest = stored % per_second_;
    if (rest < 0) {
      rest += per_second_;
      --seconds;
    }
    if (seconds <= -kEpochs || seconds >= kEpochs || !is_shown(seconds + scale_.epoch)) {
      return std::nullopt;
    }
    std::int64_t count = 0;
    const std::int64_t part =
        per_second_ <= target_ ? rest * (target_ / per_second_) : rest / (per_second_ / target_);
    if (__builtin_mul_overflow(seconds + scale_.epoch, target_, &count)) return std::nullopt;
    if (__builtin_add_overflow(count, part, &count)) return std::nullopt;
    return count;
  }

  TimeScale scale_;
  std::int64_t per_second_;
  std::int64_t target_;
  bool misses_;
  bool large_;
};

/// Integers times a decimal factor. A double has the quotient of two integers as near as can be if
/// it has these exactly.
class ScaleGatherer : public IntegerGatherer {
 public:
  ScaleGatherer(const Field& field, const KernelState::Scale& scale,
                std::shared_ptr<const ValueGatherer> slow)
      : IntegerGatherer(field, ColumnType::Float64),
        scale_(scale),
        unit_(static_cast<double>(scale.unit)),
        large_(!is_signed(field)),
        slow_(std::move(slow)) {}

 protected:
  void convert(const ItemRun& run, const std::int64_t* integers, std::byte* numbers,
               GatheredValues& /*to*/) const override {
    constexpr std::int64_t kExact = std::int64_t{1} << 53;
    for (std::int64_t k = 0; k < run.count; ++k) {
      std::int64_t units = 0;
      const bool fits = !(large_ && integers[k] < 0) &&
                        !__builtin_mul_overflow(integers[k], scale_.factor, &units) &&
                        !__builtin_add_overflow(units, scale_.offset, &units) && units <= kExact &&
                        units >= -kExact;
      const double value =
          fits ? static_cast<double>(units) / unit_ : slowly({run.data + k * run.step, 0, 1, 0, 0});
      std::memcpy(numbers + k * std::int64_t{sizeof(value)}, &value, sizeof(value));
    }
  }

 private:
  [[nodiscard]] double slowly(const ItemRun& run) const {
    GatheredValues one;
    slow_->gather(run, one);
    double value = 0;
    std::memcpy(&value, one.numbers.data(), sizeof(value));
    return value;
  }

  KernelState::Scale scale_;
  double unit_;
  bool large_;
  std::shared_ptr<const ValueGatherer> slow_;
};

/// Bits of integers, as numbers of the same width as the column's.
template <class Number>
class BitsGatherer : public IntegerGatherer {
 public:
  BitsGatherer(const Field& field, ColumnType type)
      : IntegerGatherer(field, type),
        to_top_(64 - field.bits->offset - field.bits->width),
        to_bottom_(64 - field.bits->width),
        kept_(field.bits->is_signed ? ~std::uint64_t{0} : ~std::uint64_t{0} >> to_bottom_) {}

 protected:
  void convert(const ItemRun& run, const std::int64_t* integers, std::byte* numbers,
               GatheredValues& /*to*/) const override {
    for (std::int64_t k = 0; k < run.count; ++k) {
      // Shifted to the top and back, so that a sign fills what is above.
      const auto top =
          static_cast<std::int64_t>(static_cast<std::uint64_t>(integers[k]) << to_top_);
      const auto value = static_cast<Number>(static_cast<std::uint64_t>(top >> to_bottom_) & kept_);
      std::memcpy(numbers + k * std::int64_t{sizeof(value)}, &value, sizeof(value));
    }
  }

 private:
  int to_top_;
  int to_bottom_;
  std::uint64_t kept_;
};

template <class... Arguments>
std::shared_ptr<const ValueGatherer> bits_gatherer(std::int64_t width, Arguments&&... arguments) {
  switch (width) {
    case 1:
      return std::make_shared<BitsGatherer<std::uint8_t>>(std::forward<Arguments>(arguments)...);
    case 2:
      return std::make_shared<BitsGatherer<std::uint16_t>>(std::forward<Arguments>(arguments)...);
    case 4:
      return std::make_shared<BitsGatherer<std::uint32_t>>(std::forward<Arguments>(arguments)...);
    default:
      return std::make_shared<BitsGatherer<std::uint64_t>>(std::forward<Arguments>(arguments)...);
  }
}

bool is_counted(ReadingKind kind) {
  return kind >= ReadingKind::Unix && kind <= ReadingKind::Hfs && kind != ReadingKind::Dos;
}

}  // namespace

std::shared_ptr<const ValueGatherer> fast_gatherer(const Field& field, ColumnType type, bool misses,
                                                   std::shared_ptr<const ValueGatherer> slow) {
  const ScalarInfo& scalar = info(field.type);
  if (scalar.kind != Kind::Integer || scalar.size > 8 || field.is_stretch()) return nullptr;
  if (!field.reading) return field.bits ? bits_gatherer(column_width(type), field, type) : nullptr;
  if (field.bits || field.reading->steps.size() != 1) return nullptr;
  if (is_counted(field.reading->steps.front().kind)) {
    return std::make_shared<TimeGatherer>(field, type, misses);
  }
  if (field.reading->steps.front().kind != ReadingKind::Scale) return nullptr;
  ReadingCells cells(field);
  cells.prepare(CellStyle{});
  if (cells.value_writer().write == nullptr) return nullptr;
  return std::make_shared<ScaleGatherer>(field, cells.kernel().scale, std::move(slow));
}

}  // namespace bview
