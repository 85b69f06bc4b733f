// SPDX-License-Identifier: MIT
// CRCs: any, a byte at a time by a table; crc32 by zlib; crc32c by the processor.

#include <zlib.h>

#include <array>
#include <bit>
#include <cstring>

#include <bview/core/checksum_makers.hpp>
#include <bview/core/crc32.hpp>

namespace bview {
namespace {

std::uint64_t reflected(std::uint64_t value, int bits) {
  std::uint64_t result = 0;
  for (int k = 0; k < bits; ++k) {
    result = result << 1U | (value >> static_cast<unsigned>(k) & 1U);
  }
  return result;
}

/// What a byte of 0 makes of each bit of a register; of all of it, the sum.
using CrcStep = std::array<std::uint64_t, 64>;

std::uint64_t made_by(const CrcStep& step, std::uint64_t value) {
  std::uint64_t result = 0;
  for (; value != 0; value &= value - 1) {
    result ^= step[static_cast<std::size_t>(std::countr_zero(value))];
  }
  return result;
}

/// A register behind `count` bytes of 0, of which `next` takes one. Twice as many are the same
/// step, twice.
template <class Next>
std::uint64_t behind_zeros(std::uint64_t value, std::int64_t count, const Next& next) {
  CrcStep step{};
  for (std::size_t bit = 0; bit < step.size(); ++bit) step[bit] = next(std::uint64_t{1} << bit);
  for (; count > 0; count /= 2) {
    if (count % 2 != 0) value = made_by(step, value);
    CrcStep twice{};
    for (std::size_t bit = 0; bit < step.size(); ++bit) twice[bit] = made_by(step, step[bit]);
    step = twice;
  }
  return value;
}

/// The register stands at the lower end of 64 bits where bits are reflected, else at the upper one.
class TableCrc : public Checksum {
 public:
  TableCrc(int bits, const CrcParameters& crc) : bits_(bits), crc_(crc) {
    const unsigned up = static_cast<unsigned>(64 - bits);
    const std::uint64_t poly = crc.reflected ? reflected(crc.poly, bits) : crc.poly << up;
    value_ = crc.reflected ? reflected(crc.init, bits) : crc.init << up;
    for (std::uint64_t byte = 0; byte < table_.size(); ++byte) {
      std::uint64_t entry = crc.reflected ? byte : byte << 56U;
      for (int k = 0; k < 8; ++k) {
        const bool out = ((crc.reflected ? entry : entry >> 63U) & 1U) != 0;
        entry = (crc.reflected ? entry >> 1U : entry << 1U) ^ (out ? poly : 0);
      }
      table_[byte] = entry;
    }
  }

  void add(std::span<const std::byte> bytes) override {
    std::uint64_t value = value_;
    if (crc_.reflected) {
      for (const std::byte byte : bytes) {
        value = table_[(value ^ std::to_integer<std::uint64_t>(byte)) & 0xffU] ^ value >> 8U;
      }
    } else {
      for (const std::byte byte : bytes) {
        value = table_[value >> 56U ^ std::to_integer<std::uint64_t>(byte)] ^ value << 8U;
      }
    }
    value_ = value;
  }

  void add_zeros(std::int64_t count) override {
    value_ = behind_zeros(value_, count, [this](std::uint64_t value) {
      return crc_.reflected ? table_[value & 0xffU] ^ value >> 8U
                            : table_[value >> 56U] ^ value << 8U;
    });
  }

  [[nodiscard]] ChecksumValue finish() override {
    const std::uint64_t whole =
        crc_.reflected ? value_ : value_ >> static_cast<unsigned>(64 - bits_);
    return {whole ^ crc_.final_xor};
  }

 private:
  int bits_;
  CrcParameters crc_;
  std::array<std::uint64_t, 256> table_{};
  std::uint64_t value_ = 0;
};

class ZlibCrc32 : public Checksum {
 public:
  void add(std::span<const std::byte> bytes) override { crc_.add(bytes); }
  void add_zeros(std::int64_t count) override { crc_.add_zeros(count); }
  [[nodiscard]] ChecksumValue finish() override { return {crc_.value()}; }

 private:
  Crc32 crc_{};
};

class Adler32 : public Checksum {
 public:
  void add(std::span<const std::byte> bytes) override {
    const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
    if (!bytes.empty()) value_ = ::adler32_z(value_, data, bytes.size());
  }
  /// The lower half is the sum of all bytes, the upper one that of these sums.
  void add_zeros(std::int64_t count) override {
    constexpr std::uint64_t kModulus = 65521;
    const std::uint64_t low = value_ & 0xffffU;
    const std::uint64_t times = static_cast<std::uint64_t>(count) % kModulus;
    value_ = ((value_ >> 16U) + times * low) % kModulus << 16U | low;
  }
  [[nodiscard]] ChecksumValue finish() override { return {value_}; }

 private:
  unsigned long value_ = 1;
};

#if defined(__x86_64__)
/// SSE 4.2 has an instruction for this one.
class HardwareCrc32c : public Checksum {
 public:
  __attribute__((target("sse4.2"))) void add(std::span<const std::byte> bytes) override {
    const std::byte* from = bytes.data();
    std::size_t left = bytes.size();
    std::uint64_t value = value_;
    for (; left >= sizeof(std::uint64_t); left -= sizeof(std::uint64_t)) {
      std::uint64_t word = 0;
      std::memcpy(&word, from, sizeof word);
      value = __builtin_ia32_crc32di(value, word);
      from += sizeof word;
    }
    auto narrow = static_cast<std::uint32_t>(value);
    for (; left > 0; --left) {
      narrow = __builtin_ia32_crc32qi(narrow, std::to_integer<std::uint8_t>(*from++));
    }
    value_ = narrow;
  }
  void add_zeros(std::int64_t count) override {
    const std::uint64_t value = behind_zeros(value_, count, [](std::uint64_t bits) {
      return std::uint64_t{crc32c_of_zero(static_cast<std::uint32_t>(bits))};
    });
    value_ = static_cast<std::uint32_t>(value);
  }
  [[nodiscard]] ChecksumValue finish() override { return {~value_}; }

 private:
  __attribute__((target("sse4.2"))) static std::uint32_t crc32c_of_zero(std::uint32_t value) {
    return __builtin_ia32_crc32qi(value, 0);
  }

  std::uint32_t value_ = ~std::uint32_t{0};
};

std::unique_ptr<Checksum> hardware_crc32c() {
  if (__builtin_cpu_supports("sse4.2") == 0) return nullptr;
  return std::make_unique<HardwareCrc32c>();
}
#else
std::unique_ptr<Checksum> hardware_crc32c() { return nullptr; }
#endif

}  // namespace

std::unique_ptr<Checksum> make_crc(const ChecksumAlgorithm& self) {
  return std::make_unique<TableCrc>(self.bits, self.crc);
}

std::unique_ptr<Checksum> make_crc32(const ChecksumAlgorithm& /*self*/) {
  return std::make_unique<ZlibCrc32>();
}

std::unique_ptr<Checksum> make_crc32c(const ChecksumAlgorithm& self) {
  auto made = hardware_crc32c();
  return made ? std::move(made) : make_crc(self);
}

std::unique_ptr<Checksum> make_adler32(const ChecksumAlgorithm& /*self*/) {
  return std::make_unique<Adler32>();
}

}  // namespace bview
