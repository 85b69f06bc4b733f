// SPDX-License-Identifier: MIT

#include <sys/mman.h>

#include <bview/core/pages.hpp>

namespace bview {
namespace {

#ifdef __linux__
constexpr int kUnreserved = MAP_NORESERVE;
constexpr int kAdvice[] = {MADV_SEQUENTIAL, MADV_RANDOM, MADV_DONTNEED};
#else
constexpr int kUnreserved = 0;
constexpr int kAdvice[] = {POSIX_MADV_SEQUENTIAL, POSIX_MADV_RANDOM, POSIX_MADV_DONTNEED};
#endif

}  // namespace

void advise_pages(void* data, std::size_t size, PageAdvice advice) {
#ifdef __linux__
  // Not posix_madvise: there "not needed" is ignored.
  ::madvise(data, size, kAdvice[static_cast<int>(advice)]);
#else
  ::posix_madvise(data, size, kAdvice[static_cast<int>(advice)]);
#endif
}

bool share_pages([[maybe_unused]] void* from, [[maybe_unused]] void* to,
                 [[maybe_unused]] std::size_t size) {
#ifdef __linux__
  // A shared mapping of which nothing is moved stays where it is, and is mapped again.
  return ::mremap(from, 0, size, MREMAP_MAYMOVE | MREMAP_FIXED, to) != MAP_FAILED;
#else
  return false;
#endif
}

void* reserve_addresses(std::size_t size) {
  constexpr int kFlags = MAP_PRIVATE | MAP_ANONYMOUS | kUnreserved;
  void* const range = ::mmap(nullptr, size, PROT_NONE, kFlags, -1, 0);
  return range == MAP_FAILED ? nullptr : range;
}

}  // namespace bview
