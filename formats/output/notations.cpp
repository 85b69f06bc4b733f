// SPDX-License-Identifier: MIT

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <numeric>
#include <utility>

#include <bview/core/checked.hpp>
#include <bview/core/error.hpp>
#include <bview/formats/output/c_declarations.hpp>
#include <bview/formats/output/notations.hpp>
#include <bview/formats/output/npy_header.hpp>
#include <bview/formats/syntax/format_string.hpp>
#include <bview/formats/syntax/other_sizes.hpp>
#include <bview/formats/syntax/reading_text.hpp>

namespace bview {
namespace {

/// How one value is spelled, and what stands between items.
struct Spelling {
  std::string (*type)(const Field& field);
  const char* between;
  bool readings;
};

[[noreturn]] void cannot_say(const char* what) {
  throw Error(Errc::BadFormat, fmt::format("the notation has no {}", what));
}

/// An order that words and types in brackets have at their end.
std::string word_of_type(const Field& field) {
  std::string word = field.type_name();
  const bool little = !field.bits && !is_big(field.order) && info(field.type).size > 1;
  if (little) word.insert(word.size() - (word.ends_with(']') ? 1 : 0), "le");
  return word;
}

/// PEP 3118 has letters alone, and two of them for complex numbers.
std::string letters_of_type(const Field& field) {
  const ScalarInfo& scalar = info(field.type);
  const bool mid = is_mid(field.order) && scalar.has_mid;
  if (field.bits || mid || scalar.standard_letters.empty()) cannot_say("such type");
  const char* const order = scalar.size == 1 ? "" : is_big(field.order) ? ">" : "<";
  if (field.type == ScalarType::Complex64) return fmt::format("{}Zf", order);
  if (field.type == ScalarType::Complex128) return fmt::format("{}Zd", order);
  return fmt::format("{}{}", order, scalar.standard_letters.front());
}

constexpr Spelling kInWords{word_of_type, " ", true};
constexpr Spelling kInLetters{letters_of_type, "", false};

std::string spelled(const Layout& layout, const Spelling& spelling);

/// "(2,3)u16le|hex:m:"
std::string spelled(const Field& field, const Spelling& spelling) {
  const bool text = !field.record && info(field.type).count_is_length();
  std::string item;
  if (field.spread) {
    item = fmt::format("{}", field.shape.front());
  } else if (!field.shape.empty()) {
    item = fmt::format("({})", fmt::join(field.shape, ","));
  }
  if (text && field.length != 1) item += fmt::format("{}", field.length);
  if (field.record && !(field.reading && spelling.readings)) {
    item += fmt::format("T{{{}}}", spelled(*field.record, spelling));
  } else {
    item += spelling.type(field);
  }
  if (field.reading && spelling.readings) item += "|" + reading_text(field);
  return field.name.empty() ? item : fmt::format("{}:{}:", item, field.name);
}

/// The fields one behind another, every hole as padding.
std::string spelled(const Layout& layout, const Spelling& spelling) {
  if (layout.is_union) cannot_say("unions");
  std::vector<std::string> items;
  std::int64_t end = 0;
  const auto reach = [&](std::int64_t offset) {
    if (offset < end) cannot_say("fields that overlap");
    if (offset > end) items.push_back(fmt::format("{}x", offset - end));
  };
  for (const Field& field : layout.fields) {
    reach(field.offset);
    items.push_back(spelled(field, spelling));
    end = field.offset + field.size();
  }
  reach(layout.itemsize);
  return fmt::format("{}", fmt::join(items, spelling.between));
}

/// What `say` says, or nothing where it cannot.
template <class Say>
std::optional<std::string> said(const Say& say) {
  try {
    return say();
  } catch (const Error&) {
    return std::nullopt;
  }
}

/// numpy has a dtype for a value that is an array.
std::string numpy_type(const Layout& layout) {
  std::string descr = numpy_descr(layout);
  const bool array = layout.is_bare() && !layout.fields.front().shape.empty();
  if (!array) return descr;
  const Lengths& shape = layout.fields.front().shape;
  return fmt::format("({}, ({}{}))", descr, fmt::join(shape, ", "), shape.size() == 1 ? "," : "");
}

void add_sizes(const Layout& layout, std::vector<std::string>& disagree) {
  for (const auto& other : {size_in_c(layout), size_unpadded(layout)}) {
    if (other) disagree.push_back(fmt::format("{}; {}", other->why, other->how));
  }
}

std::int64_t alignment_in_c(const Field& field) {
  return field.record ? field.record->alignment : info(field.type).alignment;
}

std::optional<std::int64_t> aligned_up(std::int64_t size, std::int64_t alignment) {
  const auto more = checked_add(size, alignment - 1);
  return more ? std::optional(*more / alignment * alignment) : std::nullopt;
}

/// Bytes of the fields in that order, each where its alignment wants it.
std::optional<std::int64_t> size_in_order(const Layout& layout,
                                          const std::vector<std::size_t>& order) {
  std::optional<std::int64_t> end = 0;
  for (const std::size_t k : order) {
    const Field& field = layout.fields[k];
    end = aligned_up(*end, alignment_in_c(field));
    if (end) end = checked_add(*end, field.size());
    if (!end) return std::nullopt;
  }
  return aligned_up(*end, layout.alignment);
}

}  // namespace

std::optional<std::string> in_words(const Layout& layout) {
  return said([&] {
    std::string words = spelled(layout, kInWords);
    if (layout.record) words = fmt::format("T{{{}}}", words);
    // What reads as something else, as packed fields do whose order nothing says, is not said.
    if (to_format(parse_format(words)) != to_format(layout)) cannot_say("such layout");
    return words;
  });
}

std::optional<std::string> in_pep3118(const Layout& layout) {
  return said([&] {
    const Layout stored = without_readings(layout);
    const std::string items = spelled(stored, kInLetters);
    return stored.is_bare() ? items : fmt::format("T{{{}}}", items);
  });
}

Notations notations_of(const Layout& layout, const std::string& name) {
  Notations result;
  result.format = said([&] { return to_format(layout); });
  if (!layout.is_fixed()) {
    result.disagree.emplace_back(
        "each record says its own size, for which other notations have no word");
    return result;
  }
  const Layout stored = without_readings(layout);
  result.words = in_words(layout);
  result.pep3118 = in_pep3118(layout);
  result.numpy = said([&] { return numpy_type(stored); });
  result.c = said([&] { return c_struct(with_largest_first(stored), name, true); });
  add_sizes(layout, result.disagree);
  if (result.numpy && !holes(layout).empty()) {
    result.disagree.emplace_back(
        "numpy.dtype() makes fields of the holes; numpy.lib.format.descr_to_dtype() makes none");
  }
  const std::string wider = result.c ? c_widening(stored) : "";
  if (!wider.empty()) {
    result.disagree.push_back(
        fmt::format("C lacks types, and its struct has other bytes: {}", wider));
  }
  if (has_readings(layout)) {
    result.disagree.emplace_back("pep3118, numpy and c say nothing of the readings");
  }
  return result;
}

std::optional<BetterOrder> better_order(const Layout& layout) {
  const bool known = layout.is_fixed() && !layout.is_union && layout.alignment > 1 &&
                     std::none_of(layout.fields.begin(), layout.fields.end(),
                                  [](const Field& field) { return field.bits.has_value(); });
  if (!known) return std::nullopt;
  std::vector<std::size_t> order(layout.fields.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return alignment_in_c(layout.fields[a]) > alignment_in_c(layout.fields[b]);
  });
  const auto now = aligned_up(layout.itemsize, layout.alignment);
  const auto then = size_in_order(layout, order);
  if (!now || !then || *then >= *now) return std::nullopt;
  BetterOrder better{*now - *then, {}};
  const std::vector<std::string> names = shown_names(layout);
  for (const std::size_t k : order) better.names.push_back(names[k]);
  return better;
}

}  // namespace bview
