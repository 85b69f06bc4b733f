// SPDX-License-Identifier: MIT
// formats/text/kernel_parts.hpp - what the kernels of reading_kernels.hpp have in common.

#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#include <bview/formats/text/append_each.hpp>
#include <bview/formats/text/reading_cells.hpp>
#include <bview/formats/text/reading_kernels.hpp>

namespace bview {

template <class T>
constexpr bool has_kernel = kind_of<T> == Kind::Integer && sizeof(T) <= 8;

/// The value as 64 bits: those of signed types are extended.
template <class T, Swap kSwap>
[[gnu::always_inline]] inline auto value_at(const std::byte* from) {
  const T item = load<T, kSwap>(from);
  if constexpr (detail::is_packed_integer<T>) {
    return item.value();
  } else {
    return item;
  }
}

/// Characters that are copied at once; a pool has as many behind the last text.
inline constexpr std::size_t kCopied = 16;

[[gnu::always_inline]] inline char* put_text(const KernelState& state, KernelState::Text text,
                                             char* to) {
  const char* const from = state.pool.data() + text.offset;
  std::memcpy(to, from, kCopied);
  if (text.size > kCopied) std::memcpy(to + kCopied, from + kCopied, text.size - kCopied);
  return to + text.size;
}

/// The kernel of a whole run.
template <template <class, Swap> class Kernel>
struct Runs {
  template <class T, Swap kSwap>
  struct Append {
    static void run(const CellRun& run, std::string_view separator, const CellStyle& style,
                    TextBuffer& out) {
      append_each(
          run, separator, style.reading->kernel().room,
          out, [&style](const std::byte* from, char* to) __attribute__((always_inline)) {
            return Kernel<T, kSwap>::run(from, style, to);
          });
    }
  };
};

template <template <class, Swap> class Kernel>
[[nodiscard]] ValueWriter with(const Field& field, KernelState& state) {
  state.append = kernel_for<Runs<Kernel>::template Append>(field.type, field.order);
  return {kernel_for<Kernel>(field.type, field.order), state.room};
}

/// That of a bit field.
[[nodiscard]] ValueWriter make_bits_kernel(const Field& field, KernelState& state);

/// That of scale(), where both numbers are decimals of few digits.
[[nodiscard]] ValueWriter make_scale_kernel(const Field& field, const ReadingStep& step,
                                            const CellStyle& style, KernelState& state);

}  // namespace bview
