// SPDX-License-Identifier: MIT
// Where the parts of a catalogue lie in a file.

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include <bview/core/checked.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/parts/catalogue_error.hpp>
#include <bview/formats/parts/catalogue_file.hpp>
#include <bview/formats/syntax/format_string.hpp>
#include <bview/formats/syntax/formula_marks.hpp>
#include <bview/formats/syntax/formula_text.hpp>

namespace bview {
namespace {

bool is_name_letter(char letter) {
  return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z') ||
         (letter >= 'A' && letter <= 'Z') || letter == '_';
}

/// Bytes of the path that begins with the '@' at `at`: "@sections[2].name"; 0 where none does.
std::size_t part_path_size(std::string_view text, std::size_t at) {
  const auto names = [&](std::size_t from) {
    while (from < text.size() && is_name_letter(text[from])) ++from;
    return from;
  };
  std::size_t end = names(at + 1);
  if (end == at + 1) return 0;
  for (;;) {
    if (end < text.size() && text[end] == '[') {
      const std::size_t close = find_outside(text, "]", end + 1);
      if (close == std::string_view::npos) return end - at;
      end = close + 1;
      continue;
    }
    const std::size_t dollar = text.substr(end).starts_with(".$") ? 2 : 1;
    if (end >= text.size() || text[end] != '.' || names(end + dollar) == end + dollar) {
      return end - at;
    }
    end = names(end + dollar);
  }
}

/// Behind the quotes that begin at `at`.
std::size_t behind_quotes(std::string_view text, std::size_t at) {
  std::size_t end = at + 1;
  while (end < text.size() && text[end] != text[at]) end += text[end] == '\\' ? 2U : 1U;
  return std::min(end + 1, text.size());
}

/// What a view of items with gaps, or in another order, reaches: bytes in front of its first item
/// and behind it.
std::optional<Extent> strided_reach(const Lengths& shape, const Lengths& strides,
                                    std::int64_t itemsize) {
  std::int64_t low = 0;
  std::int64_t high = itemsize;
  for (std::size_t k = 0; k < shape.size(); ++k) {
    if (shape[k] == 0) return Extent{0, 0};
    const auto far = checked_mul(shape[k] - 1, strides[k]);
    const auto sum = far ? checked_add(*far < 0 ? low : high, *far) : std::nullopt;
    if (!sum) return std::nullopt;
    (*far < 0 ? low : high) = *sum;
  }
  return Extent{low, high};
}

}  // namespace

/// In formats, and formulas about records, names of parts are numbers before anybody reads them.
std::string CatalogueFile::with_numbers(const CatalogueText& source, std::string_view text,
                                        bool formula) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at + 1;
    const char before = at > 0 ? text[at - 1] : ' ';
    const bool of_type = !formula && (is_name_letter(before) || before == ']' || before == '?');
    const std::size_t path = text[at] == '@' && !of_type ? part_path_size(text, at) : 0;
    if (path > 0) {
      end = at + path;
      const std::int64_t value = number(source, parse_formula(text.substr(at, path)), record_);
      result += value < 0 ? fmt::format("({})", value) : fmt::format("{}", value);
    } else {
      if (text[at] == '"') end = behind_quotes(text, at);
      result += text.substr(at, end - at);
    }
    at = end;
  }
  return result;
}

/// "type NAME = LAYOUT; " for all the types that a text names, and those that they name.
std::string CatalogueFile::definitions(std::string_view text) {
  std::set<std::string> seen;
  std::vector<std::string_view> texts = {text};
  std::string result;
  while (!texts.empty()) {
    const std::string_view next = texts.back();
    texts.pop_back();
    for (const auto& [name, type] : catalogue_.types) {
      if (next.find("[" + name + "]") == std::string_view::npos || !seen.insert(name).second)
        continue;
      result = fmt::format("type {} = {}; {}", name, type.text, result);
      texts.emplace_back(type.text);
    }
  }
  return result;
}

std::string CatalogueFile::format_of(const CatalogueText& format) {
  std::string_view name = trimmed(format.text);
  if (name.starts_with('[') && name.ends_with(']')) name = name.substr(1, name.size() - 2);
  const auto type = catalogue_.types.find(name);
  const CatalogueText& source = type != catalogue_.types.end() ? type->second : format;
  const bool big = catalogue_.big && number(*catalogue_.big) != 0;
  try {
    return with_numbers(
        source, fmt::format("{}{} {}", definitions(source.text), big ? '>' : '<', source.text));
  } catch (const Error& error) {
    throw_located(error, bytes_.name(), catalogue_.file, source);
  }
}

std::int64_t CatalogueFile::number(const CatalogueNumbers& single) {
  return number(single.source, single.formulas.front(), record_);
}

Lengths CatalogueFile::numbers(const CatalogueNumbers& numbers) {
  Lengths lengths;
  for (const Formula& formula : numbers.formulas) {
    lengths.push_back(number(numbers.source, formula, record_));
  }
  return lengths;
}

std::optional<CatalogueView> CatalogueFile::made(const CataloguePart& part,
                                                 const NameOfPart& name) {
  if (part.when && number(*part.when) == 0) return std::nullopt;
  CatalogueView view;
  view.part.name = name ? name() : part.name.text;
  view.part.summary = part.summary ? part.summary->text : "";
  lay(part, view);
  return view;
}

void CatalogueFile::lay(const CataloguePart& part, CatalogueView& view) {
  Part& made = view.part;
  if (part.offset) made.offset = number(*part.offset);
  const std::int64_t length = part.length ? number(*part.length) : 0;
  if (!bytes_.has(made.offset, length)) {
    const std::string lies = length > 0 ? "takes " + count_text(length, "byte") : "begins";
    throw bytes_.damage(
        made.offset, fmt::format("part {} {} there, and the file has {}", quoted(made.name), lies,
                                 count_text(bytes_.size(), "byte")));
  }
  view.end = part.length ? made.offset + length : bytes_.size();
  if (!part.format) {
    made.kind = part.kind && part.kind->text == "text" ? PartKind::Text : PartKind::Bytes;
  } else {
    made.format = format_of(*part.format);
    try {
      view.layout = parse_format(made.format);
    } catch (const Error& error) {
      throw_located(error, bytes_.name(), catalogue_.file, *part.format);
    }
    made.kind = view.layout.is_bare() ? PartKind::Array : PartKind::Record;
    if (part.step) made.step = with_numbers(*part.step, part.step->text, true);
    if (part.shape) made.shape = numbers(*part.shape);
    if (made.shape &&
        std::any_of(made.shape->begin(), made.shape->end(), [](std::int64_t n) { return n < 0; })) {
      throw bytes_.damage(made.offset,
                          fmt::format("part {} has a negative length", quoted(made.name)));
    }
    view.layout.is_fixed() ? lay_fixed(part, view) : lay_varying(part, view);
  }
  if (!made.strides) made.size = view.end - made.offset;
}

/// Records of one size: where they end is known from their number, or the other way around.
void CatalogueFile::lay_fixed(const CataloguePart& part, CatalogueView& view) {
  Part& made = view.part;
  const std::int64_t itemsize = view.layout.itemsize;
  const std::int64_t room = view.end - made.offset;
  if (part.until || part.step) return lay_varying(part, view);
  if (!made.shape) made.shape = Lengths{itemsize > 0 ? room / itemsize : 0};
  if (part.strides) made.strides = numbers(*part.strides);
  if (made.strides && made.strides->size() != made.shape->size()) {
    throw catalogue_error(catalogue_.file, part.strides->source,
                          "there are as many strides as lengths of the shape");
  }
  const auto items = checked_product(*made.shape);
  const auto plain = items ? checked_mul(*items, itemsize) : std::nullopt;
  const auto reach = made.strides ? strided_reach(*made.shape, *made.strides, itemsize)
                     : plain      ? std::optional(Extent{0, *plain})
                                  : std::nullopt;
  if (!reach || reach->offset < -made.offset || reach->size > room) {
    throw bytes_.damage(made.offset, fmt::format("the items of part {} are not inside of {}",
                                                 quoted(made.name), count_text(room, "byte")));
  }
  view.end = made.offset + reach->size;
  made.size = reach->size - reach->offset;
  if (made.strides || itemsize == 0) return;
  view.count = items;
  view.records =
      std::make_unique<CatalogueRecords>(view.layout, made.step, bytes_, made.offset, view.end);
}

/// Records that are found by walking: they end where the last of them does.
void CatalogueFile::lay_varying(const CataloguePart& part, CatalogueView& view) {
  Part& made = view.part;
  const auto fail = [&](const CatalogueText& place, const char* why) {
    throw catalogue_error(catalogue_.file, place, why);
  };
  if (part.strides) fail(part.strides->source, "records that are walked have no strides");
  if (made.shape && made.shape->size() > 1) {
    fail(part.shape->source, "records that are walked have one axis");
  }
  try {
    view.records =
        std::make_unique<CatalogueRecords>(view.layout, made.step, bytes_, made.offset, view.end);
  } catch (const Error& error) {
    throw_located(error, bytes_.name(), catalogue_.file, part.step ? *part.step : part.name);
  }
  if (!made.shape && !part.until) return;
  const std::int64_t most = !made.shape           ? bytes_.size()
                            : made.shape->empty() ? 1
                                                  : made.shape->front();
  std::int64_t end = made.offset;
  std::int64_t n = 0;
  for (; n < most; ++n) {
    const Frame* const frame = view.records->at(n);
    if (frame == nullptr && !part.until) {
      throw bytes_.damage(end, fmt::format("part {} ends behind {}, and has {}", quoted(made.name),
                                           count_text(n, "record"), most));
    }
    if (frame == nullptr) break;
    const CatalogueRecord record{&view.records->walker(), frame};
    const std::int64_t behind = frame->end;
    if (part.until && number(part.until->source, part.until->formulas.front(), &record) != 0) break;
    end = behind;
  }
  view.end = end;
  view.count = n;
  if (!made.shape) made.shape = Lengths{n};
}

}  // namespace bview
