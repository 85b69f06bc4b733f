// SPDX-License-Identifier: MIT
// core/pages.hpp - what programs may ask of the memory that systems manage in pages.
//
// Elsewhere than on Linux it does without what POSIX lacks: the same bytes, with more memory
// in use.

#pragma once

#include <cstddef>
#include <cstdint>

namespace bview {

/// A multiple of the page size of every system; bytes.
inline constexpr std::int64_t kPages = std::int64_t{64} << 10;

/// How pages are going to be used. Advice changes no byte of a mapped file.
enum class PageAdvice {
  InOrder,    ///< read far ahead
  Scattered,  ///< read nothing ahead
  NotNeeded   ///< give the memory back; private pages become zeros when they are used again
};

/// Advice for the pages that [data, data + size) lies in; `data` begins a page.
void advise_pages(void* data, std::size_t size, PageAdvice advice);

/// Lets `to` show the pages of a shared mapping at `from` as well; both begin a page, and `to` lies
/// in a range that is the caller's. False where the system cannot.
[[nodiscard]] bool share_pages(void* from, void* to, std::size_t size);

/// Takes a range of addresses without memory behind them; null when there is none. Give it
/// back with munmap.
[[nodiscard]] void* reserve_addresses(std::size_t size);

}  // namespace bview
