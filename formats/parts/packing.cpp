// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <cstddef>
#include <utility>

#include <bview/core/checked.hpp>
#include <bview/core/inflate.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/parts/packing.hpp>
#include <bview/formats/parts/zstd_source.hpp>

namespace bview {
namespace {

template <class Unpacker>
std::unique_ptr<Source> unpacker_of(Source& packed) {
  return std::make_unique<Unpacker>(packed);
}

struct UnpackMethod {
  std::int64_t most_of_one;  ///< no packed byte stands for more
  std::unique_ptr<Source> (*make)(Source& packed);
};
constexpr UnpackMethod kUnpackMethods[] = {
    {1032, unpacker_of<InflateSource>},  // four copies of 258 bytes
    {32768, unpacker_of<ZstdSource>},    // a block of 128 KiB is four bytes at least
};

const UnpackMethod& unpack_method(const Packing& packing) {
  return kUnpackMethods[static_cast<std::size_t>(packing.method)];
}

bool can_become(const Packing& packing) {
  const auto most = checked_mul(packing.packed.size, unpack_method(packing).most_of_one);
  return !most || packing.size <= *most;
}

}  // namespace

UnpackingSource::UnpackingSource(FileBytes& bytes, const Packing& packing, std::string name)
    : bytes_(bytes),
      packing_(packing),
      name_(std::move(name)),
      stretch_(bytes, packing.packed),
      unpacked_(unpack_method(packing).make(stretch_)) {
  if (can_become(packing)) return;
  throw damage(fmt::format("{} cannot become the {} that the file tells of",
                           count_text(packing.packed.size, "byte"), packing.size));
}

Error UnpackingSource::damage(std::string_view why) const {
  return bytes_.damage(packing_.packed.offset, fmt::format("{}: {}", quoted(name_), why));
}

std::size_t UnpackingSource::unpack(std::span<char> into) {
  try {
    return unpacked_->read(into);
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
  if (packing_.crc32 && crc_.value() != *packing_.crc32) {
    throw damage(fmt::format("its CRC-32 is {:#010x}, and the file tells of {:#010x}", crc_.value(),
                             *packing_.crc32));
  }
}

std::size_t UnpackingSource::read(std::span<char> into) {
  const std::size_t got = unpack(into);
  done_ += static_cast<std::int64_t>(got);
  if (done_ > packing_.size) {
    throw damage(fmt::format("it unpacks to more than the {} that the file tells of",
                             count_text(packing_.size, "byte")));
  }
  if (packing_.crc32) crc_.add(std::as_bytes(into.first(got)));
  if (got == 0) check_end();
  return got;
}

}  // namespace bview
