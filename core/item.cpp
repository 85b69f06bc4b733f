// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <bview/core/coded_number.hpp>
#include <bview/core/error.hpp>
#include <bview/core/integers.hpp>
#include <bview/core/item.hpp>
#include <bview/core/narrow.hpp>

namespace bview {
namespace {

// --- bytes to values --------------------------------------------------------------

template <class T>
Value as_value(T number) {
  return number;
}
Value as_value(boolean truth) { return truth.byte != 0; }
template <class Wide, std::size_t kBytes>
Value as_value(PackedInteger<Wide, kBytes> number) {
  return number.value();
}
template <int kExponent, int kMantissa, Specials kSpecials>
Value as_value(SmallFloat<kExponent, kMantissa, kSpecials> number) {
  return number.value();
}

template <class Word>
Value as_value(IbmFloat<Word> number) {
  return number.value();
}
Value as_value(float80 number) { return number.value(); }
Value as_value(float128 number) { return number.value(); }

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

template <class T, Swap kSwap>
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

Value as_value(const WideInteger& integer) {
  return Value::Integer{integer.magnitude, integer.negative};
}

/// The coding of a number in as many bytes as it says, if the field is one.
const ReadingStep* coding_of(const Field& field) {
  const bool coded = field.reading && field.reading->steps.front().kind == ReadingKind::Coded;
  return coded ? &field.reading->steps.front() : nullptr;
}

Value coded_value(const std::byte* from, const Field& field, NumberCoding coding) {
  const auto found = decode_number(coding, {from, static_cast<std::size_t>(field.length)});
  if (!found) throw Error(Errc::BadValue, "the number has no end");
  if (coding == NumberCoding::Sleb) return static_cast<std::int64_t>(found->number);
  return found->number;
}

Value get_record(const std::byte* item, const Layout& layout);

Value get_one(const std::byte* from, const Field& field) {
  if (field.record) return get_record(from, *field.record);
  if (const auto* step = coding_of(field)) return coded_value(from, field, step->coding);
  if (field.bits) return as_value(load_integer(from, field));
  return kernel_for<GetValue>(field.type, field.order)(from, field.length);
}

/// The same of a stretch: the first is number `n`, and `from` is where the field begins.
Value get_stretch(const std::byte* from, const Field& field, std::size_t axis, std::int64_t n) {
  if (axis == field.shape.size()) {
    const Field value = field.element(n);
    return as_value(load_integer(from + value.offset - field.offset, value));
  }
  Value::List values;
  values.reserve(static_cast<std::size_t>(field.shape[axis]));
  for (std::int64_t k = 0; k < field.shape[axis]; ++k) {
    values.push_back(get_stretch(from, field, axis + 1, n * field.shape[axis] + k));
  }
  return values;
}

/// The elements of a sub-array from `axis` on, the first of which is at `from`.
Value get_array(const std::byte* from, const Field& field, std::size_t axis) {
  if (axis == field.shape.size()) return get_one(from, field);
  const std::int64_t stride = field.stride(axis);
  Value::List values;
  values.reserve(static_cast<std::size_t>(field.shape[axis]));
  for (std::int64_t n = 0; n < field.shape[axis]; ++n) {
    values.push_back(get_array(from + n * stride, field, axis + 1));
  }
  return values;
}

Value get_field(const std::byte* item, const Field& field) {
  const bool bits = field.is_stretch() && !field.shape.empty();
  if (bits) return get_stretch(item + field.offset, field, 0, 0);
  return get_array(item + field.offset, field, 0);
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

template <class T, Swap kSwap>
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

void set_bits(std::byte* to, const Field& field, const Value& value) {
  WideInteger number;
  if (const auto* truth = value.get_if<bool>()) {
    number.magnitude = *truth ? 1 : 0;
  } else if (const auto* given = value.get_if<Value::Integer>()) {
    number = {given->magnitude, given->negative};
  } else {
    throw Error(Errc::BadValue, fmt::format("a bit field takes an integer, got {}", value.repr()));
  }
  const auto [least, most] = limits_of(field);
  if (number < least || number > most) {
    throw Error(Errc::BadValue, fmt::format("{} takes {}{}..{}, got {}", bits_name(field),
                                            least.negative ? "-" : "", least.magnitude,
                                            most.magnitude, value.repr()));
  }
  store_integer(number, field, to);
}

void set_coded(std::byte* to, const Field& field, NumberCoding coding, const Value& value) {
  // Narrowed as the type that the number is of.
  const ScalarInfo& type =
      info(coding == NumberCoding::Sleb ? ScalarType::Int64 : ScalarType::UInt64);
  const std::uint64_t number = coding == NumberCoding::Sleb
                                   ? static_cast<std::uint64_t>(narrow<std::int64_t>(value, type))
                                   : narrow<std::uint64_t>(value, type);
  const std::string bytes = encode_number(coding, number, field.length);
  if (std::ssize(bytes) != field.length) {
    throw Error(Errc::BadValue, fmt::format("{} takes {} bytes, and {} stand here", value.repr(),
                                            bytes.size(), field.length));
  }
  std::memcpy(to, bytes.data(), bytes.size());
}

void set_one(std::byte* to, const Field& field, const Value& value) {
  if (field.record) return set_record(to, *field.record, value);
  if (const auto* step = coding_of(field)) return set_coded(to, field, step->coding, value);
  if (field.bits) return set_bits(to, field, value);
  kernel_for<SetValue>(field.type, field.order)(to, field, value);
}

void set_stretch(std::byte* to, const Field& field, std::size_t axis, std::int64_t n,
                 const Value& value) {
  if (axis == field.shape.size()) {
    const Field one = field.element(n);
    return set_bits(to + one.offset - field.offset, one, value);
  }
  std::int64_t k = n * field.shape[axis];
  for (const Value& element : list_of(value, field.shape[axis], "the sub-array")) {
    set_stretch(to, field, axis + 1, k++, element);
  }
}

void set_array(std::byte* to, const Field& field, std::size_t axis, const Value& value) {
  if (axis == field.shape.size()) return set_one(to, field, value);
  const std::int64_t stride = field.stride(axis);
  std::int64_t n = 0;
  for (const Value& element : list_of(value, field.shape[axis], "the sub-array")) {
    set_array(to + n++ * stride, field, axis + 1, element);
  }
}

void set_field(std::byte* item, const Field& field, const Value& value) {
  const bool bits = field.is_stretch() && !field.shape.empty();
  if (bits) return set_stretch(item + field.offset, field, 0, 0, value);
  set_array(item + field.offset, field, 0, value);
}

/// Writes one member of a union after another over what stands there; one of them may change it.
class Members {
 public:
  Members(std::byte* item, std::int64_t size) : item_(item), before_(item, item + size) {}

  /// Called behind each member.
  void check(const Field& field) {
    const auto size = std::ssize(before_);
    if (!std::equal(before_.begin(), before_.end(), item_)) {
      if (!changed_.empty() && !std::equal(changed_.begin(), changed_.end(), item_)) {
        throw Error(Errc::BadValue,
                    fmt::format("the members of a union are the same bytes, and two "
                                "of them would change; the second one is {}",
                                field.name.empty() ? "without a name" : field.name));
      }
      changed_.assign(item_, item_ + size);
    }
    std::copy(before_.begin(), before_.end(), item_);
  }
  void finish() const { std::copy(changed_.begin(), changed_.end(), item_); }

 private:
  std::byte* item_;
  std::vector<std::byte> before_;
  std::vector<std::byte> changed_{};
};

void set_record(std::byte* item, const Layout& layout, const Value& value) {
  std::int64_t positions = 0;
  for (const Field& field : layout.fields) positions += field.positions();
  auto next = list_of(value, positions, "the record").begin();
  std::optional<Members> members;
  if (layout.is_union) members.emplace(item, layout.itemsize);
  for (const Field& field : layout.fields) {
    if (field.spread) {
      const auto end = next + field.positions();
      set_field(item, field, Value::List(next, end));
      next = end;
    } else {
      set_field(item, field, *next++);
    }
    if (members) members->check(field);
  }
  if (members) members->finish();
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

}  // namespace bview
