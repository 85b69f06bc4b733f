// SPDX-License-Identifier: MIT

#include <algorithm>
#include <cmath>
#include <limits>

#include <bview/formats/text/append_cells.hpp>
#include <bview/formats/text/append_each.hpp>
#include <bview/formats/text/append_texts.hpp>
#include <bview/formats/text/float_text.hpp>
#include <bview/formats/text/integer_text.hpp>
#include <bview/formats/text/shortest_text.hpp>

namespace bview {
namespace {

char* put_text(char* to, std::string_view text) { return to + text.copy(to, text.size()); }

// --- numbers -------------------------------------------------------------------------------------

/// Types of our own give their value; the built-in ones are it.
template <class T>
auto integer_value(const T& item) {
  if constexpr (requires { item.bytes; }) {
    return item.value();
  } else {
    return item;
  }
}

constexpr std::string_view kSpecial[] = {"NaN", "Infinity", "-Infinity"};
constexpr std::string_view kSpecialInC[] = {"NAN", "INFINITY", "-INFINITY"};

/// NaN and infinities as the notation has them.
char* put_special(char* to, double value, const CellStyle& style) {
  const std::size_t which = std::isnan(value) ? 0 : value > 0 ? 1 : 2;
  if (style.notation == Notation::C) return put_text(to, kSpecialInC[which]);
  if (!style.nan_as_string) return put_text(to, "null");
  return put_text(put_text(put_text(to, "\""), kSpecial[which]), "\"");
}

/// The prefix of C: an octal number begins with 0 alone.
template <class Integer>
char* put_c_based(char* to, Integer value, int base) {
  char* const start = to;
  to = write_integer(to, value, base);
  if (base != 8) return to;
  if (value == 0) return start + 1;
  return std::remove(start, to, 'o');
}

/// An integer constant of C: byte values in hexadecimal, as xxd -i has them, unless another base
/// is asked for, and what a plain constant could not hold in a form that it can.
template <class Integer>
char* put_c_integer(char* to, Integer value, int base) {
  const bool own_base = base == 0;
  if (own_base) base = 10;
  if constexpr (std::is_same_v<Integer, std::uint8_t>) {
    if (own_base || base == 16) {
      constexpr char kHexDigits[] = "0123456789abcdef";
      to = put_text(to, "0x");
      *to++ = kHexDigits[value >> 4U];
      *to++ = kHexDigits[value & 15U];
      return to;
    }
  }
  // There are no negative constants: these would be the negative of an unsigned one.
  constexpr Integer kLowest = std::numeric_limits<Integer>::min();
  const bool no_constant = sizeof(Integer) == 8 || (sizeof(Integer) == 4 && base != 10);
  if (std::is_signed_v<Integer> && no_constant && value == kLowest) {
    return put_text(put_c_based(put_text(to, "("), static_cast<Integer>(kLowest + 1), base), "-1)");
  }
  to = put_c_based(to, value, base);
  return std::is_same_v<Integer, std::uint64_t> ? put_text(to, "u") : to;
}

/// Behind a floating constant, so that C rounds it once, to the type it has here.
template <class Float>
constexpr std::string_view kCSuffix = [] {
  if (std::is_same_v<Float, double> || std::is_same_v<Float, ibm32>) return "";
  const bool wide = std::is_same_v<Float, long double> || detail::is_wide_float<Float>;
  return wide ? "L" : "f";
}();

template <class Float>
auto as_builtin(Float value) {
  if constexpr (std::is_floating_point_v<Float>) {
    return value;
  } else {
    return value.value();
  }
}

template <class Float>
bool is_finite(Float value) {
  if constexpr (std::is_same_v<Float, float16> || std::is_same_v<Float, bfloat16>) {
    constexpr unsigned kSign = 1U << 15U;
    return (value.bits & (kSign - 1)) <= Float::largest().bits;
  } else {
    return std::isfinite(as_builtin(value));
  }
}

template <class Float>
char* put_precise(char* to, Float value, int precision) {
  if constexpr (std::is_same_v<Float, float128>) {
    return write_float(to, value, precision);
  } else {
    return write_float(to, as_builtin(value), precision);
  }
}

template <class Float>
char* put_float(char* to, Float value, const CellStyle& style) {
  const bool own_specials = style.notation == Notation::Json || style.notation == Notation::C;
  if (own_specials && !is_finite(value)) {
    return put_special(to, static_cast<double>(as_builtin(value)), style);
  }
  if (style.precision && !own_specials) return put_precise(to, value, *style.precision);
  // A float of C has more digits than a value that was short in a smaller type.
  if (style.notation == Notation::C) {
    return put_text(write_float(to, as_builtin(value)), kCSuffix<Float>);
  }
  return write_float(to, value);
}

/// The same for styles with decimal integers, in which most floats are as they are everywhere.
template <class Float>
[[gnu::always_inline]] inline char* put_usual_float(char* to, Float value, const CellStyle& style) {
  if (style.precision) return put_float(to, value, style);
  if constexpr (std::is_same_v<Float, float> || std::is_same_v<Float, double>) {
    return detail::write_shortest(to, value, [&] { return put_float(to, value, style); });
  } else {
    return is_finite(value) ? write_float(to, value) : put_float(to, value, style);
  }
}

/// 1.0-2.0j; [1.0,-2.0] in JSON, CMPLX(1.0,-2.0) in C. `put` writes a part.
template <class Float, class Put>
[[gnu::always_inline]] inline char* put_complex(char* to, Complex<Float> value,
                                                const CellStyle& style, const Put& put) {
  const bool in_c = style.notation == Notation::C;
  if (in_c || style.notation == Notation::Json) {
    if (in_c) to = put_text(to, std::is_same_v<Float, float> ? "CMPLXF" : "CMPLX");
    to = put(put_text(to, in_c ? "(" : "["), value.re, style);
    return put_text(put(put_text(to, ","), value.im, style), in_c ? ")" : "]");
  }
  to = put(to, value.re, style);
  // A NaN shows no sign, and a complex needs one between its parts.
  *to = '+';
  to += std::signbit(value.im) && !std::isnan(value.im) ? 0 : 1;
  to = put(to, value.im, style);
  *to = 'j';
  return to + 1;
}

std::string_view boolean_text(bool value, const CellStyle& style) {
  if (style.notation == Notation::C) return value ? "1" : "0";
  return value ? "true" : "false";
}

// --- the kernels ---------------------------------------------------------------------------------

/// Room for the text of one value, and for what a kernel writes too much.
constexpr std::size_t room(Kind kind, const CellStyle& style) {
  if (kind == Kind::Boolean) return 5;
  if (kind == Kind::Integer) return kMaxIntegerText;
  const auto precision = static_cast<std::size_t>(style.precision.value_or(0));
  return 2 * (kMaxFloatText + precision) + 16;  // two of them in a complex
}

template <class T, Swap kSwap>
struct WriteKernel {
  static char* run(const std::byte* from, const CellStyle& style, char* to) {
    [[maybe_unused]] const T item = load<T, kSwap>(from);
    constexpr Kind kKind = kind_of<T>;
    if constexpr (kKind == Kind::Boolean) {
      return put_text(to, boolean_text(item.byte != 0, style));
    } else if constexpr (kKind == Kind::Integer) {
      if (style.notation == Notation::C) return put_c_integer(to, integer_value(item), style.base);
      return write_integer(to, integer_value(item), style.base);
    } else if constexpr (kKind == Kind::Complex) {
      return put_complex(to, item, style, put_float<decltype(item.re)>);
    } else if constexpr (kKind == Kind::Float) {
      return put_float(to, item, style);
    } else {
      return to;
    }
  }
};

bool is_decimal(const CellStyle& style) {
  return style.notation == Notation::Json || (style.notation != Notation::C && style.base == 10);
}

/// The same for styles with decimal integers.
template <class T, Swap kSwap>
struct WriteDecimalKernel {
  // For the inliner it has too many callers; a call would cost a tenth of a number.
  [[gnu::always_inline]] static char* run(const std::byte* from, const CellStyle& style, char* to) {
    if constexpr (kind_of<T> == Kind::Integer) {
      return write_decimal(to, integer_value(load<T, kSwap>(from)));
    } else if constexpr (kind_of<T> == Kind::Float) {
      return put_usual_float(to, load<T, kSwap>(from), style);
    } else if constexpr (kind_of<T> == Kind::Complex) {
      const T value = load<T, kSwap>(from);
      return put_complex(to, value, style, put_usual_float<decltype(value.re)>);
    } else {
      return WriteKernel<T, kSwap>::run(from, style, to);
    }
  }
};

/// The same for integers in another base, outside C.
template <class T, Swap kSwap>
struct WriteBasedKernel {
  [[gnu::always_inline]] static char* run(const std::byte* from, int base, char* to) {
    if constexpr (kind_of<T> == Kind::Integer) {
      return write_integer(to, integer_value(load<T, kSwap>(from)), base);
    } else {
      return to;
    }
  }
};

/// The same for floats of a given precision.
template <class T, Swap kSwap>
struct WritePreciseKernel {
  static char* run(const std::byte* from, int precision, char* to) {
    if constexpr (kind_of<T> == Kind::Float) {
      return put_precise(to, load<T, kSwap>(from), precision);
    } else {
      return to;
    }
  }
};

bool is_precise(const CellStyle& style) {
  return style.precision && style.notation != Notation::Json && style.notation != Notation::C;
}

/// Whether the integer is past those that doubles hold exactly.
template <class Integer>
bool is_past_2_53(Integer value) {
  constexpr std::int64_t kLimit = std::int64_t{1} << 53;
  if constexpr (static_cast<Integer>(-1) < Integer{0}) {
    if (value < -static_cast<Integer>(kLimit)) return true;
  }
  return value > static_cast<Integer>(kLimit);
}

/// The same for JSON with integers as strings where others would round them.
template <class T, Swap kSwap>
struct WriteExactKernel {
  static char* run(const std::byte* from, const CellStyle& style, char* to) {
    if constexpr (kind_of<T> == Kind::Integer && sizeof(T) >= 7) {
      if (const auto value = integer_value(load<T, kSwap>(from)); is_past_2_53(value)) {
        return put_text(write_decimal(put_text(to, "\""), value), "\"");
      }
    }
    return WriteDecimalKernel<T, kSwap>::run(from, style, to);
  }
};

constexpr bool has_point(Kind kind) { return kind == Kind::Float || kind == Kind::Complex; }

/// The same for styles whose numbers have another sign than the point.
template <class T, Swap kSwap>
struct WriteLocalKernel {
  static char* run(const std::byte* from, const CellStyle& style, char* to) {
    char* const end = WriteKernel<T, kSwap>::run(from, style, to);
    if constexpr (has_point(kind_of<T>)) std::replace(to, end, '.', style.dialect->decimal);
    return end;
  }
};

bool is_local(const CellStyle& style) {
  return style.dialect != nullptr && style.dialect->decimal != '.';
}

bool is_exact(const CellStyle& style) {
  return style.bigint_as_string && style.notation == Notation::Json;
}

template <class T, Swap kSwap>
struct AppendKernel {
  static void run(const CellRun& run, std::string_view separator, const CellStyle& style,
                  TextBuffer& out) {
    constexpr Kind kKind = kind_of<T>;
    if (kKind == Kind::Integer && is_exact(style)) {
      append_each(run, separator, room(kKind, style), out,
                  [&style](const std::byte* from, char* to) {
                    return WriteExactKernel<T, kSwap>::run(from, style, to);
                  });
    } else if (has_point(kKind) && is_local(style)) {
      append_each(run, separator, room(kKind, style), out,
                  [&style](const std::byte* from, char* to) {
                    return WriteLocalKernel<T, kSwap>::run(from, style, to);
                  });
    } else if (kKind == Kind::Float && is_precise(style)) {
      append_each(run, separator, room(kKind, style), out,
                  [precision = *style.precision](const std::byte* from, char* to) {
                    return WritePreciseKernel<T, kSwap>::run(from, precision, to);
                  });
    } else if (is_decimal(style)) {
      append_each(
          run, separator, room(kKind, style),
          out, [&style](const std::byte* from, char* to) __attribute__((always_inline)) {
            return WriteDecimalKernel<T, kSwap>::run(from, style, to);
          });
    } else if (kKind == Kind::Integer && style.notation != Notation::C) {
      append_each(
          run, separator, room(kKind, style),
          out, [base = style.base](const std::byte* from, char* to) __attribute__((always_inline)) {
            return WriteBasedKernel<T, kSwap>::run(from, base, to);
          });
    } else {
      append_each(run, separator, room(kKind, style), out,
                  [&style](const std::byte* from, char* to) {
                    return WriteKernel<T, kSwap>::run(from, style, to);
                  });
    }
  }
};

}  // namespace

AppendCells cell_writer(ScalarType type, ByteOrder order) {
  return is_text(info(type).kind) ? text_writer(type, order)
                                  : kernel_for<AppendKernel>(type, order);
}

ValueWriter value_writer(ScalarType type, ByteOrder order, const CellStyle& style) {
  const Kind kind = info(type).kind;
  if (is_text(kind)) return {};
  if (is_exact(style)) return {kernel_for<WriteExactKernel>(type, order), room(kind, style)};
  if (has_point(kind) && is_local(style)) {
    return {kernel_for<WriteLocalKernel>(type, order), room(kind, style)};
  }
  return {is_decimal(style) ? kernel_for<WriteDecimalKernel>(type, order)
                            : kernel_for<WriteKernel>(type, order),
          room(kind, style)};
}

}  // namespace bview
