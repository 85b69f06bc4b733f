// SPDX-License-Identifier: MIT

#include <utility>

#include <bview/formats/parts/file_addresses.hpp>

namespace bview {

FileAddresses::FileAddresses(const Input& input) : bytes_(input) {}

FileAddresses::FileAddresses(Buffer buffer, std::string name) : bytes_(own_) {
  own_.buffer = std::move(buffer);
  own_.name = std::move(name);
}

std::int64_t FileAddresses::offset_of(AddressKind kind, std::int64_t address) {
  std::call_once(read_, [&] { map_ = address_map(bytes_); });
  return bview::offset_of(map_, kind, static_cast<std::uint64_t>(address), bytes_);
}

}  // namespace bview
