#include "core/crc32.hpp"

#include <boost/crc.hpp>

namespace bview {

void Crc32::add(std::span<const std::byte> bytes) {
  boost::crc_32_type crc(remainder_);
  crc.process_bytes(bytes.data(), bytes.size());
  remainder_ = crc.get_interim_remainder();
}

std::uint32_t Crc32::value() const { return boost::crc_32_type(remainder_).checksum(); }

}  // namespace bview
