// SPDX-License-Identifier: MIT
// Checksums that are sums of bytes or words.

#include <algorithm>

#include <bview/core/checksum_makers.hpp>

namespace bview {
namespace {

/// So many ones, from the least significant bit up.
std::uint64_t mask_of(int bits) { return ~std::uint64_t{0} >> static_cast<unsigned>(64 - bits); }

/// Cuts what is added into words, the last of which is filled with zeros.
class WordSum : public Checksum {
 public:
  WordSum(int bits, bool big) : bytes_(static_cast<unsigned>(bits) / 8), big_(big) {}

  void add(std::span<const std::byte> bytes) override {
    for (const std::byte byte : bytes) {
      const unsigned place = big_ ? bytes_ - 1 - count_ : count_;
      word_ |= std::to_integer<std::uint64_t>(byte) << (8 * place);
      if (++count_ == bytes_) end_word();
    }
  }
  void add_zeros(std::int64_t count) override {
    auto left = static_cast<std::uint64_t>(count);
    if (count_ > 0) {
      const std::uint64_t missing = std::min<std::uint64_t>(bytes_ - count_, left);
      left -= missing;
      count_ += static_cast<unsigned>(missing);
      if (count_ == bytes_) end_word();
    }
    if (left == 0) return;
    take_zeros(left / bytes_);
    count_ = static_cast<unsigned>(left % bytes_);
  }
  [[nodiscard]] ChecksumValue finish() override {
    if (count_ > 0) end_word();
    return {value()};
  }

 protected:
  virtual void take(std::uint64_t word) = 0;
  /// So many words that are 0.
  virtual void take_zeros(std::uint64_t /*words*/) {}
  [[nodiscard]] virtual std::uint64_t value() const = 0;

 private:
  void end_word() {
    take(word_);
    word_ = 0;
    count_ = 0;
  }

  unsigned bytes_;  // of a word
  bool big_;
  unsigned count_ = 0;  // bytes of the one that is begun
  std::uint64_t word_ = 0;
};

class PlainSum : public WordSum {
 public:
  PlainSum(int word, bool big, int bits) : WordSum(word, big), mask_(mask_of(bits)) {}

 protected:
  void take(std::uint64_t word) override { sum_ += word; }
  [[nodiscard]] std::uint64_t value() const override { return sum_ & mask_; }

 private:
  std::uint64_t mask_;
  std::uint64_t sum_ = 0;
};

class NegatedSum : public WordSum {
 public:
  explicit NegatedSum(int bits) : WordSum(8, false), mask_(mask_of(bits)) {}

 protected:
  void take(std::uint64_t word) override { sum_ += word; }
  [[nodiscard]] std::uint64_t value() const override { return (0 - sum_) & mask_; }

 private:
  std::uint64_t mask_;
  std::uint64_t sum_ = 0;
};

class Xor : public Checksum {
 public:
  void add(std::span<const std::byte> bytes) override {
    for (const std::byte byte : bytes) value_ ^= byte;
  }
  void add_zeros(std::int64_t /*count*/) override {}
  [[nodiscard]] ChecksumValue finish() override { return {std::to_integer<std::uint64_t>(value_)}; }

 private:
  std::byte value_{};
};

/// What is carried out of 16 bits is added again; the complement of it.
class Inet : public WordSum {
 public:
  Inet() : WordSum(16, true) {}

 protected:
  void take(std::uint64_t word) override { sum_ += word; }
  [[nodiscard]] std::uint64_t value() const override {
    std::uint64_t sum = sum_;
    while (sum > 0xffffU) sum = (sum & 0xffffU) + (sum >> 16U);
    return ~sum & 0xffffU;
  }

 private:
  std::uint64_t sum_ = 0;
};

class Fletcher : public WordSum {
 public:
  explicit Fletcher(int bits)
      : WordSum(bits / 2, false),
        half_(static_cast<unsigned>(bits) / 2),
        modulus_(mask_of(bits / 2)) {}

 protected:
  void take(std::uint64_t word) override {
    low_ = (low_ + word) % modulus_;
    high_ = (high_ + low_) % modulus_;
  }
  void take_zeros(std::uint64_t words) override {
    high_ = (high_ + words % modulus_ * low_) % modulus_;
  }
  [[nodiscard]] std::uint64_t value() const override { return high_ << half_ | low_; }

 private:
  unsigned half_;  // bits
  std::uint64_t modulus_;
  std::uint64_t low_ = 0;
  std::uint64_t high_ = 0;
};

}  // namespace

std::unique_ptr<Checksum> make_byte_sum(const ChecksumAlgorithm& self) {
  return std::make_unique<PlainSum>(8, false, self.bits);
}
std::unique_ptr<Checksum> make_negated_sum(const ChecksumAlgorithm& self) {
  return std::make_unique<NegatedSum>(self.bits);
}
std::unique_ptr<Checksum> make_little_sum(const ChecksumAlgorithm& self) {
  return std::make_unique<PlainSum>(self.bits, false, self.bits);
}
std::unique_ptr<Checksum> make_big_sum(const ChecksumAlgorithm& self) {
  return std::make_unique<PlainSum>(self.bits, true, self.bits);
}
std::unique_ptr<Checksum> make_xor(const ChecksumAlgorithm& /*self*/) {
  return std::make_unique<Xor>();
}
std::unique_ptr<Checksum> make_inet(const ChecksumAlgorithm& /*self*/) {
  return std::make_unique<Inet>();
}
std::unique_ptr<Checksum> make_fletcher(const ChecksumAlgorithm& self) {
  return std::make_unique<Fletcher>(self.bits);
}

}  // namespace bview
