// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <utility>

#include <bview/core/checked.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/parts/packing.hpp>

namespace bview {
namespace {

/// A deflated byte stands for no more than four copies of 258 bytes.
bool can_become(std::int64_t packed, std::int64_t unpacked) {
  constexpr std::int64_t kMostOfOne = 1032;
  const auto most = checked_mul(packed, kMostOfOne);
  return !most || unpacked <= *most;
}

}  // namespace

UnpackingSource::UnpackingSource(FileBytes& bytes, const Packing& packing, std::string name)
    : bytes_(bytes),
      packing_(packing),
      name_(std::move(name)),
      stretch_(bytes, packing.packed),
      inflated_(stretch_) {
  if (can_become(packing.packed.size, packing.size)) return;
  throw damage(fmt::format("{} cannot become the {} that the file tells of",
                           count_text(packing.packed.size, "byte"), packing.size));
}

Error UnpackingSource::damage(std::string_view why) const {
  return bytes_.damage(packing_.packed.offset, fmt::format("{}: {}", quoted(name_), why));
}

std::size_t UnpackingSource::unpack(std::span<char> into) {
  try {
    return inflated_.read(into);
  } catch (const Error& error) {
    if (error.code() != Errc::BadValue) throw;
    throw damage(error.what());
  }
}

void UnpackingSource::check_end() const {
  if (done_ != packing_.size) {
    throw damage(fmt::format("it unpacks to {}, and the file tells of {}",
                             count_text(done_, "byte"), packing_.size));
  }
  if (crc_.value() != packing_.crc32) {
    throw damage(fmt::format("its CRC-32 is {:#010x}, and the file tells of {:#010x}", crc_.value(),
                             packing_.crc32));
  }
}

std::size_t UnpackingSource::read(std::span<char> into) {
  const std::size_t got = unpack(into);
  done_ += static_cast<std::int64_t>(got);
  if (done_ > packing_.size) {
    throw damage(fmt::format("it unpacks to more than the {} that the file tells of",
                             count_text(packing_.size, "byte")));
  }
  crc_.add(std::as_bytes(into.first(got)));
  if (got == 0) check_end();
  return got;
}

}  // namespace bview
