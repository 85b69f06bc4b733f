#include "core/item.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/error.hpp"
#include "core/narrow.hpp"

namespace bview {
namespace {

// --- bytes to values --------------------------------------------------------------

template <class T>
Value as_value(T number) {
  return number;
}
Value as_value(boolean truth) { return truth.byte != 0; }
template <class Wide>
Value as_value(Integer24<Wide> number) {
  return number.value();
}
template <int kExponent, int kMantissa, bool kFinite>
Value as_value(SmallFloat<kExponent, kMantissa, kFinite> number) {
  return number.value();
}

Value text_value(As<CharByte>, std::string units) { return units; }
Value text_value(As<StringByte>, std::string units) { return units; }

Value text_value(As<PascalByte>, std::string units) {
  if (units.empty()) return units;
  return units.substr(1, static_cast<std::uint8_t>(units.front()));
}

Value text_value(As<Ucs4Unit>, std::u32string units) { return units; }

/// Surrogate pairs become one character; a surrogate alone stays.
Value text_value(As<Ucs2Unit>, const std::u32string& units) {
  std::u32string text;
  for (const char32_t unit : units) {
    const bool pair = unit >= 0xdc00 && unit < 0xe000 && !text.empty() && text.back() >= 0xd800 &&
                      text.back() < 0xdc00;
    if (pair) {
      text.back() = 0x10000 + ((text.back() - 0xd800) << 10U) + (unit - 0xdc00);
    } else {
      text += unit;
    }
  }
  return text;
}

template <class T, bool kSwap>
struct GetValue {
  /// `length` counts the units of a text; a number is one.
  static Value run(const std::byte* from, std::int64_t length) {
    if constexpr (is_text<T>) {
      TextOf<T> units(static_cast<std::size_t>(length), 0);
      for (auto& unit : units) {
        unit = static_cast<typename TextOf<T>::value_type>(load<T, kSwap>(from).unit);
        from += sizeof(T);
      }
      return text_value(As<T>{}, std::move(units));
    } else {
      return as_value(load<T, kSwap>(from));
    }
  }
};

Value get_record(const std::byte* item, const Layout& layout);

Value get_one(const std::byte* from, const Field& field) {
  if (field.record) return get_record(from, *field.record);
  return kernel_for<GetValue>(field.type, field.order)(from, field.length);
}

/// The elements of a sub-array from `axis` on; `from` walks over them.
Value get_array(const std::byte*& from, const Field& field, std::size_t axis) {
  if (axis == field.shape.size()) {
    Value value = get_one(from, field);
    from += field.value_size();
    return value;
  }
  Value::List values;
  values.reserve(static_cast<std::size_t>(field.shape[axis]));
  for (std::int64_t n = 0; n < field.shape[axis]; ++n) {
    values.push_back(get_array(from, field, axis + 1));
  }
  return values;
}

Value get_field(const std::byte* item, const Field& field) {
  const std::byte* from = item + field.offset;
  return get_array(from, field, 0);
}

Value get_record(const std::byte* item, const Layout& layout) {
  Value::List values;
  for (const Field& field : layout.fields) {
    Value value = get_field(item, field);
    if (!field.spread) {
      values.push_back(std::move(value));
      continue;
    }
    const auto& inline_values = *value.get_if<Value::List>();
    values.insert(values.end(), inline_values.begin(), inline_values.end());
  }
  return values;
}

// --- values to bytes --------------------------------------------------------------

template <class T, bool kSwap>
struct SetValue {
  static void run(std::byte* to, const Field& field, const Value& value) {
    if constexpr (is_text<T>) {
      TextOf<T> units = text_units(As<T>{}, value, field);
      units.resize(static_cast<std::size_t>(field.length));  // padded with NULs
      for (const auto unit : units) {
        store<T, kSwap>(T{static_cast<decltype(T::unit)>(unit)}, to);
        to += sizeof(T);
      }
    } else {
      store<T, kSwap>(narrow<T>(value, info(field.type)), to);
    }
  }
};

const Value::List& list_of(const Value& value, std::int64_t size, const char* what) {
  const auto* values = value.get_if<Value::List>();
  if (values == nullptr) {
    throw Error(Errc::BadValue,
                fmt::format("{} takes a list of {} values, got {}", what, size, shown(value)));
  }
  if (static_cast<std::int64_t>(values->size()) != size) {
    throw Error(Errc::BadValue,
                fmt::format("{} takes {} values, got {}", what, size, values->size()));
  }
  return *values;
}

void set_record(std::byte* item, const Layout& layout, const Value& value);

void set_one(std::byte* to, const Field& field, const Value& value) {
  if (field.record) return set_record(to, *field.record, value);
  kernel_for<SetValue>(field.type, field.order)(to, field, value);
}

void set_array(std::byte*& to, const Field& field, std::size_t axis, const Value& value) {
  if (axis == field.shape.size()) {
    set_one(to, field, value);
    to += field.value_size();
    return;
  }
  for (const Value& element : list_of(value, field.shape[axis], "the sub-array")) {
    set_array(to, field, axis + 1, element);
  }
}

void set_field(std::byte* item, const Field& field, const Value& value) {
  std::byte* to = item + field.offset;
  set_array(to, field, 0, value);
}

void set_record(std::byte* item, const Layout& layout, const Value& value) {
  std::int64_t positions = 0;
  for (const Field& field : layout.fields) positions += field.positions();
  auto next = list_of(value, positions, "the record").begin();
  for (const Field& field : layout.fields) {
    if (field.spread) {
      const auto end = next + field.positions();
      set_field(item, field, Value::List(next, end));
      next = end;
    } else {
      set_field(item, field, *next++);
    }
  }
}

// --- two values ------------------------------------------------------------------

template <class Float>
bool same_real(Float one, Float other) {
  const long double a = detail::widened(one);
  const long double b = detail::widened(other);
  return (std::isnan(a) && std::isnan(b)) || (a == b && std::signbit(a) == std::signbit(b));
}

template <class T, bool kSwap>
struct SameValue {
  static bool run(const std::byte* one, const std::byte* other, std::int64_t length) {
    if constexpr (kind_of<T> == Kind::Float) {
      return same_real(load<T, kSwap>(one), load<T, kSwap>(other));
    } else if constexpr (kind_of<T> == Kind::Complex) {
      const T a = load<T, kSwap>(one);
      const T b = load<T, kSwap>(other);
      return same_real(a.re, b.re) && same_real(a.im, b.im);
    } else if constexpr (kind_of<T> == Kind::Boolean || std::is_same_v<T, PascalByte>) {
      return GetValue<T, kSwap>::run(one, length) == GetValue<T, kSwap>::run(other, length);
    } else {
      return std::equal(one, one + length * std::int64_t{sizeof(T)},
                        other);  // one way to write each
    }
  }
};

bool same_field(const Field& a, const Field& b) {
  if (static_cast<bool>(a.record) != static_cast<bool>(b.record)) return false;
  const bool same_type = a.record ? same_format(*a.record, *b.record)
                                  : a.type == b.type && a.length == b.length &&
                                        (a.order == b.order || info(a.type).size == 1);
  return same_type && a.offset == b.offset && a.shape == b.shape && a.spread == b.spread;
}

}  // namespace

Value get(const std::byte* item, const Layout& layout) {
  return layout.is_bare() ? get_field(item, layout.fields.front()) : get_record(item, layout);
}

void set(std::byte* item, const Layout& layout, const Value& value) {
  // Values are checked on their way into a copy, so that a bad one changes nothing.
  std::vector<std::byte> copy(item, item + layout.itemsize);
  if (layout.is_bare()) {
    set_field(copy.data(), layout.fields.front(), value);
  } else {
    set_record(copy.data(), layout, value);
  }
  std::copy(copy.begin(), copy.end(), item);
}

bool same_value(const std::byte* one, const std::byte* other, const Field& field) {
  return kernel_for<SameValue>(field.type, field.order)(one, other, field.length);
}

bool same_format(const Layout& a, const Layout& b) {
  return a.itemsize == b.itemsize && a.is_bare() == b.is_bare() && a.projected == b.projected &&
         std::equal(a.fields.begin(), a.fields.end(), b.fields.begin(), b.fields.end(), same_field);
}

}  // namespace bview
