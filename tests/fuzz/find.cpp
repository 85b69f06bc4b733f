// SPDX-License-Identifier: MIT
// Fuzzes patterns: what is found in chunks on two threads is what is found in one, and a fixed
// pattern is found where each place by itself says so; or an error points into the text.
//
// The input: a pattern, a line end, and the bytes that are searched.

#include <algorithm>
#include <string>
#include <vector>

#include <bview/core/buffer.hpp>
#include <bview/formats/search/search.hpp>
#include <bview/formats/syntax/needle_text.hpp>

#include "tests/fuzz/target.hpp"

namespace bview {
namespace {

constexpr std::size_t kMostBytes = 4096;

std::vector<std::int64_t> offsets_of(std::span<const std::byte> bytes,
                                     const std::vector<NeedlePtr>& needles, std::int64_t chunk,
                                     int threads, bool overlap) {
  SearchRequest request{needles};
  request.chunk = chunk;
  request.threads = threads;
  request.overlap = overlap;
  std::vector<std::int64_t> offsets;
  const View all = View::contiguous(Buffer::borrow(bytes).bytes(), 1, {std::ssize(bytes)}, 0);
  search(all, request,
         [&](const Hit& hit) {
           fuzz::demand(hit.size > 0 && hit.offset + hit.size <= std::ssize(bytes));
           offsets.push_back(hit.offset);
           return true;
         },
         {});
  return offsets;
}

void check_places(std::span<const std::byte> bytes, const BytePattern& pattern,
                  const std::vector<std::int64_t>& offsets) {
  std::vector<std::int64_t> places;
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    if (pattern.begins(bytes.subspan(at))) places.push_back(static_cast<std::int64_t>(at));
  }
  fuzz::demand(places == offsets);
}

void find(const std::string& text, std::span<const std::byte> bytes) {
  const NeedleText parsed = parse_needle(text, text.size() % 2 == 0);
  std::vector<NeedlePtr> needles;
  if (parsed.is == NeedleText::Is::Regex) {
    needles.push_back(regex_needle(Regex(parsed.text)));
  } else {
    const bool fixed = parsed.is == NeedleText::Is::Pattern;
    const BytePattern pattern = fixed ? parsed.pattern : text_pattern(text, false);
    check_places(bytes, pattern, [&] {
      needles.push_back(pattern_needle(pattern));
      return offsets_of(bytes, needles, 7, 1, true);
    }());
  }
  for (const bool overlap : {false, true}) {
    const auto whole = offsets_of(bytes, needles, std::ssize(bytes) + 1, 1, overlap);
    fuzz::demand(offsets_of(bytes, needles, 13, 2, overlap) == whole);
  }
}

}  // namespace
}  // namespace bview

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  bview::fuzz::Input input(data, size);
  const std::string pattern(input.line());
  const std::string bytes(input.rest().substr(0, bview::kMostBytes));
  try {
    bview::find(pattern, std::as_bytes(std::span(bytes.data(), bytes.size())));
  } catch (const bview::Error& error) {
    // The caret stands in the part of it that is wrong.
    if (error.where()) bview::fuzz::demand(*error.where() <= pattern.size());
  }
  return 0;
}
