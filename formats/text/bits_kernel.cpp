// SPDX-License-Identifier: MIT
// Bit fields of integers.

#include <algorithm>
#include <array>

#include <bview/formats/text/integer_text.hpp>
#include <bview/formats/text/kernel_parts.hpp>

namespace bview {
namespace {

template <class T, Swap kSwap>
struct BitsKernel {
  [[gnu::always_inline]] static char* run(const std::byte* from, const CellStyle& style, char* to) {
    if constexpr (has_kernel<T>) {
      const KernelState& state = style.reading->kernel();
      // NOLINTNEXTLINE(bugprone-signed-char-misuse): the sign is shifted out
      const auto whole = static_cast<std::uint64_t>(value_at<T, kSwap>(from));
      // Shifted to the top and back, so that the sign of a signed one fills the rest; of others
      // the mask takes it off again.
      const auto filled = static_cast<std::int64_t>(whole << state.to_top) >> state.to_bottom;
      const std::uint64_t bits = static_cast<std::uint64_t>(filled) & state.kept;
      if constexpr (sizeof(T) <= 4) {
        if (state.base == 10) return write_decimal(to, static_cast<std::int64_t>(bits));
      }
      if (state.is_signed) return write_integer(to, static_cast<std::int64_t>(bits), state.base);
      return write_integer(to, bits, state.base);
    }
    return to;
  }
};

/// Bits of few values, each of which is a text.
template <class T, Swap kSwap>
struct FewBitsKernel {
  [[gnu::always_inline]] static char* run(const std::byte* from, const CellStyle& style, char* to) {
    if constexpr (has_kernel<T>) {
      const KernelState& state = style.reading->kernel();
      // NOLINTNEXTLINE(bugprone-signed-char-misuse): the sign is shifted out
      const auto whole = static_cast<std::uint64_t>(value_at<T, kSwap>(from));
      return put_text(state, state.dense[whole << state.to_top >> state.to_bottom], to);
    }
    return to;
  }
};

/// Values of a stretch that have 64 bits at most.
void append_stretch(const CellRun& run, std::string_view separator, const CellStyle& style,
                    TextBuffer& out) {
  const KernelState& state = style.reading->kernel();
  const Field& field = style.reading->field();
  const bool big = is_big(field.order);
  const auto width = static_cast<unsigned>(field.bits->width);
  for (std::int64_t k = 0; k < run.count; ++k) {
    const std::int64_t first = run.length + k * run.step;
    const auto bit = static_cast<unsigned>(first & 7U);
    const std::byte* const from = run.data + (first >> 3U);
    const unsigned bytes = (bit + width + 7) / 8;
    // Of 9 bytes the last one in order has the bits that are left.
    std::uint64_t value = 0;
    const unsigned whole = std::min(bytes, 8U);
    if (big) {
      for (unsigned n = 0; n < whole; ++n) value = value << 8U | std::to_integer<unsigned>(from[n]);
      const unsigned behind = 8 * whole - bit;  // bits from the first one to the end
      if (bytes > 8) {
        value = value << (width - behind) |
                std::to_integer<unsigned>(from[8]) >> (8 * bytes - bit - width);
      } else {
        value >>= behind - width;
      }
    } else {
      for (unsigned n = 0; n < whole; ++n) {
        value |= std::uint64_t{std::to_integer<unsigned>(from[n])} << (8 * n);
      }
      value >>= bit;
      if (bytes > 8) value |= std::uint64_t{std::to_integer<unsigned>(from[8])} << (64 - bit);
    }
    char* to = out.reserve(separator.size() + kMaxIntegerText);
    if (k != 0) to += separator.copy(to, separator.size());
    const auto filled = static_cast<std::int64_t>(value << (64 - width)) >> (64 - width);
    if (state.is_signed) {
      to = write_integer(to, filled, state.base);
    } else {
      to = write_integer(to, static_cast<std::uint64_t>(filled) & state.kept, state.base);
    }
    out.commit(to);
  }
}

constexpr int kFewBits = 6;

void prepare_bits(const BitRange& bits, KernelState& state) {
  state.to_top = 64 - bits.offset - bits.width;
  state.to_bottom = 64 - bits.width;
  for (int value = 0; bits.width <= kFewBits && value < 1 << bits.width; ++value) {
    const bool negative = bits.is_signed && (value >> (bits.width - 1)) != 0;
    std::array<char, kMaxIntegerText> text;
    const char* const end =
        write_integer(text.data(), negative ? value - (1 << bits.width) : value, state.base);
    state.dense.push_back({static_cast<std::uint32_t>(state.pool.size()),
                           static_cast<std::uint32_t>(end - text.data())});
    state.pool.append(text.data(), static_cast<std::size_t>(end - text.data()));
  }
  state.pool.append(kCopied, ' ');
  state.is_signed = bits.is_signed;
  if (!bits.is_signed) state.kept = ~std::uint64_t{0} >> static_cast<unsigned>(64 - bits.width);
}

}  // namespace

ValueWriter make_bits_kernel(const Field& field, KernelState& state) {
  prepare_bits(*field.bits, state);
  if (field.is_stretch()) {
    state.append = append_stretch;
    return {};
  }
  return state.dense.empty() ? with<BitsKernel>(field, state) : with<FewBitsKernel>(field, state);
}

}  // namespace bview
