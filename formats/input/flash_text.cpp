// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <string>
#include <string_view>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/input/flash_text.hpp>
#include <bview/formats/input/text_lines.hpp>
#include <bview/formats/input/unmarked.hpp>
#include <bview/formats/text/flash_lines.hpp>
#include <bview/formats/text/hex_digits.hpp>

namespace bview {
namespace {

/// Records have up to 255 bytes, and some around them.
constexpr std::size_t kLongestRecord = 1024;

/// A big-endian number.
std::int64_t number_of(std::span<const std::byte> bytes) {
  std::int64_t value = 0;
  for (const std::byte each : bytes) value = value << 8 | std::to_integer<std::int64_t>(each);
  return value;
}

/// What both notations have in common: lines of digits, each with a checksum at its end, and data
/// in the order of addresses.
class FlashReader {
 public:
  FlashReader(Source& source, const PlacedSink& sink)
      : lines_(source, kLongestRecord), sink_(sink) {}
  FlashReader(const FlashReader&) = delete;
  FlashReader& operator=(const FlashReader&) = delete;
  virtual ~FlashReader() = default;

  void read() {
    while (lines_.next()) {
      if (lines_.too_long()) refuse("it is longer than any record");
      std::string_view line = lines_.text();
      line = line.substr(0, line.find_last_not_of(" \t") + 1);
      if (line.empty()) continue;
      if (ended_) refuse("it stands behind the last record");
      take_record(line);
    }
    if (ended_) return;
    refuse(fmt::format("the input ends without a last record, {}: whoever wrote it was stopped",
                       last_record()));
  }

 protected:
  [[noreturn]] void refuse(std::string_view why) const {
    throw Error(Errc::BadValue, fmt::format("line {}: {}", lines_.number(), why));
  }

  virtual void take_record(std::string_view line) = 0;
  [[nodiscard]] virtual std::string_view last_record() const = 0;

  /// The bytes that a line's digits are.
  std::span<const std::byte> take_bytes(std::string_view digits) {
    bytes_.clear();
    if (append_hex(digits, bytes_)) return bytes_;
    if (digits.size() % 2 != 0) {
      refuse(
          fmt::format("a byte is two hexadecimal digits, and there are {} of them", digits.size()));
    }
    const std::size_t other = digits.find_first_not_of("0123456789abcdefABCDEF");
    refuse(fmt::format("{} is no hexadecimal digit", quoted(digits.substr(other, 1))));
  }

  /// Refuses a record that has not as many bytes as it says.
  void check_count(std::int64_t said, std::int64_t there) const {
    if (said == there) return;
    refuse(fmt::format("the record says that it has {}, and there are {}", count_text(said, "byte"),
                       there));
  }

  /// Refuses a checksum, the last byte, that is not what makes the sum of all bytes `total`.
  void check_sum(std::span<const std::byte> record, unsigned total) const {
    const auto add = [](unsigned sum, std::byte byte) {
      return sum + std::to_integer<unsigned>(byte);
    };
    const auto summed = record.first(record.size() - 1);
    const unsigned sum = std::accumulate(summed.begin(), summed.end(), 0U, add);
    const unsigned computed = (total - sum) & 0xffU;
    const auto stored = std::to_integer<unsigned>(record.back());
    if (stored == computed) return;
    refuse(fmt::format("its checksum is {:02X}, and that of its bytes {:02X}", stored, computed));
  }

  void put(std::int64_t address, std::span<const std::byte> bytes) {
    if (bytes.empty()) return;
    if (address > kFlashEnd - std::ssize(bytes)) {
      refuse("its bytes go beyond the last address, 0xffffffff");
    }
    if (address < end_) {
      refuse(
          fmt::format("its bytes at 0x{:08x} stand in front of the end of those before, "
                      "0x{:08x}; records stand in the order of addresses and share none",
                      address, end_));
    }
    sink_({lines_.number(), address, bytes});
    end_ = address + std::ssize(bytes);
  }

  void end() { ended_ = true; }

 private:
  TextLines lines_;
  const PlacedSink& sink_;
  std::vector<std::byte> bytes_{};  // of the record
  std::int64_t end_ = 0;            // of the bytes so far
  bool ended_ = false;
};

// --- Intel HEX -----------------------------------------------------------------------------------

class IntelHexReader : public FlashReader {
 public:
  using FlashReader::FlashReader;

 private:
  using Take = void (IntelHexReader::*)(std::int64_t address, std::span<const std::byte> data);

  void take_record(std::string_view line) override {
    constexpr std::size_t kHead = 4;  // count, address, type
    if (!line.starts_with(':')) {
      refuse(fmt::format("a record of Intel HEX begins with ':', and this one with {}{}",
                         quoted(line.substr(0, 1)),
                         line.starts_with('S') ? "; --from srec takes S-records" : ""));
    }
    const auto record = take_bytes(line.substr(1));
    if (record.size() <= kHead) refuse("it is shorter than any record");
    const auto data = record.subspan(kHead, record.size() - kHead - 1);
    check_count(std::to_integer<std::int64_t>(record[0]), std::ssize(data));
    check_sum(record, 0);
    const std::int64_t address = number_of(record.subspan(1, 2));
    // By the type of the record; where a program starts does not count.
    static constexpr Take kTypes[] = {&IntelHexReader::take_data,    &IntelHexReader::take_end,
                                      &IntelHexReader::take_segment, &IntelHexReader::take_start,
                                      &IntelHexReader::take_linear,  &IntelHexReader::take_start};
    const auto type = std::to_integer<std::size_t>(record[3]);
    if (type >= std::size(kTypes)) refuse(fmt::format("there is no record of type {:02X}", type));
    (this->*kTypes[type])(address, data);
  }

  void take_data(std::int64_t address, std::span<const std::byte> data) {
    constexpr std::int64_t kSegmentSize = std::int64_t{1} << 16;
    if (segments_ && address > kSegmentSize - std::ssize(data)) {
      refuse("its bytes go beyond the 64 KiB of their segment");
    }
    put(base_ + address, data);
  }

  void take_end(std::int64_t /*address*/, std::span<const std::byte> /*data*/) { end(); }
  void take_start(std::int64_t /*address*/, std::span<const std::byte> /*data*/) {}
  void take_segment(std::int64_t /*address*/, std::span<const std::byte> data) {
    take_base(data, 4, true);
  }
  void take_linear(std::int64_t /*address*/, std::span<const std::byte> data) {
    take_base(data, 16, false);
  }

  /// What the addresses of the records behind it count from.
  void take_base(std::span<const std::byte> data, int shift, bool segments) {
    constexpr std::int64_t kSize = 2;
    check_count(kSize, std::ssize(data));
    base_ = number_of(data) << shift;
    segments_ = segments;
  }

  [[nodiscard]] std::string_view last_record() const override { return ":00000001FF"; }

  std::int64_t base_ = 0;
  bool segments_ = false;
};

// --- S-records -----------------------------------------------------------------------------------

class SRecordReader : public FlashReader {
 public:
  using FlashReader::FlashReader;

 private:
  /// What a digit behind the S stands for.
  struct Kind {
    std::size_t address;  ///< bytes of it
    enum class Role : std::uint8_t { Header, Data, None, Count, End } role;
  };
  static constexpr Kind kKinds[] = {
      {2, Kind::Role::Header}, {2, Kind::Role::Data}, {3, Kind::Role::Data},
      {4, Kind::Role::Data},   {0, Kind::Role::None}, {2, Kind::Role::Count},
      {3, Kind::Role::Count},  {4, Kind::Role::End},  {3, Kind::Role::End},
      {2, Kind::Role::End},
  };

  void take_record(std::string_view line) override {
    const unsigned digit = line.size() < 2 ? 10 : static_cast<unsigned>(line[1] - '0');
    if (!line.starts_with('S') || digit >= std::size(kKinds)) {
      refuse(fmt::format("a record begins with S and a digit, and this one with {}{}",
                         quoted(line.substr(0, 2)),
                         line.starts_with(':') ? "; --from ihex takes Intel HEX" : ""));
    }
    const Kind& kind = kKinds[digit];
    if (kind.role == Kind::Role::None) refuse("there is no record S4");
    const auto record = take_bytes(line.substr(2));
    if (record.size() < kind.address + 2) refuse("it is shorter than any record");
    check_count(std::to_integer<std::int64_t>(record[0]), std::ssize(record) - 1);
    check_sum(record, 0xff);
    const auto data = record.subspan(1 + kind.address, record.size() - kind.address - 2);
    take(kind.role, number_of(record.subspan(1, kind.address)), data);
  }

  void take(Kind::Role role, std::int64_t address, std::span<const std::byte> data) {
    if (role == Kind::Role::Data) {
      put(address, data);
      ++count_;
    } else if (role == Kind::Role::Count && address != count_) {
      refuse(fmt::format("it says {}, and the count of those in front of it is {}",
                         count_text(address, "record"), count_));
    } else if (role == Kind::Role::End) {
      end();
    }
  }

  [[nodiscard]] std::string_view last_record() const override { return "S7, S8 or S9"; }

  std::int64_t count_ = 0;  // of data records
};

}  // namespace

void read_ihex_text(Source& source, const PlacedSink& sink) {
  TastedSource text = unmarked(source);
  IntelHexReader(text, sink).read();
}

void read_srec_text(Source& source, const PlacedSink& sink) {
  TastedSource text = unmarked(source);
  SRecordReader(text, sink).read();
}

}  // namespace bview
