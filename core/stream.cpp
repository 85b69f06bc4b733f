#include "core/stream.hpp"

#include <fmt/format.h>
#include <sys/mman.h>

#include <algorithm>
#include <cerrno>
#include <span>
#include <utility>

#include "core/error.hpp"
#include "core/pages.hpp"

namespace bview {
namespace {

[[noreturn]] void refuse(const std::string& name, int reason) {
  throw system_error("keep", name + " in memory", reason);
}

/// As many addresses as the system gives, up to 16 TiB; the pages behind them cannot be used yet.
std::pair<void*, std::size_t> reserve(const std::string& name) {
  constexpr std::size_t kMost = std::size_t{1} << 44U;
  constexpr std::size_t kFewest = std::size_t{1} << 24U;
  for (std::size_t size = kMost; size >= kFewest; size /= 2) {
    if (void* const range = reserve_addresses(size)) return {range, size};
  }
  refuse(name, errno);
}

}  // namespace

Stream::Stream(Source& source, std::int64_t limit, std::string name)
    : source_(source), limit_(limit), name_(std::move(name)) {
  const auto [range, size] = reserve(name_);
  range_ = {range, [size = size](void* gone) { ::munmap(gone, size); }};
  bytes_ = {static_cast<std::byte*>(range), static_cast<std::int64_t>(size), true};
}

bool Stream::wait_for_more() {
  constexpr std::int64_t kPiece = std::int64_t{1} << 20;
  const std::int64_t wanted = std::min(kPiece, limit_ - size_);
  if (wanted == 0) return false;
  if (wanted > bytes_.size - size_) {
    throw Error(Errc::File, fmt::format("{} has more than {} bytes, which is all that this process "
                                        "can address; raise 'ulimit -v', or split it",
                                        name_, size_));
  }
  if (size_ + wanted > usable_) {
    constexpr std::int64_t kStep = 16 * kPiece;
    const std::int64_t more = std::min(kStep, bytes_.size - usable_);
    if (::mprotect(bytes_.data + usable_, static_cast<std::size_t>(more), PROT_READ | PROT_WRITE) !=
        0) {
      refuse(name_, errno);
    }
    usable_ += more;
  }
  auto* const to = reinterpret_cast<char*>(bytes_.data + size_);
  const std::size_t got = source_.read(std::span(to, static_cast<std::size_t>(wanted)));
  size_ += static_cast<std::int64_t>(got);
  return got > 0;
}

void Stream::give_back(std::int64_t offset) {
  constexpr std::int64_t kWorthIt = std::int64_t{8} << 20;
  const std::int64_t end = offset / kPages * kPages;
  if (end - given_ < kWorthIt) return;
  advise_pages(bytes_.data + given_, static_cast<std::size_t>(end - given_), PageAdvice::NotNeeded);
  given_ = end;
}

}  // namespace bview
