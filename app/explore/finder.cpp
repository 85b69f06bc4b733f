// SPDX-License-Identifier: MIT

#include "app/explore/finder.hpp"

#include <algorithm>
#include <span>

namespace bview {
namespace {

constexpr std::int64_t kSearchedAtOnce = std::int64_t{4} << 20;

Options needle_options(const Options& options, bool value) {
  Options result = options;
  if (value) {
    if (!result.format) result.format = "B";
  } else {
    result.format.reset();
  }
  return result;
}

}  // namespace

Finder::Finder(const std::string& pattern, const Layout* value, const Options& options)
    : needles_(needles_of(std::span(&pattern, 1), value != nullptr ? *value : byte_layout(),
                          needle_options(options, value != nullptr))) {}

/// The first hit that begins in the range, or the last.
Extent Finder::hit_in(const Document& document, const Extent& range, bool wants_last) const {
  const Needle& needle = *needles_.needles.front();
  const std::int64_t begin = std::max<std::int64_t>(0, range.offset - 1);
  const std::int64_t end = range.offset + range.size;
  bytes_.resize(static_cast<std::size_t>(std::min(document.size(), end + needle.reach()) - begin));
  const std::int64_t got = document.read(begin, bytes_);
  Extent found{range.offset, 0};
  const std::int64_t limit = std::min(end - begin, got);
  if (range.offset - begin >= limit) return found;
  const std::span<const std::byte> seen(bytes_.data(), static_cast<std::size_t>(got));
  needle.find(seen, {range.offset - begin, limit, wants_last},
              [&](std::int64_t at, std::int64_t size) {
                if (accept && !accept(begin + at)) return at + 1;
                found = {begin + at, size};
                return wants_last ? at + 1 : limit;
              });
  return found;
}

/// Whether there are zeros alone, as far as a hit in the range is decided by.
bool Finder::is_hole(const Document& document, const Extent& range) const {
  return document.staged().bytes() == 0 &&
         document.next_data(range.offset) >=
             range.offset + range.size + needles_.needles.front()->reach();
}

std::optional<Extent> Finder::first(const Document& document, std::int64_t from, std::int64_t end,
                                    const Interrupted& interrupted) const {
  const std::int64_t reach = needles_.needles.front()->reach();
  while (from < end) {
    const Extent range{from, std::min(kSearchedAtOnce, end - from)};
    const Extent found = hit_in(document, range, false);
    if (found.size > 0) return found;
    if (interrupted()) return std::nullopt;
    from += range.size;
    // What does not begin among zeros here does not further on in the same hole.
    if (!accept && is_hole(document, range)) {
      from = std::max(from, document.next_data(from) - reach - 1);
    }
  }
  return Extent{end, 0};
}

std::optional<Extent> Finder::last(const Document& document, std::int64_t from, std::int64_t end,
                                   const Interrupted& interrupted) const {
  bool zeros_have_none = false;
  while (from < end) {
    const std::int64_t begin = std::max(from, end - kSearchedAtOnce);
    const Extent range{begin, end - begin};
    const bool hole = !accept && is_hole(document, range);
    if (!hole || !zeros_have_none) {
      const Extent found = hit_in(document, range, true);
      if (found.size > 0) return found;
      zeros_have_none = zeros_have_none || hole;
    }
    if (interrupted()) return std::nullopt;
    end = begin;
  }
  return Extent{from, 0};
}

}  // namespace bview
