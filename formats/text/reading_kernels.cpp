// SPDX-License-Identifier: MIT

#include <algorithm>
#include <bit>
#include <cstring>

#include <bview/core/integers.hpp>
#include <bview/core/sink.hpp>
#include <bview/formats/text/integer_text.hpp>
#include <bview/formats/text/kernel_parts.hpp>
#include <bview/formats/text/reading_cells.hpp>
#include <bview/formats/text/reading_kernels.hpp>
#include <bview/formats/text/string_text.hpp>

namespace bview {
namespace {

constexpr std::size_t kMostFlags = 10;  // whose combinations are prepared
constexpr std::uint64_t kMostDense = 1024;

/// Eight hexadecimal digits as characters, the first in the highest byte.
[[gnu::always_inline]] inline std::uint64_t eight_hex_digits(std::uint32_t value) {
  std::uint64_t nibbles = value;
  nibbles = (nibbles << 16U | nibbles) & 0x0000'ffff'0000'ffff;
  nibbles = (nibbles << 8U | nibbles) & 0x00ff'00ff'00ff'00ff;
  nibbles = (nibbles << 4U | nibbles) & 0x0f0f'0f0f'0f0f'0f0f;
  const std::uint64_t letters = (nibbles + 0x0606'0606'0606'0606) >> 4U & 0x0101'0101'0101'0101;
  return nibbles + 0x3030'3030'3030'3030 + letters * ('a' - '0' - 10);
}

/// So many hexadecimal digits, at most 16; up to seven characters behind them are written, too.
[[gnu::always_inline]] inline char* put_hex(char* to, std::uint64_t value, int digits) {
  const auto put = [&](std::uint32_t part, int count) {
    const std::uint64_t text =
        lowest_byte_first(__builtin_bswap64(eight_hex_digits(part) << (8 * (8 - count))));
    std::memcpy(to, &text, sizeof(text));
    to += count;
  };
  if (digits > 8) {
    put(static_cast<std::uint32_t>(value >> 32U), digits - 8);
    digits = 8;
  }
  put(static_cast<std::uint32_t>(value), digits);
  return to;
}

/// How many digits a number takes, of so many bits each; 0 takes one.
[[gnu::always_inline]] inline int count_digits(std::uint64_t value, int each) {
  return (static_cast<int>(std::bit_width(value | 1U)) + each - 1) / each;
}

template <class Integer>
char* put_digits(const KernelState& state, Integer value, char* to) {
  if (state.base == 10) return write_decimal(to, value);
  const auto magnitude = static_cast<std::uint64_t>(detail::put_sign(to, value));
  *to++ = '0';
  *to++ = state.base == 16 ? 'x' : state.base == 8 ? 'o' : 'b';
  if (state.base == 16) {
    return put_hex(to, magnitude, std::max(state.digits, count_digits(magnitude, 4)));
  }
  const int each = state.base == 8 ? 3 : 1;
  const int digits = std::max(state.digits, count_digits(magnitude, each));
  std::uint64_t rest = magnitude;
  for (int k = digits; k-- > 0; rest >>= static_cast<unsigned>(each)) {
    to[k] = static_cast<char>('0' + (rest & static_cast<unsigned>(state.base - 1)));
  }
  return to + digits;
}

// --- the kernels ---------------------------------------------------------------------------------

template <class T, Swap kSwap>
struct EnumKernel {
  [[gnu::always_inline]] static char* run(const std::byte* from, const CellStyle& style, char* to) {
    if constexpr (has_kernel<T>) {
      const KernelState& state = style.reading->kernel();
      const auto value = value_at<T, kSwap>(from);
      const std::uint64_t key = static_cast<std::uint64_t>(value) - state.least;
      KernelState::Text text;
      if (key < state.dense.size()) {
        text = state.dense[key];
      } else if (!state.ranges.empty()) {
        const auto found =
            std::upper_bound(state.ranges.begin(), state.ranges.end(), key,
                             [](std::uint64_t k, const auto& range) { return k < range.low; });
        if (found != state.ranges.begin() && key <= (found - 1)->high) text = (found - 1)->text;
      }
      return text.size != 0 ? put_text(state, text, to) : put_digits(state, value, to);
    }
    return to;
  }
};

template <class T, Swap kSwap>
struct FlagsKernel {
  [[gnu::always_inline]] static char* run(const std::byte* from, const CellStyle& style, char* to) {
    if constexpr (has_kernel<T>) {
      const KernelState& state = style.reading->kernel();
      constexpr std::uint64_t kAll = ~std::uint64_t{0} >> (64 - 8 * sizeof(T));
      const std::uint64_t bits = static_cast<std::uint64_t>(value_at<T, kSwap>(from)) & kAll;
      std::size_t index = 0;
      for (std::size_t k = 0; k < sizeof(T); ++k) index |= state.gather[k][bits >> (8 * k) & 0xff];
      char* const end = put_text(state, state.dense[index], to);
      const std::uint64_t left = bits & ~state.mask;
      return left == 0 ? end : put_left(state, left, index == 0, to, end);
    }
    return to;
  }

 private:
  /// What no flag has, as hexadecimal behind the others, inside of their quotes.
  static char* put_left(const KernelState& state, std::uint64_t left, bool alone, char* to,
                        char* end) {
    const bool quoted = !state.quote.empty() && *to == '"';
    if (alone) {
      end = to + (quoted ? 1 : 0);
    } else {
      if (quoted) --end;
      *end++ = '|';
    }
    *end++ = '0';
    *end++ = 'x';
    end = put_hex(end, left, count_digits(left, 4));
    if (quoted) *end++ = '"';
    return end;
  }
};

template <class T, Swap kSwap>
struct TimeKernel {
  [[gnu::always_inline]] static char* run(const std::byte* from, const CellStyle& style, char* to) {
    if constexpr (has_kernel<T>) {
      const KernelState& state = style.reading->kernel();
      const auto value = value_at<T, kSwap>(from);
      // NOLINTNEXTLINE(bugprone-signed-char-misuse): a number, however short
      const auto count = static_cast<std::int64_t>(value);
      const auto per_second = static_cast<std::int64_t>(state.time.per_second);
      std::int64_t seconds = count;
      std::int64_t rest = 0;
      if (per_second != 1) {
        seconds = count / per_second;
        rest = count % per_second;
        if (rest < 0) {
          rest += per_second;
          --seconds;
        }
      }
      const bool fits = std::is_signed_v<decltype(value)> || count >= 0;
      // No count of seconds comes near the ends of 64 bits and is shown.
      const bool near = seconds > -kEpochs && seconds < kEpochs;
      if (!fits || !near || !is_shown(seconds + state.time.epoch)) {
        return write_integer(to, value, state.base);
      }
      to += state.quote.copy(to, state.quote.size());
      to = write_second(to, seconds + state.time.epoch);
      if (rest != 0) {
        *to++ = '.';
        for (int k = state.fraction_digits; k-- > 0; rest /= 10) {
          to[k] = static_cast<char>('0' + rest % 10);
        }
        to += state.fraction_digits;
        while (to[-1] == '0') --to;
      }
      *to++ = 'Z';
      return to + state.quote.copy(to, state.quote.size());
    }
    return to;
  }
};

template <class T, Swap kSwap>
struct DigitsKernel {
  [[gnu::always_inline]] static char* run(const std::byte* from, const CellStyle& style, char* to) {
    if constexpr (has_kernel<T>) {
      return put_digits(style.reading->kernel(), value_at<T, kSwap>(from), to);
    }
    return to;
  }
};

// --- their states --------------------------------------------------------------------------------

KernelState::Text add_text(std::string_view text, const CellStyle& style, KernelState& state) {
  TextBuffer cell;
  append_text(text, style, cell);
  const KernelState::Text added{static_cast<std::uint32_t>(state.pool.size()),
                                static_cast<std::uint32_t>(cell.text().size())};
  state.pool += cell.text();
  state.room = std::max(state.room, cell.text().size() + kCopied);
  return added;
}

std::uint64_t bits_of_key(const Ratio& value) {
  return static_cast<std::uint64_t>(twos_complement(value.numerator));
}

void prepare_enum(const ReadingStep& step, const CellStyle& style, KernelState& state) {
  if (step.choices.empty()) return;
  WideInteger least = step.choices.front().low.numerator;
  for (const ReadingChoice& choice : step.choices) least = std::min(least, choice.low.numerator);
  state.least = bits_of_key({least, 1});
  for (const ReadingChoice& choice : step.choices) {
    const KernelState::Text text = add_text(choice.name, style, state);
    const std::uint64_t low = bits_of_key(choice.low) - state.least;
    const std::uint64_t high = bits_of_key(choice.high) - state.least;
    state.ranges.push_back({low, high, text});
  }
  std::sort(state.ranges.begin(), state.ranges.end(),
            [](const auto& a, const auto& b) { return a.low < b.low; });
  for (const KernelState::Range& range : state.ranges) {
    if (range.low >= kMostDense) break;
    const std::uint64_t end = std::min(range.high, kMostDense - 1) + 1;
    if (state.dense.size() < end) state.dense.resize(end);
    for (std::uint64_t key = range.low; key < end; ++key) state.dense[key] = range.text;
  }
  const auto is_dense = [&](const auto& range) { return range.high < state.dense.size(); };
  state.ranges.erase(std::remove_if(state.ranges.begin(), state.ranges.end(), is_dense),
                     state.ranges.end());
}

/// False where there are too many flags.
bool prepare_flags(const ReadingStep& step, const CellStyle& style, KernelState& state) {
  for (const ReadingChoice& choice : step.choices) {
    state.mask |= bits_of_key(choice.low);
    state.room += 6 * (choice.name.size() + 1);  // escaped
  }
  const int flags = std::popcount(state.mask);
  if (flags > static_cast<int>(kMostFlags)) return false;
  state.room += 32;
  std::uint64_t place = 1;
  for (unsigned bit = 0; bit < 64; ++bit) {
    if ((state.mask >> bit & 1U) == 0) continue;
    auto& gather = state.gather[bit / 8];
    for (std::size_t byte = 0; byte < gather.size(); ++byte) {
      if ((byte >> (bit % 8) & 1U) != 0) gather[byte] |= static_cast<std::uint16_t>(place);
    }
    place <<= 1U;
  }
  for (std::uint64_t index = 0; index < place; ++index) {
    Datum datum;
    std::uint64_t left = index;
    for (unsigned bit = 0; bit < 64; ++bit) {
      if ((state.mask >> bit & 1U) == 0) continue;
      if ((left & 1U) != 0) datum.integer.magnitude |= uint128{1} << bit;
      left >>= 1U;
    }
    show_flags(step, datum);
    state.dense.push_back(add_text(datum.text, style, state));
  }
  return true;
}

/// What a first step of digits says of all that has no name.
void prepare_digits(const Field& field, const ReadingStep& step, const CellStyle& style,
                    KernelState& state) {
  Datum datum;
  row_of(step.kind).show(step, datum);
  state.base = style.notation == Notation::Json ? 10 : datum.base;
  const int bits = 8 * static_cast<int>(info(field.type).size);
  const int each = state.base == 16 ? 4 : state.base == 8 ? 3 : 1;
  state.digits = state.base == 10 ? 0 : (bits + each - 1) / each;
}

bool is_digits(ReadingKind kind) { return kind <= ReadingKind::Dec; }
bool is_time(ReadingKind kind) {
  return kind >= ReadingKind::Unix && kind <= ReadingKind::Hfs && kind != ReadingKind::Dos;
}

int digits_behind_point(std::uint64_t per_second) {
  int digits = 0;
  for (; per_second > 1; per_second /= 10) ++digits;
  return digits;
}

}  // namespace

ValueWriter make_kernel(const Field& field, const CellStyle& style, KernelState& state) {
  const ScalarInfo& scalar = info(field.type);
  const bool exact = style.bigint_as_string && style.notation == Notation::Json && scalar.size > 6;
  if (scalar.kind != Kind::Integer || scalar.size > 8 || exact) return {};
  if (style.notation == Notation::C && field.reading) return {};
  const bool own_base = style.notation == Notation::Json || style.base == 0;
  state.base = own_base ? 10 : style.base;
  state.room = kMaxIntegerText;
  if (!field.reading) return make_bits_kernel(field, state);
  std::vector<ReadingStep> steps = field.reading->steps;
  if (is_digits(steps.front().kind)) {
    prepare_digits(field, steps.front(), style, state);
    if (steps.size() == 1 && !field.bits) return with<DigitsKernel>(field, state);
    steps.erase(steps.begin());
  }
  if (steps.size() != 1 || field.bits) return {};
  const ReadingStep& step = steps.front();
  if (step.kind == ReadingKind::Scale) return make_scale_kernel(field, step, style, state);
  if (step.kind == ReadingKind::Enum) {
    prepare_enum(step, style, state);
  } else if (step.kind == ReadingKind::Flags) {
    if (!prepare_flags(step, style, state)) return {};
    const bool quotes = style.notation == Notation::Json || style.notation == Notation::Csv;
    state.quote = quotes ? "\"" : "";
  } else if (is_time(step.kind) && state.digits == 0) {
    state.time = time_scale(step.kind);
    state.fraction_digits = digits_behind_point(state.time.per_second);
    state.quote = style.notation == Notation::Json ? "\"" : "";
    return with<TimeKernel>(field, state);
  } else {
    return {};
  }
  state.pool.append(kCopied, ' ');
  return step.kind == ReadingKind::Enum ? with<EnumKernel>(field, state)
                                        : with<FlagsKernel>(field, state);
}

}  // namespace bview
