// SPDX-License-Identifier: MIT
// Hashes by Nettle, which start-up does not pay for.

#include <dlfcn.h>
#include <fmt/format.h>

#include <string>
#if __has_include(<nettle/nettle-meta.h>)
#include <nettle/nettle-meta.h>
#define BVIEW_HAS_NETTLE
#endif

#include <bview/core/checksum_makers.hpp>
#include <bview/core/error.hpp>

namespace bview {

#ifdef BVIEW_HAS_NETTLE
namespace {

constexpr const char* kLibrary = "libnettle.so.8";

const nettle_hash& hash_named(std::string_view name) {
  void* const library = ::dlopen(kLibrary, RTLD_NOW | RTLD_LOCAL);  // it stays
  const std::string symbol = fmt::format("nettle_{}", name);
  const void* const hash = library == nullptr ? nullptr : ::dlsym(library, symbol.c_str());
  if (hash != nullptr) return *static_cast<const nettle_hash*>(hash);
  throw Error(Errc::File, fmt::format("{} is the work of {}, which is not installed: the package "
                                      "libnettle8 has it",
                                      name, kLibrary));
}

class Hash : public Checksum {
 public:
  explicit Hash(const nettle_hash& hash) : hash_(hash), context_(hash.context_size) {
    hash_.init(context_.data());
  }

  void add(std::span<const std::byte> bytes) override {
    hash_.update(context_.data(), bytes.size(),
                 reinterpret_cast<const std::uint8_t*>(bytes.data()));
  }
  [[nodiscard]] ChecksumValue finish() override {
    ChecksumValue value;
    value.bytes.resize(hash_.digest_size);
    hash_.digest(context_.data(), hash_.digest_size,
                 reinterpret_cast<std::uint8_t*>(value.bytes.data()));
    return value;
  }

 private:
  const nettle_hash& hash_;
  std::vector<std::byte> context_;
};

}  // namespace

std::unique_ptr<Checksum> make_hash(const ChecksumAlgorithm& self) {
  return std::make_unique<Hash>(hash_named(self.name));
}
#else
std::unique_ptr<Checksum> make_hash(const ChecksumAlgorithm& self) {
  throw Error(Errc::File, fmt::format("this bview was built without Nettle, which has {}: the "
                                      "package nettle-dev brings it",
                                      self.name));
}
#endif

}  // namespace bview
