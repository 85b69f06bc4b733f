// SPDX-License-Identifier: MIT

#include "app/threads.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

#include <bview/core/error.hpp>
#include <bview/core/parallel.hpp>
#include <bview/formats/syntax/numbers.hpp>

#include "app/words.hpp"

namespace bview {

int threads_of(const Options& options) {
  constexpr std::int64_t kMost = 256;
  if (!options.threads) return std::min(usable_cores(), kMostUnasked);
  const std::int64_t threads = parsed("--threads", *options.threads, parse_int);
  if (threads < 1 || threads > kMost) {
    throw Error(Errc::BadUsage,
                fmt::format("--threads takes 1 to {}, not {}{}", kMost, threads,
                            threads > kMost ? "; -o is the offset, where bytes begin" : ""));
  }
  return static_cast<int>(threads);
}

}  // namespace bview
