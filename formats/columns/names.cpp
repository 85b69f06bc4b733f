// SPDX-License-Identifier: MIT

#include <algorithm>
#include <cstring>

#include <bview/core/integers.hpp>
#include <bview/formats/columns/names.hpp>

namespace bview {
namespace {

constexpr std::int64_t kMostNames = std::int64_t{1} << 16;  // as many as 16 bits can have

}  // namespace

std::uint32_t KnownNames::add(std::uint64_t key, const std::string& name, GatheredValues& texts) {
  const auto [found, added] =
      by_name_.try_emplace(name, static_cast<std::uint32_t>(by_name_.size()));
  if (added) texts.add_text(name);
  if (few_.empty()) {
    many_.emplace(key, found->second);
  } else {
    few_[key] = found->second;
  }
  return found->second;
}

bool NameGatherer::takes(const Field& field) {
  const ScalarInfo& scalar = info(field.type);
  if (!field.reading || field.is_stretch() || scalar.kind != Kind::Integer) return false;
  const auto& steps = field.reading->steps;
  return scalar.size <= std::int64_t{sizeof(std::uint64_t)} &&
         std::none_of(steps.begin(), steps.end(),
                      [](const ReadingStep& step) { return step.kind == ReadingKind::At; });
}

template <std::size_t kSize>
bool NameGatherer::gather_sized(const ItemRun& run, KnownNames& known, TextDictionary& to) const {
  const std::size_t before = to.numbers.size();
  to.numbers.resize(before + static_cast<std::size_t>(run.count));
  std::uint32_t* at = to.numbers.data() + before;
  for (std::int64_t k = 0; k < run.count; ++k) {
    const std::byte* const item = run.data + k * run.step;
    std::uint64_t key = 0;
    std::memcpy(&key, item, kSize);
    std::uint32_t number = known.find(key);
    if (number == KnownNames::kNone) {
      if (to.texts.count == kMostNames) return false;
      number = known.add(key, text_of(cells_.shown(item, cells_.field().length, true)), to.texts);
    }
    *at++ = number;
  }
  return true;
}

bool NameGatherer::gather(const ItemRun& run, KnownNames& known, TextDictionary& to) const {
  using Gather = bool (NameGatherer::*)(const ItemRun&, KnownNames&, TextDictionary&) const;
  constexpr Gather kSized[] = {
      &NameGatherer::gather_sized<1>, &NameGatherer::gather_sized<2>,
      &NameGatherer::gather_sized<3>, &NameGatherer::gather_sized<4>,
      &NameGatherer::gather_sized<5>, &NameGatherer::gather_sized<6>,
      &NameGatherer::gather_sized<7>, &NameGatherer::gather_sized<8>,
  };
  return (this->*kSized[size() - 1])(run, known, to);
}

std::string text_of(const Datum& datum) {
  if (datum.is != Datum::Is::Integer) return datum.text;
  return based_text(datum.integer, datum.base == 0 ? 10 : datum.base,
                    datum.padded ? datum.width : 0);
}

}  // namespace bview
