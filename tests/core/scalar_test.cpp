// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <set>
#include <string>
#include <string_view>

#include <bview/core/scalar.hpp>

namespace bview {
namespace {

// The table is indexed by the enum; both come from the same lines.
static_assert(kScalars.size() == 39);
static_assert(info(ScalarType::Int24).name == "i24" && info(ScalarType::Ucs4).name == "ucs4");
static_assert(kind_of<boolean> == Kind::Boolean && kind_of<int24> == Kind::Integer);
static_assert(kind_of<uint128> == Kind::Integer && kind_of<bfloat16> == Kind::Float);
static_assert(kind_of<long double> == Kind::Float && kind_of<Complex<double>> == Kind::Complex);
static_assert(kind_of<PascalByte> == Kind::Bytes && kind_of<Ucs2Unit> == Kind::Characters);

TEST_CASE("a letter has one meaning") {
  const auto letters = [](auto member) {
    std::string all;
    for (const ScalarInfo& type : kScalars) all += type.*member;
    std::sort(all.begin(), all.end());
    return all;
  };
  CHECK(letters(&ScalarInfo::native_letters) == "?BDFHILNPQbcdefghilnpqsuw");
  CHECK(letters(&ScalarInfo::standard_letters) == "?BDFHILQbcdefghilpqsuw");
}

TEST_CASE("names are unique, and a type without a letter is of bview alone") {
  std::set<std::string_view> names;
  std::set<std::string_view> bracketed;
  for (const ScalarInfo& type : kScalars) {
    CHECK(names.insert(type.name).second);
    if (type.standard_letters.empty()) bracketed.insert(type.name);
    CHECK(type.standard_letters.empty() == type.native_letters.empty());
  }
  CHECK(bracketed == std::set<std::string_view>{"bf16", "f8e4m3", "f8e5m2", "i24", "u24", "i128",
                                                "u128", "[i40]", "[u40]", "[i48]", "[u48]", "[i56]",
                                                "[u56]", "[f8e4m3fnuz]", "[f8e5m2fnuz]", "[ibm32]",
                                                "[ibm64]", "[f80]", "[f128]"});
}

TEST_CASE("sizes and alignments under '@'") {
  struct Row {
    const char* name;
    std::int64_t size;
    std::int64_t alignment;
    bool is_signed;
  };
  const Row rows[] = {
      {"bool", 1, 1, false},         {"i8", 1, 1, true},    {"i24", 3, 1, true},
      {"u24", 3, 1, false},          {"u64", 8, 8, false},  {"i128", 16, 16, true},
      {"u128", 16, 16, false},       {"bf16", 2, 2, false}, {"f8e4m3", 1, 1, false},
      {"longdouble", 16, 16, false}, {"c64", 8, 4, false},  {"c128", 16, 8, false},
      {"ucs2", 2, 2, false},         {"ucs4", 4, 4, false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const auto* type = std::find_if(kScalars.begin(), kScalars.end(),
                                    [&](const ScalarInfo& each) { return each.name == row.name; });
    REQUIRE(type != kScalars.end());
    CHECK(type->size == row.size);
    CHECK(type->alignment == row.alignment);
    if (type->kind == Kind::Integer) CHECK(type->is_signed == row.is_signed);
  }
}

template <class T, Swap kSwap>
struct SizeAndSwap {
  static std::int64_t run() {
    return static_cast<std::int64_t>(kSwap == Swap::Bytes ? -1 : 1) * std::int64_t{sizeof(T)};
  }
};

TEST_CASE("a kernel is made for each type and byte order") {
  for (const ScalarInfo& type : kScalars) {
    CAPTURE(type.name);
    CHECK(kernel_for<SizeAndSwap>(type.type, ByteOrder::Little, ByteOrder::Little)() == type.size);
    CHECK(kernel_for<SizeAndSwap>(type.type, ByteOrder::Little, ByteOrder::Big)() == -type.size);
    CHECK(kernel_for<SizeAndSwap>(type.type, ByteOrder::Big, ByteOrder::Little)() == -type.size);
  }
}

/// Stores and loads an item of counting bytes at an odd address.
template <class T, Swap kSwap>
struct RoundTrip {
  static bool run() {
    std::array<std::byte, 2 * sizeof(T) + 1> room{};
    std::array<std::byte, sizeof(T)> before{};
    for (std::size_t k = 0; k < sizeof(T); ++k) before[k] = static_cast<std::byte>(k + 1);
    std::memcpy(&room[1], before.data(), sizeof(T));
    store<T, kSwap>(load<T, kSwap>(&room[1]), &room[1]);
    constexpr std::size_t kUsed = std::is_same_v<T, long double> ? 10 : sizeof(T);
    const std::size_t skipped = kSwap == Swap::Bytes ? sizeof(T) - kUsed : 0;
    return std::memcmp(&room[1 + skipped], &before[skipped], kUsed) == 0;
  }
};

TEST_CASE("items are stored as they were loaded, anywhere") {
  for (const ScalarInfo& type : kScalars) {
    CAPTURE(type.name);
    CHECK(kernel_for<RoundTrip>(type.type, ByteOrder::Little)());
    CHECK(kernel_for<RoundTrip>(type.type, ByteOrder::Big)());
  }
}

TEST_CASE("bytes are swapped within each part of a complex") {
  const Complex<float> z{1.0F, -2.0F};
  std::array<std::byte, 8> bytes{};
  store<Complex<float>, Swap::Bytes>(z, bytes.data());
  CHECK(load<float, Swap::Bytes>(bytes.data()) == 1.0F);
  CHECK(load<float, Swap::Bytes>(&bytes[4]) == -2.0F);
  CHECK(load<std::uint32_t, Swap::None>(bytes.data()) == 0x0000803fU);
}

TEST_CASE("a signalling NaN survives a swap") {
  constexpr std::uint32_t kSignalling = 0x7f800001;
  std::array<std::byte, 4> bytes{};
  store<std::uint32_t, Swap::Bytes>(kSignalling, bytes.data());
  swap_item<float>(bytes.data());
  CHECK(load<std::uint32_t, Swap::None>(bytes.data()) == kSignalling);
}

TEST_CASE("the unused bytes of a long double are zero") {
  std::array<std::byte, 16> bytes{};
  bytes.fill(std::byte{0xee});
  store<long double, Swap::None>(1.0L, bytes.data());
  CHECK(
      std::all_of(bytes.begin() + 10, bytes.end(), [](std::byte b) { return b == std::byte{0}; }));
  bytes.fill(std::byte{0xee});
  store<long double, Swap::Bytes>(1.0L, bytes.data());
  CHECK(
      std::all_of(bytes.begin(), bytes.begin() + 6, [](std::byte b) { return b == std::byte{0}; }));
  CHECK(load<long double, Swap::Bytes>(bytes.data()) == 1.0L);
}

}  // namespace
}  // namespace bview
