// SPDX-License-Identifier: MIT

#include "app/shard.hpp"

#include <fmt/format.h>

#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/core/reading.hpp>
#include <bview/formats/syntax/numbers.hpp>

namespace bview {

Extent Shard::of(std::int64_t all) const {
  const auto begin_of = [&](std::int64_t part) {
    return static_cast<std::int64_t>(int128{all} * part / count);
  };
  const std::int64_t begin = begin_of(number - 1);
  return {begin, begin_of(number) - begin};
}

View Shard::of(const View& view) const {
  if (view.ndim() == 0) {
    throw Error(Errc::BadUsage,
                "--shard takes a part of the first axis, and a single item has none");
  }
  const Extent part = of(view.axes().front().extent);
  return view.slice(0, {part.offset, part.offset + part.size}).counted_from(part.offset);
}

std::optional<Shard> shard_of(const Options& options) {
  if (!options.shard) return std::nullopt;
  const std::string& text = *options.shard;
  const std::size_t slash = text.find('/');
  try {
    const Shard shard{parse_int(text.substr(0, slash)),
                      slash == std::string::npos ? 0 : parse_int(text.substr(slash + 1))};
    if (shard.number >= 1 && shard.number <= shard.count) return shard;
  } catch (const Error&) {  // neither is a number
  }
  throw Error(Errc::BadUsage,
              fmt::format("--shard takes K/N, the K-th of N parts, from 1/N to N/N, "
                          "not {}",
                          quoted(text)));
}

}  // namespace bview
