// SPDX-License-Identifier: MIT

#include <cstring>
#include <type_traits>

#include <bview/core/scalar.hpp>
#include <bview/formats/columns/gather.hpp>
#include <bview/formats/columns/gather_read.hpp>

namespace bview {

std::int64_t column_width(ColumnType type) {
  constexpr std::int64_t kWidths[] = {1, 1, 1, 2, 2, 4, 4, 8, 8, 16, 16, 2, 4, 8, 0, 8, 8, 8};
  return kWidths[static_cast<std::size_t>(type)];
}

namespace {

/// What a stored number becomes, which has all that it is; floats past double are the nearest one.
template <class T>
auto column_value(const T& stored) {
  if constexpr (std::is_same_v<T, boolean>) {
    return static_cast<std::uint8_t>(stored.byte != 0 ? 1 : 0);
  } else if constexpr (std::is_same_v<T, float16>) {
    return stored.bits;
  } else if constexpr (std::is_same_v<T, bfloat16>) {
    return std::uint32_t{stored.bits} << 16U;  // the upper half of a float, payload and all
  } else if constexpr (detail::is_wide_float<T>) {
    return static_cast<double>(stored.value());
  } else if constexpr (std::is_same_v<T, long double>) {
    return static_cast<double>(stored);
  } else if constexpr (requires { stored.value(); }) {
    return stored.value();
  } else {
    return stored;
  }
}

/// Whether a value is its bytes.
template <class T>
constexpr bool kIsCopied =
    std::is_same_v<T, float> || std::is_same_v<T, double> || std::is_integral_v<T> ||
    std::is_same_v<T, int128> || std::is_same_v<T, uint128> || std::is_same_v<T, float16>;

constexpr Swap kToLittle = kHostOrder == ByteOrder::Little ? Swap::None : Swap::Bytes;

template <class T, Swap kSwap>
struct GatherKernel {
  static void run([[maybe_unused]] ItemRun run, [[maybe_unused]] std::byte* to) {
    if constexpr (kind_of<T> != Kind::Complex && kind_of<T> != Kind::Bytes &&
                  kind_of<T> != Kind::Characters) {
      if constexpr (kIsCopied<T> && kSwap == kToLittle) {
        if (run.step == std::int64_t{sizeof(T)}) {
          std::memcpy(to, run.data, sizeof(T) * static_cast<std::size_t>(run.count));
          return;
        }
      }
      for (std::int64_t k = 0; k < run.count; ++k) {
        const std::byte* const from = run.data + k * run.step;
        if constexpr (kIsCopied<T>) {
          // A signalling NaN would not survive a register of floats.
          std::byte bytes[sizeof(T)];
          std::memcpy(bytes, from, sizeof(T));
          swap_item<T, kSwap>(bytes);
          swap_item<T, kToLittle>(bytes);
          std::memcpy(to, bytes, sizeof(T));
          to += sizeof(T);
        } else {
          const auto value = column_value(load<T, kSwap>(from));
          store<std::remove_const_t<decltype(value)>, kToLittle>(value, to);
          to += sizeof(value);
        }
      }
    }
  }
};

using GatherNumbers = void (*)(ItemRun run, std::byte* to);

/// Numbers as they are stored.
class NumberGatherer : public ValueGatherer {
 public:
  NumberGatherer(GatherNumbers kernel, ColumnType type)
      : kernel_(kernel), width_(column_width(type)) {}

  void gather(const ItemRun& run, GatheredValues& to) const override {
    kernel_(run, to.room(run.count, width_));
    to.count += run.count;
  }

 private:
  GatherNumbers kernel_;
  std::int64_t width_;
};

template <class T>
constexpr ColumnType column_type_of() {
  if constexpr (kind_of<T> == Kind::Boolean) return ColumnType::Bool;
  if constexpr (kind_of<T> == Kind::Integer) {
    constexpr std::size_t kSize = sizeof(column_value(T{}));
    constexpr ColumnType kSigned = kSize == 1   ? ColumnType::Int8
                                   : kSize == 2 ? ColumnType::Int16
                                   : kSize == 4 ? ColumnType::Int32
                                   : kSize == 8 ? ColumnType::Int64
                                                : ColumnType::Int128;
    constexpr int kUnsigned = detail::is_signed<T> ? 0 : 1;  // stands behind it
    return static_cast<ColumnType>(static_cast<int>(kSigned) + kUnsigned);
  }
  if constexpr (kind_of<T> == Kind::Float) {
    constexpr std::size_t kSize = sizeof(column_value(T{}));
    return kSize == 2   ? ColumnType::Float16
           : kSize == 4 ? ColumnType::Float32
                        : ColumnType::Float64;
  }
  return ColumnType::Text;
}

constexpr ColumnType kColumnTypes[] = {
#define X(id, storage, name, native, standard) column_type_of<storage>(),
    BVIEW_SCALARS(X)
#undef X
};

}  // namespace

ColumnSource column_source(const Field& field) {
  const ColumnType type = kColumnTypes[static_cast<std::size_t>(field.type)];
  const bool plain = type != ColumnType::Text && !field.bits && !is_read(field);
  if (!plain) return read_column_source(field);
  return {
      type, false,
      std::make_shared<NumberGatherer>(kernel_for<GatherKernel>(field.type, field.order), type)};
}

}  // namespace bview
